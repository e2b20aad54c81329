// What is said of the picture in words: a step's arithmetic, the sentence under it, the alternative of the picture.

import { fillIn } from "../lib/dom.js";
import { formatNumber, formatPercent } from "../lib/numbers.js";
import { memoryOf } from "./states.js";

const LOW = "₀₁₂₃₄₅₆₇₈₉";
const DIGITS = 3; // of the arithmetic: with two, a forget gate of 0.998 would look like 1

// Cells are counted from 1.
export const cellName = (letter, cell) => letter + [...String(cell + 1)].map((digit) => LOW[digit]).join("");

export function percentText(ctx, chance) {
  if (chance > 0 && chance < 0.005) return fillIn(ctx.labels.less_than, { number: formatPercent(0.01, ctx.lang) });
  if (chance < 1 && chance > 0.995) return fillIn(ctx.labels.more_than, { number: formatPercent(0.99, ctx.lang) });
  return formatPercent(chance, ctx.lang);
}

// "C₁₇ = f·C + i·g = 0.990·0.930 + 0.020·0.310 = 0.927": how one cell came to what is shown of it after word t.
export function arithmetic(ctx, net, t, cell) {
  const letter = ctx.shown(net);
  const at = (name, step = t) => ctx.states(net).at(name, step, cell);
  const text = (value) => formatNumber(value, ctx.lang, DIGITS);
  const factor = (value) => (value < 0 ? `(${text(value)})` : text(value));
  const name = cellName(letter, cell);
  const value = text(at(letter));
  if (letter === "C") return `${name} = f·C + i·g = ${text(at("f"))}·${factor(at("C", t - 1))} + ${text(at("i"))}·${factor(at("g"))} = ${value}`;
  if (letter === "h" && net.kind === "lstm") return `${name} = o·tanh(C) = ${text(at("o"))}·tanh(${text(at("C"))}) = ${value}`;
  if (letter === "h" && net.kind === "gru") return `${name} = z·h + (1−z)·g = ${text(at("z"))}·${factor(at("h", t - 1))} + ${text(1 - at("z"))}·${factor(at("g"))} = ${value}`;
  if (letter === "h") return fillIn(ctx.labels.rnn_step, { name, function: net.relu ? "relu" : "tanh", value, before: text(at("h", t - 1)) });
  const said = fillIn(ctx.labels[`step_${letter}`], {
    share: percentText(ctx, at(letter)),
    before: letter === "g" ? "" : text(at(memoryOf(net), t - 1)),
    candidate: letter === "i" ? text(at("g")) : "",
    memory: letter === "o" ? text(at("C")) : "",
  });
  return `${name} = ${value}: ${said}`;
}

// A cell after a word, or why there is nothing.
export function cellText(ctx, k, column, cell) {
  const net = ctx.nets()[k];
  const word = ctx.data.columns[column - 1];
  const t = ctx.data.rows[column - 1];
  if (!t) return fillIn(column === ctx.data.columns.length ? ctx.labels.not_yet : ctx.labels.not_read, { word });
  return fillIn(ctx.labels.cell_at, { name: net.name, word, number: column, sum: arithmetic(ctx, net, t, cell) });
}

// How well a cell holds, for one whose name is pointed at.
export function cellAbout(ctx, k, cell) {
  const net = ctx.nets()[k];
  const L = ctx.labels;
  const said = [fillIn(L.about_cell, { name: net.name, cell: cellName(memoryOf(net), cell), holds: formatNumber(net.latch[cell], ctx.lang), place: net.order.indexOf(cell) + 1, H: net.H })];
  if (net.kept) said.push(fillIn(net.kind === "gru" ? L.about_z : L.about_f, { kept: formatNumber(net.kept[cell], ctx.lang, DIGITS) }));
  return said.join(" ");
}

// "francés 97 %": what the net says where a word is asked for.
const answerOf = (ctx, net) => {
  const best = ctx.likeliest(net, ctx.data.columns.length);
  return `${best.word} ${percentText(ctx, best.chance)}`;
};

// How many of the drawn cells have the same sign after every word from the cue on: the rows that keep their colour.
function steady(ctx, net) {
  const { cue, rows, columns } = ctx.data;
  const cells = ctx.cells(net);
  const steps = rows.slice(cue - 1, columns.length).filter((t) => t > 0);
  const keeps = (cell) => {
    const sign = Math.sign(ctx.states(net).at(memoryOf(net), steps[0], cell));
    return sign !== 0 && steps.every((t) => Math.sign(ctx.states(net).at(memoryOf(net), t, cell)) === sign);
  };
  return { kept: cells.filter(keeps).length, cells: cells.length };
}

// What to see.
export function titleOf(ctx) {
  const { labels: L, data } = ctx;
  if (!data.asked || data.cue === null) return L.title;
  const each = ctx.nets().map((net) => fillIn(L.says, { name: net.name, answer: answerOf(ctx, net) })).join(", ");
  const words = data.rows.slice(data.cue).filter((t) => t > 0).length;
  return fillIn(words === 1 ? L.title_one : L.title_asked, { words, cue: data.columns[data.cue - 1], each });
}

export function takeawayOf(ctx) {
  const { labels: L, data } = ctx;
  if (data.cue === null) return L.no_cue;
  const each = ctx.nets().map((net) => fillIn(L.steady, { name: net.name, ...steady(ctx, net) })).join(", ");
  return fillIn(L.takeaway, { cue: data.columns[data.cue - 1], last: data.columns.at(-1), each });
}

// "31 of 65": how often the likeliest word was the one that came, without what is asked.
export function scoreOf(ctx, net) {
  const marks = ctx.data.columns.slice(0, -1).map((_, index) => ctx.right(net, index + 1)).filter((right) => right !== null);
  return marks.length ? fillIn(ctx.labels.score, { right: marks.filter(Boolean).length, all: marks.length }) : "";
}

export const altOf = (ctx) => `${titleOf(ctx)}. ${takeawayOf(ctx)}`;

// Where the cursor stands, and what was expected there.
export function cursorText(ctx) {
  const { data, labels: L } = ctx;
  const column = ctx.cursor();
  const word = data.columns[column - 1];
  const each = ctx.nets().map((net) => {
    const first = ctx.likeliest(net, column);
    return first ? fillIn(L.expects, { name: net.name, word: first.word, share: percentText(ctx, first.chance) }) : "";
  }).filter(Boolean).join(", ");
  return [fillIn(L.at_word, { word, number: column, all: data.columns.length }), each].filter(Boolean).join(": ");
}
