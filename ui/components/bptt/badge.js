// A weight at one step: a badge whose shape, colour and number are the same at every step, because it is the same weight.
// Pointing at one lights all; dragging one changes all.

import { fillIn, say, svg, toggle, write } from "../lib/dom.js";
import { roundTo } from "../lib/numbers.js";
import { dragAlong } from "./box.js";
import { LIMITS } from "./state.js";
import { plainSymbol, symbolText } from "./writing.js";

// Around 0 0, about 40 by 38.
const SHAPES = {
  Wx: () => svg("rect", { x: -20, y: -18, width: 40, height: 36, rx: 2 }),
  Wh: () => svg("ellipse", { rx: 23, ry: 20 }),
  Wy: () => svg("path", { d: "M-23 0L-14 -18H14L23 0L14 18H-14Z" }),
  b: () => svg("path", { d: "M-20 18V-8L-10 -18H10L20 -8V18Z" }),
};

export function makeBadge(ctx, name, t, [x, y]) {
  const shape = SHAPES[name]();
  shape.setAttribute("class", "shape");
  const symbol = symbolText([0, -4, "middle"], name);
  const number = svg("text", { y: 13, "text-anchor": "middle", class: "weight" });
  const node = svg("g", { class: `badge weight-${name}`, "data-weight": name, "data-t": t, role: "slider", transform: `translate(${x} ${y})`,
    "aria-valuemin": -LIMITS.weights, "aria-valuemax": LIMITS.weights }, shape, symbol.node, number);
  node.onpointerenter = () => ctx.look({ weight: name });
  node.onpointerleave = () => ctx.look(null);
  node.onclick = node.onfocus = () => ctx.open({ weight: name });
  dragAlong(node, { read: () => ctx.view().net.weights[name], set: (value, live) => ctx.setWeight(name, value, live), commit: ctx.commit });

  // chosen: the weight that the present stop is about, or null. reached: whether Tab stops here; one copy of each is enough.
  function update({ net }, chosen, reached) {
    const value = net.weights[name];
    say(number, ctx.short(value, 2));
    toggle(node, "same", ctx.looked()?.weight === name || chosen === name || chosen === "all");
    toggle(node, "opened", ctx.opened()?.weight === name);
    write(node, "tabindex", reached ? 0 : -1);
    write(node, "aria-label", fillIn(ctx.labels.weight_at, { name: plainSymbol(name), t }));
    write(node, "aria-valuenow", roundTo(value, 0.001));
    write(node, "aria-valuetext", ctx.short(value, 2));
  }
  return { node, update };
}
