// Settings side by side: a column for each net, a row for each knob; rows that differ carry a sign.

import { dataOf } from "../lib/data.js";
import { html, write } from "../lib/dom.js";

export default function (component) {
  const root = component.parentElement.querySelector(".comparison");
  const { columns, rows, labels } = dataOf(component);
  write(root.querySelector(".scroll"), "aria-label", labels.table);
  root.querySelector("thead").replaceChildren(
    html("tr", {}, html("th", { scope: "col" }, labels.knob), ...columns.map((name) => html("th", { scope: "col" }, name))));
  root.querySelector("tbody").replaceChildren(...rows.map(({ name, differs, values }) =>
    html("tr", { class: differs ? "differs" : null },
      html("th", { scope: "row" },
        html("span", { class: "sign", ...(differs ? { role: "img", "aria-label": labels.differs } : { "aria-hidden": "true" }) }, differs ? "≠" : ""), name),
      ...values.map((value) => html("td", {}, value)))));
  write(root, "aria-busy", false);
}
