// The letters in their lines, each on a ground that shows a value; under them what a rule says and what the cell says.

import { svg, write } from "../lib/dom.js";
import { signedColour } from "../lib/scale.js";

const WIDE = 12; // px of a letter
const NARROW = 8; // at least, on a phone, so that usual lines are not broken
const USUAL = 40; // letters
const HIGH = 23;
const TRACKS = 9; // below it: the rule, and the cell's verdict
const LINE = HIGH + TRACKS + 3;
const APART = 3; // letters between two columns of lines
const FEW = 5; // lines that a column has at least
const SIGNS = { " ": "␣", "\n": "⏎" };

export const shown = (letter) => SIGNS[letter] ?? letter;

// Where each letter stands: after a line end, and where the width ends, a new line begins. Short lines stand in columns side by side.
export function layOut(letters, width) {
  const written = Math.min(USUAL, Math.max(...letters.join("").split("\n").map((line) => line.length + 1)));
  const wide = Math.max(NARROW, Math.min(WIDE, (width - 2) / written));
  const most = Math.max(8, Math.floor((width - 2) / wide + 1e-6)); // letters side by side
  const places = [];
  let [row, column, longest] = [0, 0, 1];
  for (const letter of letters) {
    if (column === most) [row, column] = [row + 1, 0];
    places.push({ row, column });
    column += 1;
    longest = Math.max(longest, column);
    if (letter === "\n") [row, column] = [row + 1, 0];
  }
  const rows = (places.at(-1)?.row ?? 0) + 1;
  const blocks = Math.min(3, Math.ceil(rows / FEW), Math.max(1, Math.floor((most + APART) / (longest + APART))));
  const high = Math.ceil(rows / blocks);
  for (const place of places) {
    place.x = 1 + (place.column + Math.floor(place.row / high) * (longest + APART)) * wide;
    place.y = 2 + (place.row % high) * LINE;
  }
  const columns = blocks * longest + (blocks - 1) * APART;
  return { places, wide, width: columns * wide + 2, height: high * LINE + 2 };
}

// Black or white, whichever is better read on an rgb colour.
function inkOn(colour) {
  const [r, g, b] = colour.match(/\d+/g).map((v) => {
    const share = Number(v) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? "dark" : "light";
}

// picture: the svg; plan: of `layOut`. Returns paint({value, limit, gate, theme}), which colours all letters, underline(truth, verdict)
// and point(k).
export function makeGrid(picture, letters, plan, { read, given }) {
  const { wide } = plan;
  picture.style.setProperty("--glyph", `${Math.max(12, 1.25 * wide)}px`);
  const boxes = [];
  const levels = [];
  const glyphs = letters.map((letter, k) => {
    const { x, y } = plan.places[k];
    boxes.push(svg("rect", { class: read[k] ? "box" : "box unread", x, y, width: wide, height: HIGH }));
    levels.push(svg("rect", { class: "level", x, y, width: wide, height: 0 }));
    return svg("text", { class: "glyph", x: x + wide / 2, y: y + 16 }, shown(letter));
  });
  const truthLine = svg("path", { class: "truth" });
  const verdictLine = svg("path", { class: "verdict" });
  const cursor = svg("path", { class: "cursor" });
  const start = svg("path", { class: "given", d: strokes(plan, letters.map((_, k) => k < given), HIGH + 2) });
  picture.replaceChildren(...boxes, ...levels, ...glyphs, start, truthLine, verdictLine, cursor);
  const classOf = (letter, ink) => `glyph${letter in SIGNS ? " blank" : ""}${ink ? ` ${ink}` : ""}`;

  function paint({ value, limit, gate, theme }) {
    letters.forEach((letter, k) => {
      const known = read[k];
      const colour = known && !gate ? signedColour(value(k), limit, theme) : null;
      boxes[k].style.fill = colour ?? "";
      if (!colour) write(boxes[k], "fill", "none");
      const high = known && gate ? HIGH * Math.min(1, Math.max(0, value(k))) : 0;
      write(levels[k], "y", (plan.places[k].y + HIGH - high).toFixed(1));
      write(levels[k], "height", high.toFixed(1));
      write(glyphs[k], "class", classOf(letter, colour ? inkOn(colour) : ""));
    });
  }
  function underline(truth, verdict) {
    write(truthLine, "d", truth ? strokes(plan, truth, HIGH + 3) : "");
    write(verdictLine, "d", verdict ? strokes(plan, verdict, HIGH + 8) : "");
  }
  function point(k) {
    const place = plan.places[k];
    write(cursor, "d", place ? `M${place.x - 1} ${place.y - 1}h${wide + 2}v${HIGH + 2}h${-wide - 2}z` : "");
  }
  return { paint, underline, point };
}

// A stroke under every letter at which `on` holds.
function strokes(plan, on, below) {
  return on.map((yes, k) => (yes ? `M${plan.places[k].x} ${plan.places[k].y + below}h${plan.wide}` : "")).join("");
}

// Which letter is at a point in px, or null.
export function letterAt(plan, px, py) {
  const k = plan.places.findIndex(({ x, y }) => px >= x && px < x + plan.wide && py >= y && py < y + LINE);
  return k < 0 ? null : k;
}
