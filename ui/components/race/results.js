// What the nets achieve: right answers against distance, and score and loss over the training steps.

import { fillIn } from "../lib/dom.js";
import { drawChart } from "./chart.js";
import { makeFigure } from "./figure.js";
import { roundTicks, wholeTicks } from "../lib/scales.js";

const FALLEN = 1e-6; // below, a loss is drawn at the lower edge

const scoreText = (ctx, value) => (value === null ? ctx.labels.none : ctx.task.regression ? ctx.format(value, 3) : ctx.percent(value));

// Accuracy from 0 to 1; an error from 0 to a little above that of guessing.
function scoreAxis(ctx) {
  const { regression, chance } = ctx.task;
  const high = regression ? chance * 1.6 : 1;
  const ticks = regression ? roundTicks(0, high, 4) : [0, 0.25, 0.5, 0.75, 1];
  return { low: 0, high: regression ? high : 1.02, ticks: ticks.map((at) => ({ at, text: regression ? ctx.format(at, 2) : ctx.percent(at) })) };
}

const chanceLine = (ctx) => [{ at: ctx.task.chance, text: ctx.labels.chance }];

// THE plot of the lecture: at the step that is shown, the score at each distance, and shaded what was never trained.
export function makeDistance(ctx) {
  const figure = makeFigure(ctx, "distance");
  const { picture } = figure;
  function update(size) {
    const { distances, trained } = ctx.task;
    const last = distances.at(-1);
    const series = ctx.lanes.map((lane) => ({ lane, xs: distances, ...ctx.at(lane).byDistance }));
    const room = Math.floor(size.width / 34);
    drawChart(picture, {
      ...size, series, points: true, references: chanceLine(ctx), beyond: trained < last ? trained : null,
      x: { low: distances[0], high: last, title: ctx.labels.distance_axis, ticks: spaced(distances, room).map((at) => ({ at, text: String(at) })) },
      y: { ...scoreAxis(ctx), title: ctx.labels.score_axis },
    });
    const each = series.map(({ lane, mid }) => fillIn(ctx.labels.distance_alt_lane, { name: lane.name, near: scoreText(ctx, mid[0]), first: distances[0], far: scoreText(ctx, mid.at(-1)), last }));
    figure.update(ctx.labels.title_distance, `${fillIn(ctx.labels.at_step, { step: ctx.step() })} ${each.join(" ")}`);
  }
  return { node: figure.node, update, scrub: update };
}

// Those of the distances whose numbers do not run into one another.
function spaced(distances, room) {
  const span = distances.at(-1) - distances[0] || 1;
  const kept = [];
  for (const at of [...distances].reverse()) if (!kept.length || ((kept.at(-1) - at) / span) * room >= 1) kept.push(at);
  return kept;
}

// Score or loss over training steps: it changes when an event comes; scrubbing moves the cursor alone.
function makeCurve(ctx, name, axisOf, valuesOf) {
  const figure = makeFigure(ctx, name);
  const { picture } = figure;
  const toStep = (event) => {
    const box = picture.getBoundingClientRect();
    ctx.goToStep(picture.stepAt(((event.clientX - box.left) / box.width) * picture.viewBox.baseVal.width));
  };
  picture.onpointerdown = (event) => {
    if (event.button !== 0 || ctx.live) return;
    picture.setPointerCapture(event.pointerId);
    toStep(event);
  };
  picture.onpointermove = (event) => event.buttons === 1 && !ctx.live && toStep(event);
  let drawn = null;
  function update(size) {
    const last = Math.max(1, ...ctx.lanes.map((lane) => lane.steps.at(-1) ?? 0));
    const ticks = roundTicks(0, last, Math.floor(size.width / 75)).filter(Number.isInteger);
    drawn = size;
    drawChart(picture, {
      ...drawn, ...axisOf(size), points: false, beyond: null,
      series: ctx.lanes.map((lane) => ({ lane, xs: lane.steps, ...valuesOf(lane) })),
      x: { low: 0, high: last, title: ctx.labels.step_axis, ticks: ticks.map((at) => ({ at, text: ctx.format(at, 0) })) },
    });
    scrub();
  }
  function scrub() {
    picture.moveCursor?.(ctx.step());
    const each = ctx.lanes.map((lane) => `${lane.name}: ${name === "loss" ? ctx.format(ctx.at(lane).loss ?? NaN, 3) : scoreText(ctx, ctx.at(lane).score)}.`);
    figure.update(ctx.labels[`title_${name}`], `${fillIn(ctx.labels.at_step, { step: ctx.step() })} ${each.join(" ")}`);
  }
  return { node: figure.node, update, scrub };
}

export const makeScore = (ctx) => makeCurve(ctx, "score", () => ({ references: chanceLine(ctx), y: { ...scoreAxis(ctx), title: ctx.labels.score_axis } }), (lane) => lane.score);

// Where an axis has few powers of ten: 1, 2, 5 and their multiples.
const fineTicks = (ctx, low, high) => wholeTicks(Math.floor(low), high, 9).flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power))
  .filter((value) => Math.log10(value) >= low && Math.log10(value) <= high)
  .map((value) => ({ at: Math.log10(value), text: ctx.format(value, value < 1 ? Math.ceil(-Math.log10(value) - 1e-9) : 0) }));

// On a logarithmic axis, as losses fall by powers of ten.
export const makeLoss = (ctx) => makeCurve(ctx, "loss", (size) => {
  const values = ctx.lanes.flatMap((lane) => [...lane.loss.low, ...lane.loss.high]).filter((v) => v !== null && v > 0).map(Math.log10);
  const low = Math.max(Math.log10(FALLEN), values.length ? values.reduce((a, b) => Math.min(a, b)) - 0.05 : -1);
  const high = Math.min(4, values.reduce((a, b) => Math.max(a, b), low + 0.5) + 0.05);
  const powers = wholeTicks(low, high, Math.floor(size.height / 30)).map((at) => ({ at, text: ctx.power(at) }));
  return { references: [], y: { low, high, title: ctx.labels.loss_axis, ticks: powers.length > 2 ? powers : fineTicks(ctx, low, high) } };
}, (lane) => Object.fromEntries(Object.entries(lane.loss).map(([name, values]) => [name, values.map((v) => (v === null ? null : Math.log10(Math.max(v, FALLEN))))])));
