// One time step of the drawing: its boxes, its weights, the wires between them with what goes over each, forward and back.

import { say, svg, toggle, write } from "../lib/dom.js";
import { signedColour } from "../lib/scale.js";
import { inkOn } from "../lib/words.js";
import { makeBadge } from "./badge.js";
import { factorsOf, makeBox } from "./box.js";
import { SUMMED } from "./phases.js";

const BOXES = ["x", "a", "h", "y", "L", "target"];
const NAMES = ["Wx", "Wh", "b", "Wy"];
const HEAD = { forward: "url(#head)", back: "url(#back)" };

// Which number a wire leads to: when that appears, something has gone over it.
const LEADS_TO = { Wx: "a", Wh: "a", b: "a", Wy: "y", yL: "L", target: "L" };
// And which gradient comes out of it at its other end. What Wh gives back arrives one step earlier.
const BACK_TO = { Wx: ["x", 0], Wh: ["h", -1], Wy: ["h", 0], yL: ["y", 0] };

// What goes over a wire: forward, and back.
const forwardOver = ({ net, sweep }, name, t) => ({ Wx: () => net.weights.Wx * net.x[t - 1], Wh: () => net.weights.Wh * sweep.h[t - 1], Wy: () => sweep.y[t - 1] })[name]();
const backOver = ({ sweep }, name, t) => ({ Wx: () => sweep.dx[t - 1], Wh: () => sweep.fromFuture[t - 1], Wy: () => sweep.fromOutput[t - 1], yL: () => sweep.dy[t - 1] })[name]();

export function makeStep(ctx, layout, t) {
  const boxes = BOXES.map((q) => makeBox(ctx, q, t, layout.boxes[q], layout.symbols[q]));
  const badges = NAMES.map((name) => makeBadge(ctx, name, t, layout.badges[name]));
  const wires = Object.entries(layout.edges).map(([name, [way, back]]) => ({
    name,
    forward: svg("path", { class: `wire wire-${name}`, d: way, "marker-end": HEAD.forward }),
    back: back ? svg("path", { class: "back", d: back, "marker-end": HEAD.back }) : null,
  }));
  const messages = Object.entries(layout.messages).map(([name, places]) => {
    const [forward, back] = places.map(([x, y, anchor], k) => svg("text", { x, y, "text-anchor": anchor, class: k ? "message gradient" : "message" }));
    return { name, forward, back };
  });
  const loopEnd = svg("path", { class: "wire loop-end", d: layout.loopEnd, "marker-end": HEAD.forward });
  const time = svg("text", { x: layout.time[0], y: layout.time[1], "text-anchor": layout.time[2], class: "time" });
  const part = makePart(ctx, layout.part);
  const sign = t > 1 || layout.name === "wide" ? svg("text", { x: layout.sign[0], y: layout.sign[1], class: "sign", "text-anchor": "middle" }, t === 1 ? "=" : "+") : null;
  const sums = svg("g", { class: "sums" }, part.node, sign);
  const node = svg("g", { class: "step", "data-step": t }, ...wires.flatMap(({ forward, back }) => [forward, back]), loopEnd,
    ...messages.flatMap(({ forward, back }) => [forward, back]), ...badges.map((one) => one.node), ...boxes.map((one) => one.node), time, sums);

  function update(view, s, known, limits) {
    const summed = s.phase === "sum" ? SUMMED[s.stop] : null;
    const chosen = summed ?? (s.phase === "unrolled" && s.stop === 1 ? "all" : null);
    const sources = summed ? factorsOf(summed, view.T) : new Set();
    const rest = s.phase === "loop" && s.stop === 0;
    for (const box of boxes) {
      box.update(view, known, limits, sources, rest);
      say(box.symbol.sub, rest ? "t" : String(t));
    }
    for (const badge of badges) badge.update(view, chosen, t === Math.max(1, s.phase === "loop" ? s.stop : 1));
    for (const wire of wires) updateWire(wire, view, known, limits);
    for (const message of messages) updateMessage(message, view, known);
    toggle(loopEnd, "lit", known.fresh("a", t));
    say(time, rest ? "" : ctx.labels.time.replace("{t}", t));
    toggle(sums, "shown", summed !== null);
    if (summed) part.update(view.sweep.parts[summed][t - 1], limits.parts);
  }

  function updateWire({ name, forward, back }, view, known, limits) {
    const looked = ctx.looked()?.weight === name;
    toggle(forward, "lit", known.fresh(LEADS_TO[name], t) || looked);
    toggle(forward, "silent", (name === "yL" || name === "target") && !view.sweep.asked[t - 1]);
    if (!back) return;
    const [q, by] = BACK_TO[name];
    const passed = name === "Wh" ? known.gradient("a", t) : known.gradient(q, t + by);
    toggle(back, "there", passed);
    toggle(back, "lit", known.freshGradient(q, t + by));
    const share = Math.abs(backOver(view, name, t)) / limits.gradient;
    back.style.strokeWidth = `${(1.2 + 3.6 * Math.min(1, Number.isFinite(share) ? share : 1)).toFixed(2)}px`;
  }

  function updateMessage({ name, forward, back }, view, known) {
    const gone = name === "Wh" ? known.gradient("a", t) : known.gradient({ Wx: "x", Wy: "h", tanh: "a" }[name], t);
    const [arrived, returned] = name === "tanh" ? ["tanh", `∂ × ${ctx.short(view.sweep.slope[t - 1], 2)}`]
      : [ctx.short(forwardOver(view, name, t), 2), `∂ ${ctx.short(backOver(view, name, t), 3)}`];
    say(forward, name === "tanh" || known.value(LEADS_TO[name], t) ? arrived : "");
    say(back, gone ? returned : "");
  }

  // The wires that something goes over at this stop: [path, ...].
  const moving = (known) => wires.flatMap(({ name, forward, back }) => {
    if (known.fresh(LEADS_TO[name], t)) return [forward];
    return back && known.freshGradient(BACK_TO[name][0], t + BACK_TO[name][1]) ? [back] : [];
  });
  return { node, update, moving, boxes };
}

// One contribution to the gradient of a weight.
export function makePart(ctx, [x, y]) {
  const fill = svg("rect", { x: x - 32, y: y - 12, width: 64, height: 25, rx: 5, class: "part" });
  const text = svg("text", { x, y: y + 5, "text-anchor": "middle", class: "gradient" });
  const node = svg("g", {}, fill, text);
  function update(value, limit) {
    const colour = signedColour(value, limit, ctx.theme());
    fill.style.fill = colour ?? "";
    text.style.fill = colour ? inkOn(colour) : "";
    say(text, ctx.short(value, 3));
    write(fill, "data-value", value);
  }
  return { node, update };
}
