// A table of training runs with a small picture of each; the reader chooses some of them with a checkbox.
// Rows that stay keep their nodes, so that a run that goes on takes nobody's focus.

import { fillIn, html, say, svg, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { themeOf } from "../lib/theme.js";

const WIDTH = 120;
const HEIGHT = 44;

export default (component) => live(component, makeRunTable);

function makeRunTable(root) {
  const box = root.querySelector(".runs");
  const body = root.querySelector("tbody");
  const rows = new Map(); // by id
  let [data, chosen, taken] = [null, new Set(), null]; // taken: which choice of Python's was
  let tell = null;

  function mark() {
    const ids = data.rows.map((row) => row.id).filter((id) => chosen.has(id));
    for (const [id, row] of rows) {
      const at = ids.indexOf(id);
      row.box.checked = at >= 0;
      row.box.disabled = at < 0 && ids.length >= data.most;
      say(row.letter, ids.length > 1 && at >= 0 ? "ABCDEFGH"[at] : "");
      toggle(row.node, "chosen", at >= 0);
    }
    return ids;
  }

  function choose(id, on) {
    chosen[on ? "add" : "delete"](id);
    tell(mark());
  }

  function receive(next, { setStateValue }) {
    data = next;
    tell = (ids) => setStateValue("chosen", ids);
    if (taken !== data.choice) chosen = new Set(data.chosen);
    taken = data.choice;
    const known = new Set(data.rows.map((row) => row.id));
    chosen = new Set([...chosen].filter((id) => known.has(id)));

    box.dataset.theme = themeOf(box);
    write(root.querySelector("table"), "aria-label", data.labels.table);
    root.querySelector("thead tr").replaceChildren(
      ...["choose", "run", "curves", "end"].map((name) => html("th", { scope: "col", role: "columnheader" }, data.labels[name])));
    for (const row of data.rows) {
      if (!rows.has(row.id)) rows.set(row.id, makeRow(row.id, choose));
      fillRow(rows.get(row.id), row, data);
    }
    for (const id of rows.keys()) if (!known.has(id)) rows.delete(id);
    const nodes = data.rows.map((row) => rows.get(row.id).node);
    if (nodes.length !== body.children.length || nodes.some((node, k) => body.children[k] !== node)) body.replaceChildren(...nodes);
    mark();
    write(box, "aria-busy", false);
  }

  return { receive };
}

function makeRow(id, choose) {
  const box = html("input", { type: "checkbox", id: `choose-${id}`, onchange: () => choose(id, box.checked) });
  const letter = html("span", { class: "letter", "aria-hidden": "true" });
  const parts = { name: html("b"), whose: html("span", { class: "whose" }), task: html("span"), nets: html("span", { class: "faint" }) };
  const ends = { state: html("span", { class: "state" }), when: html("span", { class: "faint" }) };
  const curves = html("td", { class: "curves", role: "cell" });
  const node = html("tr", { role: "row" },
    html("td", { class: "choose", role: "cell" }, html("label", { for: box.id }, box, letter)),
    html("th", { class: "run", scope: "row", role: "rowheader" }, html("label", { for: box.id }, ...Object.values(parts))),
    curves,
    html("td", { class: "end", role: "cell" }, ...Object.values(ends)));
  return { node, box, letter, parts, ends, curves, drawn: "" };
}

function fillRow(made, row, { labels, lang }) {
  write(made.box, "aria-label", fillIn(labels.choose_one, { name: row.name }));
  for (const [name, node] of Object.entries(made.parts)) {
    say(node, row[name]);
    node.hidden = row[name] === "";
  }
  const when = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }).format(new Date(row.created));
  const ends = { state: row.state, when: row.dated ? `${row.seconds} · ${when}` : row.seconds };
  for (const [name, node] of Object.entries(made.ends)) say(node, ends[name]);
  const drawing = JSON.stringify([row.lines, row.chance, row.alt]);
  if (made.drawn !== drawing) {
    made.drawn = drawing;
    made.curves.replaceChildren(spark(row));
  }
}

// Scores between 0 (bottom) and 1 over the share of all steps; where there is no number the line is interrupted.
function spark(row) {
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": row.alt });
  const y = (value) => 2 + (HEIGHT - 4) * (1 - value);
  drawing.append(svg("path", { class: "frame", d: `M0.5 0V${HEIGHT}H${WIDTH}` }));
  if (row.chance !== null) drawing.append(svg("path", { class: "chance", d: `M1 ${y(row.chance).toFixed(1)}H${WIDTH}` }));
  for (const line of row.lines) {
    let pen = "M";
    let path = "";
    for (const [share, value] of line.points) {
      if (value !== null) path += `${pen}${(1 + share * (WIDTH - 2)).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = value === null ? "M" : "L";
    }
    drawing.append(svg("path", { class: `line ${line.style}`, d: path }));
  }
  return drawing;
}
