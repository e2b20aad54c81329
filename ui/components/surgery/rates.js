// What the net says in many other sentences: for each way of doing it one bar, divided into the answers.

import { html, svg } from "../lib/dom.js";
import { percentOf } from "../lib/numbers.js";

const ROW = 44; // px of a bar with its name
const BAR = 20;

export function drawRates(data, lang, width) {
  return [html("h3", {}, data.title), barsOf(data, lang, width), html("p", { class: "note" }, data.note)];
}

function barsOf(data, lang, width) {
  const key = kindsOf(data.kinds, width);
  const nodes = [...key.nodes];
  let y = key.height + 6;
  for (const { name, style, shares } of data.rows) {
    nodes.push(svg("text", { class: `name ${style}`, x: 0, y: y + 12 }, name));
    let x = 0;
    shares.forEach((share, k) => {
      const long = share * width;
      const { kind } = data.kinds[k];
      if (long > 0.4) nodes.push(svg("rect", { class: `part ${kind}`, x, y: y + 17, width: long, height: BAR }));
      if (long > 44) nodes.push(svg("text", { class: `inside ${kind}`, x: x + long / 2, y: y + 17 + 14.5, "text-anchor": "middle" }, percentOf(share, lang)));
      x += long;
    });
    y += ROW;
  }
  const each = data.rows.map(({ name, shares }) => `${name}: ${data.kinds.map((kind, k) => `${kind.name} ${percentOf(shares[k], lang)}`).join(", ")}`).join("; ");
  return svg("svg", { role: "img", "data-figure": "rates", "aria-label": each, width, height: y, viewBox: `0 0 ${width} ${y}` }, ...nodes);
}

// Which colour is which answer; in as many lines as it takes.
function kindsOf(kinds, width) {
  const nodes = [];
  let [x, y] = [0, 4];
  for (const { kind, name } of kinds) {
    const long = 30 + name.length * 6.8;
    if (x && x + long > width) [x, y] = [0, y + 20];
    nodes.push(svg("rect", { class: `part ${kind}`, x: x + 0.5, y, width: 12, height: 12 }), svg("text", { class: "small", x: x + 18, y: y + 10.5 }, name));
    x += long + 6;
  }
  return { nodes, height: y + 16 };
}
