// The patients that the nets never learned from: a row each, one of them chosen, which shows what has been moved.

import { html, say, toggle, write } from "../lib/dom.js";
import { formatNumber } from "../lib/numbers.js";

export function makeTable(ctx, region) {
  const table = region.querySelector("table");
  let rows = [];

  function build() {
    const { columns, shown, labels } = ctx.data;
    const heads = shown.map((k) => html("th", { scope: "col" }, columns[k].name, html("small", {}, columns[k].unit)));
    const head = html("tr", {}, html("th", { scope: "col" }, labels.patient), html("th", { scope: "col" }, labels.outcome, html("small", {}, labels.outcome_unit)), ...heads);
    rows = ctx.data.rows.map((row, at) => {
      const button = html("button", { type: "button" }, String(row.number));
      const cells = shown.map(() => html("td", {}));
      const node = html("tr", {}, html("th", { scope: "row" }, button), html("td", { class: row.ill ? "ill" : "" }, row.outcome), ...cells);
      node.onclick = () => ctx.choose(at);
      return { button, cells, node };
    });
    table.replaceChildren(html("thead", {}, head), html("tbody", {}, ...rows.map(({ node }) => node)));
    write(region, "aria-label", labels.table);
    rows.forEach((_row, at) => fill(at, ctx.data.rows[at].values, [], []));
  }

  function fill(at, values, moved, outside) {
    const { columns, shown, lang } = ctx.data;
    shown.forEach((k, place) => {
      const cell = rows[at].cells[place];
      say(cell, formatNumber(values[k], lang, columns[k].digits));
      toggle(cell, "moved", moved.includes(k));
      toggle(cell, "outside", outside.includes(k));
    });
  }

  // The row that was chosen before is as the data have it again.
  function update(chosen, before, found, outside) {
    if (before !== null && before !== chosen && rows[before]) fill(before, ctx.data.rows[before].values, [], []);
    const { values } = ctx.data.rows[chosen];
    fill(chosen, found, found.flatMap((value, k) => (Math.abs(value - values[k]) > 1e-9 ? [k] : [])), outside);
    rows.forEach(({ node, button }, at) => {
      toggle(node, "chosen", at === chosen);
      write(button, "aria-pressed", at === chosen);
      write(button, "tabindex", at === chosen ? 0 : -1);
    });
  }

  function reveal(chosen) {
    const { node } = rows[chosen];
    const [top, bottom] = [node.offsetTop - table.tHead.offsetHeight, node.offsetTop + node.offsetHeight];
    if (top < region.scrollTop) region.scrollTop = top;
    else if (bottom > region.scrollTop + region.clientHeight) region.scrollTop = bottom - region.clientHeight;
  }

  // With as many rows above it as below, as at first.
  function centre(chosen) {
    const { node } = rows[chosen];
    region.scrollTop = node.offsetTop - (region.clientHeight + table.tHead.offsetHeight - node.offsetHeight) / 2;
  }

  region.onkeydown = (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(rows.length - 1, ctx.chosen() + by));
    ctx.choose(to);
    rows[to].button.focus({ preventScroll: true });
    reveal(to);
  };

  return { build, update, centre };
}
