// The picture of the decay curves: powers of ten over the steps back from the end. What vanishes and what explodes stand on one axis.
// Values are logarithms to base 10; null is an exact zero and goes to the bottom edge, "inf" goes to the top.

import { fillIn, svg, write } from "../lib/dom.js";
import { powerText, scientific } from "../lib/powers.js";
import { bandPath, linePath, linear, roundTicks, wholeTicks } from "../lib/scales.js";
import { drawKey } from "./key.js";

const ZOOM = { low: -12, high: 4 };
const LEAST = { low: -3, high: 1 }; // so that 1 and 1 % are always in it
const DECAY_MARGIN = { left: 62, right: 10, top: 8, bottom: 40 };
const BEYOND_TRUTH = 0.3; // of the height, that a bound may take beyond what was measured

// From what was measured, with 1 in it; a bound that is far off does not press the rest together.
export function decayLimits(lines, zoomed) {
  if (zoomed) return ZOOM;
  const finite = (chosen, names) => chosen.flatMap((line) => names.flatMap((name) => line[name])).filter(Number.isFinite);
  const measured = finite(lines.filter((line) => line.place.what !== "bound"), ["low", "mid", "high"]);
  const bounds = finite(lines.filter((line) => line.place.what === "bound"), ["mid"]);
  let low = measured.reduce((a, b) => Math.min(a, b), LEAST.low);
  let high = measured.reduce((a, b) => Math.max(a, b), LEAST.high);
  const room = Math.max(4, BEYOND_TRUTH * (high - low));
  high = Math.max(high, Math.min(high + room, bounds.reduce((a, b) => Math.max(a, b), high)));
  low = Math.min(low, Math.max(low - room, bounds.reduce((a, b) => Math.min(a, b), low)));
  const pad = 0.04 * (high - low);
  return { low: low - pad, high: high + pad };
}

// `height` is that of the curves; the names of the lines come on top of it.
export function drawDecay(picture, given) {
  const { width, T, low, high, lines, labels } = given;
  const [left, right] = [DECAY_MARGIN.left, width - DECAY_MARGIN.right];
  const key = drawKey(lines, given.narrow ? 4 : left, right, getComputedStyle(picture).fontFamily);
  const height = given.height + key.height;
  const model = { ...given, height };
  const inner = { left, right: Math.max(left, right), top: DECAY_MARGIN.top + key.height, bottom: height - DECAY_MARGIN.bottom };
  const x = linear([0, T], [inner.left, inner.right]);
  const y = linear([low, high], [inner.bottom, inner.top]);
  const edge = (value) => (value === null ? inner.bottom : value === "inf" ? inner.top : y(value));
  const within = (value) => Math.max(inner.top, Math.min(inner.bottom, edge(value)));
  const places = (values) => values.map((value, lag) => [x(lag), Math.max(-1e4, Math.min(1e4, edge(value)))]);
  write(picture, "viewBox", `0 0 ${width} ${height}`);
  write(picture, "width", width);
  write(picture, "height", height);
  const dots = lines.map((line) => svg("circle", { class: `dot line-of ${line.style}`, r: 4 }));
  const cursor = svg("path", { class: "cursor-line" });
  picture.replaceChildren(
    svg("clipPath", { id: "decay-clip" }, svg("rect", { x: inner.left, y: inner.top, width: inner.right - inner.left, height: inner.bottom - inner.top })),
    key.node, ...regions(inner, y, labels), ...decayAxes(model, inner, x, y),
    svg("g", { "clip-path": "url(#decay-clip)" }, ...lines.map((line) => svg("g", { class: `line-of ${line.style}`, "data-line": line.name },
      line.place.what === "bound" ? null : svg("path", { class: "band", d: bandPath(places(line.low), places(line.high)) }),
      svg("path", { class: "line", d: linePath(places(line.mid)) })))),
    ...lines.flatMap((line) => edgeMarks(line, model, inner, x)), cursor, ...dots);
  picture.moveCursor = (lag, chosen) => {
    write(cursor, "d", `M${x(lag).toFixed(1)} ${inner.top}V${inner.bottom}`);
    dots.forEach((dot, k) => {
      const there = lag < lines[k].mid.length;
      write(dot, "visibility", there ? "visible" : "hidden");
      write(dot, "r", k === chosen ? 6 : 3.5);
      write(dot, "cx", x(lag).toFixed(1));
      write(dot, "cy", there ? within(lines[k].mid[lag]).toFixed(1) : 0);
    });
  };
  picture.isAbove = (py) => py < inner.top; // among the names
  picture.lagAt = (px) => ((px - inner.left) / (inner.right - inner.left)) * T;
  // Which line is nearest to a place at a lag, of those that can be examined.
  picture.nearest = (lag, py) => {
    const far = lines.map((line) => (line.place.what === "bound" || lag >= line.mid.length ? Infinity : Math.abs(within(line.mid[lag]) - py)));
    const best = Math.min(...far);
    return Number.isFinite(best) ? far.indexOf(best) : null;
  };
}

// What grows lies above 1; what is under 1 % is as good as gone.
function regions(inner, y, labels) {
  const clamp = (at) => Math.max(inner.top, Math.min(inner.bottom, at));
  const [one, percent] = [clamp(y(0)), clamp(y(-2))];
  const [span, right] = [inner.right - inner.left, inner.right - 6];
  const name = (text, at) => svg("text", { class: "region", x: right, y: at, "text-anchor": "end" }, text);
  return [
    svg("rect", { class: "grown", x: inner.left, y: inner.top, width: span, height: one - inner.top }),
    svg("rect", { class: "gone", x: inner.left, y: percent, width: span, height: inner.bottom - percent }),
    svg("path", { class: "one", d: `M${inner.left} ${one.toFixed(1)}H${inner.right}` }),
    one - inner.top > 34 ? name(labels.explodes, inner.top + 15) : null,
    name(labels.unchanged, one - 5),
    inner.bottom - percent > 20 ? name(labels.vanished, percent + 16) : null,
  ].filter(Boolean);
}

function decayAxes(model, inner, x, y) {
  const powers = wholeTicks(Math.ceil(model.low), model.high, Math.floor((inner.bottom - inner.top) / 26));
  // The step between the powers, laid so that 1 is among them.
  const step = powers.length > 1 ? powers[1] - powers[0] : 1;
  const ticks = powers.map((power) => power - (((power % step) + step) % step)).filter((power) => power >= model.low);
  const lags = roundTicks(0, model.T, Math.max(2, Math.floor((inner.right - inner.left) / 80))).filter(Number.isInteger);
  return [
    ...ticks.map((at) => svg("path", { class: "grid", d: `M${inner.left} ${y(at).toFixed(1)}H${inner.right}` })),
    ...ticks.map((at) => svg("text", { class: "tick", x: inner.left - 6, y: (y(at) + 4).toFixed(1), "text-anchor": "end" }, powerText(at))),
    svg("path", { class: "axis", d: `M${inner.left} ${inner.bottom}H${inner.right}` }),
    ...lags.map((at) => svg("text", { class: "tick", x: x(at).toFixed(1), y: inner.bottom + 16, "text-anchor": "middle" }, String(at))),
    svg("text", { class: "axis-title", x: (inner.left + inner.right) / 2, y: model.height - 6, "text-anchor": "middle" }, model.labels.x_axis),
    svg("text", { class: "axis-title", transform: `translate(12 ${(inner.top + inner.bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }, model.labels.y_axis),
  ];
}

// Where a line is exactly 0 or infinite for the first time, and where it leaves the picture.
function edgeMarks(line, { low, high, labels, lang }, inner, x) {
  const marks = [];
  const mark = (lag, top, text, said) => marks.push(svg("g", { class: `edge-mark line-of ${line.style}`, transform: `translate(${x(lag).toFixed(1)} ${top ? inner.top + 9 : inner.bottom - 9})` },
    svg("title", {}, said), svg("circle", { r: 9 }), svg("text", { y: 4.5, "text-anchor": "middle" }, text)));
  const first = (values, test) => values.findIndex(test);
  const dead = first(line.place.what === "bound" ? line.mid : line.low, (value) => value === null);
  const infinite = first(line.high, (value) => value === "inf" || value > 308);
  if (dead >= 0) mark(dead, false, "0", `${line.name}: ${labels.zero[line.cut]}`);
  if (infinite >= 0) mark(infinite, true, "∞", `${line.name}: ${labels.infinite}`);
  const out = first(line.mid, (value) => Number.isFinite(value) && (value < low || value > high));
  const said = fillIn(labels.leaves, { name: line.name, value: scientific(line.mid.at(-1), lang) });
  if (out >= 0) mark(out, line.mid[out] > high, line.mid[out] > high ? "↑" : "↓", said);
  return marks;
}
