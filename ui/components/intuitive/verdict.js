// What is said of the cell: at one word, of the whole sentence, and whether it does what the slide shows.

import { fillIn } from "../lib/dom.js";
import { formatNumber, percentOf } from "../lib/numbers.js";
import { MEAN, isOpen } from "./holding.js";

const LOW_DIGITS = "₀₁₂₃₄₅₆₇₈₉";
const HALF = 0.5; // of what the memory was: with less, or another sign, it was not held
const RARELY = 0.1; // of the words: as often the input gate may open again where it is still as on the slide

// C₁₇, as in the picture at the top of the page.
export const cellLabel = (kind, cell) => (kind === "lstm" ? "C" : "h") + [...String(cell)].map((digit) => LOW_DIGITS[digit]).join("");

const nameOfCell = (ctx) => (ctx.cell === MEAN ? ctx.labels.mean : cellLabel(ctx.data.net.kind, ctx.cell));
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
// A gate is never quite open or closed: 0.997 is not to read 1.00.
const gateText = (value, lang) => formatNumber(value, lang, (value > 0.995 && value < 0.9995) || (value < 0.005 && value >= 0.0005) ? 3 : 2);

export function whatItDoes(ctx) {
  const { data, labels: L, lang, holding, cell } = ctx;
  const { kind } = data.net;
  const [T, s] = [data.words.length, data.place];
  const word = data.words[s - 1];
  const text = (value) => formatNumber(value, lang);
  const values = (name) => holding.all(name, cell);
  const [first, last] = [text(holding.at("memory", s, cell)), text(holding.at("memory", T, cell))];
  if (kind === "rnn") {
    const signs = values("memory").slice(s - 1).map(Math.sign);
    const k = signs.filter((sign, index) => index && sign !== signs[index - 1]).length;
    return fillIn(cell === MEAN ? L.no_gates_mean : k ? L.no_gates : L.no_gates_same, { cell: nameOfCell(ctx), word, first, last, k });
  }
  const writes = kind === "lstm" ? holding.at("in", s, cell) : 1 - holding.at("keep", s, cell);
  const shown = kind === "lstm" ? writes : 1 - writes;
  const said = [fillIn(isOpen(writes) ? L.opens : L.stays_shut, { cell: nameOfCell(ctx), word, value: gateText(shown, lang) })];
  const after = values("keep").slice(s);
  const n = after.length;
  let slide = isOpen(writes) && n > 0 && cell !== MEAN; // of a mean one cannot say that a gate is closed
  if (n) {
    const k = after.filter(isOpen).length;
    const closed = after.findIndex((value) => !isOpen(value));
    said.push(fillIn(k === n ? L.kept_all : L.kept_some, { n, k, mean: gateText(mean(after), lang), first: data.words[s + closed] }));
    slide &&= k === n;
  }
  if (kind === "lstm" && n) {
    const more = values("in").slice(s).filter(isOpen).length;
    said.push(fillIn(more ? L.more_some : L.more_none, { k: more }));
    const out = holding.at("out", T, cell);
    said.push(fillIn(isOpen(out) ? L.lets_out : L.keeps_in, { value: gateText(out, lang) }));
    slide &&= more <= RARELY * n && isOpen(out);
  }
  const letter = cell === MEAN ? `|${kind === "lstm" ? "C" : "h"}|` : kind === "lstm" ? "C" : "h";
  if (!n) return `${said.join("; ")}.`;
  const [begun, ended] = [holding.at("memory", s, cell), holding.at("memory", T, cell)];
  const stays = begun * ended > 0 && Math.abs(ended) >= HALF * Math.abs(begun);
  return [`${said.join("; ")}.`, slide ? (stays ? L.as_slide : L.drifts) : "", fillIn(L.by_end, { first, word, letter, last })].filter(Boolean).join(" ");
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
