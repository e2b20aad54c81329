// What is said of a term: its names in both languages, its symbol, what it means, and the sources.

import { html } from "../lib/dom.js";

export const names = (term) => html("span", { class: "names" }, html("b", {}, term.symbol && term.symbol !== term.name ? `${term.name} · ${term.symbol}` : term.name),
  term.other === term.name ? "" : " ", term.other === term.name ? null : html("i", { lang: term.otherLang }, term.other));

export const meaning = (term) => [html("p", {}, term.text), html("p", { class: "cited" }, term.sources)];

export const entry = (term) => [names(term), ...meaning(term)];
