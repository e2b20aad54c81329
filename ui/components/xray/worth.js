// What a probe is worth: its accuracy in new sentences beside that of a probe of shuffled labels, and by distance from the cue.

import { fillIn, html, svg } from "../lib/dom.js";
import { percentOf } from "../lib/numbers.js";

const BAR = { from: 50, after: 46, thick: 10, row: 33 }; // px before and after a bar

// Beside a panel: for each net a bar, with the control as a mark on it.
export function drawSide(data, attribute, { side: { from, length }, head }) {
  const long = length - BAR.from - BAR.after;
  const { labels, lang } = data;
  const rows = attribute.nets.map((net, k) => {
    const y = head + 38 + k * BAR.row;
    const to = (share) => BAR.from + share * long;
    return svg("g", { class: `line-of ${data.nets[k].style}`, transform: `translate(${from} ${y})` },
      svg("text", { class: "net-name", x: 0, y: 9 }, data.nets[k].name),
      svg("rect", { class: "bar-back", x: BAR.from, y: 0, width: long, height: BAR.thick }),
      svg("rect", { class: "bar", x: BAR.from, y: 0, width: Math.max(0.5, to(net.accuracy) - BAR.from), height: BAR.thick }),
      svg("path", { class: "control-mark", d: `M${to(net.control).toFixed(1)} -3V${BAR.thick + 3}` }),
      svg("text", { class: "share", x: BAR.from + long + 6, y: 9.5 }, percentOf(net.accuracy, lang)),
      svg("text", { class: "small", x: BAR.from, y: 23 }, fillIn(labels.control, { share: percentOf(net.control, lang) })));
  });
  const commonest = fillIn(labels.commonest, { share: percentOf(attribute.nets[0]?.chance ?? 0, lang) });
  return svg("g", {}, svg("text", { class: "side-name", x: from, y: head + 13 }, labels.worth),
    svg("text", { class: "small", x: from, y: head + 28 }, labels.worth_note), ...rows,
    svg("text", { class: "small", x: from, y: head + 46 + rows.length * BAR.row }, commonest));
}

// The accuracy of each net's probe: in all, and by the clauses in between; where this sentence's end stands is marked. A row for each
// net; on a phone, where so many columns have no room, a column for each.
export function distanceTable(data, attribute, tall) {
  const { labels, lang } = data;
  const here = attribute.far;
  const measures = [
    { name: labels.all, of: (net) => net.accuracy },
    { name: labels.outright, of: (net) => net.outright },
    { name: labels.control_short, of: (net) => net.control },
    { name: labels.commonest_short, of: (net) => net.chance },
    ...attribute.distances.map((name, n) => ({ name: tall && n ? fillIn(labels.between, { n: name }) : name, mark: n === here ? "here" : null, count: attribute.heard[n], of: (net) => net.distance[n] })),
  ];
  const head = (scope, one) => html("th", { scope, class: one.mark ?? null }, one.name);
  const cell = (one, net) => html("td", { class: one.mark ?? null }, percentOf(one.of(net), lang));
  const count = (one) => html("td", { class: one.mark ?? null }, one.count === undefined ? "" : String(one.count));
  const names = (scope) => data.nets.map(({ name, style }) => html("th", { scope, class: style }, name));
  const caption = `${attribute.name}: ${labels.distance}`;
  const across = () => [
    html("thead", {}, html("tr", {}, html("td", {}), ...measures.map((one) => head("col", one)))),
    html("tbody", {}, ...names("row").map((name, k) => html("tr", {}, name, ...measures.map((one) => cell(one, attribute.nets[k])))),
      html("tr", { class: "tried" }, html("th", { scope: "row" }, labels.sentences), ...measures.map(count)))];
  const down = () => [
    html("thead", {}, html("tr", {}, html("td", {}), ...names("col"), html("th", { scope: "col", class: "tried" }, labels.sentences))),
    html("tbody", {}, ...measures.map((one) => html("tr", {}, head("row", one), ...attribute.nets.map((net) => cell(one, net)), count(one))))];
  return html("div", { class: "measured" }, html("p", { class: "soft" }, caption),
    html("div", { class: "scroller", tabindex: 0, role: "group", "aria-label": caption }, html("table", {}, ...(tall ? down() : across()))),
    here === null ? "" : html("p", { class: "soft" }, labels.present));
}
