// What training changed, over its steps: the gates that keep, what they leave of the cue, the answer to this sentence, and the score.

import { fillIn, html, svg, write } from "../lib/dom.js";
import { formatNumber, formatPercent } from "../lib/numbers.js";
import { spotIn } from "../lib/pointer.js";
import { linePath, linear, roundTicks } from "../lib/scales.js";

const CURVE_HEIGHT = 190;
const CURVE_MARGIN = { left: 44, right: 12, bottom: 40, row: 20 };
const SAMPLE = 26; // px of line before a name
const CURVE_LETTER = 7; // px at 13 px

export function makeCurve(slot, pick) {
  const picture = svg("svg", { role: "img", "data-figure": "learned-curve" });
  const heading = html("h4", {});
  slot.append(heading, picture);
  const cursor = svg("path", { class: "cursor-line" });
  let [x, inner, data, dots] = [null, null, null, []];

  function layout(next, width) {
    data = next;
    const { labels: L, moments, lang } = data;
    heading.textContent = L.curve;
    const steps = moments.map((one) => one.step);
    const lines = [
      { name: "left", text: L.left_curve, values: moments.map((one) => one.left) },
      { name: "mean", text: L.mean, values: moments.map((one) => one.mean) },
      { name: "chance", text: L.chance, values: moments.map((one) => one.right) },
    ].filter(({ values }) => values.some((value) => value !== null));
    const named = [...lines, ...(data.scores[0].length ? [{ name: "score", text: L.score }] : [])];
    const key = keyRows(named, width);
    const top = key.rows * CURVE_MARGIN.row + 8;
    inner = { left: CURVE_MARGIN.left, right: width - CURVE_MARGIN.right, top, bottom: top + CURVE_HEIGHT - CURVE_MARGIN.bottom };
    const height = top + CURVE_HEIGHT;
    x = linear([steps[0], steps.at(-1)], [inner.left, inner.right]);
    const y = linear([0, 1], [inner.bottom, inner.top]);
    const place = (step, value) => (value === null ? null : [x(step), y(value)]);
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height })) write(picture, name, value);
    const ticks = roundTicks(steps[0], steps.at(-1), Math.max(2, Math.floor(width / 110))).filter(Number.isInteger);
    const [scoreSteps, scores] = data.scores;
    dots = lines.flatMap(({ name, values }) => values.map((value, k) => (value === null ? null : svg("circle", { class: `mark ${name}`, "data-k": k, cx: x(steps[k]).toFixed(1), cy: y(value).toFixed(1), r: 3.5 })))).filter(Boolean);
    picture.replaceChildren(...key.nodes,
      ...[0, 0.5, 1].flatMap((value) => [svg("path", { class: "grid", d: `M${inner.left} ${y(value)}H${inner.right}` }), svg("text", { class: "small", x: inner.left - 6, y: y(value) + 4, "text-anchor": "end" }, formatPercent(value, lang))]),
      ...ticks.map((step) => svg("text", { class: "small", x: x(step).toFixed(1), y: inner.bottom + 17, "text-anchor": step === steps[0] ? "start" : "middle" }, formatNumber(step, lang, 0))),
      svg("text", { class: "small", x: (inner.left + inner.right) / 2, y: height - 6, "text-anchor": "middle" }, L.x),
      svg("path", { class: "trend score", d: linePath(scoreSteps.map((step, k) => (step < steps[0] || step > steps.at(-1) ? null : place(step, scores[k])))) }),
      ...lines.map(({ name, values }) => svg("path", { class: `trend ${name}`, d: linePath(values.map((value, k) => place(steps[k], value))) })),
      cursor, ...dots);
    write(picture, "aria-label", `${L.curve}. ${altOfCurve(named, data)}`);
  }

  function move(at) {
    write(cursor, "d", `M${x(data.moments[at].step).toFixed(1)} ${inner.top - 4}V${inner.bottom}`);
    for (const dot of dots) write(dot, "r", Number(dot.dataset.k) === at ? 5.5 : 3);
  }

  picture.onclick = (event) => {
    const [along] = spotIn(picture, event);
    const far = data.moments.map((one) => Math.abs(x(one.step) - along));
    pick(far.indexOf(Math.min(...far)));
  };
  return { layout, move };
}

// The names of the lines, in rows over them.
function keyRows(lines, width) {
  let [at, row] = [0, 0];
  const nodes = lines.map(({ name, text }) => {
    const wide = SAMPLE + 6 + [...text].length * CURVE_LETTER + 18;
    if (at > 0 && at + wide > width) [at, row] = [0, row + 1];
    const node = svg("g", { transform: `translate(${at} ${row * CURVE_MARGIN.row + 9})` }, svg("path", { class: `trend ${name}`, d: `M0 0H${SAMPLE}` }), svg("text", { class: "key", x: SAMPLE + 6, y: 4.5 }, text));
    at += wide;
    return node;
  });
  return { nodes, rows: row + 1 };
}

const altOfCurve = (lines, { moments, lang }) => lines.filter(({ values }) => values).map(({ text, values }) => {
  const there = values.filter((value) => value !== null);
  return fillIn("{text}: {from} → {to}", { text, from: formatNumber(there[0], lang, 3), to: formatNumber(there.at(-1), lang, 3) });
}).join("; ") + ` (${moments[0].step} → ${moments.at(-1).step})`;
