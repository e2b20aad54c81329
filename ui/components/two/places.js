// Where everything stands: the words, above or beside them how far apart the memories are, then for each net its cells, all aligned.

import { HEAT_GAP, heatDepth } from "../lib/heat.js";
import { sliderOn, wordAxis } from "../lib/words.js";

const SIDE = 112; // px for what is said of a row
const END = 118; // px at the right for the lines' names
const CURVES = 104; // px of the lines
const PILL = 28; // px of the word that stands in the other sentence
const NET_HEAD = 24;
const THICK = 14;
const TALL = { head: 78, curves: 62, rows: 5, thick: 11 };

// {axis, tall, T, chips, pill, curves: {across, depth}, nets: [{net, across, thickness, cells}], words (for the slider), hit, width, height}
export function placesOf(ctx, width, tall) {
  return tall ? placedDown(ctx, width) : placedAcross(ctx, width);
}

function placedAcross(ctx, width) {
  const axis = wordAxis({ words: ctx.data.words, length: width - SIDE - END, start: SIDE, least: 12 });
  const curves = { across: 24, depth: CURVES };
  const chips = curves.across + CURVES + 8;
  const pill = chips + axis.depth + 2;
  let across = pill + PILL + 2;
  const nets = ctx.data.nets.map((net) => {
    across += NET_HEAD;
    const placed = { net, across, thickness: THICK, cells: net.cells };
    across += heatDepth(net.cells.length, THICK) + 8;
    return placed;
  });
  return { axis, tall: false, T: axis.T, chips, pill, curves, nets, words: sliderOn(axis, chips), hit: hitOf(axis, nets, false), width: Math.max(width, SIDE + axis.length + END), height: across };
}

function placedDown(ctx, width) {
  const axis = wordAxis({ words: ctx.data.words, length: 0, tall: true, start: TALL.head, least: 26 });
  const curves = { across: axis.depth + 12, depth: TALL.curves };
  let across = curves.across + TALL.curves + 12;
  const room = (width - across) / ctx.data.nets.length - 8;
  const nets = ctx.data.nets.map((net) => {
    const cells = net.cells.slice(0, TALL.rows);
    const thickness = Math.min(22, Math.max(TALL.thick, room / cells.length - HEAT_GAP));
    const placed = { net, across, thickness, cells };
    across += heatDepth(cells.length, thickness) + 10;
    return placed;
  });
  return { axis, tall: true, T: axis.T, chips: 0, pill: null, curves, nets, words: sliderOn(axis, 0), hit: hitOf(axis, nets, true), width, height: TALL.head + axis.length + 4 };
}

function hitOf(axis, nets, tall) {
  return (x, y) => {
    const [along, across] = tall ? [y, x] : [x, y];
    if (along < axis.start || along >= axis.start + axis.length) return { t: null, cell: null };
    for (const [k, placed] of nets.entries()) {
      const row = Math.floor((across - placed.across) / (placed.thickness + HEAT_GAP));
      if (row >= 0 && row < placed.cells.length) return { t: axis.wordAt(along), cell: { net: k, row } };
    }
    return { t: axis.wordAt(along), cell: null };
  };
}
