// What each net says of many pairs of strangers, a row a net: above the line pairs of the same eye, below it pairs of different eyes,
// from "different" on the left to "the same" on the right. The threshold goes through all rows; what lies on its wrong side is wrong.

import { fillIn, html, say, svg, write } from "../lib/dom.js";
import { formatNumber, percentOf } from "../lib/numbers.js";
import { linear } from "../lib/scales.js";
import { SHAPES } from "../race/chart.js";

const BINS = 20;
export const THUMB = 24; // px that the slider's handle is wide; its middle goes from half of it to half of it
const HEAD = 36; // px of a row for its words
const ROWS_FOOT = 34;
const STEM = 24; // px of the line above the triangle
const STEP = 0.01;

// ctx: {data, labels, view, answers (a probability for each net), errors (for each net {accepts, rejects}), setThreshold}
export function makeRows(ctx) {
  const picture = svg("svg", { role: "img", "data-figure": "iris-scores" });
  const input = html("input", { type: "range", class: "threshold", min: 0, max: 1, step: STEP });
  input.oninput = () => ctx.setThreshold(Number(input.value));
  const node = html("div", { class: "rows" }, picture, input);
  let [made, rows, line, name] = ["", [], null, null];
  let scales = null;

  function build(width, height) {
    const { nets } = ctx.data;
    const band = (height - ROWS_FOOT) / nets.length;
    const x = linear([0, 1], [THUMB / 2, width - THUMB / 2]);
    const binned = nets.map((net) => ["same", "different"].map((sort) => binsOf(net.scores[sort])));
    const half = (band - HEAD - 6) / 2;
    // Each row is as high as its fullest bar: how many there are is the same in all.
    const highOf = (bins) => linear([0, Math.max(1, ...bins.flat().map((bin) => bin.length))], [0, half]);
    scales = { x, top: HEAD, bottom: height - ROWS_FOOT };
    rows = nets.map((net, k) => makeRow(ctx, net, binned[k], { x, y: k * band, zero: k * band + HEAD + half + 2, high: highOf(binned[k]), width }));
    line = svg("path", { class: "threshold-line" });
    name = svg("text", { class: "small strong" });
    const foot = height - ROWS_FOOT + 14;
    picture.replaceChildren(
      svg("defs", {}, svg("pattern", { id: "iris-wrong", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        svg("rect", { class: "wrong-ground", width: 5, height: 5 }), svg("path", { class: "wrong-hatch", d: "M1 0V5" }))),
      line, ...rows.map((row) => row.node),
      ...[0, 0.5, 1].map((at) => svg("text", { class: "small", x: x(at), y: foot, "text-anchor": at === 0 ? "start" : at === 1 ? "end" : "middle", ...(at === 0.5 ? {} : { dx: at ? THUMB / 2 : -THUMB / 2 }) }, at === 0 ? ctx.labels.surely_different : at === 1 ? ctx.labels.surely_same : percentOf(at, ctx.data.lang))),
      name);
    for (const [key, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height })) write(picture, key, value);
    input.style.setProperty("--tall", `${height - ROWS_FOOT}px`);
    write(input, "aria-label", ctx.labels.threshold);
  }

  function update(width, height) {
    const form = JSON.stringify([width, height, ctx.data.key, ctx.data.lang]);
    if (form !== made) build(width, height);
    made = form;
    const { threshold } = ctx.view;
    const said = fillIn(ctx.labels.threshold_at, { threshold: formatNumber(threshold, ctx.data.lang) });
    if (Number(input.value) !== threshold) input.value = threshold;
    write(input, "aria-valuetext", said);
    const at = scales.x(threshold);
    write(line, "d", `M${at} 0V${scales.bottom}`);
    say(name, said);
    const room = [...said].length * 3.4;
    write(name, "x", Math.max(room, Math.min(width - room, at)));
    write(name, "y", scales.bottom + 29);
    write(name, "text-anchor", "middle");
    rows.forEach((row, k) => row.update(ctx.answers[k], ctx.errors[k], threshold));
    write(picture, "aria-label", [said, ...ctx.data.nets.map((net, k) => `${net.name}: ${rowWords(ctx, ctx.errors[k])}`)].join(" "));
  }
  return { node, update };
}

const binsOf = (scores) => Array.from({ length: BINS }, (_, k) => scores.filter((score) => Math.min(BINS - 1, Math.floor(score * BINS)) === k));

const rowWords = (ctx, { accepts, rejects }) => fillIn(ctx.labels.errors, { accepts: percentOf(accepts, ctx.data.lang), rejects: percentOf(rejects, ctx.data.lang) });

function makeRow(ctx, net, [same, different], { x, y, zero, high, width }) {
  const bars = [...same.map((scores, k) => makeBar(scores, k, -1)), ...different.map((scores, k) => makeBar(scores, k, 1))];
  const answer = svg("text", { class: "answer", x: width - THUMB / 2, y: y + 15, "text-anchor": "end" });
  const errors = svg("text", { class: "small", x: THUMB / 2, y: y + 31 });
  const here = svg("path", { class: "here", d: "M0 0L-6-10H6z" });
  const stem = svg("path", { class: "here-stem" });
  const node = svg("g", { class: `of-${net.look}`, "data-net": net.kind },
    svg("path", { class: "net-mark", d: SHAPES[net.shape], transform: `translate(${THUMB / 2 + 5} ${y + 10}) scale(1.3)` }),
    svg("text", { class: "net-name", x: THUMB / 2 + 17, y: y + 15 }, net.name), answer, errors,
    ...bars.map((bar) => bar.node), svg("path", { class: "axis", d: `M${x(0)} ${zero}H${x(1)}` }), stem, here);

  // What is right and what is wrong of the pairs in a bin, upon each other.
  function makeBar(scores, k, way) {
    const [right, wrong] = [svg("rect", { class: way < 0 ? "pairs-same" : "pairs-different" }), svg("rect", { class: "pairs-wrong" })];
    const box = { x: x(k / BINS) + 0.5, width: x(1 / BINS) - x(0) - 1 };
    for (const rect of [right, wrong]) for (const [name, value] of Object.entries(box)) write(rect, name, value);
    function update(threshold) {
      const accepted = scores.filter((score) => score >= threshold).length;
      const mistaken = way < 0 ? scores.length - accepted : accepted;
      stack(right, 0, scores.length - mistaken);
      stack(wrong, scores.length - mistaken, scores.length);
    }
    function stack(rect, from, to) {
      write(rect, "y", way < 0 ? zero - high(to) : zero + high(from));
      write(rect, "height", high(to) - high(from));
    }
    return { node: svg("g", {}, right, wrong), update };
  }

  function update(probability, wrong, threshold) {
    for (const bar of bars) bar.update(threshold);
    const verdict = probability >= threshold ? ctx.labels.accepted : ctx.labels.rejected;
    say(answer, `${percentOf(probability, ctx.data.lang)} · ${verdict}`);
    write(answer, "data-probability", probability);
    say(errors, rowWords(ctx, wrong));
    write(here, "transform", `translate(${x(probability)} ${zero})`);
    write(stem, "d", `M${x(probability)} ${zero - 8}V${zero - STEM}`);
  }
  return { node, update };
}
