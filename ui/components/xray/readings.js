// The X-ray in words: after which word, and what each probe reads there.

import { fillIn } from "../lib/dom.js";
import { formatPercent } from "../lib/numbers.js";
import { likeliestAt, lineValue } from "./panel.js";

export function whereText(data, column, t) {
  const { labels, T } = data;
  if (!t) return labels.before_all;
  const word = data.columns[data.rows.indexOf(t)];
  return column === data.columns.length && data.asked ? fillIn(labels.asked, { word }) : fillIn(labels.after, { word, t, T });
}

// Of each net one line: for every attribute the likeliest value; where it is not the true one, that one's chance if one must be named.
export function readingsOf(data, attributes, t) {
  return data.nets.map((net, k) => ({ net, text: t ? attributes.map((one) => `${one.name}: ${readingOf(data, one, one.nets[k], t)}`).join(" · ") : "" }));
}

function readingOf(data, attribute, net, t) {
  const { labels, lang } = data;
  const { label, chance } = likeliestAt(attribute, net, t);
  const values = { value: attribute.values[label], chance: formatPercent(chance, lang) };
  if (attribute.truth === null || label === attribute.truth) return fillIn(labels.reading, values);
  const true_chance = formatPercent(lineValue(attribute, net, t), lang);
  return fillIn(labels.instead, { ...values, truth: attribute.values[attribute.truth], true_chance });
}
