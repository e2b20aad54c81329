// What is said of the picture: the sentence under it, the text of a node, the picture's alternative.

import { fillIn } from "../lib/dom.js";
import { formatNumber } from "../lib/numbers.js";
import { scientific } from "../lib/powers.js";
import { answerFrom, leftAt, shownAt } from "./values.js";

const LETTERS = { in: "i", keep: "f", out: "o" };

export const numberText = (ctx, log) => scientific(log, ctx.lang);

// "RNN has 2·10⁻¹⁹ of it left (before training 3·10⁻⁵)"
function eachOf(ctx, net) {
  const [phase, other] = ctx.phase === "after" ? ["after", "before"] : ["before", "after"];
  const left = (which) => numberText(ctx, leftAt(ctx.of(net, which), ctx.s, ctx.T));
  const template = ctx.trained() ? ctx.labels[`each_${other}`] : ctx.labels.each;
  return fillIn(template, { name: net.name, left: left(phase), other: left(other) });
}

export function takeawayOf(ctx) {
  const { s, T, labels: L } = ctx;
  const steps = T - s;
  const template = steps === 0 ? L.takeaway_here : steps === 1 ? L.takeaway_one : L.takeaway;
  return fillIn(template, { s, steps, word: ctx.data.words[s - 1], each: ctx.nets().map((net) => eachOf(ctx, net)).join("; ") });
}

// Whether the nets that are drawn were trained for different numbers of steps; then each says its own.
export const ownSteps = (ctx) => new Set(ctx.nets().map((net) => net.after.step)).size > 1;

// "before training", "after 400 steps", or, where each net has its own, "after training"
export function phaseOf(ctx, phase) {
  const name = phase === "after" && ownSteps(ctx) ? "after_own" : phase;
  return fillIn(ctx.labels[name], { step: ctx.nets()[0].after.step });
}

// What is said when the picture has changed: after how much training, and what is left.
export function spokenOf(ctx) {
  const L = ctx.labels;
  const nets = ctx.nets().map((net) => ({ name: net.name, step: net.after.step }));
  const name = ctx.phase === "after" && ownSteps(ctx) ? "alt_after_own" : `alt_${ctx.phase}`;
  const each = nets.map((net) => fillIn(L.each_steps, net)).join("; ");
  return `${fillIn(L[name], { step: nets[0].step, each })} ${takeawayOf(ctx)}`;
}

export const altOf = (ctx) => `${ctx.labels.title}. ${spokenOf(ctx)}`;

// The lines of a node: which it is, what is left there, and of an LSTM what shows and how open the gates are.
export function nodeLines(ctx, net, t) {
  const { s, T, labels: L } = ctx;
  const measured = ctx.of(net);
  const lines = [fillIn(L.node, { name: net.name, t, word: ctx.data.words[t - 1] })];
  if (t < s) lines.push(fillIn(L.node_before, { s }));
  else if (t === s) lines.push(L.node_source);
  else lines.push(fillIn(L.node_left, { s, left: numberText(ctx, leftAt(measured, s, t)) }));
  const shown = shownAt(measured, s, t);
  if (shown !== undefined) lines.push(fillIn(L.node_shown, { left: numberText(ctx, shown) }));
  const gates = Object.entries(measured.gates).map(([name, open]) => `${net.kind === "gru" ? "z" : LETTERS[name]} ${formatNumber(open[t - 1], ctx.lang, 2)}`);
  if (gates.length) lines.push(fillIn(L.node_gates, { gates: gates.join(", ") }));
  if (t === T) lines.push(fillIn(L.node_answer, { s, left: numberText(ctx, answerFrom(measured, s)) }));
  return lines;
}
