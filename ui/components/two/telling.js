// What is said of the two sentences: the line under the picture, the picture's alternative, the name of a cell.

import { fillIn } from "../lib/dom.js";
import { formatNumber, formatPercent } from "../lib/numbers.js";

const LOWERED = "₀₁₂₃₄₅₆₇₈₉";

// C₁₇, as in the picture at the top of the page.
export const cellOf = (letter, cell) => letter + [...String(cell)].map((digit) => LOWERED[digit]).join("");

// The largest difference of the cells that are drawn: both ends of the net's scale.
export const limitOf = (net) => Math.max(1e-9, ...net.rows.flat().map(Math.abs));

export function lineOf(ctx) {
  const { data, labels: L, lang, s: t } = ctx;
  if (ctx.cell) {
    const net = data.nets[ctx.cell.net];
    const value = net.rows[ctx.cell.row][t - 1];
    return fillIn(L.cell_at, { name: net.name, cell: cellOf(net.letter, net.cells[ctx.cell.row]), t, difference: formatNumber(value, lang) });
  }
  const each = data.nets.map((net) => `${net.name} ${formatPercent(net.relative[t - 1], lang)}`).join(", ");
  return fillIn(t === data.place ? L.at_changed : L.at, { t, word: t === data.place ? data.word : data.words[t - 1], here: data.here, each });
}

export const altOf = (ctx) => `${ctx.labels.title}. ${ctx.data.takeaway}`;
