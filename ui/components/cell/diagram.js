// The drawing of the cell at one time step: columns of numbers, gates, discs and wires, laid out by layouts.js.
// Built once for a kind and size of cell; afterwards only what changed is written.

import { squash } from "./../lib/cells.js";
import { fillIn, say, svg, toggle, write } from "./../lib/dom.js";
import { LAYOUTS } from "./layouts.js";
import { limitOf, makeNumber } from "./number.js";
import { QUANTITIES, isGate, quantity, readQuantity } from "./quantities.js";
import { STAGES } from "./state.js";

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

// The edge of the first obstacle that holds the end point of a wire; where none does, the point itself.
function trimmed(from, to, obstacles) {
  const hit = obstacles.find(([x, y, w, h]) => to[0] > x && to[0] < x + w && to[1] > y && to[1] < y + h);
  if (!hit) return to;
  const [x, y, w, h] = hit;
  if (from[0] === to[0]) return [to[0], from[1] < to[1] ? y : y + h];
  return [from[0] < to[0] ? x : x + w, to[1]];
}

function wirePath(points) {
  const [first, ...rest] = points;
  const corners = rest.map(([x, y], k) => {
    if (k === rest.length - 1) return `L${x} ${y}`;
    const [px, py] = points[k];
    const [nx, ny] = points[k + 2];
    const r = Math.min(8, Math.hypot(x - px, y - py) / 2, Math.hypot(nx - x, ny - y) / 2);
    const toward = (ax, ay) => [x + Math.sign(ax - x) * r, y + Math.sign(ay - y) * r];
    return `L${toward(px, py).join(" ")}Q${x} ${y} ${toward(nx, ny).join(" ")}`;
  });
  return `M${first.join(" ")}${corners.join("")}`;
}

function arrowHead([px, py], [x, y]) {
  const angle = Math.atan2(y - py, x - px) * 180 / Math.PI;
  return svg("path", { class: "head", d: "M0 0L-9 -5L-9 5Z", transform: `translate(${x} ${y}) rotate(${angle})` });
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

export function makeDiagram(ctx, tall) {
  const view = ctx.view();
  const kind = view.kind;
  const layout = LAYOUTS[kind][tall ? "tall" : "wide"];
  const updates = [];
  const lit = []; // [node, stages]
  const light = (node, stages) => lit.push([node, stages]) && node;
  const L = ctx.labels;

  const boxRects = layout.boxes.map((entry) => entry.rect);
  const square = ([cx, cy], half) => [cx - half, cy - half, 2 * half, 2 * half];
  const obstacles = [...boxRects, ...Object.keys(layout.columns).map((id) => rectOf(layout, id, view)),
    ...layout.ops.map(({ at }) => square(at, DISC)), ...layout.curves.map(({ at }) => square(at, 17))];

  // --- wires ---
  const wires = svg("g", { class: "wires" });
  const wireNodes = layout.wires.map(({ role, stages, points }) => {
    const ends = [...points];
    ends[0] = trimmed(points[1], points[0], obstacles);
    ends[ends.length - 1] = trimmed(points.at(-2), points.at(-1), obstacles);
    const path = svg("path", { d: wirePath(ends), class: "line" });
    // A wire that ends at nothing joins another one, or leaves the picture: only the latter has a head.
    const joins = ends.at(-1) === points.at(-1) && ends.at(-1)[0] < layout.width - 40 && ends.at(-1)[1] < layout.height - 4;
    const node = light(svg("g", { class: `wire role-${role}` }, path, joins ? null : arrowHead(ends.at(-2), ends.at(-1))), stages);
    wires.append(node);
    return { stages, role, path, node };
  });
  const lightedWires = makeTracer(layout);

  // --- discs ---
  const ops = layout.ops.map(({ sign, at: [x, y], stages }) =>
    light(svg("g", { class: "op" }, svg("circle", { cx: x, cy: y, r: DISC }), svg("text", { x, y: y + 7 }, sign)), stages));
  const notes = (layout.notes ?? []).map(({ text, at: [x, y], stages }) => light(svg("text", { x, y, class: "note" }, text), stages));

  // --- boxes: a gate with its word and its curve; the box is a button that goes to its stage ---
  const boxes = layout.boxes.map(({ id, rect: [x, y, w, h], curve, word, stages, symbol = [curve[0] + 29, curve[1] + 5] }) => {
    const entry = quantity(kind, id);
    const drawn = makeCurve(curve, (z) => squash(view.cell, id, z), isGate(entry), view.H);
    updates.push((v, s) => drawn.place(v.run.z[id][s.t], v.run.gates[id][s.t]));
    const node = svg("g", { class: `box role-${entry.role}`, role: "button", tabindex: 0, "aria-label": L[`name_${kind}_${id}`], "data-box": id },
      svg("rect", { x, y, width: w, height: h, rx: 10 }),
      svg("text", { x: word[0], y: word[1], class: "word" }, L[`word_${kind}_${id}`]),
      drawn.node, svg("text", { x: symbol[0], y: symbol[1], class: "symbol" }, entry.symbol));
    const visit = () => ctx.go({ stage: stages[0], open: id });
    node.onclick = visit;
    node.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      visit();
    };
    return light(node, stages);
  });
  const curves = layout.curves.map(({ id, at, stages }) => {
    const source = id === "sum" ? "sum" : "c";
    const target = id === "sum" ? "h" : id;
    const fn = id === "sum" ? (z) => squash(view.cell, "candidate", z) : Math.tanh;
    const drawn = makeCurve(at, fn, false, view.H);
    updates.push((v, s) => drawn.place(readQuantity(v, source, s.t), readQuantity(v, target, s.t)));
    return light(drawn.node, stages);
  });

  // --- columns of numbers ---
  const columns = Object.keys(layout.columns).map((id) => {
    const column = makeColumn(ctx, layout, view, quantity(kind, id), layout.boxes.some((entry) => entry.id === id));
    updates.push(column.update);
    return light(column.node, quantity(kind, id).stages);
  });

  const camera = svg("g", { class: "camera" }, wires, ...boxes, ...curves, ...ops, ...notes, ...columns, svg("g", { class: "sparks" }));
  const height = layout.camera ? layout.camera.window : layout.height;
  const title = svg("title", { id: "diagram-title" });
  const node = svg("svg", { viewBox: `0 0 ${layout.width} ${height}`, "data-role": "diagram", role: "group", "aria-labelledby": "diagram-title", class: tall ? "tall" : "wide" },
    title, camera);

  function update(v, s) {
    say(title, fillIn(L.diagram_title, { cell: L[`kind_${kind}`], t: s.t + 1, T: v.T, stage: L[`stage_${kind}_${STAGES[kind][s.stage]}`] }));
    if (layout.camera) camera.style.transform = `translateY(${-layout.camera.at[s.stage]}px)`;
    for (const [part, stages] of lit) toggle(part, "lit", stages.includes(s.stage));
    const lighted = lightedWires(ctx.looked());
    wireNodes.forEach(({ node: part }, k) => toggle(part, "source", lighted.has(k)));
    for (const step of updates) step(v, s);
  }

  // Sparks run along the wires of a stage that has just been entered; they are gone after it.
  function animate(stage) {
    const sparks = camera.lastChild;
    sparks.replaceChildren();
    for (const { stages, role, path } of wireNodes) {
      if (!stages.includes(stage)) continue;
      const spark = svg("circle", { r: 5, class: `spark role-${role}` });
      const length = path.getTotalLength();
      const frames = Array.from({ length: 7 }, (_, k) => path.getPointAtLength(length * k / 6))
        .map((at, k) => ({ transform: `translate(${at.x}px, ${at.y}px)`, opacity: k === 6 ? 0 : 1 }));
      sparks.append(spark);
      spark.animate(frames, { duration: 350, easing: "ease-in-out", fill: "forwards" }).onfinish = () => spark.remove();
    }
    for (const column of camera.querySelectorAll(".column.lit")) column.dispatchEvent(new CustomEvent("arrive"));
  }

  return { node, update, animate };
}

// Which wires lead to a quantity from those it is made of: backwards from its column, over discs and joints, up to the next columns.
function makeTracer(layout) {
  const within = ([px, py], [x, y, w, h]) => px >= x && px <= x + w && py >= y && py <= y + h;
  const column = (point) => layout.boxes.find(({ rect }) => within(point, rect))?.id ??
    Object.keys(layout.columns).find((id) => layout.columns[id].join() === point.join()) ??
    Object.keys(layout.columns).find((id) => within(point, [layout.columns[id][0] - 27, layout.columns[id][1] - 20, 54, 40]));
  const place = (point) => column(point) ?? point.join();
  const ends = layout.wires.map(({ points }) => ({ from: place(points[0]), to: place(points.at(-1)) }));
  return (looked) => {
    const found = new Set();
    const trace = (to) => ends.forEach((end, k) => {
      if (end.to !== to || found.has(k)) return;
      found.add(k);
      if (!(end.from in layout.columns)) trace(end.from);
    });
    if (looked) trace(looked.id);
    return found;
  };
}

function makeColumn(ctx, layout, built, entry, inBox) {
  const kind = built.kind;
  const rows = rowCount(entry.id, built);
  const [w, h] = sizeOf(rows);
  const [cx, cy] = layout.columns[entry.id];
  const top = cy - (rows * (h + GAP) - GAP) / 2;
  const [sx, sy] = layout.symbols?.[entry.id] ?? [cx, top - 8];
  const symbol = inBox ? null : svg("text", { x: sx, y: sy, class: "symbol above" }, entry.symbol);
  const zoom = svg("text", { x: cx, y: top + rows * (h + GAP) + 12, class: "zoom" });
  const cells = Array.from({ length: rows }, (_, u) => makeNumber(ctx, kind, entry, u, [cx - w / 2, top + u * (h + GAP), w, h], rows));
  const node = svg("g", { class: `column role-${entry.role}`, "data-column": entry.id }, symbol, zoom, ...cells.map((cell) => cell.node));
  // Arriving at a product or sum: its bar grows or shrinks from the value it is made from.
  const origin = { kept: kind === "lstm" ? "c_prev" : "h_prev", c: "kept", h: kind === "lstm" ? "tanh_c" : "kept" }[entry.id];
  node.addEventListener("arrive", () => {
    if (!origin || kind === "rnn") return;
    const [v, s] = [ctx.view(), ctx.state()];
    const from = readQuantity(v, origin, s.t);
    cells.forEach((cell, u) => cell.grow(from[u]));
  });
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
  return { node, update };
}
