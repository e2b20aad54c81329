// The drawing: at each word an input, the gates, the memory and the output, and between them what flows, in the colours of one cell.

import { fillIn, say, svg, toggle, write } from "../lib/dom.js";
import { percentOf } from "../lib/numbers.js";
import { signedColour } from "../lib/scale.js";
import { memoryColour } from "../lib/units.js";
import { makeChips } from "../lib/words.js";
import { gatePaths } from "../unrolled/gates.js";
import { isOpen } from "./holding.js";

const RIGHT_TICK = "M-4 0L-1 3L4-4";
const tenths = (value) => Math.round(value * 10) / 10;
const shift = (node, [x, y]) => write(node, "transform", `translate(${tenths(x)} ${tenths(y)})`);
const between = (from, to, name) => svg("path", { class: name, d: `M${from.map(tenths).join(" ")}L${to.map(tenths).join(" ")}` });

export function makeSketch(ctx) {
  const chips = makeChips();
  const [column, over] = [svg("rect", { class: "column", rx: 4 }), svg("rect", { class: "over", rx: 4 })];
  const [scene, sides] = [svg("g", {}), svg("g", {})];
  const node = svg("svg", { role: "img", "data-figure": "intuitive", class: ctx.data.net.style }, column, scene, chips.node, over, sides);
  let [made, drawn] = ["", null];

  function update(stand) {
    const form = JSON.stringify([stand.tall, stand.width, stand.height, stand.axis.step]);
    if (form !== made) {
      write(node, "viewBox", `0 0 ${stand.width} ${stand.height}`);
      write(node, "width", stand.width);
      write(node, "height", stand.height);
      drawn = drawScene(ctx, stand);
      scene.replaceChildren(...drawn.parts);
      sides.replaceChildren(...(stand.tall ? headsOfRows(ctx, stand) : namesOfRows(ctx, stand)), drawn.reply);
    }
    made = form;
    drawn.update();
    chips.update({ axis: stand.axis, across: stand.chips, marks: (t) => ({ names: [ctx.data.cue && t === ctx.data.place ? "cue" : ""] }) });
    move(stand);
  }

  // The word that is looked at, and the one under the pointer.
  function move({ axis, band }) {
    const put = (rect, t) => Object.entries(axis.frame(t, band.across, band.depth)).forEach(([name, value]) => write(rect, name, value));
    chips.point(ctx.s);
    put(column, ctx.s);
    toggle(node, "pointed", ctx.over !== null);
    write(over, "visibility", ctx.over === null ? "hidden" : "visible");
    if (ctx.over !== null) put(over, ctx.over);
  }
  return { node, update, move };
}

function drawScene(ctx, stand) {
  const { T, depths, r, g, keep, at, tall } = stand;
  const hold = ctx.holding;
  const steps = [...Array(T).keys()].map((k) => k + 1);
  const top = depths.output ?? depths.memory;
  const flows = steps.flatMap((t) => [
    t > 1 ? { t, name: "kept", path: between(at(t - 1, depths.memory), at(t, depths.memory), "flow") } : null,
    { t, name: "written", path: between(at(t, 0), at(t, depths.memory), "flow") },
    depths.output ? { t, name: "h", path: between(at(t, depths.memory), at(t, top), "flow") } : null,
  ]).filter(Boolean);
  const wires = [...steps.map((t) => between(at(t, 0), at(t, top), "wire")), between(at(1, depths.memory), at(T, depths.memory), "wire")];
  const gates = hold.gates.flatMap((name) => steps.filter((t) => name !== "keep" || t > 1).map((t) => makeGate(name, t, placeOf(name, t))));
  const dots = steps.map((t) => svg("circle", { class: "source-dot", cx: tenths(at(t, 0)[0]), cy: tenths(at(t, 0)[1]), r: tenths(Math.max(2, r * 0.4)) }));
  const nodes = steps.flatMap((t) => [
    { t, name: "memory", circle: circleAt(at(t, depths.memory), r) },
    depths.output ? { t, name: "h", circle: circleAt(at(t, depths.output), Math.max(3, r * 0.72)) } : null,
  ]).filter(Boolean);
  const reply = makeReply(ctx, stand);

  function placeOf(name, t) {
    if (name !== "keep") return at(t, depths[name]);
    const [x, y] = at(t, depths.memory);
    return tall ? [x, y - stand.axis.step / 2] : [x - stand.axis.step / 2, y];
  }

  function makeGate(name, t, place) {
    const [mark, level] = [svg("path", { class: "gate-mark" }), svg("path", { class: "gate-level" })];
    const size = name === "keep" ? keep : g;
    const all = svg("g", { class: "gate" }, svg("circle", { class: "gate-back", r: tenths(size + 1) }), level, mark);
    shift(all, place);
    return { all, mark, level, name, t, size, lies: (name === "keep") !== tall ? "down" : "across" };
  }

  function update() {
    const [cell, theme, reach] = [ctx.cell, ctx.theme(), ctx.reach()];
    const { kind } = ctx.data.net;
    const colour = (name, t) => (name === "h" ? signedColour(hold.at(name, t, cell), 1, theme) : memoryColour(kind, hold.at(name, t, cell), theme)) ?? "none";
    for (const { t, name, path } of flows) write(path, "stroke", t <= reach ? colour(name, t) : "none");
    for (const { t, name, circle } of nodes) {
      toggle(circle, "later", t > reach);
      circle.style.fill = t <= reach ? colour(name, t) : "";
    }
    for (const gate of gates) {
      const open = hold.at(gate.name, gate.t, cell);
      const paths = gatePaths(open, gate.size, gate.lies);
      write(gate.mark, "d", paths.mark);
      write(gate.level, "d", paths.level);
      toggle(gate.all, "shut", !isOpen(open));
      toggle(gate.all, "later", gate.t > reach);
    }
    reply.update(reach === T);
  }
  return { parts: [...flows.map((one) => one.path), ...wires, ...gates.map((one) => one.all), ...dots, ...nodes.map((one) => one.circle)], reply: reply.node, update };
}

const circleAt = ([x, y], r) => svg("circle", { class: "node", cx: tenths(x), cy: tenths(y), r: tenths(r) });

// What the net says after the last word.
function makeReply(ctx, { tall, at, T, depths, height, width }) {
  const { next, asked, wanted } = ctx.data;
  const [word, share] = next[T - 1];
  const right = asked && wanted.includes(word);
  const text = fillIn(asked ? ctx.labels.answer : ctx.labels.answer_open, { word, share: percentOf(share, ctx.lang) });
  const [x, y] = tall ? [width - 24, height - 10] : [at(T, depths.output ?? depths.memory)[0] + 6 - (right ? 18 : 0), 16];
  const label = svg("text", { class: "reply", x, y, "text-anchor": "end" });
  const tick = right ? svg("path", { class: "tick", d: RIGHT_TICK, transform: `translate(${x + 11} ${y - 5})` }) : null;
  const node = svg("g", {}, label, tick);
  function update(there) {
    say(label, there ? text : "");
    if (tick) write(tick, "visibility", there ? "visible" : "hidden");
  }
  return { node, update };
}

const rowText = (x, y, words, anchor = "end") => svg("text", { class: "small", x, y, "text-anchor": anchor }, words);

function namesOfRows(ctx, { axis, base, depths }) {
  const L = ctx.labels;
  const x = axis.start - 4;
  const names = { input: L.input, in: L.name_in, reset: L.name_reset, out: L.name_out, output: L.output };
  const rows = Object.entries(depths).filter(([name]) => names[name]).map(([name, depth]) => rowText(x, base - depth + 4, names[name]));
  const memory = [rowText(x, base - depths.memory + (L.name_keep ? -3 : 4), L.memory), L.name_keep ? rowText(x, base - depths.memory + 11, L.name_keep) : null];
  return [svg("text", { class: "net-name", x: 0, y: 16 }, [...ctx.data.net.name].slice(0, 14).join("")), ...rows, ...memory.filter(Boolean)];
}

const LETTERS = { lstm: { input: "x", in: "i", memory: "f, C", out: "o", output: "h" }, gru: { input: "x", reset: "r", memory: "z, h" }, rnn: { input: "x", memory: "h" } };

function headsOfRows(ctx, { axis, base, depths }) {
  const letters = LETTERS[ctx.data.net.kind];
  return [svg("text", { class: "net-name", x: 0, y: 16 }, ctx.data.net.name), ...Object.entries(depths).map(([name, depth]) => rowText(base + depth, axis.start - 12, letters[name], "middle"))];
}
