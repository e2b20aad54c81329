// The factors of a product, drawn: for each step the singular values of its Jacobian, what keeps or saturates, and the product
// from the end backwards. Across the page time runs from left to right; on a phone from top to bottom, a line for each word.

import { svg, write } from "../lib/dom.js";
import { powerText, scientific } from "../lib/powers.js";
import { lectureRoom } from "../lib/room.js";
import { linePath, linear } from "../lib/scales.js";

const PHONE = 640; // px of width below which time runs downwards
const PANEL_HIGH = { plain: 132, least: 92 }; // px of the singular values, and of the product, across a page
const LETTER = 6.6; // px that a letter takes at 12 px
const DEEPEST = 4; // powers of ten that the axis goes below the lowest of the largest singular values

// Draws into `picture`; returns how to move the cursor to a step (or null), and which step is at a place in px.
export function drawFactors(picture, data, width) {
  const plan = width < PHONE ? tallPlan(data, width) : widePlan(data, width, lectureRoom(picture));
  write(picture, "viewBox", `0 0 ${width} ${plan.height}`);
  write(picture, "width", width);
  write(picture, "height", plan.height);
  const cursor = svg("path", { class: "cursor" });
  picture.replaceChildren(svg("g", { class: data.style },
    mostBand(plan, data),
    ...plan.legends(data),
    ...drawnWords(plan, data),
    ...singularPanel(plan, data),
    ...fillPanel(plan, data),
    ...runningPanel(plan, data)), cursor);
  return {
    point: (k) => write(cursor, "d", k === null ? "" : plan.across(plan.middle(k), plan.reach)),
    stepAt: (x, y) => Math.max(0, Math.min(data.words.length - 1, Math.floor(plan.stepOf(x, y)))),
  };
}

// A plan says where things are: `at(t, v)` is the place of t along time and v along the values, both in px.
// `high`: px that there are for all of it, or null.
function widePlan(data, width, high) {
  const { words } = data;
  const upright = longestOf(words) <= 2;
  const head = upright ? 16 : Math.min(90, longestOf(words) * LETTER + 6); // the words stand over their steps
  const [left, right] = [58, width - 74];
  const panel = high === null ? PANEL_HIGH.plain : Math.max(PANEL_HIGH.least, Math.min(PANEL_HIGH.plain, Math.floor((high - head - 138) / 2)));
  const tops = { singular: head + 28, fill: head + panel + 58, running: head + panel + 122 };
  const spans = { singular: [tops.singular + panel, tops.singular], fill: [tops.fill + 32, tops.fill], running: [tops.running + panel, tops.running] };
  const pitch = (right - left) / words.length;
  const legend = (text, top) => svg("text", { class: "legend", x: left, y: top - 9 }, ...text);
  return {
    tall: false, head, upright, pitch, spans, ends: [left, right], height: tops.running + panel + 16, reach: [head + 2, tops.running + panel],
    middle: (k) => left + (k + 0.5) * pitch, edge: (k) => left + k * pitch, at: (t, v) => [t, v],
    across: (t, [from, to]) => `M${t.toFixed(1)} ${from}V${to}`, along: (v) => `M${left} ${v.toFixed(1)}H${right}`,
    tick: (v, text) => svg("text", { class: "tick", x: left - 7, y: v + 4, "text-anchor": "end" }, text),
    stepOf: (x) => (x - left) / pitch,
    legends: ({ labels, rest, weights, second }) => [legend(singularLegend(labels, rest, weights), tops.singular), legend(fillLegend(labels), tops.fill),
      legend(runningLegend(labels, second), tops.running)],
  };
}

function tallPlan(data, width) {
  const { words } = data;
  const pitch = words.length > 70 ? 9 : 18;
  const left = Math.min(96, longestOf(words) * LETTER + 14);
  const [first, last, top] = [left + 6, width - 10, 128];
  const room = last - first;
  const spans = { singular: [first, first + room * 0.4], fill: [first + room * 0.46, first + room * 0.58], running: [first + room * 0.66, last] };
  const bottom = top + words.length * pitch;
  const legend = (text, line) => svg("text", { class: "legend", x: 0, y: 14 + line * 18 }, ...text);
  return {
    tall: true, left, pitch, spans, ends: [top, bottom], height: bottom + 10, reach: [0, last],
    middle: (k) => top + (k + 0.5) * pitch, edge: (k) => top + k * pitch, at: (t, v) => [v, t],
    across: (t, [from, to]) => `M${from} ${t.toFixed(1)}H${to}`, along: (v) => `M${v.toFixed(1)} ${top}V${bottom}`,
    tick: (v, text) => svg("text", { class: "tick", x: v, y: top - 6, "text-anchor": "middle" }, text),
    stepOf: (x, y) => (y - top) / pitch,
    legends({ labels, rest, weights, second }) {
      const signs = singularLegend(labels, rest, weights);
      return [legend(signs.slice(0, 1), 0), legend(signs.slice(1), 1), legend(fillLegend(labels), 2), legend(runningLegend(labels, second), 3)]
        .concat([["singular", "1"], ["fill", "2"], ["running", "3"]].map(([name, number]) =>
          svg("text", { class: "value", x: (spans[name][0] + spans[name][1]) / 2, y: top - 24, "text-anchor": "middle" }, number)));
    },
  };
}

const longestOf = (words) => Math.max(...words.map((word) => [...word].length));

const sign = (text, style = "sign") => svg("tspan", { class: style }, text);
const plainSpan = (text) => svg("tspan", {}, text);

function singularLegend(labels, rest, weights) {
  const parts = [plainSpan(`1 · ${labels.singular}: `), sign("●"), plainSpan(` ${labels.largest}  `), sign("•"), plainSpan(` ${labels.others}`)];
  if (weights) parts.push(sign("  ┄ ", "plain"), plainSpan(labels.weights));
  if (rest) parts.push(sign("  ◇ ", "plain"), plainSpan(labels.rest));
  return parts;
}
const fillLegend = (labels) => [plainSpan(`2 · ${labels.fill}`)];
function runningLegend(labels, second) {
  return [plainSpan("3 · "), sign("━"), plainSpan(` ${labels.running}`), ...(second ? [sign("  ┄ ", "plain"), plainSpan(labels.second)] : [])];
}

// The step that did most, marked through all panels.
function mostBand(plan, { most }) {
  if (most < 0) return null;
  const [x1, y1] = plan.at(plan.edge(most), plan.reach[0]);
  const [x2, y2] = plan.at(plan.edge(most + 1), plan.reach[1]);
  return svg("rect", { class: "band-most", x: x1, y: y1, width: x2 - x1, height: y2 - y1 });
}

function drawnWords(plan, { words, most }) {
  const room = plan.tall ? 14 : 11;
  const every = Math.max(1, Math.ceil(room / plan.pitch));
  return words.map((word, k) => {
    if (k % every && k !== most) return null;
    if (k !== most && most >= 0 && Math.abs(k - most) * plan.pitch < room) return null; // makes room for the marked one
    const style = k === most ? "word most" : "word";
    const t = plan.middle(k);
    if (plan.tall) return svg("text", { class: style, x: plan.left, y: t + 4, "text-anchor": "end" }, short(word, 13));
    if (plan.upright) return svg("text", { class: style, x: t, y: plan.head - 3, "text-anchor": "middle" }, word);
    return svg("text", { class: style, transform: `translate(${(t + 4).toFixed(1)} ${plan.head}) rotate(-90)` }, short(word, 13));
  });
}
const short = (word, most) => ([...word].length > most ? `${[...word].slice(0, most - 1).join("")}…` : word);

// Whole powers of ten in equal steps, about `count` of them; 1 is always among them.
function powersAt(low, high, count) {
  const step = Math.max(1, Math.ceil((high - low) / count));
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, k) => (first + k) * step);
}

const finite = (log) => typeof log === "number";

function axis(plan, [low, high], span, count) {
  const v = linear([low, high], span);
  const ticks = powersAt(low, high, count);
  return { v: (log) => v(log === "inf" ? high : log === null ? low : Math.max(low, Math.min(high, log))),
    low, marks: [...ticks.map((at) => svg("path", { class: at === 0 ? "one" : "grid", d: plan.along(v(at)) })), ...ticks.map((at) => plan.tick(v(at), powerText(at)))] };
}

function singularPanel(plan, data) {
  const { singular, weights, rest } = data;
  const tops = [...singular.map((row) => row[0]), ...(rest ?? []), ...(weights ? [weights[0]] : []), 0].filter(finite);
  const all = singular.flat().filter(finite);
  const high = Math.ceil(Math.max(...tops) + 0.1);
  const floor = Math.max(Math.min(...all, 0), Math.min(...tops) - DEEPEST);
  const { v, low, marks } = axis(plan, [Math.min(Math.floor(floor), high - 2), high], plan.spans.singular, plan.tall ? 3 : 7);
  const place = (k, log) => plan.at(plan.middle(k), v(log)).map((px) => px.toFixed(1)).join(" ");
  const inside = (log) => finite(log) && log >= low;
  const size = Math.max(2.5, Math.min(9, plan.pitch * 0.5));
  const dots = singular.flatMap((row, k) => row.slice(1).filter(inside).map((log) => `M${place(k, log)}h0`));
  const below = singular.flatMap((row, k) => (row.every(inside) ? [] : [hollow(plan.at(plan.middle(k), v(low)), size * 0.35)]));
  return [
    ...marks,
    weights ? svg("path", { class: "weights", d: plan.along(v(weights[0])) }) : null,
    svg("path", { class: "strip", d: singular.map((row, k) => `M${place(k, row[0])}L${place(k, row.at(-1))}`).join("") }),
    svg("path", { class: "dots", "stroke-width": (size * 0.55).toFixed(1), d: dots.join("") }),
    svg("path", { class: "below", d: below.join("") }),
    svg("path", { class: "largest", "stroke-width": size.toFixed(1), d: singular.map((row, k) => `M${place(k, row[0])}h0`).join("") }),
    rest ? svg("path", { class: "rest", d: rest.map((log, k) => diamond(plan.at(plan.middle(k), v(log)), size * 0.6)).join("") }) : null,
  ];
}
const hollow = ([x, y], r) => `M${(x - r).toFixed(1)} ${y.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
const diamond = ([x, y], r) => `M${x.toFixed(1)} ${(y - r).toFixed(1)}l${r} ${r}l${-r} ${r}l${-r} ${-r}Z`;

// A cell for each step, as full as its mean; a stroke from the lowest to the highest of the units.
function fillPanel(plan, data) {
  const v = linear([0, 1], plan.spans.fill);
  const thick = plan.pitch * 0.8;
  const cell = (k, from, to, style) => {
    const [x1, y1] = plan.at(plan.middle(k) - thick / 2, v(from));
    const [x2, y2] = plan.at(plan.middle(k) + thick / 2, v(to));
    return svg("rect", { class: style, x: Math.min(x1, x2).toFixed(1), y: Math.min(y1, y2).toFixed(1), width: Math.abs(x2 - x1).toFixed(1), height: Math.abs(y2 - y1).toFixed(1) });
  };
  const stroke = (k, low, high) => `M${plan.at(plan.middle(k), v(low)).map((px) => px.toFixed(1)).join(" ")}L${plan.at(plan.middle(k), v(high)).map((px) => px.toFixed(1)).join(" ")}`;
  return [
    ...data.fill.map((_, k) => cell(k, 0, 1, "fill-frame")),
    ...data.fill.map(([, mean], k) => cell(k, 0, mean, "fill")),
    svg("path", { class: "fill-range", d: data.fill.map(([low, , high], k) => stroke(k, low, high)).join("") }),
    ...(plan.tall ? [] : [plan.tick(v(1) + 4, "1"), plan.tick(v(0) - 2, "0")]),
  ];
}

// States stand between the steps: the line falls over a step by what it takes.
function runningPanel(plan, data) {
  const { running, second, lang, most } = data;
  const logs = [...running, ...(second ?? [])].filter(finite);
  const [lowest, highest] = [Math.min(...logs), Math.max(...logs)];
  const pad = Math.max(1, (highest - lowest) * 0.06);
  const { v, marks } = axis(plan, [Math.floor(lowest - pad * 0.5), Math.ceil(highest + pad * 0.2)], plan.spans.running, plan.tall ? 2 : 7);
  const line = (values) => linePath(values.map((log, k) => (log === null ? null : plan.at(plan.edge(k), v(log)))));
  const [x, y] = plan.at(plan.edge(0), v(running[0]));
  const beyond = plan.tall && x > (plan.spans.running[0] + plan.spans.running[1]) / 2;
  // Beside its own line, away from the other one.
  const under = second && second[0] !== null && v(second[0]) > y;
  const up = !plan.tall && (under || y + 22 > plan.spans.running[0]);
  const value = { x: beyond ? x - 9 : x + 9, y: up ? y - 8 : y + 17, "text-anchor": beyond ? "end" : "start" };
  const lost = most < 0 ? null : plan.at(plan.middle(most), plan.tall ? plan.spans.running[1] : plan.spans.running[1] - 2);
  return [
    ...marks,
    second ? svg("path", { class: "second", d: line(second) }) : null,
    svg("path", { class: "line", d: line(running) }),
    svg("circle", { class: "end", cx: x, cy: y, r: 5 }),
    svg("text", { class: "value", ...value }, `S = ${scientific(running[0], lang)}`),
    lost && !plan.tall ? svg("text", { class: "value", x: lost[0], y: plan.spans.running[0] + 14, "text-anchor": "middle" }, `× ${scientific(data.lost[most], lang)}`) : null,
  ];
}
