// One number of the drawing: its place, its bar or fill on the quantity's scale, its ghost, and how it is looked at, opened,
// dragged and stepped with the keys.

import { fillIn, say, svg, toggle, write } from "./../lib/dom.js";
import { onDrag } from "./../lib/drag.js";
import { roundTo } from "./../lib/numbers.js";
import { rangeOf, signedColour } from "./../lib/scale.js";
import { QUANTITIES, isGate, quantity, readQuantity } from "./quantities.js";
import { heldAt, writtenAt } from "./state.js";

// The limit that the bars of a quantity are drawn on. The largest value over the whole run sets it, so that bars do not change
// length while one steps; all memories of a unit share one, so that a product is seen to shrink; of x, all inputs do.
export function limitOf(view, entry, unit) {
  if (isGate(entry) || entry.range === "unit") return 1;
  const all = [];
  for (const { id, range } of QUANTITIES[view.kind]) {
    if (range !== entry.range) continue;
    for (let t = 0; t < view.T; t++) {
      const row = readQuantity(view, id, t);
      all.push(...(range === "input" ? row : [row[unit]]));
    }
  }
  return rangeOf(all, 1);
}

// Whether a number lights up: one that is looked at comes from it, or a line of the sum card points to it.
function lights(ctx, kind, id, unit) {
  const [looked, pointed] = [ctx.looked(), ctx.pointed()];
  if (pointed) return pointed.id === id && pointed.unit === unit;
  if (!looked) return false;
  return quantity(kind, looked.id).from.some(([source, which]) => source === id && (which === "all" || looked.unit === unit));
}

const barWidth = (value, limit, half) => Math.max(-half, Math.min(half, (value / limit) * half)) || 0;

export function makeNumber(ctx, kind, entry, unit, [x, y, w, h], rows) {
  const L = ctx.labels;
  const gate = isGate(entry);
  const half = w / 2 - 4;
  const ground = svg("rect", { x, y, width: w, height: h, rx: 4, class: "ground" });
  const bar = gate ? svg("rect", { x, y, width: w, height: h, rx: 4, class: "fill" })
    : svg("rect", { x: x + w / 2, y: y + h - 7, width: half, height: 5, class: "bar" });
  bar.style.transformOrigin = gate ? `${x}px ${y + h}px` : `${x + w / 2}px 0px`;
  const ghost = svg("rect", { class: "ghost", visibility: "hidden" });
  const text = svg("text", { x: x + w / 2, y: y + h / 2 + (gate ? 5 : 1), class: rows === 1 ? "value large" : "value" });
  const mark = gate ? svg("text", { x: x + w + 8, y: y + h / 2 + 5, class: "mark" }) : null;
  const held = svg("path", { class: "held", d: `M${x + 3} ${y + 3}h8v8z` });
  const adjustable = entry.drag !== null;
  const node = svg("g", { class: adjustable ? "number adjustable" : "number", "data-q": entry.id, "data-unit": unit,
    role: adjustable ? "slider" : "button" }, ground, bar, ghost, held, text, mark);

  const open = () => ctx.go({ open: entry.id, unit: entry.id === "x" ? ctx.state().unit : unit,
    stage: entry.stages.includes(ctx.state().stage) ? ctx.state().stage : entry.stages[0] });
  node.onclick = (event) => { event.stopPropagation(); open(); };
  node.onpointerenter = node.onfocus = () => ctx.look({ id: entry.id, unit });
  node.onpointerleave = node.onblur = () => ctx.look(null);
  if (adjustable) dragNumber(ctx, node, entry, unit);
  node.addEventListener("keydown", (event) => {
    // A slider leaves the space bar to playing; a button is pressed with it.
    if (event.key !== "Enter" && (adjustable || event.key !== " ")) return;
    event.preventDefault();
    event.stopPropagation();
    open();
  });

  let shown = { value: 0, limit: 1 };
  const scaleTo = (value, limit) => (gate ? `scaleY(${Math.max(0, Math.min(1, value))})` : `scaleX(${barWidth(value, limit, 1).toFixed(4)})`);

  function update(value, ghostValue, limit, v, s, here) {
    shown = { value, limit };
    const looked = ctx.looked();
    const self = looked && looked.id === entry.id && looked.unit === unit;
    say(text, ctx.format(value, self && w > 50 ? 3 : 2));
    bar.style.transform = scaleTo(value, limit);
    if (!gate) {
      const colour = signedColour(value, limit, ctx.theme());
      bar.style.fill = colour ?? "";
      toggle(node, "off-scale", colour === null);
    } else say(mark, value > 0.5 ? "o" : "–");
    const parted = ghostValue !== undefined && Math.abs(ghostValue - value) > 5e-4;
    write(ghost, "visibility", parted ? "visible" : "hidden");
    if (parted) outline(ghostValue, limit);
    const hold = entry.drag === "gate" ? heldAt(s, entry.id, unit, s.t) : entry.drag === "memory" ? writtenAt(s, unit, s.t) : null;
    toggle(node, "is-held", hold !== null);
    toggle(node, "chosen", entry.id !== "x" && unit === s.unit && rows > 1);
    toggle(node, "opened", ctx.opened() === entry.id && (entry.id === "x" || unit === s.unit));
    toggle(node, "source", lights(ctx, kind, entry.id, unit));
    write(node, "tabindex", here ? 0 : -1);
    const name = entry.id === "x" ? v.inputs[unit] : fillIn(L.number_name, { name: L[`name_${kind}_${entry.id}`], unit: unit + 1 });
    write(node, "aria-label", adjustable ? name : `${name}: ${ctx.format(value)}`);
    if (adjustable) {
      const settable = ctx.canSet(entry);
      write(node, "aria-disabled", !settable);
      toggle(node, "adjustable", settable);
      write(node, "aria-valuenow", roundTo(value, 0.001));
      const notes = [hold ? L.held : null, parted ? fillIn(L.untouched, { value: ctx.format(ghostValue) }) : null].filter(Boolean);
      write(node, "aria-valuetext", [ctx.format(value), ...notes].join("; "));
      write(node, "aria-valuemin", gate ? 0 : -limit);
      write(node, "aria-valuemax", gate ? 1 : limit);
    }
  }

  // The untouched run as an outline: of the fill of a gate, of the bar of anything else.
  function outline(value, limit) {
    const end = x + w / 2 + barWidth(value, limit, half);
    const [left, top, wide, tall] = gate ? [x + 1, y + h * (1 - value), w - 2, h * value - 1]
      : [Math.min(x + w / 2, end) - 1, y + h - 8, Math.abs(end - x - w / 2) + 2, 7];
    for (const [name, number] of Object.entries({ x: left, y: top, width: wide, height: Math.max(0, tall) })) write(ghost, name, number.toFixed(1));
  }

  function grow(from) {
    bar.animate([{ transform: scaleTo(from, shown.limit) }, { transform: scaleTo(shown.value, shown.limit) }], { duration: 350, easing: "ease-in-out" });
  }

  return { node, update, grow };
}

// A drag of 120 px runs through the whole range of the number; up is more. The arrow keys do the same in steps.
function dragNumber(ctx, node, entry, unit) {
  const fine = isGate(entry) || entry.range === "unit" ? 0.01 : 0.05;
  const now = () => readQuantity(ctx.view(), entry.id, ctx.state().t)[unit];
  const set = (value, live) => ctx.setQuantity(entry, unit, roundTo(value, fine), live);
  let from = 0;
  let span = 1;
  onDrag(node, {
    start: () => {
      if (!ctx.canSet(entry)) return false;
      from = now();
      span = isGate(entry) ? 1 : 2 * limitOf(ctx.view(), entry, unit);
      return true;
    },
    move: ({ dy }) => set(from - dy * span / 120, true),
    end: (dragged) => dragged && ctx.commit(),
  });
  node.addEventListener("keydown", (event) => {
    const steps = { ArrowUp: 5, ArrowDown: -5, PageUp: 25, PageDown: -25 }[event.key];
    if (steps !== undefined && ctx.canSet(entry)) set(now() + steps * fine, false);
    else if (event.key === "Delete" || event.key === "Backspace") ctx.release(entry, unit);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
