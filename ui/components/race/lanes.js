// A card for each net: its name and its line in the figures, its size, how far it is, how good it is at the step that is shown.

import { fillIn, html, say, svg, write } from "../lib/dom.js";
import { SHAPES } from "./chart.js";

export function makeLanes(ctx) {
  const node = html("ul", { class: "cards" });
  let cards = [];
  function update() {
    const wanted = ctx.lanes.map((lane) => `${lane.id}/${lane.style}/${lane.shape}`).join(" ");
    if (node.dataset.lanes !== wanted) {
      node.dataset.lanes = wanted;
      cards = ctx.lanes.map((lane) => makeCard(ctx, lane.id));
      node.replaceChildren(...cards.map((card) => card.node));
    }
    cards.forEach((card) => card.update());
  }
  return { node, update, scrub: update };
}

// The names alone, each with its line: a legend.
export function makeNames(ctx) {
  const node = html("ul", { class: "cards names" });
  const update = () => node.replaceChildren(...ctx.lanes.map((lane) => html("li", { class: "card-head" }, sampleOf(lane), html("b", {}, lane.name))));
  return { node, update };
}

const sampleOf = (lane) => svg("svg", { class: `sample lane ${lane.style}`, viewBox: "0 0 40 16", width: 40, height: 16, "aria-hidden": "true" },
  svg("path", { class: "line", d: "M1 8H39" }), svg("path", { class: "mark", d: SHAPES[lane.shape], transform: "translate(20 8)" }));

function makeCard(ctx, id) {
  const first = ctx.lanes.find((lane) => lane.id === id);
  const name = html("b", {});
  const score = html("output", { class: "score", "data-role": "score" });
  const facts = html("span", { class: "facts" });
  const fill = html("i", {});
  const bar = html("div", { class: "progress", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100 }, fill);
  const state = html("span", { class: "state", "data-role": "state" });
  const node = html("li", { class: "card", "data-lane": id }, html("div", { class: "card-head" }, sampleOf(first), name, score), html("div", { class: "card-line" }, facts, state), bar);
  function update() {
    const lane = ctx.lanes.find((one) => one.id === id);
    const now = ctx.at(lane);
    say(name, lane.name);
    say(score, now.score === null ? ctx.labels.none : ctx.task.regression ? ctx.format(now.score, 3) : ctx.percent(now.score));
    write(score, "aria-label", fillIn(ctx.labels.score_of, { name: lane.name, score: score.textContent }));
    say(facts, fillIn(ctx.labels.facts, { parameters: lane.parameters, seconds: ctx.format(now.seconds, 1) }));
    const share = lane.end && now.isLast ? 1 : Math.min(1, now.step / lane.of);
    fill.style.width = `${100 * share}%`;
    write(bar, "aria-valuenow", Math.round(100 * share));
    write(bar, "aria-label", fillIn(ctx.labels.progress_of, { name: lane.name }));
    say(state, stateOf(ctx, lane, now));
  }
  return { node, update };
}

function stateOf(ctx, lane, now) {
  const L = ctx.labels;
  const solved = now.solved ? fillIn(L.solved_so_far, { n: now.solved, of: lane.seeds }) : "";
  if (ctx.live) {
    if (!lane.steps.length) return L.waiting;
    // With three lanes and more there is room for one thing alone; a second line would push the figures down.
    const left = lane.left === null ? fillIn(L.solved_so_far, { n: now.solved, of: lane.seeds }) : fillIn(L.time_left, { seconds: ctx.format(lane.left, 0) });
    if (!lane.end) return solved && lane.left !== null && ctx.lanes.length < 3 ? `${solved} · ${left}` : solved || left;
  }
  if (!lane.steps.length) return lane.end || L.none; // stopped before a worker had it
  return solved || (now.isLast && lane.end ? lane.end : fillIn(L.solved_so_far, { n: 0, of: lane.seeds }));
}
