// Shares over many sentences: what is said untouched, with the chosen cells and with random ones; and how it grows with their number.

import { dataOf } from "../lib/data.js";
import { html, say, svg, toggle, write } from "../lib/dom.js";
import { formatPercent } from "../lib/numbers.js";
import { bandPath, linear, linePath } from "../lib/scales.js";
import { themeOf } from "../lib/theme.js";

const NARROW = 640; // px of width below which the curve stands below the bars
const GAP = 32;
const boxes = new WeakMap();

export default function (component) {
  const { parentElement } = component;
  if (!boxes.has(parentElement)) boxes.set(parentElement, makeRates(parentElement));
  const box = boxes.get(parentElement);
  box.receive(dataOf(component));
  return box.leave;
}

function makeRates(root) {
  const page = root.querySelector("[data-role=rates]");
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  let [data, width] = [null, 0];

  function update() {
    if (!data || !width) return;
    const narrow = width < NARROW;
    toggle(page, "narrow", narrow);
    toggle(root.querySelector(".both"), "single", !data.curve);
    const half = narrow ? Math.max(220, width) : data.curve ? (width - GAP) / 2 : Math.min(width, 640);
    slot("about").replaceChildren(...data.about.map((text) => html("p", {}, text)));
    slot("bars").replaceChildren(html("h3", {}, data.title), drawBars(data, half));
    slot("curve").replaceChildren(...(data.curve ? [html("h3", {}, data.curve.title), drawCurve(data.curve, data.lang, half)] : []));
    slot("curve").hidden = !data.curve;
    say(root.querySelector("[data-role=note]"), data.note);
    write(page, "aria-busy", false);
  }

  function receive(next) {
    data = next;
    page.dataset.theme = themeOf(page);
    update();
  }

  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    update();
  });
  watch.observe(page);

  function leave() {
    watch.disconnect();
    boxes.delete(root);
  }

  return { receive, leave };
}

const ROW = 52; // px of a bar with its name
const BAR = 24;

function drawBars(data, width) {
  const key = keyOf(data.kinds, width);
  const nodes = [...key.nodes];
  let y = key.height + 6;
  for (const { name, style, shares } of data.rows) {
    nodes.push(svg("text", { class: `name ${style}`, x: 0, y: y + 14 }, name));
    let x = 0;
    shares.forEach((share, k) => {
      const long = share * width;
      const { kind } = data.kinds[k];
      if (long > 0.4) nodes.push(svg("rect", { class: `part ${kind}`, x, y: y + 20, width: long, height: BAR }));
      if (long > 44) nodes.push(svg("text", { class: `inside ${kind}`, x: x + long / 2, y: y + 20 + 17, "text-anchor": "middle" }, formatPercent(share, data.lang)));
      x += long;
    });
    y += ROW;
  }
  const each = data.rows.map(({ name, shares }) => `${name}: ${data.kinds.map((kind, k) => `${kind.name} ${formatPercent(shares[k], data.lang)}`).join(", ")}`).join("; ");
  return svg("svg", { role: "img", "data-figure": "rates", "aria-label": each, width, height: y, viewBox: `0 0 ${width} ${y}` }, ...nodes);
}

// Which colour is which answer; in as many lines as it takes.
function keyOf(kinds, width) {
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

const EDGE = { left: 46, right: 12, top: 12, bottom: 38 };
const HEIGHT = 196;

function drawCurve(curve, lang, width) {
  const [left, right, top, bottom] = [EDGE.left, width - EDGE.right, EDGE.top, HEIGHT - EDGE.bottom];
  const x = linear([0, curve.ks.at(-1)], [left, right]);
  const y = linear([0, 1], [bottom, top]);
  const places = (values) => values.map((value, k) => [x(curve.ks[k]), y(value)]);
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const step = curve.ks.at(-1) > 8 ? 2 : 1;
  const cells = Array.from({ length: Math.floor(curve.ks.at(-1) / step) + 1 }, (_, k) => k * step);
  const half = curve.chosen.findIndex((share) => share >= 0.5);
  const at = half < 0 ? curve.ks.length - 1 : half;
  const { now } = curve;
  const nodes = [
    ...ticks.map((share) => svg("path", { class: "grid", d: `M${left} ${y(share)}H${right}` })),
    ...ticks.map((share) => svg("text", { class: "small", x: left - 6, y: y(share) + 4, "text-anchor": "end" }, formatPercent(share, lang))),
    svg("path", { class: "axis", d: `M${left} ${bottom}H${right}` }),
    ...cells.map((k) => svg("text", { class: "small", x: x(k), y: bottom + 16, "text-anchor": "middle" }, String(k))),
    svg("text", { class: "small", x: (left + right) / 2, y: HEIGHT - 5, "text-anchor": "middle" }, curve.x),
    svg("text", { class: "small", transform: `translate(11 ${(top + bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }, curve.y),
    svg("g", { class: "random" }, svg("path", { class: "band", d: bandPath(places(curve.low), places(curve.high)) }), svg("path", { class: "line", d: linePath(places(curve.middle)) })),
    svg("g", { class: "chosen" }, svg("path", { class: "line", d: linePath(places(curve.chosen)) })),
    ...places(curve.chosen).map(([px, py]) => svg("circle", { class: "dot", cx: px, cy: py, r: 3.5 })),
    svg("text", { class: "line-name chosen", ...(half < 0 ? { x: right, y: y(Math.max(...curve.high.slice(-3), ...curve.chosen.slice(-3))) - 26, "text-anchor": "end" } : { x: x(curve.ks[at]) + 10, y: y(curve.chosen[at]) + 20 }) }, curve.chosen_name),
    svg("text", { class: "line-name", x: right, y: y(Math.max(...curve.high.slice(-3))) - 7, "text-anchor": "end" }, curve.random_name),
    now ? svg("circle", { class: "here", cx: x(now.k), cy: y(now.share), r: 8 }) : null,
  ];
  return svg("svg", { role: "img", "data-figure": "rates-curve", "aria-label": `${curve.title} ${curve.alt}`, width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` }, ...nodes);
}
