// The drawing: folded it is one step with a loop and a delay, unrolled its copies side by side. Built once for a layout; afterwards only
// what changed is written.

import { fillIn, say, svg, toggle, write } from "../lib/dom.js";
import { rangeOf } from "../lib/scale.js";
import { makeBox } from "./box.js";
import { SUMMED, knownAt, stepOf } from "./phases.js";
import { makePart, makeStep } from "./step.js";
import { symbolText } from "./writing.js";

const SPARK_MS = 450;

const marker = (id) => svg("marker", { id, viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto" },
  svg("path", { d: "M0 0L8 4L0 8Z", class: `head-${id}` }));

const largest = (values) => values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0) || 1;

// The numbers that the colours end at.
export function limitsOf({ net, sweep }, s) {
  const parts = s.phase === "sum" ? sweep.parts[SUMMED[s.stop]] : [];
  return {
    value: rangeOf([...net.x, ...net.target, ...sweep.a, ...sweep.h, ...sweep.y, sweep.total], 1),
    gradient: largest([...sweep.dy, ...sweep.dh, ...sweep.da, ...sweep.dx]),
    parts: largest([...parts, ...parts.map((_, t) => parts.slice(0, t + 1).reduce((sum, value) => sum + value, 0))]),
  };
}

export function makeDrawing(ctx, layout) {
  const { T } = ctx.view();
  const steps = Array.from({ length: T }, (_, k) => makeStep(ctx, layout, k + 1));
  const start = makeBox(ctx, "h", 0, [...layout.start.at, ...layout.start.size], layout.start.symbol);
  say(start.symbol.sub, "0");
  const total = makeTotal(ctx, layout, T);
  const whole = makePart(ctx, layout.whole);
  const wholeSymbol = symbolText(layout.wholeSymbol, "Wx", "symbol whole");
  const sums = svg("g", { class: "sums" }, whole.node, wholeSymbol.node);
  const delay = makeDelay(ctx, layout);
  const sparks = svg("g", { class: "sparks" });
  const unrolled = svg("g", { class: "only-unrolled" }, total.wires, start.node, total.node, sums);
  // The first step on top: the copies come out from under it.
  const node = svg("svg", { class: layout.name, "data-figure": "bptt", "data-role": "drawing", role: "group" },
    svg("defs", {}, marker("head"), marker("back")), unrolled, delay.node, ...steps.map((one) => one.node).reverse(), sparks);

  function update(view, s) {
    const known = knownAt(s, T);
    const limits = limitsOf(view, s);
    const loop = s.phase === "loop";
    const now = stepOf(s, T);
    toggle(node, "is-loop", loop);
    toggle(node, "is-back", ["backward", "sum", "update"].includes(s.phase));
    write(node, "viewBox", `0 0 ${layout.width} ${loop ? layout.loopHeight : layout.height}`);
    steps.forEach((one, k) => {
      const [x, y] = loop ? layout.loop : layout.offset(k + 1);
      one.node.style.transform = `translate(${x}px, ${y}px)`;
      toggle(one.node, "folded", loop && k + 1 !== Math.max(1, s.stop));
      toggle(one.node, "now", now === k + 1);
      one.update(view, s, known, limits);
    });
    start.update(view, known, limits, new Set(s.phase === "sum" && SUMMED[s.stop] === "Wh" ? ["value/h/0"] : []));
    total.update(view, known);
    delay.update(view, s);
    const summed = s.phase === "sum" ? SUMMED[s.stop] : null;
    toggle(sums, "shown", summed !== null);
    if (summed) {
      whole.update(view.sweep.gradient[summed], limits.parts);
      wholeSymbol.node.firstChild.textContent = `∂L/∂${summed[0]}`;
      say(wholeSymbol.sub, summed.slice(1));
    }
    write(node, "aria-label", fillIn(ctx.labels.drawing_alt, { sentence: ctx.sentence() }));
  }

  // A stop has just been entered: sparks run over the wires that it uses.
  function animate(s) {
    const known = knownAt(s, T);
    if (s.phase === "loop" && s.stop === 0) return;
    steps.forEach((one, k) => {
      const [x, y] = s.phase === "loop" ? layout.loop : layout.offset(k + 1);
      for (const path of one.moving(known)) run(path, x, y);
    });
    if (s.phase === "loop" && s.stop > 1) run(delay.path, ...layout.loop);
  }

  function run(path, x, y) {
    const spark = svg("circle", { r: 5, class: path.classList.contains("back") ? "spark of-back" : "spark" });
    const length = path.getTotalLength();
    const places = Array.from({ length: 13 }, (_, k) => path.getPointAtLength((length * k) / 12));
    sparks.append(spark);
    spark.animate(places.map((place) => ({ transform: `translate(${x + place.x}px, ${y + place.y}px)` })), { duration: SPARK_MS, easing: "ease-in-out" })
      .finished.then(() => spark.remove(), () => spark.remove());
  }

  return { node, update, animate, stepNode: (t) => steps[t - 1]?.node ?? null };
}

// The loss of all steps, and the wires that add it up.
function makeTotal(ctx, layout, T) {
  const box = makeBox(ctx, "total", 0, [...layout.total.at, 52, 46], layout.total.symbol);
  const taps = Array.from({ length: T }, (_, k) => {
    const [x, y] = layout.offset(k + 1);
    return svg("path", { class: "wire tap", d: layout.total.tap, transform: `translate(${x} ${y})` });
  });
  const bus = svg("path", { class: "wire bus", d: layout.total.bus(T), "marker-end": "url(#head)" });
  function update(view, known) {
    box.update(view, known, limitsOf(view, { phase: "total" }), new Set());
    const lit = known.fresh("total", 0);
    for (const wire of [bus, ...taps]) toggle(wire, "lit", lit);
    taps.forEach((tap, k) => toggle(tap, "silent", !view.sweep.asked[k]));
  }
  return { node: box.node, wires: svg("g", {}, bus, ...taps), update };
}

// The loop of the folded drawing: the state goes round, is held for one step, and comes in again.
function makeDelay(ctx, layout) {
  const [x, y] = layout.delay;
  const path = svg("path", { class: "wire loop-wire", d: layout.loopPath });
  const value = svg("text", { x, y: y + 14, "text-anchor": "middle", class: "value" });
  const symbol = symbolText([x, y - 3, "middle"], "h");
  const words = layout.delayWords.map(([left, top, anchor]) => svg("text", { x: left, y: top, "text-anchor": anchor, class: "note" }, ctx.labels.delay));
  const node = svg("g", { class: "loop", transform: `translate(${layout.loop[0]} ${layout.loop[1]})` }, path,
    svg("rect", { x: x - 40, y: y - 20, width: 80, height: 40, rx: 3, class: "delay" }), symbol.node, value, ...words);
  function update({ sweep }, s) {
    say(symbol.sub, s.stop ? String(s.stop - 1) : "t−1");
    say(value, s.phase === "loop" && s.stop ? ctx.short(sweep.h[s.stop - 1], 2) : "");
  }
  return { node, path, update };
}
