// A sentence as an axis of time: where each word stands, and the words as chips. All that is drawn per word is aligned with it.
// Across a page time runs from left to right ("along" is x, "across" is y); on a phone (tall) from top to bottom, the other way round.

import { svg, write } from "./dom.js";

const LETTER_WIDTH = 7.2; // px that a letter takes at 13 px,
const TIGHT_WIDTH = 6.5; // and at 12 px, where columns are narrow
const TIGHT = 14; // px of a column below which they are
const CHIP_PADDING = 10; // px beside a word, both sides together
const SQUEEZE = 0.82; // of its natural width: narrower than this a word is cut instead
const MOST_STEP = 96; // px of a word in a short sentence
const UPRIGHT_DEPTH = 26;
const MOST_DEPTH = 100; // px that rotated words may take

const lettersOf = (word) => [...word];
const lengthOf = (word, letter) => lettersOf(word).length * letter + CHIP_PADDING;

// words: T texts. length: px there are for them along; start: px along before the first; least, most: px of one word.
// `length` of the axis may exceed the given one: then its container scrolls.
export function wordAxis({ words, length, tall = false, start = 0, least = 14, most = MOST_STEP }) {
  const T = words.length;
  const step = Math.max(least, Math.min(most, length / T));
  const letter = !tall && step < TIGHT ? TIGHT_WIDTH : LETTER_WIDTH;
  const longest = Math.max(...words.map((word) => lengthOf(word, letter)));
  const rotated = !tall && longest > step;
  const depth = rotated || tall ? Math.max(44, Math.min(MOST_DEPTH, longest)) : UPRIGHT_DEPTH;
  const at = (t) => start + (t - 0.5) * step;
  function rect(t, across, thickness) {
    const along = start + (t - 1) * step;
    return tall ? { x: across, y: along, width: thickness, height: step } : { x: along, y: across, width: step, height: thickness };
  }
  // The word under a place along, 1..T.
  const wordAt = (along) => Math.max(1, Math.min(T, Math.ceil((along - start) / step)));
  return { T, words, step, start, length: step * T, tall, rotated, depth, letter, at, rect, wordAt };
}

// {node: <g>, update({ axis, across, marks })}: the words as chips in a band that starts `across` px across and is axis.depth thick.
// marks(t) -> { names: css classes, fill: css colour or null } or nothing; lib/words.css has what cue, asked, unread, open and now look like.
// Every chip is a <g class="chip" data-t="...">.
export function makeChips() {
  const node = svg("g", { class: "chips" });
  let [chips, made] = [[], ""];
  function update({ axis, across, marks = () => null }) {
    const form = JSON.stringify([axis.words, axis.step, axis.start, axis.rotated, axis.tall, across]);
    if (form !== made) {
      chips = axis.words.map((word, index) => makeChip(axis, across, word, index + 1));
      node.replaceChildren(...chips.map((chip) => chip.node));
    }
    made = form;
    chips.forEach((chip, index) => chip.mark(marks(index + 1) ?? {}));
  }
  return { node, update };
}

function makeChip(axis, across, word, t) {
  const box = axis.rect(t, across, axis.depth);
  const gap = axis.step > 18 ? 1.5 : axis.step > 13 ? 0.75 : 0.25;
  const room = axis.rotated ? box.height : box.width;
  const [text, squeezed] = fitted(word, room, axis.letter);
  const back = svg("rect", { x: box.x + gap, y: box.y + gap, width: box.width - 2 * gap, height: box.height - 2 * gap, rx: Math.min(5, box.width / 4) });
  const middle = [box.x + box.width / 2, box.y + box.height / 2];
  // Rotated words end at the band below them, so that the eye finds the column.
  const place = axis.rotated ? { transform: `translate(${middle[0] + (axis.step < TIGHT ? 3.9 : 4.3)} ${box.y + box.height - 5}) rotate(-90)` }
    : axis.tall ? { x: box.x + box.width - 7, y: middle[1] + 4.3, "text-anchor": "end" } : { x: middle[0], y: middle[1] + 4.3, "text-anchor": "middle" };
  const label = svg("text", { ...place, textLength: squeezed, lengthAdjust: squeezed && "spacingAndGlyphs" }, text);
  const strike = svg("path", { class: "strike", d: axis.rotated ? `M${middle[0]} ${box.y + 5}V${box.y + box.height - 4}` : `M${box.x + 4} ${middle[1]}H${box.x + box.width - 4}` });
  const title = text === word ? null : svg("title", {}, word);
  const kind = ["chip", axis.step < TIGHT ? "tight" : ""];
  const node = svg("g", { "data-t": t }, title, back, label, strike);
  function mark({ names = [], fill = null }) {
    write(node, "class", [...kind, ...names].filter(Boolean).join(" "));
    write(back, "style", fill ? `fill: ${fill}` : "");
    write(label, "style", fill ? `fill: ${inkOn(fill)}` : "");
  }
  return { node, mark };
}

// The text in so many px, and the width it is squeezed to where it would be a little too long.
function fitted(word, room, letter) {
  const wanted = lengthOf(word, letter) - CHIP_PADDING;
  const there = room - CHIP_PADDING;
  if (wanted <= there) return [word, null];
  if (wanted * SQUEEZE <= there) return [word, there];
  const count = Math.max(1, Math.floor(there / letter) - 1);
  return [`${lettersOf(word).slice(0, count).join("")}…`, null];
}

// Black or white, whichever is read better on "rgb(...)".
export function inkOn(colour) {
  const [red, green, blue] = colour.match(/[\d.]+/g).map((value) => {
    const share = Number(value) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#111111" : "#ffffff";
}
