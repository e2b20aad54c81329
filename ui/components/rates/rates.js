// How many sentences follow, against the number of cells: the most telling ones, and random ones as mean and range.

import { say, svg, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { percentOf } from "../lib/numbers.js";
import { bandPath, linear, linePath } from "../lib/scales.js";
import { themeOf } from "../lib/theme.js";

const WIDEST = 720; // px of the picture

export default (component) => live(component, makeRates);

function makeRates(root) {
  const page = root.querySelector("[data-role=rates]");
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  let [data, width] = [null, 0];

  function update() {
    if (!data || !width) return;
    say(root.querySelector("[data-role=about]"), data.about);
    say(root.querySelector("[data-role=title]"), data.title);
    slot("curve").replaceChildren(drawCurve(data, Math.max(240, Math.min(width, WIDEST))));
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

  return { receive, leave: () => watch.disconnect() };
}

const EDGE = { left: 46, right: 12, top: 12, bottom: 38 };
const HEIGHT = 196;

function drawCurve(curve, width) {
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
    ...ticks.map((share) => svg("text", { class: "small", x: left - 6, y: y(share) + 4, "text-anchor": "end" }, percentOf(share, curve.lang))),
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
  return svg("svg", { role: "img", "data-figure": "rates-curve", "aria-label": `${curve.title} ${curve.about}`, width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` }, ...nodes);
}
