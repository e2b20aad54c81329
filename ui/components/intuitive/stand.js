// Where everything stands: time from left to right, or on a phone from top to bottom. Depth is how far something is from the inputs.

import { sliderOn, wordAxis } from "../lib/words.js";

const LETTER_PX = 6.3; // of a row's name
const EDGE_PX = 14; // px at the right
const ANSWER_PX = 30; // px for the answer
const HIGHEST = { lstm: { input: 0, in: 36, memory: 84, out: 132, output: 168 }, gru: { input: 0, reset: 36, memory: 84 }, rnn: { input: 0, memory: 60 } };
const TALL_START = 50;

const clamped = (low, high, value) => Math.max(low, Math.min(high, value));

// {axis, tall, T, depths, r, g, keep, at(t, depth) -> [x, y], band: {across, depth}, chips, words (for the slider), wordAt, width, height}
export function standOf(ctx, width, tall) {
  return tall ? standDown(ctx, width) : standAcross(ctx, width);
}

// Radii: of a node, of a gate across from it, and of the one between two nodes.
function radii(step) {
  const r = clamped(2.3, 11, step * 0.25);
  return { r, g: clamped(3.2, 9, step * 0.34), keep: clamped(2.1, 9, (step - 2 * r) / 2 - 0.2) };
}

// Px at the left for the longest name.
function labelsWide(L) {
  const names = [L.input, L.name_in, L.name_keep, L.name_out, L.name_reset, L.memory, L.output].filter(Boolean);
  return 12 + LETTER_PX * Math.max(...names.map((name) => name.length));
}

function standAcross(ctx, width) {
  const left = labelsWide(ctx.labels);
  const axis = wordAxis({ words: ctx.data.words, length: width - left - EDGE_PX, start: left, least: 12.5 });
  const depths = HIGHEST[ctx.data.net.kind];
  const deepest = Math.max(...Object.values(depths));
  const base = ANSWER_PX + deepest + 12;
  const chips = base + 10;
  return {
    axis, tall: false, T: axis.T, depths, base, ...radii(axis.step),
    at: (t, depth) => [axis.at(t), base - depth],
    band: { across: ANSWER_PX - 2, depth: chips + axis.depth - ANSWER_PX + 2 },
    chips,
    words: sliderOn(axis, chips),
    wordAt: (x) => (x >= axis.start && x < axis.start + axis.length ? axis.wordAt(x) : null),
    width: Math.max(width, left + axis.length + EDGE_PX), height: chips + axis.depth + 2,
  };
}

function standDown(ctx, width) {
  const axis = wordAxis({ words: ctx.data.words, length: 0, tall: true, start: TALL_START, least: 30 });
  const base = axis.depth + 20;
  const highest = HIGHEST[ctx.data.net.kind];
  const deepest = Math.max(...Object.values(highest));
  const stretch = Math.min(1.4, (width - base - 18) / deepest);
  const depths = Object.fromEntries(Object.entries(highest).map(([name, depth]) => [name, depth * stretch]));
  return {
    axis, tall: true, T: axis.T, depths, base, ...radii(axis.step),
    at: (t, depth) => [base + depth, axis.at(t)],
    band: { across: 0, depth: width },
    chips: 0,
    words: sliderOn(axis, 0),
    wordAt: (_x, y) => (y >= axis.start && y < axis.start + axis.length ? axis.wordAt(y) : null),
    width, height: axis.start + axis.length + 34,
  };
}
