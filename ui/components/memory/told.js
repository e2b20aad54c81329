// What is said of the picture in words: a step's arithmetic, the sentence under it, the alternative of the picture.

import { fillIn } from "../lib/dom.js";
import { formatNumber, percentOf } from "../lib/numbers.js";
import { unitName } from "../lib/units.js";
import { memoryOf } from "./states.js";

const OFTEN = 3; // sentences in which a net says the same word, from which on that is worth telling
const DIGITS = 3; // of the arithmetic: with two, a forget gate of 0.998 would look like 1

// "C₁₇", "f₁₇": what is shown of a cell. Cells are counted from 1.
const partName = (letter, cell) => letter + unitName("lstm", cell + 1).slice(1);

export const percentText = (ctx, chance) => percentOf(chance, ctx.lang);

// "C₁₇ = f·C + i·g = 0.990·0.930 + 0.020·0.310 = 0.927": how one cell came to what is shown of it after word t.
export function arithmetic(ctx, net, t, cell) {
  const letter = ctx.shown(net);
  const at = (name, step = t) => ctx.states(net).at(name, step, cell);
  const text = (value) => formatNumber(value, ctx.lang, DIGITS);
  const factor = (value) => (value < 0 ? `(${text(value)})` : text(value));
  const name = partName(letter, cell);
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
  const said = [fillIn(L.about_cell, { name: net.name, cell: unitName(net.kind, cell + 1), holds: formatNumber(net.latch[cell], ctx.lang), place: net.order.indexOf(cell) + 1, H: net.H })];
  if (net.kept) said.push(fillIn(net.kind === "gru" ? L.about_z : L.about_f, { kept: formatNumber(net.kept[cell], ctx.lang, DIGITS) }));
  return said.join(" ");
}

// "francés 97 %": what the net says where a word is asked for.
const answerOf = (ctx, net) => {
  const best = ctx.likeliest(net, ctx.data.columns.length);
  return `${best.word} ${percentText(ctx, best.chance)}`;
};

// What to see.
export function titleOf(ctx) {
  const { labels: L, data } = ctx;
  if (!data.asked || data.cue === null) return L.title;
  const each = ctx.nets().map((net) => fillIn(L.says, { name: net.name, answer: answerOf(ctx, net) })).join(", ");
  const words = data.rows.slice(data.cue).filter((t) => t > 0).length;
  return fillIn(words === 1 ? L.title_one : L.title_asked, { words, cue: data.columns[data.cue - 1], each });
}

// Whether that was knowledge or luck: the rates over many sentences, and over this one with each other country in its place.
export function ratesOf(ctx) {
  const { labels: L, data } = ctx;
  const one = (net) => {
    const often = net.times >= OFTEN && net.right < data.count;
    return fillIn(often ? L.in_same_most : L.in_same, { name: net.name, right: net.right, all: data.count, word: net.most, times: net.times });
  };
  const many = (net) => fillIn(L.in_many, { name: net.name, share: percentText(ctx, net.rate) });
  return [[data.many, many], [data.same, one]].filter(([about]) => about).map(([about, each]) => `${about}: ${ctx.nets().map(each).join(", ")}`).join(" · ");
}

// What the rows are worth: how well those that are drawn hold the country; where something else decides, how many depend on it.
export function takeawayOf(ctx) {
  const { labels: L, data } = ctx;
  if (data.cue === null) return L.no_cue;
  const each = (template, values) => ctx.nets().map((net) => fillIn(template, { name: net.name, ...values(net, ctx.cells(net)) })).join(", ");
  if (data.kind !== "nationality" && data.same) {
    const turned = (net, cells) => ({ rows: cells.filter((cell) => net.turned[cell]).length, all: cells.length });
    return fillIn(L.turned, { cue: data.columns[data.cue - 1], last: data.columns.at(-1), each: each(L.turned_rows, turned) });
  }
  const held = (net, cells) => cells.map((cell) => net.latch[cell]).sort((a, b) => a - b);
  const ends = (net, cells) => ({ low: formatNumber(held(net, cells)[0], ctx.lang), high: formatNumber(held(net, cells).at(-1), ctx.lang) });
  return fillIn(L.takeaway, { each: each(L.hold, ends) });
}

// {right, all, ...}: how often the likeliest word was the one that came, without what is asked.
export function scoreOf(ctx, net) {
  const marks = ctx.data.columns.slice(0, -1).map((_, index) => ctx.right(net, index + 1)).filter((right) => right !== null);
  return { name: net.name, right: marks.filter(Boolean).length, all: marks.length, V: ctx.data.words.length };
}

export const altOf = (ctx) => [titleOf(ctx), ratesOf(ctx), takeawayOf(ctx)].filter(Boolean).join(". ");

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
