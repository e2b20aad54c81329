// Where each seed ends: a row for each kind of net, filled marks for the seeds of this experiment, open ones for those that ship.

import { svg, write } from "../lib/dom.js";
import { linear } from "../lib/scales.js";
import { SHAPES } from "../race/chart.js";

const ROW_HEIGHT = 46; // px
const ENDS = { left: 12, right: 12, top: 8, bottom: 58 };
const APART = 4.5; // px between marks that would lie upon each other

export function drawEnds(picture, { width, lanes, range, ticks, labels, chance }) {
  const height = ENDS.top + ROW_HEIGHT * lanes.length + ENDS.bottom;
  const bottom = height - ENDS.bottom;
  const x = linear([range.low, range.high], [ENDS.left, width - ENDS.right]);
  write(picture, "viewBox", `0 0 ${width} ${height}`);
  write(picture, "width", width);
  write(picture, "height", height);
  const room = (width - ENDS.left - ENDS.right) / Math.max(1, ticks.length - 1) >= 38 ? 1 : 2;
  const grid = ticks.flatMap(({ at, text }, k) => [
    svg("path", { class: "grid", d: `M${x(at).toFixed(1)} ${ENDS.top}V${bottom}` }),
    k % room ? null : svg("text", { class: "tick", x: x(at), y: bottom + 15, "text-anchor": k === ticks.length - 1 && x(at) > width - 24 ? "end" : "middle" }, text),
  ]);
  const rows = lanes.map((lane, k) => {
    const top = ENDS.top + k * ROW_HEIGHT;
    const now = lane.seeds.map((ys) => ys.at(-1) ?? null).filter((value) => value !== null);
    return svg("g", { class: `lane of-${lane.kind}`, "data-lane": lane.kind },
      svg("text", { class: "row-name", x: ENDS.left, y: top + 13 }, lane.name),
      ...marks(lane.ten, x, top + 36, lane.shape, "end-mark ten"),
      ...marks(now, x, top + 25, lane.shape, "end-mark"),
      lane.score === null ? null : svg("path", { class: "end-mean", d: `M${x(lane.score).toFixed(1)} ${top + 16}V${top + 44}` }));
  });
  const key = (at, name, text) => [svg("path", { class: `legend-mark ${name}`, d: SHAPES.circle, transform: `translate(${at} ${height - 8})` }), svg("text", { class: "key-text", x: at + 9, y: height - 4 }, text)];
  const legend = [...(lanes.some((lane) => lane.seeds.some((ys) => ys.length)) ? key(ENDS.left + 5, "end-mark", labels.these) : []), ...(lanes.some((lane) => lane.ten.length) ? key(ENDS.left + width / 3, "end-mark ten", labels.ten) : [])];
  picture.replaceChildren(...[
    ...grid,
    chance < range.low ? null : svg("path", { class: "reference", d: `M${x(chance).toFixed(1)} ${ENDS.top}V${bottom}` }),
    svg("path", { class: "axis", d: `M${ENDS.left} ${bottom}H${width - ENDS.right}` }),
    svg("text", { class: "axis-title", x: width / 2, y: bottom + 32, "text-anchor": "middle" }, labels.score_axis),
    ...rows, ...legend].filter(Boolean));
}

// Marks at these values; those that would lie upon one another are moved up and down in turn.
function marks(values, x, y, shape, name) {
  const taken = [];
  return [...values].sort((a, b) => a - b).map((value) => {
    const at = x(value);
    const near = taken.filter((other) => Math.abs(other - at) < 6).length;
    taken.push(at);
    const moved = near ? (near % 2 ? -1 : 1) * Math.ceil(near / 2) * APART : 0;
    return svg("path", { class: name, d: SHAPES[shape], transform: `translate(${at.toFixed(1)} ${(y + moved).toFixed(1)})` });
  });
}
