// What a net expected at each place of the sentence, out of what Python sent; and which of the reader's choices these nets allow.

import { QUANTITIES, memoryOf } from "./states.js";

const MOST = 5; // of the likeliest words

// [{word, chance, right, place}] the likeliest first: at the place of what is asked all candidates and, last, all other words
// together (place null); elsewhere the five likeliest words, and behind them the one that came where it is not among them.
export function expectedAt(data, net, column, floats) {
  const t = data.before[column - 1]; // words read before
  if (!t) return [];
  const last = column === data.columns.length;
  if (last && data.asked && data.candidates.length) {
    const n = data.candidates.length;
    const all = data.candidates.map((word, place) => ({ word, place, chance: floats("cases")[(t - 1) * n + place], right: data.wanted.includes(place) }));
    const rest = { word: data.labels.others, place: null, chance: Math.max(0, 1 - all.reduce((sum, one) => sum + one.chance, 0)), right: false };
    return [...all.sort((a, b) => b.chance - a.chance), rest];
  }
  const came = data.rows[column - 1] ? data.numbers[t] : -1;
  const list = net.top[t - 1].map((word, k) => ({ word: data.words[word], place: k, chance: floats("chances")[(t - 1) * MOST + k], right: word === came }));
  if (came >= 0 && !list.some((one) => one.right)) list.push({ word: data.words[came], place: MOST, chance: floats("came")[t - 1], right: true });
  return list;
}

// {word, chance}: of all words the one that the net holds for the likeliest there; null before the first word.
export function likeliestAt(data, net, column, floats) {
  const t = data.before[column - 1];
  return t ? { word: data.words[net.top[t - 1][0]], chance: floats("chances")[(t - 1) * MOST] } : null;
}

// Whether that is the word that came, or one that is right at the end; null where there is none to compare with.
export function rightAt(data, net, column) {
  const t = data.before[column - 1];
  const right = data.rows[column - 1] ? [data.numbers[t]] : column === data.columns.length ? data.right : [];
  return t && right.length ? right.includes(net.top[t - 1][0]) : null;
}

// What the reader chose, as far as these nets and this sentence have it.
export function fitting({ show, cell, word, lanes, all }, { nets, columns, first }) {
  const has = (lane) => nets.some((net) => net.lane === lane);
  const chosen = lanes?.length === first.length && new Set(lanes).size === lanes.length && lanes.every(has) ? [...lanes] : [...first];
  const upper = nets.find((net) => net.lane === chosen[0]);
  const at = Array.isArray(cell) ? { k: cell[0], cell: cell[1] } : cell;
  const owner = at && nets.find((net) => net.lane === chosen[at.k]);
  return {
    show: show in QUANTITIES[upper.kind] ? show : memoryOf(upper),
    cell: owner && at.cell < owner.H ? at : null,
    word: word && word < columns.length ? word : null,
    lanes: chosen,
    all: all ?? false,
  };
}
