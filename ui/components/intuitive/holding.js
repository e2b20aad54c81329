// What one cell, or the mean of the most telling ones, does at every word: its gates, its memory, its output.

import { floatsOf } from "../lib/arrays.js";

export const MEAN = "mean";
const OPEN_OVER = 0.5;
const STATES = ["memory", "h"]; // these have a row before the first word
const GATE_NAMES = ["in", "keep", "out", "reset"];

export const isOpen = (value) => value > OPEN_OVER;

// arrays: as Python packs them, (T, H) or (T + 1, H). Everything is known by the word t = 1..T and the cell, counted from 1, or MEAN.
export function holdingOf(data) {
  const { H } = data.net;
  const told = Object.fromEntries(Object.entries(data.arrays).map(([name, base64]) => [name, floatsOf(base64)]));
  const cells = data.order.slice(0, data.mean_of);
  // A mean of gates is one of numbers from 0 to 1; of memories that count up and others that count down, it is one of sizes.
  function at(name, t, cell) {
    const row = (STATES.includes(name) ? t : t - 1) * H;
    if (cell !== MEAN) return told[name][row + cell - 1];
    const sized = GATE_NAMES.includes(name) ? (value) => value : Math.abs;
    return cells.reduce((sum, one) => sum + sized(told[name][row + one - 1]), 0) / cells.length;
  }
  const gates = GATE_NAMES.filter((name) => name in told);
  const all = (name, cell) => data.words.map((_, index) => at(name, index + 1, cell));
  return { at, all, gates, output: "h" in told };
}
