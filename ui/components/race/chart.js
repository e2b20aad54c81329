// One chart of lines with their bands, drawn to the pixel: axes, reference lines, a cursor. What it shows, others decide.

import { svg, write } from "../lib/dom.js";
import { bandPath, linePath, linear } from "../lib/scales.js";

const MARGIN = { left: 60, right: 12, top: 8, bottom: 38 };
export const SHAPES = { circle: "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", square: "M-3.6-3.6h7.2v7.2h-7.2z", triangle: "M0-4.8L4.6 3.6H-4.6z", diamond: "M0-5L4.4 0L0 5L-4.4 0z" };

// model: {width, height, x: {low, high, ticks: [{at, text}], title}, y: same, references: [{at, text}], beyond: x from which the ground
// is shaded or null, series: [{lane, xs, mid, low, high}], points: whether each value has its mark, cursor: x or null}.
export function drawChart(picture, model) {
  const { width, height } = model;
  const x = linear([model.x.low, model.x.high], [MARGIN.left, width - MARGIN.right]);
  const y = linear([model.y.low, model.y.high], [height - MARGIN.bottom, MARGIN.top]);
  const inside = (value) => Math.min(model.y.high, Math.max(model.y.low, value));
  const places = (xs, ys) => xs.map((at, k) => ((ys[k] ?? null) === null ? null : [x(at), y(inside(ys[k]))]));
  write(picture, "viewBox", `0 0 ${width} ${height}`);
  write(picture, "width", width);
  write(picture, "height", height);
  const ground = model.beyond === null ? null
    : svg("rect", { class: "beyond", x: x(model.beyond), y: MARGIN.top, width: Math.max(0, width - MARGIN.right - x(model.beyond)), height: height - MARGIN.bottom - MARGIN.top });
  const shapes = model.series.map(({ lane, xs, mid, low, high }) => svg("g", { class: `lane ${lane.style}`, "data-lane": lane.id },
    svg("path", { class: "band", d: bandPath(places(xs, low), places(xs, high)) }),
    svg("path", { class: "line", d: linePath(places(xs, mid)) }),
    ...(model.points ? marksOf(lane, places(xs, mid)) : [])));
  const cursor = svg("path", { class: "cursor-line", "data-role": "cursor" });
  picture.replaceChildren(...[ground, ...axes(model, x, y), ...shapes, ...references(model, y), cursor].filter(Boolean));
  picture.moveCursor = (at) => write(cursor, "d", at === null ? "" : `M${x(Math.min(model.x.high, at)).toFixed(1)} ${MARGIN.top}V${height - MARGIN.bottom}`);
  picture.stepAt = (px) => model.x.low + ((px - MARGIN.left) / (width - MARGIN.right - MARGIN.left)) * (model.x.high - model.x.low);
}

const marksOf = (lane, places) => places.filter(Boolean).map(([px, py]) => svg("path", { class: "mark", d: SHAPES[lane.shape], transform: `translate(${px.toFixed(1)} ${py.toFixed(1)})` }));

function axes(model, x, y) {
  const { width, height } = model;
  const bottom = height - MARGIN.bottom;
  return [
    ...model.y.ticks.map(({ at }) => svg("path", { class: "grid", d: `M${MARGIN.left} ${y(at).toFixed(1)}H${width - MARGIN.right}` })),
    ...model.y.ticks.map(({ at, text }) => svg("text", { class: "tick", x: MARGIN.left - 6, y: y(at) + 4, "text-anchor": "end" }, text)),
    svg("path", { class: "axis", d: `M${MARGIN.left} ${bottom}H${width - MARGIN.right}` }),
    ...model.x.ticks.map(({ at, text }) => svg("text", { class: "tick", x: x(at), y: bottom + 15, "text-anchor": "middle" }, text)),
    svg("text", { class: "axis-title", x: (MARGIN.left + width - MARGIN.right) / 2, y: height - 5, "text-anchor": "middle" }, model.x.title),
    svg("text", { class: "axis-title", transform: `translate(11 ${(MARGIN.top + bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }, model.y.title),
  ];
}

function references(model, y) {
  return model.references.flatMap(({ at, text }) => [
    svg("path", { class: "reference", d: `M${MARGIN.left} ${y(at).toFixed(1)}H${model.width - MARGIN.right}` }),
    svg("text", { class: "reference-name", x: model.width - MARGIN.right - 2, y: y(at) - 4, "text-anchor": "end" }, text),
  ]);
}
