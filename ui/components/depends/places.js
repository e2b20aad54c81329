// Where everything stands: the states, the net, the words, the arcs, and for each net the strip of the state that is looked at.

import { sliderOn, wordAxis } from "../lib/words.js";

const SIDE = 26; // px for the letters h and x
const WIDE = { states: 18, net: 46, chips: 66, arcs: 104, head: 21, thick: 14, gap: 5 };
const LEAST_ARCS = 56; // px across a page
const TALL = { states: 16, net: 38, chips: 54, arcs: 62, head: 64, strip: 34, gap: 4 };

// {axis, tall, states, net, chips, arcs: {across, depth}, strips: [{net, across, thickness}], words (for the slider), width, height}
// `high`: px that there are for all of it, or null.
export function placesOf(ctx, width, tall, high) {
  const L = tall ? TALL : WIDE;
  const { nets, words } = ctx.data;
  const axis = wordAxis({ words, length: tall ? 0 : width - SIDE - 6, start: tall ? L.head : SIDE, tall, least: tall ? 28 : 9, most: tall ? 96 : 140 });
  const arcs = { across: L.chips + axis.depth + 2, depth: tall ? Math.max(30, Math.min(L.arcs, width - L.chips - axis.depth - nets.length * (L.strip + L.gap) - 4)) : high === null ? L.arcs : Math.max(LEAST_ARCS, Math.min(L.arcs, high - L.chips - axis.depth - nets.length * (L.head + L.thick + L.gap) - 6)) };
  const first = arcs.across + arcs.depth + (tall ? 6 : 0);
  const strips = nets.map((net, k) => (tall ? { net, across: first + k * (L.strip + L.gap), thickness: L.strip } : { net, across: first + k * (L.head + L.thick + L.gap) + L.head, thickness: L.thick }));
  const last = strips.at(-1);
  const end = last ? last.across + last.thickness : first;
  const along = (x, y) => (tall ? y : x);
  const across = (x, y) => (tall ? x : y);
  return {
    axis, tall, T: axis.T, states: L.states, net: L.net, chips: L.chips, arcs, strips, words: sliderOn(axis, L.chips),
    radius: Math.max(3, Math.min(11, axis.step * 0.4)),
    point: (t, depth) => (tall ? [depth, axis.at(t)] : [axis.at(t), depth]),
    stateAt: (x, y) => (across(x, y) < L.chips + axis.depth && along(x, y) >= axis.start && along(x, y) < axis.start + axis.length ? axis.wordAt(along(x, y)) : null),
    stripAt: (x, y) => strips.find((strip) => across(x, y) >= strip.across - (tall ? 0 : L.head) && across(x, y) < strip.across + strip.thickness + 2) ?? null,
    width: tall ? width : Math.max(width, SIDE + axis.length + 6),
    height: tall ? axis.start + axis.length + 4 : end + 4,
  };
}
