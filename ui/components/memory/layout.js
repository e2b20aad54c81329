// Where everything stands. Across a page time runs from left to right: the words, and below them for each net its cells as rows and
// a strip that says whether it expected the word. On a phone time runs from top to bottom, and the same stands side by side.

import { HEAT_GAP, heatDepth } from "../lib/heat.js";
import { wordAxis } from "../lib/words.js";

const LABELS = 108; // px for what is said of a row
const STRIP = 17;
const HEAD = { plain: 21, columns: 33 }; // px over the rows of the second net, where its numbers need no or a heading of their own
const FEW = { across: [7, 5], tall: [5, 4] }; // rows at first,
const ALONE = { across: 14, tall: 9 }; // and of a net that has no other beside it
const THICK = { across: [15, 12], tall: [15, 12] }; // px of a row, of few and of all
const EXPECTED = 74; // px of the words that were expected, on a phone
const TALL_HEAD = 74;

// {axis, tall, start, chips: {across}, nets: [{net, cells, across, thickness, depth, strip, head}], width, height, depth, hit(x, y)}
export function layoutOf(ctx, width, tall) {
  const form = tall ? "tall" : "across";
  const start = tall ? TALL_HEAD : LABELS;
  const axis = wordAxis(tall ? { words: ctx.data.columns, length: 0, tall, start, least: 30 } : { words: ctx.data.columns, length: width - LABELS - 1, start, least: 11 });
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
  // What is at a place of the picture: {t: column or null, row: {k, cell} or null}.
  function hit(x, y) {
    const [on, beside] = tall ? [y, x] : [x, y];
    const t = on >= start && on < start + axis.length ? axis.wordAt(on) : null;
    for (const { k, cells, across: from, thickness } of nets) {
      const row = Math.floor((beside - from) / (thickness + HEAT_GAP));
      if (row >= 0 && row < cells.length) return { t, row: { k, cell: cells[row] } };
    }
    return { t, row: null };
  }
  return { axis, tall, start, nets, strip: STRIP, expected, hit, depth: across, along, width: tall ? across : along, height: tall ? along : across };
}
