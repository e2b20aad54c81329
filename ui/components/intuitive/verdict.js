// What is said of the cell: in a title, at one word, of the whole sentence, and whether it does what the slide shows.

import { fillIn } from "../lib/dom.js";
import { formatNumber, percentOf } from "../lib/numbers.js";
import { unitName } from "../lib/units.js";
import { MEAN, isOpen } from "./holding.js";

const HALF = 0.5; // of what the memory was: with less, or another sign, it was written over,
const DOUBLE = 2; // with more it goes on growing
const RARELY = 0.1; // of the words: as often the input gate may open again where it is still as on the slide

const nameOfCell = (ctx) => (ctx.cell === MEAN ? ctx.labels.mean : unitName(ctx.data.net.kind, ctx.cell));
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
// A gate is never quite open or closed: 0.997 is not to read 1.00.
const gateText = (value, lang) => formatNumber(value, lang, (value > 0.995 && value < 0.9995) || (value < 0.005 && value >= 0.0005) ? 3 : 2);

// What there is to know of a cell with gates: the word it is followed from, and what the gates do there and at the n words after it.
function measured({ data, holding, cell }) {
  const { kind } = data.net;
  const [T, s] = [data.words.length, data.place];
  const writes = kind === "lstm" ? holding.at("in", s, cell) : 1 - holding.at("keep", s, cell);
  const keeps = holding.all("keep", cell).slice(s);
  const [n, kept] = [keeps.length, keeps.filter(isOpen).length];
  const more = kind === "lstm" ? holding.all("in", cell).slice(s).filter(isOpen).length : 0;
  const out = kind === "lstm" ? holding.at("out", T, cell) : 1;
  // Of a mean one cannot say that a gate is closed.
  const slide = cell !== MEAN && n > 0 && isOpen(writes) && kept === n && more <= RARELY * n && isOpen(out);
  const share = holding.at("memory", T, cell) / holding.at("memory", s, cell);
  const fate = share < HALF ? "fades" : share > DOUBLE ? "grows" : "stays";
  return { s, n, writes, keeps, kept, more, out, slide, fate };
}

// What the cell does, as the title of its drawing.
export function titleOf(ctx) {
  const { data, labels: L, cell } = ctx;
  const name = nameOfCell(ctx);
  if (data.net.kind === "rnn") return fillIn(cell === MEAN ? L.title_no_gates_mean : L.title_no_gates, { cell: name });
  const { s, n, writes, keeps, kept, more, slide, fate } = measured(ctx);
  const text = { cell: name, word: data.words[s - 1], n, k: more, closed: n - kept };
  if (cell === MEAN) return fillIn(L.title_mean, { ...text, mean: gateText(mean(n ? keeps : [1]), ctx.lang) });
  if (!isOpen(writes)) return fillIn(L.title_shut, text);
  if (!n) return fillIn(L.title_writes, text);
  if (slide) return fillIn(L[`title_${fate}`], text);
  if (kept < n) return fillIn(L.title_forgets, text);
  return fillIn(more > RARELY * n ? L.title_more : L[`title_${fate}`], text);
}

export function whatItDoes(ctx) {
  const { data, labels: L, lang, holding, cell } = ctx;
  const { kind } = data.net;
  const word = data.words[data.place - 1];
  const text = (value) => formatNumber(value, lang);
  const [first, last] = [text(holding.at("memory", data.place, cell)), text(holding.at("memory", data.words.length, cell))];
  if (kind === "rnn") {
    const signs = holding.all("memory", cell).slice(data.place - 1).map(Math.sign);
    const k = signs.filter((sign, index) => index && sign !== signs[index - 1]).length;
    return fillIn(cell === MEAN ? L.no_gates_mean : k ? L.no_gates : L.no_gates_same, { cell: nameOfCell(ctx), word, first, last, k });
  }
  const { s, n, writes, keeps, kept, more, out, slide, fate } = measured(ctx);
  const shown = kind === "lstm" ? writes : 1 - writes;
  const said = [fillIn(isOpen(writes) ? L.opens : L.stays_shut, { cell: nameOfCell(ctx), word, value: gateText(shown, lang) })];
  if (!n) return `${said.join("; ")}.`;
  const closed = keeps.findIndex((value) => !isOpen(value));
  said.push(fillIn(kept === n ? L.kept_all : L.kept_some, { n, k: kept, mean: gateText(mean(keeps), lang), first: data.words[s + closed] }));
  if (kind === "lstm") {
    said.push(fillIn(more ? L.more_some : L.more_none, { k: more }));
    said.push(fillIn(isOpen(out) ? L.lets_out : L.keeps_in, { value: gateText(out, lang) }));
  }
  const letter = cell === MEAN ? `|${kind === "lstm" ? "C" : "h"}|` : kind === "lstm" ? "C" : "h";
  return [`${said.join("; ")}.`, slide ? L[`slide_${fate}`] : "", fillIn(L.by_end, { first, word, letter, last })].filter(Boolean).join(" ");
}

const GATE_LETTERS = { lstm: { in: "i", keep: "f", out: "o" }, gru: { keep: "z", reset: "r" }, rnn: {} };

export function atWord(ctx, t) {
  const { data, labels: L, lang, holding, cell } = ctx;
  const { kind } = data.net;
  const text = (value) => formatNumber(value, lang);
  const letters = GATE_LETTERS[kind];
  const gates = holding.gates.map((name) => {
    const value = holding.at(name, t, cell);
    return fillIn(L.gate_value, { gate: `${L[`name_${name}`]} ${letters[name]} =`, value: gateText(value, lang), state: isOpen(value) ? L.is_open : L.is_closed });
  });
  const size = (letter) => (cell === MEAN ? `|${letter}|` : letter);
  const states = [`${size(kind === "lstm" ? "C" : "h")} = ${text(holding.at("memory", t, cell))}`, holding.output ? `${size("h")} = ${text(holding.at("h", t, cell))}` : null];
  const [word, share] = data.next[t - 1];
  const next = fillIn(L.next_word, { word, share: percentOf(share, lang) });
  return fillIn(L.here, { t, word: data.words[t - 1], values: [...gates, ...states.filter(Boolean), next].join(", ") });
}
