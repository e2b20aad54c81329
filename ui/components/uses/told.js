// What is said of one step: what came in, what the net answers and how sure it is, and six of its units.

import { fillIn } from "../lib/dom.js";
import { formatNumber, percentOf } from "../lib/numbers.js";

// A blank and the end of a line as words, so that they are seen.
export const tokenOf = (ctx, text) => (text === " " ? "␣" : text === "\n" ? "↵" : text);

export function lineOf(ctx) {
  const { labels: L, lang, s: t } = ctx;
  const column = ctx.columns[t - 1];
  const quoted = (text) => (lang === "es" ? `«${tokenOf(ctx, text)}»` : `“${tokenOf(ctx, text)}”`);
  const comes = fillIn({ outside: L.reads, itself: L.reads_own, blank: L.reads_blank }[column.from], { t, x: quoted(column.x) });
  const each = column.likeliest.map(([word, chance]) => `${quoted(word)} ${percentOf(chance, lang)}`).join(", ");
  const says = column.y === null ? L.silent : fillIn(L.says, { y: quoted(column.y), chance: percentOf(column.chance, lang), each });
  const judged = column.right === null ? "" : column.right ? ` ${L.is_right}` : ` ${fillIn(L.is_wrong, { wanted: quoted(column.wanted) })}`;
  const units = column.h.map((value) => formatNumber(value, lang)).join(lang === "es" ? "; " : ", ");
  return `${comes} ${says}${judged} ${fillIn(L.state, { H: ctx.use.H })} ${units}.`;
}
