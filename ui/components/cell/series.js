// A series of inputs as a reader types it: one text for each channel.

import { clampTo, parseNumber, splitSeries } from "./../lib/numbers.js";
import { LIMITS } from "./state.js";

// Returns {rows: [T][D] or null, problem: {name, ...} or null}. What can be used is used: too long is cut, too large is
// taken as the limit, and shorter channels go on with 0; an empty one or a word is refused, and nothing changes.
export function readSeries(texts, lang) {
  const pieces = texts.map((text) => splitSeries(text, lang));
  const longest = Math.max(...pieces.map((list) => list.length));
  if (longest === 0) return { rows: null, problem: { name: "empty" } };
  const T = Math.min(longest, LIMITS.steps);
  let problem = longest > LIMITS.steps ? { name: "long", count: longest } : null;
  const rows = Array.from({ length: T }, () => []);
  for (const list of pieces) {
    for (let t = 0; t < T; t++) {
      const text = list[t] ?? "0";
      const value = parseNumber(text);
      if (value === null) return { rows: null, problem: { name: "word", text: text.slice(0, 20), step: t + 1 } };
      const used = clampTo(value, -LIMITS.x, LIMITS.x);
      if (used !== value) problem = { name: "large", text: text.slice(0, 20), step: t + 1 };
      rows[t].push(used);
    }
  }
  return { rows, problem };
}
