// The drawing of the cell at one time step: columns of numbers, gates, discs and wires, laid out by layouts.js.
// Built once for a kind and size of cell; afterwards only what changed is written.

import { squash } from "./../lib/cells.js";
import { fillIn, say, svg, toggle, write } from "./../lib/dom.js";
import { LAYOUTS } from "./layouts.js";
import { limitOf, makeNumber } from "./number.js";
import { isGate, quantity, readQuantity } from "./quantities.js";
import { STAGES } from "./state.js";
import { makeWires } from "./wires.js";

const SIZES = { 1: [60, 40], 2: [58, 32], 3: [56, 28], 4: [56, 24] };
const GAP = 2;
const DISC = 16;

const sizeOf = (rows) => SIZES[Math.min(4, rows)];
const rowCount = (id, view) => (id === "x" ? view.D : view.H);

function rectOf(layout, id, view) {
  const [cx, cy] = layout.columns[id];
  const [w, h] = sizeOf(rowCount(id, view));
  const tall = rowCount(id, view) * (h + GAP) - GAP;
  return [cx - w / 2 - 2, cy - tall / 2 - 2, w + 4, tall + 4];
}

// Curve of a squashing function in a 32 x 30 box around (cx, cy), with a point for each unit; z is shown from -6 to 6.
function makeCurve(at, fn, gateLike, units) {
  const [cx, cy] = at;
  const px = (z) => cx + Math.max(-6, Math.min(6, z)) * 2.4;
  const py = (v) => (gateLike ? cy + 12 - 24 * v : cy - 12 * Math.max(-1, Math.min(1, v)));
  const path = Array.from({ length: 33 }, (_, k) => -6 + k * 0.375).map((z) => `${px(z)} ${py(fn(z))}`).join("L");
  const points = Array.from({ length: units }, () => svg("circle", { r: 3.5, class: "point" }));
  const node = svg("g", { class: "curve" },
    svg("rect", { x: cx - 17, y: cy - 16, width: 34, height: 32, rx: 4 }),
    svg("path", { d: `M${cx - 15} ${py(0)}H${cx + 15}`, class: "axis" }), svg("path", { d: `M${path}` }), ...points);
  const place = (zs, values) => points.forEach((point, u) => {
    write(point, "cx", px(zs[u]).toFixed(1));
    write(point, "cy", py(values[u]).toFixed(1));
  });
  return { node, place };
}

// A gate: its word, its symbol and its curve in a box that is a button and goes to the gate's stage.
function makeBox(ctx, { id, rect: [x, y, w, h], curve, word, stages, symbol = [curve[0] + 29, curve[1] + 5] }) {
  const { kind, cell, H } = ctx.view();
  const entry = quantity(kind, id);
  const drawn = makeCurve(curve, (z) => squash(cell, id, z), isGate(entry), H);
  const visit = () => ctx.go({ stage: stages[0], open: id });
  const onkeydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    visit();
  };
  const node = svg("g", { class: `box role-${entry.role}`, role: "button", tabindex: 0, "aria-label": ctx.labels[`name_${kind}_${id}`], "data-box": id, onclick: visit, onkeydown },
    svg("rect", { x, y, width: w, height: h, rx: 10 }), svg("text", { x: word[0], y: word[1], class: "word" }, ctx.labels[`word_${kind}_${id}`]),
    drawn.node, svg("text", { x: symbol[0], y: symbol[1], class: "symbol" }, entry.symbol));
  return { node, stages, update: (v, s) => drawn.place(v.run.z[id][s.t], v.run.gates[id][s.t]) };
}

// The curve that squashes C before it is shown, or the sum of a plain RNN.
function makeSquash(ctx, { id, at, stages }) {
  const { cell, H } = ctx.view();
  const [source, target, fn] = id === "sum" ? ["sum", "h", (z) => squash(cell, "candidate", z)] : ["c", id, Math.tanh];
  const drawn = makeCurve(at, fn, false, H);
  return { node: drawn.node, stages, update: (v, s) => drawn.place(readQuantity(v, source, s.t), readQuantity(v, target, s.t)) };
}

export function makeDiagram(ctx, tall) {
  const view = ctx.view();
  const { kind } = view;
  const L = ctx.labels;
  const layout = LAYOUTS[kind][tall ? "tall" : "wide"];
  const lit = []; // [node, stages]
  const light = (node, stages) => lit.push([node, stages]) && node;

  const square = ([cx, cy], half) => [cx - half, cy - half, 2 * half, 2 * half];
  const obstacles = [...layout.boxes.map(({ rect }) => rect), ...Object.keys(layout.columns).map((id) => rectOf(layout, id, view)),
    ...layout.ops.map(({ at }) => square(at, DISC)), ...layout.curves.map(({ at }) => square(at, 17))];
  const wires = makeWires(layout, obstacles, light);
  const ops = layout.ops.map(({ sign, at: [x, y], stages }) =>
    light(svg("g", { class: "op" }, svg("circle", { cx: x, cy: y, r: DISC }), svg("text", { x, y: y + 7 }, sign)), stages));
  const notes = (layout.notes ?? []).map(({ text, at: [x, y], stages }) => light(svg("text", { x, y, class: "note" }, text), stages));
  const parts = [...layout.boxes.map((entry) => makeBox(ctx, entry)), ...layout.curves.map((entry) => makeSquash(ctx, entry)),
    ...Object.keys(layout.columns).map((id) => makeColumn(ctx, layout, view, quantity(kind, id)))];
  const drawn = parts.map(({ node, stages }) => light(node, stages));
  // Discs above boxes, numbers above everything.
  const under = layout.boxes.length + layout.curves.length;
  const camera = svg("g", { class: "camera" }, wires.node, ...drawn.slice(0, under), ...ops, ...notes, ...drawn.slice(under), wires.sparks);
  const height = layout.camera ? layout.camera.window : layout.height;
  const title = svg("title", { id: "diagram-title" });
  const node = svg("svg", { viewBox: `0 0 ${layout.width} ${height}`, "data-role": "diagram", role: "group", "aria-labelledby": "diagram-title", class: tall ? "tall" : "wide" },
    title, camera);

  function update(v, s) {
    say(title, fillIn(L.diagram_title, { cell: L[`kind_${kind}`], t: s.t + 1, T: v.T, stage: L[`stage_${kind}_${STAGES[kind][s.stage]}`] }));
    if (layout.camera) camera.style.transform = `translateY(${-layout.camera.at[s.stage]}px)`;
    for (const [part, stages] of lit) toggle(part, "lit", stages.includes(s.stage));
    wires.update(ctx.looked());
    for (const part of parts) part.update(v, s);
  }

  // A stage has just been entered: sparks run, and products and sums grow from what they are made of.
  function animate(stage) {
    wires.animate(stage);
    for (const part of parts) if (part.stages.includes(stage)) part.arrive?.();
  }

  return { node, update, animate };
}

// A column of numbers, one for each unit, under its symbol; a gate's stands in its box.
function makeColumn(ctx, layout, built, entry) {
  const kind = built.kind;
  const rows = rowCount(entry.id, built);
  const [w, h] = sizeOf(rows);
  const [cx, cy] = layout.columns[entry.id];
  const top = cy - (rows * (h + GAP) - GAP) / 2;
  const [sx, sy] = layout.symbols?.[entry.id] ?? [cx, top - 8];
  const inBox = layout.boxes.some(({ id }) => id === entry.id);
  const symbol = inBox ? null : svg("text", { x: sx, y: sy, class: "symbol above" }, entry.symbol);
  const zoom = svg("text", { x: cx, y: top + rows * (h + GAP) + 12, class: "zoom" });
  const cells = Array.from({ length: rows }, (_, u) => makeNumber(ctx, kind, entry, u, [cx - w / 2, top + u * (h + GAP), w, h], rows));
  const node = svg("g", { class: `column role-${entry.role}`, "data-column": entry.id }, symbol, zoom, ...cells.map((cell) => cell.node));
  // Arriving at a product or sum: its bar grows or shrinks from the value it is made from.
  const origin = { kept: kind === "lstm" ? "c_prev" : "h_prev", c: "kept", h: kind === "lstm" ? "tanh_c" : "kept" }[entry.id];
  function arrive() {
    if (!origin || kind === "rnn") return;
    const from = readQuantity(ctx.view(), origin, ctx.state().t);
    cells.forEach((cell, u) => cell.grow(from[u]));
  }
  function update(v, s) {
    const limits = cells.map((_, u) => limitOf(v, entry, u));
    // Where a bar does not end at 1, the limit of the chosen unit's stands below.
    const limit = limits[Math.min(s.unit, rows - 1)];
    say(zoom, limit === 1 || rows * h > 60 ? "" : `±${ctx.format(limit, limit < 1 ? 1 : 0)}`);
    const values = entry.read(v.run, v.x, s.t, v.cell);
    const ghosts = v.ghost ? entry.read(v.ghost, v.x, s.t, v.cell) : null;
    const here = entry.stages.includes(s.stage);
    cells.forEach((cell, u) => cell.update(values[u], ghosts?.[u], limits[u], v, s, here));
  }
  return { node, stages: entry.stages, update, arrive };
}
