// One quantity of one step: its forward value in the upper half, the gradient of the loss for it in the lower one, both on the signed
// scale. Given numbers can be dragged and stepped with the keys.

import { fillIn, say, svg, toggle, write } from "../lib/dom.js";
import { onDrag } from "../lib/drag.js";
import { roundTo } from "../lib/numbers.js";
import { signedColour } from "../lib/scale.js";
import { inkOn } from "../lib/words.js";
import { LIMITS } from "./state.js";
import { symbolText } from "./writing.js";

const PX_PER_UNIT = 60; // of dragging

export const valueOf = ({ net, sweep }, q, t) => ({ x: () => net.x[t - 1], target: () => net.target[t - 1], a: () => sweep.a[t - 1], h: () => sweep.h[t],
  y: () => sweep.y[t - 1], L: () => sweep.loss[t - 1], total: () => sweep.total })[q]();

// dL/dq; of a loss that nobody asks for there is none.
export const gradientOf = ({ sweep }, q, t) => ({ x: () => sweep.dx[t - 1], a: () => sweep.da[t - 1], h: () => sweep.dh[t], y: () => sweep.dy[t - 1],
  L: () => (sweep.asked[t - 1] ? 1 : 0), total: () => 1 })[q]();

const isGiven = (q, t) => q === "x" || q === "target" || (q === "h" && t === 0);

function halfPath(x, y, w, h, upper) {
  const r = 5;
  return upper ? `M${x} ${y + h}V${y + r}q0 ${-r} ${r} ${-r}H${x + w - r}q${r} 0 ${r} ${r}V${y + h}Z`
    : `M${x} ${y}V${y + h - r}q0 ${r} ${r} ${r}H${x + w - r}q${r} 0 ${r} ${-r}V${y}Z`;
}

export function makeBox(ctx, q, t, [cx, cy, w, h], symbolAt) {
  const single = q === "target"; // no gradient of interest
  const [x, y] = [cx - w / 2, cy - h / 2];
  const half = single ? h : h / 2;
  const whole = { x, y, width: w, height: h, rx: 5 };
  const ground = svg("rect", { ...whole, class: "ground" });
  const halves = ["value", "gradient"].slice(0, single ? 1 : 2).map((side, k) => ({
    side,
    fill: single ? svg("rect", { ...whole, class: "half" }) : svg("path", { class: "half", d: halfPath(x, y + k * half, w, half, k === 0) }),
    text: svg("text", { class: side, x: cx, y: y + k * half + half / 2 + 5, "text-anchor": "middle" }),
  }));
  const frame = svg("rect", { ...whole, class: "frame" });
  const symbol = symbolText(symbolAt, q);
  const node = svg("g", { class: "box", "data-q": q, "data-t": t }, ground, ...halves.flatMap(({ fill, text }) => [fill, text]), frame, symbol.node);
  node.onpointerenter = () => ctx.look({ q, t });
  node.onpointerleave = () => ctx.look(null);
  const given = isGiven(q, t);
  if (given) makeAdjustable(ctx, node, q, t);

  const word = svg("text", { class: "word", x: cx, y: cy + 4, "text-anchor": "middle" });
  node.append(word);

  // limits: {value, gradient}; sources: "value/q/t" of what the present stop is made from.
  function update(view, known, limits, sources, named = false) {
    const name = named ? ctx.labels[`word_${q}`] : "";
    say(word, name);
    if (name.length > 8) write(word, "textLength", w - 4);
    else word.removeAttribute("textLength");
    const there = { value: known.value(q, t), gradient: !single && known.gradient(q, t) };
    const silent = (q === "L" || q === "target") && !view.sweep.asked[t - 1];
    for (const { side, fill, text } of halves) {
      const shown = there[side] && !(silent && q === "L");
      const number = shown ? (side === "value" ? valueOf(view, q, t) : gradientOf(view, q, t)) : null;
      const colour = shown ? signedColour(number, limits[side], ctx.theme()) : null;
      fill.style.fill = colour ?? "";
      text.style.fill = colour ? inkOn(colour) : "";
      toggle(fill, "there", shown);
      say(text, !shown ? "" : side === "value" ? ctx.short(number, q === "L" || q === "total" ? 3 : 2) : number === 1 || number === 0 ? `∂ ${number}` : `∂ ${ctx.short(number, 3)}`);
      toggle(fill, "source", sources.has(`${side}/${q}/${t}`));
    }
    const looked = ctx.looked();
    toggle(node, "there", there.value && !silent);
    toggle(node, "silent", silent);
    toggle(node, "fresh", known.fresh(q, t) || known.freshGradient(q, t));
    toggle(node, "looked", Boolean(looked) && looked.q === q && looked.t === t);
    toggle(node, "opened", ctx.opened()?.q === q && ctx.opened()?.t === t);
    if (given) describe(view);
  }

  function describe(view) {
    const number = valueOf(view, q, t);
    write(node, "aria-label", fillIn(ctx.labels[`given_${q === "h" ? "h0" : q}`], { t }));
    write(node, "aria-valuenow", roundTo(number, 0.001));
    write(node, "aria-valuetext", ctx.short(number, 2));
  }

  return { node, symbol, update };
}

function makeAdjustable(ctx, node, q, t) {
  const limit = LIMITS[q === "h" ? "h0" : q];
  for (const [name, value] of Object.entries({ role: "slider", tabindex: 0, "aria-valuemin": -limit, "aria-valuemax": limit })) write(node, name, value);
  node.classList.add("given");
  node.onclick = node.onfocus = () => ctx.open({ q, t });
  dragAlong(node, { read: () => valueOf(ctx.view(), q, t), set: (value, live) => ctx.setGiven(q, t, value, live), commit: ctx.commit });
}

// Up is more: 60 px are 1; the arrow keys step by 0.05, with Page up and down by 0.5. A finger scrolls the page until the number is chosen.
export function dragAlong(node, { read, set, commit }) {
  let from = 0;
  onDrag(node, {
    start: (down) => {
      from = read();
      return down.pointerType !== "touch" || node.classList.contains("opened");
    },
    move: ({ dy }) => set(roundTo(from - dy / PX_PER_UNIT, 0.01), true),
    end: (dragged) => dragged && commit(),
  });
  node.addEventListener("keydown", (event) => {
    const by = { ArrowUp: 0.05, ArrowDown: -0.05, PageUp: 0.5, PageDown: -0.5 }[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    set(roundTo(read() + by, 0.01), false);
  });
}

// What a sum of the present stop is made from, as "side/q/t", for the weight whose contributions add up.
export function factorsOf(name, T) {
  const found = new Set();
  for (let t = 1; t <= T; t++) {
    found.add(`gradient/${name === "Wy" ? "y" : "a"}/${t}`);
    if (name === "Wx") found.add(`value/x/${t}`);
    if (name === "Wh") found.add(`value/h/${t - 1}`);
    if (name === "Wy") found.add(`value/h/${t}`);
  }
  return found;
}

