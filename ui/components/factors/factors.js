// A product of Jacobians opened into its factors: one explanation in words, the picture, and what stands at the step that is pointed at.

import { fillIn, html, say, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { formatNumber } from "../lib/numbers.js";
import { isMoved, spotIn } from "../lib/pointer.js";
import { scientific } from "../lib/powers.js";
import { themeOf } from "../lib/theme.js";
import { makeFigure } from "../race/figure.js";
import { drawFactors } from "./picture.js";

export default (component) => live(component, makeProduct);

function makeProduct(root) {
  const box = root.querySelector("[data-role=factors]");
  const readout = root.querySelector("[data-role=readout]");
  let data = null;
  const figure = makeFigure({ get labels() { return data.labels; } }, "factors");
  // Keys and the pointer belong to a field that lies over the picture: a slider along the steps.
  const pad = html("div", { class: "pad", tabindex: 0, role: "slider" });
  const stage = html("div", { class: "stage" }, pad);
  figure.picture.replaceWith(stage);
  stage.prepend(figure.picture);
  root.querySelector("[data-slot=figure]").append(figure.node);
  let drawn = null;
  let pick = () => {};
  let step = null; // index of the column under the cursor
  let hovered = false; // whether a mouse put it there

  function update() {
    const width = box.clientWidth;
    if (!data || !width) return;
    box.dataset.theme = themeOf(box);
    const { labels, name, sentence } = data;
    say(root.querySelector("[data-role=explained]"), sentence);
    figure.update(fillIn(labels.title, { name }), fillIn(labels.alt, { n: data.words.length, sentence }));
    write(pad, "aria-label", labels.pad);
    drawn = drawFactors(figure.picture, data, width);
    point(step === null ? null : Math.min(step, data.words.length - 1));
    write(box, "aria-busy", false);
  }

  function point(to) {
    step = to;
    drawn.point(to);
    const text = to === null ? data.labels.click : said(data, to);
    say(readout, text);
    write(pad, "aria-valuemin", data.pick.start + 1);
    write(pad, "aria-valuemax", data.pick.end);
    write(pad, "aria-valuenow", data.pick.start + 1 + (to ?? 0));
    write(pad, "aria-valuetext", text);
  }

  const choose = () => step !== null && pick({ what: "memory", ...data.pick, start: data.pick.start + step });

  pad.onkeydown = (event) => {
    hovered = false;
    const last = data.words.length - 1;
    const to = { ArrowLeft: step - 1, ArrowUp: step - 1, ArrowRight: step === null ? 0 : step + 1, ArrowDown: step === null ? 0 : step + 1, Home: 0, End: last }[event.key];
    if (event.key === "Enter" || event.key === " ") choose();
    else if (to === undefined) return;
    else point(Math.max(0, Math.min(last, to)));
    event.preventDefault();
  };
  const stepAt = (event) => {
    return drawn.stepAt(...spotIn(figure.picture, event));
  };
  pad.onpointermove = (event) => {
    if (!isMoved(event)) return;
    hovered = true;
    point(stepAt(event));
  };
  pad.onpointerleave = () => hovered && point(null);
  // A finger points first, and a second tap at the same place picks.
  let touched = null;
  pad.onpointerdown = (event) => { touched = event.pointerType === "mouse" ? stepAt(event) : step; };
  pad.onclick = (event) => {
    const to = stepAt(event);
    point(to);
    if (to !== null && touched === to) choose();
  };

  let width = 0;
  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    update();
  });
  watch.observe(box);

  function receive(next, { setTriggerValue }) {
    const other = data && JSON.stringify(data.pick) !== JSON.stringify(next.pick);
    [data, pick] = [next, (place) => setTriggerValue("pick", place)];
    if (other) step = null;
    update();
  }

  return { receive, leave: () => watch.disconnect() };
}

// What the numbers at one step are, as text.
function said(data, k) {
  const { labels, lang } = data;
  const power = (log) => scientific(log, lang);
  const share = (value) => (value > 0 && value < 0.01 ? scientific(Math.log10(value), lang) : formatNumber(value, lang));
  const [low, mean, high] = data.fill[k].map(share);
  const singular = data.singular[k];
  const parts = [
    fillIn(labels.here, { t: data.pick.start + k + 1, word: data.words[k], factor: power(data.lost[k]), running: power(data.running[k]) }),
    fillIn(labels.here_values, { largest: power(singular[0]), smallest: power(singular.at(-1)), symbol: labels.symbol, low, mean, high }),
    data.rest ? fillIn(labels.here_rest, { rest: power(data.rest[k]) }) : "",
  ];
  return parts.filter(Boolean).join(" ");
}
