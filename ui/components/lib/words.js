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
const WORDS_HIGH = 580; // px that a sentence takes where time runs down: its first and its last word are on one screen,
const THINNEST_WORD = 8; // as long as each has so many
const NAME_HIGH = 13; // px from one name to the next: thinner words are not all named
const RAISED_NAME = 17; // px of a name that stands over such rows
const LEAST_THUMB = { across: 14, tall: 20 }; // px of the slider's thumb

const lettersOf = (word) => [...word];
const lengthOf = (word, letter) => lettersOf(word).length * letter + CHIP_PADDING;

// words: T texts. length: px there are for them along; start: px along before the first; least, most: px of one word.
// `length` of the axis may exceed the given one: then its container scrolls. From top to bottom a word has `least` px, and a row as
// thin as need be in a sentence for which a screen is too low.
export function wordAxis({ words, length, tall = false, start = 0, least = 14, most = MOST_STEP }) {
  const T = words.length;
  const step = tall ? Math.max(THINNEST_WORD, Math.min(least, WORDS_HIGH / T)) : Math.max(least, Math.min(most, length / T));
  const letter = step < TIGHT ? TIGHT_WIDTH : LETTER_WIDTH;
  const longest = Math.max(...words.map((word) => lengthOf(word, letter)));
  const rotated = !tall && longest > step;
  const depth = rotated || tall ? Math.max(44, Math.min(MOST_DEPTH, longest)) : UPRIGHT_DEPTH;
  const at = (t) => start + (t - 0.5) * step;
  const thin = tall && step < NAME_HIGH;
  function rect(t, across, thickness) {
    const along = start + (t - 1) * step;
    return tall ? { x: across, y: along, width: thickness, height: step } : { x: along, y: across, width: step, height: thickness };
  }
  // The same for a frame around it, which is not thinner than the word's name.
  function frame(t, across, thickness) {
    const box = rect(t, across, thickness);
    return thin ? { ...box, y: at(t) - RAISED_NAME / 2, height: RAISED_NAME } : box;
  }
  // The word under a place along, 1..T.
  const wordAt = (along) => Math.max(1, Math.min(T, Math.ceil((along - start) / step)));
  return { T, words, step, start, length: step * T, tall, thin, rotated, depth, letter, at, rect, frame, wordAt };
}

// Where a slider lies over the words that begin `across` px across, its thumb on the middle of each.
export function sliderOn(axis, across) {
  const thumb = Math.max(axis.step, LEAST_THUMB[axis.tall ? "tall" : "across"]);
  const [from, length] = [axis.start + (axis.step - thumb) / 2, axis.length + thumb - axis.step];
  return axis.tall ? { x: across, y: from, thumb, width: axis.depth, height: length } : { x: from, y: across, thumb, width: length, height: axis.depth };
}

// {node: <g>, update({ axis, across, marks }), point(t)}: the words as chips in a band that starts `across` px across and is axis.depth thick.
// marks(t) -> { names: css classes, fill: css colour or null } or nothing; lib/words.css has what cue, asked, unread, open and now look like.
// Every chip is a <g class="chip" data-t="...">. Where rows are thinner than a line of text, not all are named: those that matter stand
// over the others, and so does the one that is pointed at.
export function makeChips() {
  const [rows, over] = [svg("g", {}), svg("g", {})];
  const node = svg("g", { class: "chips" }, rows, over);
  let [chips, made, drawn, pointed] = [[], "", null, null];
  function update({ axis, across, marks = () => null }) {
    const form = JSON.stringify([axis.words, axis.step, axis.start, axis.rotated, axis.tall, across]);
    if (form !== made) {
      chips = axis.words.map((word, index) => makeChip(axis, word, index + 1, axis.rect(index + 1, across, axis.depth)));
      const nodes = chips.map((chip) => chip.node);
      rows.replaceChildren(...(axis.thin ? nodes.reverse() : nodes)); // a thin row does not cover what reaches down from the one above
    }
    made = form;
    const said = axis.words.map((_, index) => marks(index + 1) ?? {});
    const named = namedIn(axis, said);
    chips.forEach((chip, index) => chip.mark(said[index], named.includes(index + 1)));
    drawn = { axis, across, said };
    raise();
  }
  function raise() {
    const { axis, across, said } = drawn;
    const raised = axis.thin ? [...said.map((_, index) => index + 1).filter((t) => t !== pointed && matters(said[t - 1])), pointed].filter((t) => t && t <= axis.T) : [];
    over.replaceChildren(...raised.map((t) => {
      const chip = makeChip(axis, axis.words[t - 1], t, axis.frame(t, across, axis.depth));
      const { names = [], fill } = said[t - 1];
      chip.mark({ names: t === pointed ? [...names, "now"] : names, fill });
      return chip.node;
    }));
  }
  function point(t) {
    if (t === pointed) return;
    pointed = t;
    if (drawn?.axis.thin) raise();
  }
  return { node, update, point };
}

const matters = ({ names = [] }) => names.some((name) => ["cue", "asked"].includes(name));

// Which words are named: those that matter, and of the others as many as there is room for.
function namedIn(axis, said) {
  const each = axis.words.map((_, index) => index + 1);
  if (!axis.thin) return each;
  const apart = NAME_HIGH / axis.step;
  const named = [];
  for (const t of [...each.filter((one) => matters(said[one - 1])), ...each]) if (named.every((other) => Math.abs(other - t) >= apart)) named.push(t);
  return named;
}

function makeChip(axis, word, t, box) {
  const gap = axis.thin ? 0 : axis.step > 18 ? 1.5 : axis.step > 13 ? 0.75 : 0.25;
  const room = axis.rotated ? box.height : box.width;
  const [text, squeezed] = fitted(word, room, axis.letter);
  const back = svg("rect", { x: box.x + gap, y: box.y + gap, width: box.width - 2 * gap, height: box.height - 2 * gap, rx: Math.min(5, box.width / 4, box.height / 4) });
  const middle = [box.x + box.width / 2, box.y + box.height / 2];
  // Rotated words end at the band below them, so that the eye finds the column.
  const place = axis.rotated ? { transform: `translate(${middle[0] + (axis.step < TIGHT ? 3.9 : 4.3)} ${box.y + box.height - 5}) rotate(-90)` }
    : axis.tall ? { x: box.x + box.width - 7, y: middle[1] + (axis.thin ? 3.9 : 4.3), "text-anchor": "end" } : { x: middle[0], y: middle[1] + 4.3, "text-anchor": "middle" };
  const label = svg("text", { ...place, textLength: squeezed, lengthAdjust: squeezed && "spacingAndGlyphs" }, text);
  const strike = svg("path", { class: "strike", d: axis.rotated ? `M${middle[0]} ${box.y + 5}V${box.y + box.height - 4}` : `M${box.x + 4} ${middle[1]}H${box.x + box.width - 4}` });
  const title = text === word ? null : svg("title", {}, word);
  const kind = ["chip", axis.step < TIGHT ? "tight" : "", axis.thin ? "thin" : ""];
  const node = svg("g", { "data-t": t }, title, back, label, strike);
  function mark({ names = [], fill = null }, named = true) {
    write(node, "class", [...kind, ...names].filter(Boolean).join(" "));
    write(back, "style", fill ? `fill: ${fill}` : "");
    write(label, "style", fill ? `fill: ${inkOn(fill)}` : "");
    write(label, "visibility", named ? "visible" : "hidden");
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
