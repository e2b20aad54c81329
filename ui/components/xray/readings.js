// The X-ray in words: after which word, and what each probe reads there, by the two definitions of the picture, line and ribbon.

import { fillIn } from "../lib/dom.js";
import { percentOf } from "../lib/numbers.js";
import { likeliestAt, lineValue } from "./panel.js";

export function whereText(data, column, t) {
  const { labels, T } = data;
  if (!t) return labels.before_all;
  const word = data.columns[data.rows.indexOf(t)];
  return column === data.columns.length && data.asked ? fillIn(labels.asked, { word }) : fillIn(labels.after, { word, t, T });
}

// The columns of the readings: {head, of(k) -> what the probe of net k reads, a line for each attribute that is said}. Of what the sentence says both definitions, of the rest
// only what the ribbon says.
export function readingsOf(data, attributes, t, short) {
  const { labels: L } = data;
  const said = attributes.filter((one) => one.truth !== null);
  const rest = attributes.filter((one) => one.truth === null);
  const column = (head, chosen, read, named) => ({ head, of: (k) => (t ? chosen.map((one) => (named ? fillIn(L.about, { name: one.name, reading: read(data, one, one.nets[k], t) }) : read(data, one, one.nets[k], t))).join(chosen === said ? "\n" : " · ") : ""), name: chosen === said ? "said-there" : null });
  const several = said.length > 1;
  return [
    ...(said.length ? [column(short ? L.by_line_short : L.by_line, said, byLine, several), column(short ? L.by_ribbon_short : L.by_ribbon, said, byRibbon, several)] : []),
    ...(rest.length ? [column(said.length ? L.by_ribbon_rest : L.by_ribbon, rest, byRibbon, true)] : []),
  ];
}

// What the line draws, the chance of the true value if one must be named; and which other one is likelier.
function byLine(data, attribute, net, t) {
  const { labels, lang } = data;
  const { values, truth } = attribute;
  const { label, chance } = likeliestAt(attribute, net, t, values.length - 1);
  const mine = { value: values[truth], chance: percentOf(lineValue(attribute, net, t), lang) };
  if (label === truth) return fillIn(labels.reading, mine);
  const something = 1 - net.chances[t * values.length - 1];
  return fillIn(labels.instead, { truth: mine.value, true_chance: mine.chance, value: values[label], chance: percentOf(Math.min(1, chance / Math.max(something, 1e-12)), lang) });
}

// What the ribbon is named after, the likeliest of all, "nothing said" included.
function byRibbon({ labels, lang }, attribute, net, t) {
  const { label, chance } = likeliestAt(attribute, net, t);
  return fillIn(labels.reading, { value: attribute.values[label], chance: percentOf(chance, lang) });
}
