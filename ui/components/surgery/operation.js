// The drawing: the words, under them the cells as they were and as they are then, the part that was operated on inside a frame.
// Across a page time runs from left to right and "after" stands below "before"; on a phone from top to bottom, and they stand side by side.

import { fillIn, svg, write } from "../lib/dom.js";
import { HEAT_GAP, heatDepth, makeHeat } from "../lib/heat.js";
import { memoryColour, unitName } from "../lib/units.js";
import { makeChips, wordAxis } from "../lib/words.js";

const LABELS = 44; // px beside the rows, for the cells' names
const HEAD = 22; // px over each block
const THINNEST = 8; // px of a row across a page
const PART = 8; // px between the cells that are operated on and the others
const TALL_HEAD = 52; // px over the columns on a phone
const LEAST = { across: 11, tall: 20 }; // px of a word

// {axis, blocks: [{when, across}], thickness, gap, width, height, rowAt(row) -> px across from a block's start, hit(x, y)}
// `high`: px that there are for all of it, or null.
export function layoutOf(data, width, tall, high) {
  const [R, touched] = [data.cells.length, data.touched];
  const start = tall ? TALL_HEAD : LABELS;
  const axis = wordAxis(tall ? { words: data.words, length: 0, tall, start, least: LEAST.tall } : { words: data.words, length: width - LABELS - 2, start, least: LEAST.across });
  const whens = data.done ? ["before", "after"] : ["before"];
  const part = touched && touched < R ? PART : 0;
  const room = (width - axis.depth - 6 - whens.length * (part + 10)) / whens.length;
  const fitting = () => (high === null ? Infinity : Math.max(THINNEST, Math.floor((high - axis.depth - 6 - whens.length * (part + HEAD + 4)) / (whens.length * R)) - gap));
  const gap = tall && R > 14 ? 1 : HEAT_GAP;
  const thickness = tall ? Math.max(4, Math.min(20, Math.floor(room / R) - gap)) : Math.min(R > 14 ? 12 : 14, fitting());
  const depth = heatDepth(R, thickness, gap) + part;
  const head = tall ? 4 : HEAD;
  const blocks = whens.map((when, k) => ({ when, across: axis.depth + 2 + head + k * (depth + head + 4) }));
  const rowAt = (row) => row * (thickness + gap) + (row >= touched ? part : 0);
  const [along, across] = [start + axis.length + 2, blocks.at(-1).across + depth + 4];
  function hit(x, y) {
    const [on, beside] = tall ? [y, x] : [x, y];
    if (on < start || on >= start + axis.length) return null;
    for (const block of blocks) {
      const row = data.cells.findIndex((_, k) => beside >= block.across + rowAt(k) && beside < block.across + rowAt(k) + thickness + gap);
      if (row >= 0) return { t: axis.wordAt(on), row };
    }
    return null;
  }
  return { axis, blocks, thickness, gap, depth, start, rowAt, part, hit, width: tall ? Math.max(across, width) : along, height: tall ? along : across };
}

export function makeOperation(ctx) {
  const chips = makeChips();
  const [names, frames] = [svg("g", {}), svg("g", {})];
  const heats = [0, 1, 2, 3].map(() => makeHeat()); // before and after, each the cells operated on and the others
  const cursors = [svg("rect", { class: "cursor" }), svg("rect", { class: "cursor" })];
  const node = svg("svg", { role: "img", "data-figure": "surgery" }, chips.node, ...heats.map((heat) => heat.node), frames, names, ...cursors);

  function update(layout) {
    const { data, labels: L } = ctx;
    const { axis, blocks, thickness, gap, rowAt } = layout;
    write(node, "viewBox", `0 0 ${layout.width} ${layout.height}`);
    write(node, "width", layout.width);
    write(node, "height", layout.height);
    chips.update({ axis, across: 0, marks: (t) => ({ names: [t === data.cue ? "cue" : ""] }) });
    const shown = ctx.shown();
    const [T, theme] = [axis.T, ctx.theme()];
    const inside = (number) => (data.kind === "lstm" ? number : Math.max(-1, Math.min(1, number)));
    heats.forEach((heat, k) => {
      const block = blocks[Math.floor(k / 2)];
      const [from, to] = k % 2 ? [data.touched, data.cells.length] : [0, data.touched];
      const rows = block ? data.cells.map((_, row) => row).slice(from, to) : [];
      const values = block ? shown[block.when] : null;
      heat.update({
        axis, thickness, gap, rows, gate: shown.gate, across: block ? block.across + rowAt(from) : 0,
        value: (row, t) => values[row * T + t - 1],
        colour: (number) => memoryColour(data.kind, inside(number), theme),
      });
    });
    frames.replaceChildren(...(data.touched ? blocks.filter(() => data.done).map((block) => frameOf(data, layout, block)) : []));
    names.replaceChildren(...blocks.flatMap((block) => (axis.tall ? overBlock(ctx, layout, block) : besideBlock(ctx, layout, block))));
    write(node, "aria-label", fillIn(L.alt, { n: data.cells.length, T, headline: data.headline }).trim());
  }

  function move() {
    const { axis, blocks, thickness, rowAt } = ctx.layout();
    const at = ctx.at();
    chips.point(at?.t ?? null);
    cursors.forEach((cursor, k) => {
      write(cursor, "visibility", at && blocks[k] ? "visible" : "hidden");
      if (at && blocks[k]) place(cursor, axis.rect(at.t, blocks[k].across + rowAt(at.row), thickness), 1);
    });
  }
  return { node, update, move };
}

const place = (node, { x, y, width, height }, by) => Object.entries({ x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by })
  .forEach(([name, value]) => write(node, name, Math.round(value * 10) / 10));

// Around the operated cells over the operated words; dashed where nothing was done yet.
function frameOf(data, { axis, thickness, gap }, { when, across }) {
  const [from, to] = [axis.rect(data.first, across, heatDepth(data.touched, thickness, gap)), axis.rect(data.last, across, 0)];
  const node = svg("rect", { class: when === "before" ? "frame still" : "frame", rx: 2 });
  const box = axis.tall ? { ...from, height: to.y + to.height - from.y } : { ...from, width: to.x + to.width - from.x };
  place(node, { ...box, height: axis.tall ? to.y + axis.step - from.y : from.height, width: axis.tall ? from.width : to.x + axis.step - from.x }, 1.5);
  return node;
}

const small = (attributes, text, name = "") => svg("text", { class: `small ${name}`, ...attributes }, text);

function besideBlock(ctx, { start, thickness, rowAt }, { when, across }) {
  const { data, labels: L } = ctx;
  return [
    svg("text", { class: "block", x: start, y: across - 7 }, data.done ? L[`${when}_long`] : L.before),
    ...data.cells.map((cell, row) => small({ x: start - 6, y: across + rowAt(row) + thickness / 2 + 4.2, "text-anchor": "end" }, unitName(data.kind, cell), row < data.touched ? "" : "soft")),
  ];
}

function overBlock(ctx, { start, thickness, gap, rowAt }, { when, across }) {
  const { data, labels: L } = ctx;
  const every = Math.ceil(11 / (thickness + gap)); // so that the numbers do not touch
  return [
    svg("text", { class: "block", x: across, y: 14 }, L[when]),
    ...data.cells.flatMap((cell, row) => (row % every ? [] : [small({ transform: `translate(${across + rowAt(row) + thickness / 2 + 4} ${start - 5}) rotate(-90)` }, unitName(data.kind, cell), row < data.touched ? "" : "soft")])),
  ];
}
