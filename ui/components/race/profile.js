// Inside the nets, step by step of the example: how much of the gradient arrives at each step, and how open the main gate is there.
// Across the page time runs from left to right; on a phone from top to bottom, a line for each word.

import { fillIn, svg, write } from "../lib/dom.js";
import { makeFigure } from "./figure.js";
import { bandPath, linePath, linear, wholeTicks } from "../lib/scales.js";

const WORD = 6.6; // px that a letter takes at 12 px
const GATE = 18; // px of a gate's row
const PHONE_HIGH = 580; // px that all words take at most on a phone, as long as a line of each is seen
const MOST = 300; // decades below which nothing is drawn

export function makeProfile(ctx) {
  const figure = makeFigure(ctx, "gradient");
  const gateTitle = svg("text", {});
  let limits = null; // of the logarithmic axis: of all that was seen of this run, so that scrubbing moves the lines and not the axis
  function update(size) {
    limits = limitsOf(ctx, limits);
    const words = ctx.task.words;
    const longest = Math.max(...words.map((word) => [...word].length));
    (size.tall ? drawTall : drawWide)(ctx, figure.picture, { ...size, words, longest, limits, gateTitle });
    const each = ctx.lanes.map((lane) => saidGradient(ctx, lane));
    figure.update(ctx.labels.title_gradient, `${fillIn(ctx.labels.at_step, { step: ctx.step() })} ${each.filter(Boolean).join(" ")}`);
  }
  const forget = () => { limits = null; };
  return { node: figure.node, update, scrub: update, forget };
}

function limitsOf(ctx, before) {
  const all = ctx.lanes.flatMap((lane) => ctx.profilesOf(lane).flatMap((one) => [...one.gradient.low, ...one.gradient.high]))
    .filter((value) => value !== null && value > -MOST);
  if (!all.length) return before ?? [-4, 0];
  const [low, high] = [Math.floor(all.reduce((a, b) => Math.min(a, b))), Math.ceil(all.reduce((a, b) => Math.max(a, b)))];
  const wide = before ? [Math.min(before[0], low), Math.max(before[1], high)] : [low, high];
  return wide[1] - wide[0] < 2 ? [wide[1] - 2, wide[1]] : wide;
}

// "LSTM: from the last step to the first the gradient shrinks by the factor 10^-2."
function saidGradient(ctx, lane) {
  const { gradient } = ctx.at(lane).profile ?? {};
  const known = gradient?.mid.map((value, t) => [value, t]).filter(([value]) => value !== null && value > -MOST) ?? [];
  if (known.length < 2) return "";
  const [[first, from], [last, to]] = [known[0], known.at(-1)];
  return fillIn(ctx.labels.gradient_alt_lane, { name: lane.name, from: from + 1, to: to + 1, power: ctx.power(Math.round(first - last)) });
}

// Every how many steps a label has room, `room` px each.
const stride = (pitch, room) => Math.max(1, Math.ceil(room / pitch));

function drawWide(ctx, picture, { width, height, words, longest, limits }) {
  const upright = longest <= 2;
  const head = Math.min(90, upright ? 16 : longest * WORD + 6); // the example stands over its steps
  const [left, right] = [62, 6];
  const pitch = (width - left - right) / words.length;
  const x = (t) => left + (t + 0.5) * pitch;
  const gatesTop = height - ctx.lanes.length * GATE - 18;
  const [top, bottom] = [head + 6, gatesTop - 6];
  const y = linear(limits, [bottom, top]);
  const ticks = wholeTicks(limits[0], limits[1], Math.max(2, Math.floor((bottom - top) / 20)));
  const inside = (value) => y(Math.max(limits[0], Math.min(limits[1], value)));
  const places = (values) => values.map((value, t) => (value === null ? null : [x(t), inside(value)]));
  const every = stride(pitch, 9.8);
  frame(picture, width, height);
  picture.replaceChildren(
    ...words.map((word, t) => (t % every ? null : wordAt(word, x(t), head, upright))).filter(Boolean),
    ...ticks.map((at) => svg("path", { class: "grid", d: `M${left} ${y(at).toFixed(1)}H${width - right}` })),
    ...ticks.map((at) => svg("text", { class: "tick", x: left - 6, y: y(at) + 4, "text-anchor": "end" }, ctx.power(at))),
    svg("text", { class: "axis-title", transform: `translate(11 ${(top + bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }, ctx.labels.gradient_axis),
    ...lanesOf(ctx, places),
    svg("text", { class: "tick", x: left, y: gatesTop + 9 }, gateNames(ctx)),
    ...ctx.lanes.flatMap((lane, k) => gateRow(ctx, lane, (t) => ({ x: x(t) - pitch * 0.42, width: pitch * 0.84 }), gatesTop + 15 + k * GATE, left)));
}

const wordAt = (word, x, y, upright) => (upright
  ? svg("text", { class: "word", x, y: y - 3, "text-anchor": "middle" }, word)
  : svg("text", { class: "word", transform: `translate(${(x + 4).toFixed(1)} ${y}) rotate(-90)` }, word));

// What the rows of fill heights are: each kind of net has its own.
const gateNames = (ctx) => [...new Set(ctx.lanes.map((lane) => ctx.labels[`gate_${lane.kind}`]))].join(" · ");

function gateRow(ctx, lane, place, top, left) {
  const gate = ctx.at(lane).profile?.gate ?? [];
  const height = GATE - 3;
  return [
    svg("text", { class: "tick", x: left - 6, y: top + 12, "text-anchor": "end" }, lane.short),
    svg("g", { class: `lane ${lane.style}` },
      ...gate.map((value, t) => svg("rect", { class: "gate-frame", ...place(t), y: top, height })),
      ...gate.map((value, t) => (value === null ? null : svg("rect", { class: "gate", ...place(t), y: (top + height * (1 - clamp(value))).toFixed(1), height: (height * clamp(value)).toFixed(1) })))),
  ];
}

const clamp = (value) => Math.max(0, Math.min(1, value));
const frame = (picture, width, height) => {
  write(picture, "viewBox", `0 0 ${width} ${height}`);
  write(picture, "width", width);
  write(picture, "height", height);
};

const lanesOf = (ctx, places) => ctx.lanes.map((lane) => {
  const { gradient } = ctx.at(lane).profile ?? {};
  if (!gradient) return svg("g");
  return svg("g", { class: `lane ${lane.style}` }, svg("path", { class: "band", d: bandPath(places(gradient.low), places(gradient.high)) }),
    svg("path", { class: "line", d: linePath(places(gradient.mid)) }));
});

function drawTall(ctx, picture, { width, words, longest, limits }) {
  const T = words.length;
  const pitch = Math.max(9, Math.min(18, PHONE_HIGH / T));
  const left = Math.min(110, longest * WORD + 12);
  const gateWidth = 26;
  const right = width - ctx.lanes.length * (gateWidth + 4) - 8;
  const top = 46;
  const y = (t) => top + (t + 0.5) * pitch;
  const x = linear(limits, [left + 4, right - 8]);
  const height = top + T * pitch + 6;
  const ticks = wholeTicks(limits[0], limits[1], Math.max(2, Math.floor((right - left) / 46)));
  const places = (values) => values.map((value, t) => (value === null ? null : [x(Math.max(limits[0], Math.min(limits[1], value))), y(t)]));
  const every = stride(pitch, 14);
  frame(picture, width, height);
  picture.replaceChildren(
    svg("text", { class: "axis-title", x: left, y: 14 }, ctx.labels.gradient_axis),
    ...ticks.map((at) => svg("path", { class: "grid", d: `M${x(at).toFixed(1)} ${top}V${height - 6}` })),
    ...ticks.map((at) => svg("text", { class: "tick", x: x(at), y: top - 6, "text-anchor": "middle" }, ctx.power(at))),
    ...lanesOf(ctx, places),
    ...ctx.lanes.flatMap((lane, k) => {
      const from = right + 4 + k * (gateWidth + 4);
      const gate = ctx.at(lane).profile?.gate ?? [];
      return [svg("text", { class: "tick", x: from + gateWidth / 2, y: top - 6, "text-anchor": "middle" }, ctx.labels[`symbol_${lane.kind}`]),
        svg("g", { class: `lane ${lane.style}` },
          ...gate.map((_, t) => svg("rect", { class: "gate-frame", x: from, y: y(t) - pitch * 0.4, width: gateWidth, height: pitch * 0.8 })),
          ...gate.map((value, t) => (value === null ? null : svg("rect", { class: "gate", x: from, y: y(t) - pitch * 0.4, width: (gateWidth * clamp(value)).toFixed(1), height: pitch * 0.8 }))))];
    }),
    ...words.map((word, t) => (t % every ? null : svg("text", { class: "word", x: left - 6, y: y(t) + 4, "text-anchor": "end" }, word))).filter(Boolean));
}
