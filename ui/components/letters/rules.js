// Which cells follow a rule: a row for each rule, a button for each of its cells, and how the best cells of all nets compare.

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

// The same rules, of each net the best cell's share, as a number on a bar that begins at guessing; the best in bold.
export function netTable({ labels, lang, nets }) {
  const cell = (share, best, style) => {
    const bar = html("span", { class: `bar ${style}`, "aria-hidden": "true" });
    bar.style.width = `${Math.max(0, 200 * share - 100).toFixed(1)}%`;
    return html("td", { class: best ? "best" : null }, bar, html("span", { class: "number" }, formatPercent(share, lang)));
  };
  const row = ({ label, shares, lasting }, next) => html("tr", { class: lasting && next && !next.lasting ? "last" : null }, html("th", { scope: "row" }, label),
    ...shares.map((share, k) => cell(share, share === Math.max(...shares), nets.names[k].style)));
  return [html("h3", {}, nets.title), html("table", {},
    html("thead", {}, html("tr", {}, html("th", { scope: "col" }, labels.rule), ...nets.names.map(({ name }) => html("th", { scope: "col" }, name)))),
    html("tbody", {}, ...nets.rows.map((one, k) => row(one, nets.rows[k + 1])))), html("p", { class: "small" }, nets.about)];
}
