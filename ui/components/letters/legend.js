// What the colours mean, under the letters: the scale with its ends and the threshold on it, and which line is which.

import { svg } from "../lib/dom.js";
import { formatNumber } from "../lib/numbers.js";
import { signedColour } from "../lib/scale.js";

const STEPS = 60;
const LONG = 240; // px of the scale
const DROP = 46;

const LINE_KEY = 18; // px of a row of them
const wideOf = (text) => 32 + text.length * 6.6;

// Where the key of each track stands, side by side as far as there is room: [x, row].
function keysPlaced(lines, room) {
  let [x, row] = [1, 0];
  return lines.map(([, text]) => {
    if (x > 1 && x + wideOf(text) > room) [x, row] = [1, row + 1];
    const place = [x, row];
    x += wideOf(text);
    return place;
  });
}

export const legendHeight = (lines, room) => DROP + (lines.length ? 24 + LINE_KEY * keysPlaced(lines, room).at(-1)[1] : 0);

// y, width: of the letters; room: px there are across; gate: whether it is a fill height from 0 to 1; lines: [class, text] of the tracks.
export function legend({ y, width, room, limit, gate, theme, lang, name, threshold, lines }) {
  const top = y + 20;
  const wide = Math.min(LONG, width - 40);
  const at = (value) => 1 + (gate ? value * wide : ((value / limit + 1) / 2) * wide);
  const scale = gate
    ? [svg("path", { class: "level", d: `M1 ${top + 12}L${1 + wide} ${top}V${top + 12}Z` })]
    : Array.from({ length: STEPS }, (_, k) => svg("rect", { x: (1 + (k * wide) / STEPS).toFixed(1), y: top, width: (wide / STEPS + 0.4).toFixed(1), height: 12,
      style: `fill: ${signedColour(((2 * (k + 0.5)) / STEPS - 1) * limit, limit, theme)}` }));
  const ticks = gate ? [0, 0.5, 1] : [-limit, 0, limit];
  const marked = threshold !== null && Math.abs(threshold) <= (gate ? 1 : limit);
  const placed = keysPlaced(lines, room);
  return [
    svg("text", { class: "key", x: 1, y: top - 6 }, name),
    ...scale,
    svg("rect", { class: "outline", x: 1, y: top, width: wide, height: 12 }),
    ...ticks.map((value, k) => svg("text", { class: "tick", x: at(value).toFixed(1), y: top + 25, "text-anchor": ["start", "middle", "end"][k] }, formatNumber(value, lang, gate ? 1 : 2))),
    marked ? svg("path", { class: "mark", d: `M${at(threshold).toFixed(1)} ${top - 3}v18` }) : null,
    ...lines.flatMap(([style, text], k) => {
      const [x, down] = [placed[k][0], LINE_KEY * placed[k][1]];
      return [svg("path", { class: style, d: `M${x} ${top + down + 42}h22` }), svg("text", { class: "key", x: x + 28, y: top + down + 46 }, text)];
    }),
  ].filter(Boolean);
}
