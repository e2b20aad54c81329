// Where everything stands. Across a page time runs from left to right: the words, and below them for each net its cells as rows and
// a strip that says whether it expected the word. On a phone time runs from top to bottom, and the same stands side by side.

import { HEAT_GAP, heatDepth } from "../lib/heat.js";
import { wordAxis } from "../lib/words.js";

const LABELS = 128; // px for what is said of a row
const STRIP = 17;
const HEAD = { plain: 21, columns: 33 }; // px over the rows of the second net, where its numbers need no or a heading of their own
const FEW = { across: [7, 5], tall: [5, 4] }; // rows at first,
const ALONE = { across: 14, tall: 9 }; // and of a net that has no other beside it
const THICK = { across: [15, 12], tall: [15, 12] }; // px of a row, of few and of all
export const EXPECTED = 74; // px of the words that were expected, on a phone
const TALL_HEAD = 74;
const LEAST = 11; // px of a word, across
const LARGE = 1500; // px of a page from which all is drawn larger, because it is projected, as long as the words still fit
const MOST_ZOOM = 1.3;
export const PANEL = 232; // px for what comes next, beside the picture,
export const GAP = 12; // and between them

// How much larger than it is laid out the picture is drawn on a page so wide.
export function zoomOf(columns, width) {
  return width < LARGE ? 1 : Math.max(1, Math.min(MOST_ZOOM, (width - GAP) / (LABELS + columns * LEAST + 1 + PANEL)));
}

// {axis, tall, zoom, start, cue, nets: [{net, k, cells, across, thickness, depth, strip}], width, height, depth, along, overflows, hides(left), hit(x, y, left)}
// width: px that are seen; left: px of those that are scrolled away; all before it is enlarged by `zoom`.
export function layoutOf(ctx, width, tall, zoom) {
  const form = tall ? "tall" : "across";
  const start = tall ? TALL_HEAD : LABELS;
  const axis = wordAxis(tall ? { words: ctx.data.columns, length: 0, tall, start, least: 30 } : { words: ctx.data.columns, length: width - LABELS - 1, start, least: LEAST });
  let across = axis.depth + 5;
  const few = ctx.nets().length > 1 ? FEW[form] : [ALONE[form]];
  const nets = ctx.nets().map((net, k) => {
    const cells = ctx.view.all ? net.order : net.order.slice(0, few[k]);
    const thickness = THICK[form][ctx.view.all ? 1 : 0];
    if (k) across += tall ? 6 : HEAD[net.kept ? "columns" : "plain"];
    const depth = heatDepth(cells.length, thickness);
    const placed = { net, k, cells, across, thickness, depth, strip: across + depth + 2 };
    across = placed.strip + STRIP;
    return placed;
  });
  const expected = across + 3;
  if (tall) across += EXPECTED;
  const along = start + axis.length + 2;
  const { cue } = ctx.data;
  const overflows = !tall && along > width + 1;
  // Whether the word that decides is scrolled out of sight.
  const hides = (left) => overflows && cue !== null && left > (cue - 1) * axis.step;
  // What is at a place of the picture: {t: column or null, row: {k, cell} or null}.
  function hit(x, y, left) {
    const [on, beside] = tall ? [y, x] : [x, y];
    const seen = on - (tall ? 0 : left);
    const t = seen < start || on >= start + axis.length ? null : hides(left) && seen < start + axis.step ? cue : axis.wordAt(on);
    for (const { k, cells, across: from, thickness } of nets) {
      const row = Math.floor((beside - from) / (thickness + HEAT_GAP));
      if (row >= 0 && row < cells.length) return { t, row: { k, cell: cells[row] } };
    }
    return { t, row: null };
  }
  const size = tall ? { width: across, height: along } : { width: along, height: across };
  return { axis, tall, zoom, start, cue, nets, strip: STRIP, expected, overflows, hides, hit, depth: across, along, ...size };
}
