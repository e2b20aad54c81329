// The unrolled net: for each step a column of input, state and answer. Nothing is drawn anew for another use: columns move
// (by CSS, where the reader has nothing against motion), what is not there fades, and the arrows between two columns stretch with them.

import { svg, toggle, write } from "../lib/dom.js";
import { percentOf } from "../lib/numbers.js";
import { signedColour } from "../lib/scale.js";
import { tokenOf } from "./told.js";

const SIDE = 76; // px for the names of the rows
const WIDE = { y: 48, h: 138, x: 222, height: 256, most: 108 };
const TALL = { y: 0.8, h: 0.47, x: 0.16, step: 56, start: 34 };
const UNIT = 100; // px that an arrow between two columns is drawn long before it is stretched
const ROWS = 3; // of the units drawn
const CELL = 12;

export function makeColumns(ctx) {
  const node = svg("svg", { role: "img", "data-figure": "uses" });
  let [columns, names, place, made] = [[], [], null, ""];

  // Where the columns are: at(t) px along, each of `step` px.
  function placed(width, tall) {
    const T = ctx.T;
    const start = tall ? TALL.start : SIDE;
    const step = tall ? TALL.step : Math.min(WIDE.most, (width - SIDE - 4) / T);
    const depth = tall ? { y: TALL.y * width, h: TALL.h * width, x: TALL.x * width } : WIDE;
    return { tall, T, start, step, depth, at: (t) => start + (t - 0.5) * step, width, height: tall ? start + T * step + 8 : WIDE.height };
  }

  function update(width, tall) {
    place = placed(width, tall);
    if (made !== `${tall}/${width}`) build();
    made = `${tall}/${width}`;
    for (const [name, value] of [["width", width], ["height", place.height], ["viewBox", `0 0 ${width} ${place.height}`]]) write(node, name, value);
    columns.forEach((column, index) => column.show(ctx.columns[index] ?? null, index + 1));
  }

  function build() {
    const { depth, tall } = place;
    columns = Array.from({ length: ctx.most }, () => makeColumn(ctx, () => place));
    names = ["y", "h", "x"].map((row) => (tall ? svg("text", { class: "row", x: depth[row], y: 18, "text-anchor": "middle" }, ctx.labels[row]) : svg("text", { class: "row", x: 0, y: depth[row] + 4 }, ctx.labels[row])));
    node.replaceChildren(...names, ...columns.map((column) => column.arrows), ...columns.map((column) => column.node));
  }

  const mark = () => columns.forEach((column, index) => toggle(column.node, "now", index + 1 === ctx.s));
  function stepAt(x, y) {
    const along = place.tall ? y : x;
    const t = Math.ceil((along - place.start) / place.step);
    return t >= 1 && t <= place.T ? t : null;
  }
  // What the slider over the inputs needs.
  function slider() {
    const { tall, start, step, depth, T } = place;
    const thumb = Math.min(step, tall ? 40 : 92);
    const words = tall ? { x: depth.x - 46, y: start + (step - thumb) / 2, thumb, width: 92, height: step * T - step + thumb }
      : { x: start + (step - thumb) / 2, y: depth.x - 19, thumb, width: step * T - step + thumb, height: 38 };
    return { words, tall, T };
  }
  return { node, update, mark, stepAt, slider };
}

function makeColumn(ctx, placeOf) {
  const { tall, depth } = placeOf();
  // Across the picture: along is where the column is moved to, so that within it only the depth counts.
  const point = (deep, off = 0) => (tall ? [deep, off] : [off, deep]);
  const line = (name, from, to) => svg("path", { class: name, d: `M${point(from).join(" ")}L${point(to).join(" ")}` });
  const [up, out] = [line("arrow up", tall ? depth.x + 46 : depth.x - 18, tall ? depth.h - 26 : depth.h + 26), line("arrow out", tall ? depth.h + 24 : depth.h - 24, tall ? depth.y - 44 : depth.y + 26)];
  const head = (deep, off, turned) => svg("path", { class: "head", d: "M-4-4L1 0L-4 4", transform: `translate(${point(deep, off).join(" ")}) rotate(${turned})` });
  const heads = tall ? [head(depth.h - 25, 0, 0), head(depth.y - 45, 0, 0), head(depth.h, -24, 90)] : [head(depth.h + 25, 0, -90), head(depth.y + 27, 0, -90), head(depth.h, -22, 0)];
  const cells = Array.from({ length: 2 * ROWS }, (_, k) => {
    const [x, y] = point(depth.h);
    return svg("rect", { class: "unit", x: x + (Math.floor(k / ROWS) - 1) * CELL, y: y + ((k % ROWS) - ROWS / 2) * CELL, width: CELL, height: CELL });
  });
  const box = svg("rect", { class: "box", rx: 5, ...around(point(depth.h), 38, 46) });
  const [x, y] = [makeToken(point(depth.x), "x"), makeToken(point(depth.y), "y")];
  const node = svg("g", { class: "column" }, up, out, ...heads, box, ...cells, x.node, y.node);
  // To the next column: the state, and where it is fed back the answer.
  const next = svg("path", { class: "arrow next", d: tall ? `M${depth.h} 24V${UNIT - 26}` : `M20 ${depth.h}H${UNIT - 22}` });
  const back = svg("path", { class: "arrow back", d: tall ? `M${depth.y} 14C${depth.y} ${UNIT * 0.7} ${depth.x} ${UNIT * 0.3} ${depth.x} ${UNIT - 14}`
    : `M20 ${depth.y}C${UNIT * 0.62} ${depth.y} ${UNIT * 0.38} ${depth.x} ${UNIT - 30} ${depth.x}` });
  const arrows = svg("g", { class: "arrows" }, next, back);

  function show(column, t) {
    const place = placeOf();
    const along = place.at(Math.min(t, place.T));
    const moved = tall ? `translate(0px, ${along}px)` : `translate(${along}px, 0px)`;
    node.style.transform = moved;
    arrows.style.transform = `${moved} ${tall ? `scale(1, ${place.step / UNIT})` : `scale(${place.step / UNIT}, 1)`}`;
    toggle(node, "away", column === null);
    toggle(arrows, "away", column === null || t === place.T);
    if (column === null) return;
    toggle(out, "away", column.y === null);
    toggle(heads[1], "away", column.y === null);
    toggle(heads[2], "away", t === 1);
    toggle(back, "away", ctx.columns[t]?.from !== "itself");
    cells.forEach((cell, k) => write(cell, "style", `fill: ${signedColour(column.h[k], 1, ctx.theme())}`));
    const room = tall ? 92 : Math.min(92, place.step - 5);
    x.show(tokenOf(ctx, column.x), column.from, null, "", room);
    y.show(column.y === null ? "" : tokenOf(ctx, column.y), column.y === null ? "blank" : "outside", column.y === null ? null : column.chance, column.y === null ? "" : percentOf(column.chance, ctx.lang), room, column.right);
  }
  return { node, arrows, show };
}

// A token in a chip; of an answer also how likely it is, as a bar and in numbers, and whether it is right.
function makeToken([x, y], row) {
  const [back, label, share, bar, tick] = [svg("rect", { class: "chip-back", rx: 5 }), svg("text", { "text-anchor": "middle", x, y: y + 5 }), svg("text", { class: "share", "text-anchor": "middle", x, y: y - 21 }), svg("rect", { class: "bar" }), svg("path", { class: "tick" })];
  const node = svg("g", { class: `token ${row}` }, back, bar, label, share, tick);
  function show(text, from, chance, percent, room, right = null) {
    toggle(node, "away", from === "blank" && row === "y");
    toggle(node, "itself", from === "itself");
    toggle(node, "blank", from === "blank");
    for (const [name, value] of Object.entries(around([x, y], room, 32))) write(back, name, value);
    const wanted = [...text].length * 7.4;
    label.textContent = text;
    if (wanted > room - 8) {
      write(label, "textLength", room - 8);
      write(label, "lengthAdjust", "spacingAndGlyphs");
    } else {
      label.removeAttribute("textLength");
    }
    share.textContent = percent;
    write(bar, "visibility", chance === null ? "hidden" : "visible");
    for (const [name, value] of Object.entries({ x: x - room / 2, y: y + 12, width: room * (chance ?? 0), height: 4 })) write(bar, name, value);
    write(tick, "d", right === null ? "" : right ? "M-4 0L-1 3L4-4" : "M-4-4L4 4M-4 4L4-4");
    write(tick, "transform", `translate(${x + room / 2 - 8} ${y - 8})`);
    toggle(node, "wrong", right === false);
  }
  return { node, show };
}

const around = ([x, y], width, height) => ({ x: x - width / 2, y: y - height / 2, width, height });
