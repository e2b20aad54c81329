// Where everything stands. Across the page time runs from left to right and each net has a row; on a phone time runs from top to
// bottom and each net has a column. Depth is how far something is from the inputs: 0 an input, then gates, the memory, the output.

import { ownSteps } from "./said.js";

const LETTER = 6.7; // px that a letter takes at 12 px
const MOST_PITCH = 60;
const LEAST_PITCH = 9.2;
const LINE = 15; // px of a line of small text
export const TOUCH = 44; // px that a finger needs

// What stands at which depth, by the kind of net.
const DEPTHS = {
  rnn: { input: 0, memory: 34 },
  gru: { input: 0, memory: 34 },
  lstm: { input: 0, in: 18, memory: 41, out: 64, output: 81 },
};

// {tall, T, pitch, r, g, width, height, along(t), rows: [{net, depths, at(t, depth) -> [x, y], box, text}], words}
export function layoutOf(ctx, width, tall) {
  const words = ctx.data.words;
  const longest = Math.max(...words.map((word) => [...word].length));
  return tall ? downwards(ctx, width, longest) : across(ctx, width, longest);
}

const within = (low, high, value) => Math.max(low, Math.min(high, value));
const sizes = (pitch) => ({ r: within(3.2, 12, pitch * 0.345), g: within(1.8, 4.6, pitch * 0.148) });

function across(ctx, width, longest) {
  const T = ctx.T;
  const [left, right] = [width < 740 ? 56 : 114, 126];
  const pitch = within(LEAST_PITCH, MOST_PITCH, (width - left - right) / T);
  const { r, g } = sizes(pitch);
  const along = (t) => left + (t - 0.5) * pitch;
  let y = 2;
  const rows = ctx.nets().map((net) => {
    const depths = DEPTHS[net.kind];
    const deep = Math.max(...Object.values(depths));
    // A shallow net makes room for one more line: how long it was trained.
    const more = ownSteps(ctx) && !depths.output ? LINE : 0;
    const base = y + more + (depths.output ? r * 0.6 + 3 : r + 5) + deep;
    y = base + 20;
    const box = { near: base - deep - r - 2, far: base + 8 };
    const text = { name: [0, base - depths.memory + 5], end: [left + T * pitch + 12, base - depths.memory - (depths.output ? 10 : -3)], labels: width >= 740 };
    return { net, depths, base, text, box, at: (t, depth) => [along(t), base - depth], middle: base - depths.memory };
  });
  const upright = longest * LETTER <= Math.max(14, pitch - 4);
  const room = upright ? TOUCH : Math.max(TOUCH, Math.min(78, longest * LETTER + 12));
  const thumb = Math.max(pitch, 14);
  const places = { x: left + (pitch - thumb) / 2, y: y - 14, thumb, width: T * pitch + thumb - pitch, height: room, upright, every: Math.max(1, Math.ceil((upright ? Math.min(longest * LETTER + 2.4, 12) : 13) / pitch)) };
  return { tall: false, T, pitch, r, g, along, rows, words: places, width: Math.max(width, left + T * pitch + right), height: y - 14 + room + 2 };
}

function downwards(ctx, width, longest) {
  const T = ctx.T;
  const left = within(TOUCH, 104, longest * LETTER + 18);
  const pitch = within(18, 36, 640 / T);
  const { r, g } = sizes(Math.min(pitch, 30));
  const more = ownSteps(ctx) ? LINE : 0;
  const head = 84 + more;
  const along = (t) => head + (t - 0.5) * pitch;
  const nets = ctx.nets();
  const column = (width - left) / nets.length;
  const stretch = within(0.8, 1.35, (column - 34) / 82);
  const rows = nets.map((net, k) => {
    const from = left + k * column;
    const base = from + 18;
    const depths = Object.fromEntries(Object.entries(DEPTHS[net.kind]).map(([name, depth]) => [name, depth * stretch]));
    const box = { near: from + 4, far: from + column - 4 };
    const text = { name: [from + 8, 16], end: [from + 8, 36 + more], labels: false };
    return { net, depths, base, text, box, at: (t, depth) => [base + depth, along(t)], middle: base + depths.memory };
  });
  const places = { x: 0, y: head, thumb: pitch, width: left, height: T * pitch, upright: true, every: 1 };
  return { tall: true, T, pitch, r, g, along, rows, words: places, width, height: head + T * pitch + 4 };
}
