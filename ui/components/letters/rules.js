// Which cells follow a rule: a row for each rule, a button for each of its cells, and in words what the chosen one does.

import { html } from "../lib/dom.js";
import { formatPercent } from "../lib/numbers.js";

// rules: [{name, label, cells: [{cell, balanced, said}]}]; choose(rule, which) is called with their places.
export function ruleTable({ labels, lang, rules }, chosen, choose) {
  const body = rules.map((rule, r) => html("tr", { class: chosen?.rule === r ? "on" : null },
    html("th", { scope: "row" }, rule.label),
    ...rule.cells.map((one, which) => html("td", {}, html("button", { type: "button", "data-rule": `${r}.${which}`, "aria-pressed": String(chosen?.rule === r && chosen.which === which),
      "aria-label": one.spoken, onclick: () => choose(r, which) }, String(one.cell + 1), html("small", {}, formatPercent(one.balanced, lang)))))));
  return html("table", {},
    html("thead", {}, html("tr", {}, html("th", { scope: "col" }, labels.rule), html("th", { scope: "colgroup", colspan: 3 }, labels.rule_cells))),
    html("tbody", {}, ...body));
}
