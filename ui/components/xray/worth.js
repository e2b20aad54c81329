// What a probe is worth: its accuracy in new sentences beside that of a probe of shuffled labels, and by distance from the cue.

import { fillIn, html, svg } from "../lib/dom.js";
import { formatPercent } from "../lib/numbers.js";

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
      svg("text", { class: "share", x: BAR.from + long + 6, y: 9.5 }, formatPercent(net.accuracy, lang)),
      svg("text", { class: "small", x: BAR.from, y: 23 }, fillIn(labels.control, { share: formatPercent(net.control, lang) })));
  });
  const commonest = fillIn(labels.commonest, { share: formatPercent(attribute.nets[0]?.chance ?? 0, lang) });
  return svg("g", {}, svg("text", { class: "side-name", x: from, y: head + 13 }, labels.worth),
    svg("text", { class: "small", x: from, y: head + 28 }, labels.worth_note), ...rows,
    svg("text", { class: "small", x: from, y: head + 46 + rows.length * BAR.row }, commonest));
}

// The accuracy of each net's probe by clauses after the one with the cue; the column of this sentence's end is marked.
export function distanceTable(data, attribute) {
  const { labels, lang } = data;
  const K = Math.max(0, ...attribute.nets.map((net) => net.distance.length));
  const here = attribute.truth === null ? -1 : attribute.far;
  const head = Array.from({ length: K }, (_, n) => html("th", { scope: "col", class: n === here ? "here" : null }, String(n)));
  const rows = attribute.nets.map((net, k) => html("tr", {}, html("th", { scope: "row", class: data.nets[k].style }, data.nets[k].name),
    html("td", {}, formatPercent(net.accuracy, lang)), html("td", {}, formatPercent(net.outright, lang)), html("td", {}, formatPercent(net.control, lang)), html("td", {}, formatPercent(net.chance, lang)),
    ...Array.from({ length: K }, (_, n) => html("td", { class: n === here ? "here" : null }, n < net.distance.length ? formatPercent(net.distance[n], lang) : ""))));
  const tried = html("tr", { class: "tried" }, html("th", { scope: "row" }, labels.sentences), html("td", { colspan: 4 }),
    ...(attribute.nets[0]?.heard ?? []).map((count, n) => html("td", { class: n === here ? "here" : null }, String(count))));
  const caption = `${attribute.name}: ${labels.distance}`;
  return html("div", { class: "scroller", tabindex: 0, role: "group", "aria-label": caption },
    html("table", {}, html("caption", {}, caption),
      html("thead", {}, html("tr", {}, html("td", {}), html("th", { scope: "col" }, labels.all), html("th", { scope: "col" }, labels.outright), html("th", { scope: "col" }, labels.control_short), html("th", { scope: "col" }, labels.commonest_short), ...head)),
      html("tbody", {}, ...rows, tried)),
    here >= 0 && here < K ? html("p", { class: "soft" }, labels.present) : "");
}
