// What is said of the two sentences: the line under the picture, the picture's alternative, and what of a memory is compared.

import { fillIn } from "../lib/dom.js";
import { formatNumber, formatPercent } from "../lib/numbers.js";
import { unitName } from "../lib/units.js";

export const WIDEST = 2; // the largest difference of two memories that can be put out, -1 to 1 each

// Of an LSTM the memory as it can be put out.
export const putOut = (net) => (net.kind === "lstm" ? "tanh(C)" : "h");

export function lineOf(ctx) {
  const { data, labels: L, lang, s: t } = ctx;
  if (ctx.cell) {
    const net = data.nets[ctx.cell.net];
    const value = net.rows[ctx.cell.row][t - 1];
    return fillIn(L.cell_at, { name: net.name, cell: unitName(net.kind, net.cells[ctx.cell.row]), t, what: putOut(net), difference: formatNumber(value, lang) });
  }
  const each = data.nets.map((net) => `${net.name} ${formatPercent(net.relative[t - 1], lang)}`).join(", ");
  return fillIn(t === data.place ? L.at_changed : L.at, { t, word: t === data.place ? data.word : data.words[t - 1], here: data.here, each });
}

export const altOf = (ctx) => `${ctx.data.title}. ${ctx.data.takeaway}`;
