// What the picture says in words: its title, the line under it, and what stands beside each net's strip.

import { fillIn } from "../lib/dom.js";
import { percentOf } from "../lib/numbers.js";
import { scientific } from "../lib/powers.js";

const NAMED = 3; // words that a state comes most from

const sizeOf = (ctx, net, k, t) => {
  const log = ctx.log(net, k, t);
  return scientific(log, ctx.lang);
};

export function titleOf(ctx) {
  const { labels: L, net, s: t } = ctx;
  const { cue, words } = ctx.data;
  if (t < cue) return fillIn(L.title_none, { t, word: words[cue - 1] });
  return fillIn(t === cue ? L.title_here : L.title, { name: L[net.name], word: words[cue - 1], steps: t - cue, size: sizeOf(ctx, net, cue, t) });
}

export function lineOf(ctx) {
  const { labels: L, net, s: t, lang } = ctx;
  const { words, cue, other } = ctx.data;
  const order = net.rows[t - 1].map((log, k) => [log ?? -Infinity, k + 1]).sort((a, b) => b[0] - a[0]).slice(0, NAMED);
  const each = order.map(([, k]) => fillIn(L.from_one, { word: words[k - 1], size: sizeOf(ctx, net, k, t) })).join(", ");
  const swapped = t >= cue ? ` ${fillIn(L.swapped, { other, word: words[cue - 1], moved: scientific(net.swapped[t - 1], lang) })}` : "";
  return `${L[net.name]} (${fillIn(L.about, { H: net.H, seed: net.seed, step: net.step })}): ${fillIn(L.from, { t, word: words[t - 1], each })}${swapped}`;
}

export function stripOf(ctx, net) {
  const { labels: L, s: t, lang } = ctx;
  const { words, cue } = ctx.data;
  const size = t < cue ? "0" : sizeOf(ctx, net, cue, t);
  return fillIn(L.said, { name: L[net.name], word: words[cue - 1], size, answer: net.answer, chance: percentOf(net.chance, lang), right: net.right ? L.right : L.wrong });
}

export const altOf = (ctx) => `${fillIn(ctx.labels.alt, { t: ctx.s, text: titleOf(ctx) })}. ${ctx.data.nets.map((net) => stripOf(ctx, net)).join(". ")}.`;
