// Several kinds of net learn the same data. Left every seed's accuracy over the training steps, with the mean of its kind; right
// where each seed ends, beside those of the seeds that ship with the app. All numbers and sentences come from Python.

import { fillIn, html, say, svg, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { formatNumber, formatPercent } from "../lib/numbers.js";
import { lectureRoom } from "../lib/room.js";
import { roundTicks } from "../lib/scales.js";
import { themeOf } from "../lib/theme.js";
import { drawChart, SHAPES } from "../race/chart.js";
import { makeFigure } from "../race/figure.js";
import { drawEnds } from "./ends.js";

const NARROW_CONTEST = 640; // px of width below which the figures stand below one another
const CURVES_HEIGHT = 220; // px
const AROUND_CURVES = 140; // px of its title and of the verdict below

export default (component) => live(component, makeContest);

function makeContest(root) {
  const box = root.querySelector("[data-role=contest]");
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  let data = null;
  let width = 0;
  let cards = [];
  let figures = null;
  let built = "";
  const ctx = { get labels() { return data.labels; } };
  const percent = (share) => (share === null ? data.labels.none : `${formatNumber(100 * share, data.lang, 1)}\u00a0%`);

  function build() {
    cards = data.lanes.map(makeContestCard);
    slot("cards").replaceChildren(...cards.map(({ node }) => node));
    figures = { curves: makeFigure(ctx, "curves"), ends: makeFigure(ctx, "ends") };
    for (const [name, { node, picture }] of Object.entries(figures)) {
      node.querySelector(".note-how").id = `how-${data.id}-${name}`;
      write(node.querySelector(".how"), "popovertarget", `how-${data.id}-${name}`);
      write(picture, "data-figure", `${data.id}-${name}`);
    }
    slot("panels").replaceChildren(figures.curves.node, figures.ends.node);
  }

  // A line for each seed, and above them their mean.
  function seriesOf(lane) {
    const thin = lane.seeds.map((ys, k) => ({ lane: { id: `${lane.kind}-${k}`, style: `of-${lane.kind}` }, xs: lane.steps, mid: ys, low: [], high: [] }));
    return [...thin, { lane: { id: lane.kind, style: `of-${lane.kind} average` }, xs: lane.steps, mid: lane.mean, low: [], high: [] }];
  }

  // From a round number below guessing and all that was seen, so that the axis stands still while it trains.
  function scoreRange() {
    const seen = data.lanes.flatMap((lane) => [...lane.seeds.flat(), ...lane.ten]).filter((value) => value !== null);
    return { low: Math.max(0, Math.floor(10 * Math.min(data.chance, ...seen) - 0.5) / 10), high: 1.01 };
  }

  // Where the seeds end is seen closely once it is over; before, the axis is that of the curves.
  function endRange() {
    if (!data.said.headline) return scoreRange();
    const ends = data.lanes.flatMap((lane) => [...lane.seeds.map((ys) => ys.at(-1) ?? null), ...lane.ten]).filter((value) => value !== null);
    return { low: Math.max(0, Math.floor(10 * Math.min(1, ...ends) - 0.5) / 10), high: 1.01 };
  }

  const ticksOf = ({ low }) => roundTicks(low, 1, 5).map((at) => ({ at, text: formatPercent(at, data.lang) }));

  // On a projector as high as leaves the verdict in view.
  function curvesHeight() {
    const room = document.documentElement.hasAttribute("data-projector") ? lectureRoom(figures.curves.node) : null;
    return room === null ? CURVES_HEIGHT : Math.max(CURVES_HEIGHT, Math.min(300, room - AROUND_CURVES));
  }

  function draw() {
    if (!data || !width) return;
    toggle(box, "narrow", width < NARROW_CONTEST);
    const { labels, lang, lanes } = data;
    const range = scoreRange();
    const last = Math.max(1, ...lanes.map((lane) => lane.of));
    const { curves, ends } = figures;
    const size = { width: Math.max(200, curves.node.clientWidth), height: curvesHeight() };
    drawChart(curves.picture, {
      ...size, points: false, beyond: null, series: lanes.flatMap(seriesOf), references: [{ at: data.chance, text: labels.chance }],
      y: { ...range, ticks: ticksOf(range), title: labels.score_axis },
      x: { low: 0, high: last, title: labels.step_axis, ticks: roundTicks(0, last, Math.floor(size.width / 75)).filter(Number.isInteger).map((at) => ({ at, text: formatNumber(at, lang, 0) })) },
    });
    const each = lanes.map((lane) => fillIn(labels.alt_lane, { name: lane.name, score: percent(lane.score), seeds: lane.seeds.map((ys) => percent(ys.at(-1) ?? null)).join(", ") })).join(" ");
    curves.update(labels.title_curves, `${labels.title_curves}. ${each}`);
    drawEnds(ends.picture, { width: Math.max(200, ends.node.clientWidth), lanes, range: endRange(), ticks: ticksOf(endRange()), labels, chance: data.chance });
    const ten = lanes.filter((lane) => lane.ten.length).map((lane) => fillIn(labels.alt_ten, { name: lane.name, score: percent(lane.tenMean) })).join(" ");
    ends.update(labels.title_ends, `${labels.title_ends}. ${each} ${ten}`);
    cards.forEach((card, k) => card.update(lanes[k], percent));
    write(box, "aria-busy", false);
  }

  function makeContestCard(first) {
    const name = html("b", {});
    const score = html("output", { class: "score", "data-role": "score" });
    const facts = html("span", { class: "facts" });
    const state = html("span", { class: "state", "data-role": "state" });
    const fill = html("i", {});
    const bar = html("div", { class: "progress", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100 }, fill);
    const sample = svg("svg", { class: `sample lane of-${first.kind}`, viewBox: "0 0 40 16", width: 40, height: 16, "aria-hidden": "true" },
      svg("path", { class: "line", d: "M1 8H39" }), svg("path", { class: "mark", d: SHAPES[first.shape], transform: "translate(20 8)" }));
    const node = html("li", { class: "card", "data-lane": first.kind }, html("div", { class: "card-head" }, sample, name, score), html("div", { class: "card-line" }, facts, state), bar);
    function update(lane, written) {
      toggle(node, "guessed", lane.guessed);
      say(name, lane.name);
      say(score, written(lane.score));
      write(score, "aria-label", `${lane.name}: ${written(lane.score)}`);
      say(facts, lane.facts);
      say(state, lane.state);
      fill.style.width = `${100 * lane.share}%`;
      write(bar, "aria-valuenow", Math.round(100 * lane.share));
      write(bar, "aria-label", fillIn(data.labels.progress_of, { name: lane.name }));
    }
    return { node, update };
  }

  function receive(next) {
    data = next;
    box.dataset.theme = themeOf(box);
    const structure = `${data.id}/${data.lang}/${data.lanes.map((lane) => lane.kind)}`;
    if (built !== structure) build();
    built = structure;
    for (const part of ["headline", "more", "ten", "guess"]) say(root.querySelector(`[data-role=${part}]`), data.said[part]);
    draw();
  }

  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    draw();
  });
  watch.observe(box);

  return { receive, leave: () => watch.disconnect() };
}
