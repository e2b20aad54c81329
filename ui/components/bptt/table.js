// All numbers of both sweeps as a table, a row a step, for whoever reads better than looks. T opens it.

import { html, say } from "../lib/dom.js";
import { WEIGHT_NAMES } from "./bptt_maths.js";
import { gradientOf, valueOf } from "./box.js";
import { symbolHtml } from "./writing.js";

const VALUES = ["x", "a", "h", "y", "target", "L"];
const GRADIENTS = ["y", "h", "a", "x"];

export function makeTable(ctx) {
  const { T } = ctx.view();
  const partial = (q) => ["∂L/∂", ...symbolHtml(q, "t")];
  const head = [["t"], ...VALUES.map((q) => symbolHtml(q, "t")), ...GRADIENTS.map(partial), ...WEIGHT_NAMES.map((name) => ["∂L/∂", ...symbolHtml(name)])];
  const cells = []; // [node, what it says of a view]
  const cell = (read) => {
    const node = html("td", { class: "n" });
    cells.push([node, read]);
    return node;
  };
  const rows = Array.from({ length: T }, (_, k) => html("tr", {}, html("th", { scope: "row" }, String(k + 1)),
    ...VALUES.map((q) => cell((view) => valueOf(view, q, k + 1))), ...GRADIENTS.map((q) => cell((view) => gradientOf(view, q, k + 1))),
    ...WEIGHT_NAMES.map((name) => cell((view) => view.sweep.parts[name][k]))));
  const foot = html("tr", {}, html("th", { scope: "row" }, "Σ"), ...VALUES.map((q) => (q === "L" ? cell((view) => view.sweep.total) : html("td", {}))),
    ...GRADIENTS.map(() => html("td", {})), ...WEIGHT_NAMES.map((name) => cell((view) => view.sweep.gradient[name])));
  const node = html("details", { class: "all" }, html("summary", {}, ctx.labels.table), html("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": ctx.labels.table },
    html("table", {}, html("thead", {}, html("tr", {}, ...head.map((parts) => html("th", { scope: "col" }, ...parts)))), html("tbody", {}, ...rows), html("tfoot", {}, foot))));
  node.ontoggle = () => update(ctx.view());
  function update(view) {
    if (!node.open) return;
    for (const [one, read] of cells) say(one, ctx.short(read(view), 4));
  }
  function show() {
    node.open = true;
    node.querySelector("summary").focus();
    node.scrollIntoView({ block: "nearest" });
  }
  return { node, update, show };
}
