// The picture of who taught whom: a triangle of places, shaded by size, and beside it (on a phone below it) the sums of its diagonals.
// Each shade is one path, so that 120 x 120 places are 25 shapes.

import { fillIn, svg, write } from "../lib/dom.js";
import { SHADES, powerText, scientific, shadeOf } from "../lib/powers.js";
import { linear, roundTicks } from "../lib/scales.js";

const PHONE = 640; // px of width below which the bars stand below the triangle
const LETTER = 6.6; // px that a letter takes at 12 px
const LEVELS = 4; // shades to a power of ten

// view: what is drawn of one net; plan: of `planOf`. Returns the largest of the numbers, how to move the cursor to a place {r, t} (or
// null), and what place is at a point in px.
export function drawTaught(picture, data, view, plan, theme) {
  const { width } = plan;
  const largest = largestOf(view.logs.flat());
  write(picture, "viewBox", `0 0 ${width} ${plan.height}`);
  write(picture, "width", width);
  write(picture, "height", plan.height);
  const cursor = svg("path", { class: "cursor" });
  const bars = barShapes(plan, view);
  picture.replaceChildren(svg("g", { class: view.style },
    ...shades(plan, data, view, largest, theme),
    ...axes(plan, data),
    ...guides(plan, data, view),
    ...barPanel(plan, data, view, bars),
    ...scale(plan, data, largest, theme)), cursor);
  let lit = null;
  return {
    largest,
    point(at) {
      lit?.classList.remove("on");
      lit = at ? bars[data.rows[at.r] - at.t] : null;
      lit?.classList.add("on");
      write(cursor, "d", at ? cell(plan, at.r, at.t) : "");
    },
    placeAt(px, py) {
      const [r, t] = [Math.floor((py - plan.top) / plan.high), Math.floor((px - plan.left) / plan.wide) + 1];
      return r >= 0 && r < data.rows.length && t >= 1 && t <= data.rows[r] ? { r, t } : null;
    },
  };
}

function largestOf(logs) {
  if (logs.includes("inf")) return "inf";
  return logs.reduce((most, log) => (log !== null && (most === null || log > most) ? log : most), null);
}

// Where things are, and `beside`, where there is room for text beside the triangle: {left, top, width}, or null on a phone.
export function planOf({ words, rows }, width) {
  const phone = width < PHONE;
  const longest = Math.max(...words.map((word) => [...word].length));
  const upright = longest <= 2;
  const most = phone ? 9 : 13; // letters of a word that are shown
  const room = Math.min(longest, most) * LETTER + 6;
  const left = Math.max(34, room + 20);
  const top = (upright ? 20 : room) + 20;
  const flat = !phone && rows.length < 6; // few rows: they stand above all else
  const side = phone ? width - left - 4 : flat ? width - left - 30 : Math.min(440, width * 0.52 - left);
  const wide = Math.min(34, side / words.length);
  const high = Math.min(34, side / rows.length);
  const [right, bottom] = [left + wide * words.length, top + high * rows.length];
  const [from, to] = phone ? [40, width - 4] : flat ? [left, width * 0.5] : [right + 70, width - 6];
  const bars = { left: from, right: to, top: phone || flat ? bottom + 34 : 26 };
  const end = bars.top + 262;
  const beside = { left: flat ? to + 40 : from, top: flat ? bottom + 24 : end + 8, width: flat ? width - to - 46 : to - from };
  return { width, upright, most, left, top, wide, high, right, bottom, bars: { ...bars, bottom: bars.top + 150 }, beside: phone ? null : beside, height: Math.max(bottom + 8, end) };
}

const cell = (plan, r, t) => `M${(plan.left + (t - 1) * plan.wide).toFixed(2)} ${(plan.top + r * plan.high).toFixed(2)}h${plan.wide.toFixed(2)}v${plan.high.toFixed(2)}h${(-plan.wide).toFixed(2)}z`;

function shades(plan, data, view, largest, theme) {
  const paths = new Map();
  const zeros = [];
  view.logs.forEach((row, r) => row.forEach((log, k) => {
    if (log === null) {
      zeros.push(`M${(plan.left + (k + 0.5) * plan.wide - 1).toFixed(1)} ${(plan.top + (r + 0.5) * plan.high - 1).toFixed(1)}h2v2h-2z`);
      return;
    }
    const relative = log === "inf" ? 0 : largest === "inf" ? -SHADES : log - largest;
    const level = Math.max(-SHADES * LEVELS, Math.round(relative * LEVELS));
    if (!paths.has(level)) paths.set(level, []);
    paths.get(level).push(cell(plan, r, k + 1));
  }));
  return [
    ...[...paths].map(([level, places]) => svg("path", { d: places.join(""), style: `fill: ${shadeOf(level / LEVELS, theme)}` })),
    svg("path", { class: "zero", d: zeros.join("") }),
    svg("path", { class: "outline", d: outlineOf(plan, data) }),
  ];
}

// Around all places: a row ends at its own loss.
function outlineOf(plan, { rows }) {
  const stairs = rows.map((tau, r) => `V${(plan.top + r * plan.high).toFixed(1)}H${(plan.left + tau * plan.wide).toFixed(1)}V${(plan.top + (r + 1) * plan.high).toFixed(1)}`);
  return `M${plan.left.toFixed(1)} ${plan.top}${stairs.join("")}H${plan.left.toFixed(1)}Z`;
}

const clipped = (word, most) => ([...word].length > most ? `${[...word].slice(0, most - 1).join("")}…` : word);

function axes(plan, { labels, words, rows }) {
  const [nthRow, nthColumn] = [Math.ceil(12 / plan.high), Math.ceil(11 / plan.wide)];
  const centre = (plan.left + plan.right) / 2;
  return [
    svg("text", { class: "axis-title", x: Math.max(centre, plan.left + 50), y: 13, "text-anchor": "middle" }, `${labels.x} →`),
    svg("text", { class: "axis-title", transform: `translate(11 ${((plan.top + plan.bottom) / 2).toFixed(1)}) rotate(-90)`, "text-anchor": "middle" }, plan.bottom - plan.top > 110 ? `← ${labels.y}` : "τ"),
    ...rows.map((tau, r) => (r % nthRow ? null : svg("text", { class: "word", x: plan.left - 5, y: (plan.top + (r + 0.5) * plan.high + 4).toFixed(1), "text-anchor": "end" }, clipped(words[tau - 1], plan.most)))),
    ...words.map((word, k) => (k % nthColumn ? null : columnWord(plan, word, plan.left + (k + 0.5) * plan.wide))),
  ].filter(Boolean);
}

const columnWord = (plan, word, x) => (plan.upright
  ? svg("text", { class: "word", x: x.toFixed(1), y: plan.top - 6, "text-anchor": "middle" }, word)
  : svg("text", { class: "word", transform: `translate(${(x + 4).toFixed(1)} ${plan.top - 4}) rotate(-90)` }, clipped(word, plan.most)));

// The row and the diagonal that the readings tell of.
function guides(plan, { rows }, { guide }) {
  if (!guide) return [];
  const r = rows.indexOf(guide.row);
  const y = plan.top + r * plan.high;
  const row = `M${plan.left} ${y.toFixed(1)}H${(plan.left + guide.row * plan.wide).toFixed(1)}v${plan.high.toFixed(1)}H${plan.left}Z`;
  const on = rows.map((tau, k) => [tau - guide.distance, k]).filter(([t]) => t >= 1);
  const centre = ([t, k]) => [plan.left + (t - 0.5) * plan.wide, plan.top + (k + 0.5) * plan.high];
  const diagonal = on.length > 1 ? `M${on.map((place) => centre(place).map((px) => px.toFixed(1)).join(" ")).join("L")}` : "";
  const [x0, y0] = centre(on[0]);
  return [
    ...["guide", "guide front"].flatMap((style) => [row, diagonal].filter(Boolean).map((d) => svg("path", { class: style, d }))),
    svg("text", { class: "letter", x: (plan.left + guide.row * plan.wide + 5).toFixed(1), y: (y + plan.high / 2 + 5).toFixed(1) }, "A"),
    diagonal ? svg("text", { class: "letter", x: (x0 + plan.wide).toFixed(1), y: (y0 - plan.high * 0.3).toFixed(1) }, "B") : null,
  ].filter(Boolean);
}

const barHeights = (view) => {
  const most = largestOf(view.sums);
  return view.sums.map((log) => (log === null ? null : log === "inf" || most === "inf" ? 0 : Math.max(-SHADES, log - most)));
};

function barShapes(plan, view) {
  const { left, right, top, bottom } = plan.bars;
  const pitch = (right - left) / view.sums.length;
  const y = linear([-SHADES, 0], [bottom, top]);
  return barHeights(view).map((log, d) => svg("rect", { class: d < view.last ? "bar within" : "bar", x: (left + (d + 0.08) * pitch).toFixed(1), width: (pitch * 0.84).toFixed(1),
    y: (log === null ? bottom : y(log)).toFixed(1), height: (log === null ? 0 : bottom - y(log)).toFixed(1) }));
}

function barPanel(plan, { labels }, view, bars) {
  const { left, right, top, bottom } = plan.bars;
  const n = view.sums.length;
  const x = (d) => left + (d * (right - left)) / n;
  const y = linear([-SHADES, 0], [bottom, top]);
  const at = x(view.last);
  const toLeft = at > (left + right) / 2;
  return [
    svg("text", { class: "axis-title", x: left, y: top - 10 }, labels.sums),
    ...[0, -2, -4, -6].flatMap((log) => [svg("path", { class: "grid", d: `M${left} ${y(log)}H${right}` }), svg("text", { class: "tick", x: left - 5, y: y(log) + 4, "text-anchor": "end" }, powerText(log))]),
    ...bars,
    svg("path", { class: "axis", d: `M${left} ${bottom}H${right}` }),
    ...roundTicks(0, n - 1, 6).filter(Number.isInteger).map((d) => svg("text", { class: "tick", x: (x(d) + (right - left) / n / 2).toFixed(1), y: bottom + 15, "text-anchor": "middle" }, String(d))),
    svg("text", { class: "axis-title", x: (left + right) / 2, y: bottom + 34, "text-anchor": "middle" }, labels.distance),
    ...(view.last ? [svg("path", { class: "share", d: `M${at.toFixed(1)} ${top}V${bottom}` }),
      svg("text", { class: "letter", x: at + (toLeft ? -6 : 6), y: top + 14, "text-anchor": toLeft ? "end" : "start" }, view.last === 1 ? labels.share_one : fillIn(labels.share, { k: view.last }))] : []),
  ];
}

function scale(plan, { labels, lang }, largest, theme) {
  const { left, right, bottom } = plan.bars;
  const [top, width] = [bottom + 66, Math.min(240, right - left)];
  const steps = SHADES * LEVELS + 1;
  const swatch = (k) => svg("rect", { x: (left + (k * width) / steps).toFixed(2), y: top, width: (width / steps + 0.3).toFixed(2), height: 14, style: `fill: ${shadeOf((k - steps + 1) / LEVELS, theme)}` });
  return [
    svg("text", { class: "axis-title", x: left, y: top - 7 }, fillIn(labels.legend, { largest: scientific(largest, lang) })),
    ...Array.from({ length: steps }, (_, k) => swatch(k)),
    svg("rect", { class: "outline", x: left, y: top, width, height: 14 }),
    ...[-6, -4, -2, 0].map((log) => svg("text", { class: "tick", x: left + width * (1 + log / SHADES), y: top + 29, "text-anchor": log === -6 ? "start" : log === 0 ? "end" : "middle" }, powerText(log))),
    svg("rect", { class: "zero", x: left, y: top + 38, width: 4, height: 4 }),
    svg("text", { class: "tick", x: left + 10, y: top + 45 }, labels.zero),
  ];
}
