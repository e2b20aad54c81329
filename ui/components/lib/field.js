// A number that can be typed, dragged sideways or stepped with the arrow keys; what cannot be read is said beside it.

import { fillIn, html, say, write } from "./dom.js";
import { onDrag } from "./drag.js";
import { clampTo, formatNumber, parseNumber, roundTo } from "./numbers.js";

// read() gives the present value, set(value, live) takes a new one (live while dragging), commit() ends a drag.
// labels: {not_a_number: "... {text} ... {low} ... {high}", out_of_range: "... {low} ... {high} ... {used}"}.
export function makeField({ label, low, high, step, lang, labels, read, set, commit }) {
  const input = html("input", { type: "text", inputmode: "decimal", autocomplete: "off", maxlength: 24, class: "field", "aria-label": label, title: label });
  const error = html("span", { class: "error", role: "alert" });
  const show = (value) => formatNumber(value, lang, Number(value.toFixed(2)) === value || Math.abs(value) > 1e4 ? 2 : 3);
  const put = (text) => {
    input.value = text;
    input.dataset.shown = text;
  };
  const complain = (text) => {
    say(error, text);
    write(input, "aria-invalid", text !== "");
  };
  input.onchange = () => {
    const text = input.value;
    const value = parseNumber(text);
    const limits = { low: formatNumber(low, lang, 0), high: formatNumber(high, lang, 0) };
    if (value === null) {
      complain(fillIn(text.trim() === "" ? labels.no_number : labels.not_a_number, { text: text.slice(0, 20), ...limits }));
    } else {
      const used = clampTo(value, low, high);
      complain(used === value ? "" : fillIn(labels.out_of_range, { ...limits, used: formatNumber(used, lang, 0) }));
      set(used, false);
    }
    put(show(read()));
  };
  input.onkeydown = (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    event.stopPropagation();
    if (by === undefined) return;
    event.preventDefault();
    complain("");
    set(clampTo(roundTo(read() + by * step, step), low, high), false);
    put(show(read()));
  };
  let from = 0;
  onDrag(input, {
    start: () => { from = read(); },
    move: ({ dx }) => {
      complain("");
      set(clampTo(roundTo(from + Math.round(dx / 4) * step, step), low, high), true);
    },
    end: (dragged) => dragged && commit(),
  });
  // While the reader types, the field is theirs.
  const update = () => {
    const text = show(read());
    const typing = input.getRootNode().activeElement === input && input.dataset.shown !== undefined && input.value !== input.dataset.shown;
    if (typing) return;
    if (input.dataset.shown !== text || input.value !== text) put(text);
  };
  return { input, error, update };
}
