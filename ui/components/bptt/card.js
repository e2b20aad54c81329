// The card beside the drawing: what this stop is about, in a few words, as an equation in symbols and in numbers; and the field for the
// number that the reader has chosen.

import { fillIn, html, paragraphs, say } from "../lib/dom.js";
import { makeField } from "../lib/field.js";
import { descentPart, stepOfDescent } from "./descent.js";
import { equation, linesAt } from "./lines.js";
import { SUMMED, partOf, stepOf } from "./phases.js";
import { LIMITS } from "./state.js";
import { sumTable } from "./sums.js";
import { plainSymbol, symbolHtml } from "./writing.js";
import { valueOf } from "./box.js";

export function makeCard(ctx) {
  const words = html("div", { class: "words" });
  const field = html("div", { class: "chosen" });
  const node = html("div", { class: "card" }, words, field);
  let [built, opened, parts, fieldParts] = ["", "", [], []];

  function update(view, s) {
    const key = [s.phase, partOf(s, view.T), stepOf(s, view.T), s.phase === "sum" ? s.stop : "", s.wanted].join("/");
    if (key !== built) {
      parts = [];
      words.replaceChildren(...content(ctx, view, s, parts));
    }
    built = key;
    const place = ctx.opened();
    const other = JSON.stringify(place);
    if (other !== opened) {
      fieldParts = [];
      field.replaceChildren(...chosenField(ctx, place, fieldParts));
    }
    opened = other;
    for (const part of [...parts, ...fieldParts]) part(view, s);
  }
  return { node, update };
}

function content(ctx, view, s, parts) {
  const part = partOf(s, view.T);
  const summed = s.phase === "sum" ? SUMMED[s.stop] : null;
  const title = html("h2", {}, ...titleOf(ctx, s, view.T, summed));
  const lines = linesAt(s, view.T, view.sweep.asked).map((line) => equation(ctx, line, parts, part === "rest"));
  const prose = ctx.prose(`${s.phase}_${summed ?? part}`);
  return [title, ...paragraphs(prose), ...lines, summed ? sumTable(ctx, summed, parts) : null, s.phase === "update" ? descentPart(ctx, parts) : null,
    s.phase === "update" ? verdict(ctx, parts) : null].filter(Boolean);
}

// "Step 2: the new state", with the symbol of the weight where it is about one.
function titleOf(ctx, s, T, summed) {
  const t = stepOf(s, T);
  const text = fillIn(ctx.labels[`title_${s.phase}_${partOf(s, T)}`], { t, previous: t - 1 });
  return summed ? text.split("{name}").flatMap((piece, k) => (k ? [html("i", {}, ...symbolHtml(summed)), piece] : [piece])) : [text];
}

function verdict(ctx, parts) {
  const node = html("p", { class: "verdict", role: "status" });
  parts.push((view, s) => say(node, descentSentence(ctx, view, s)));
  return node;
}

function descentSentence(ctx, view, s) {
  const [was, is] = stepOfDescent(view);
  const name = view.count < s.stop ? "diverged" : view.count === 0 ? "ahead" : is.total > was.total ? "grew" : "fell";
  return fillIn(ctx.labels[`loss_${name}`], { n: view.count, before: ctx.short(was.total, 4), after: ctx.short(is.total, 4), rate: ctx.number(s.rate) });
}

// The chosen number as a field; without one, what can be done.
function chosenField(ctx, place, parts) {
  const L = ctx.labels;
  if (!place) return [html("p", { class: "faint" }, L.change_how)];
  const isWeight = Boolean(place.weight);
  const limit = isWeight ? LIMITS.weights : LIMITS[place.q === "h" ? "h0" : place.q];
  const label = isWeight ? fillIn(L.weight_all, { name: plainSymbol(place.weight) }) : fillIn(L[`given_${place.q === "h" ? "h0" : place.q}`], { t: place.t });
  const field = makeField({
    label, low: -limit, high: limit, step: 0.05, lang: ctx.lang, labels: L,
    read: () => (isWeight ? ctx.view().net.weights[place.weight] : valueOf(ctx.view(), place.q, place.t)),
    set: (value, live) => (isWeight ? ctx.setWeight(place.weight, value, live) : ctx.setGiven(place.q, place.t, value, live)),
    commit: ctx.commit,
  });
  parts.push(field.update);
  return [html("label", { class: "row" }, html("span", {}, label), field.input), field.error];
}

// One sentence for this stop, in numbers: for the live region, and on a phone above the buttons.
export function stopSentence(ctx, view, s) {
  const { T, sweep, net } = view;
  const part = partOf(s, T);
  if (s.phase === "update") return descentSentence(ctx, view, s);
  const t = stepOf(s, T) ?? T;
  const short = (number, digits = 2) => ctx.short(number ?? 0, digits);
  const name = SUMMED[s.phase === "sum" ? s.stop : 0];
  const silent = ["read", "error"].includes(part) && !sweep.asked[t - 1] ? "_unasked" : "";
  return fillIn(ctx.labels[`say_${s.phase}_${part}${silent}`], {
    t, T, previous: t - 1, next: t + 1, x: short(net.x[t - 1]), before: short(sweep.h[t - 1]), a: short(sweep.a[t - 1]), h: short(sweep.h[t]), y: short(sweep.y[t - 1]),
    target: short(net.target[t - 1]), loss: short(sweep.loss[t - 1], 3), total: short(sweep.total, 3), error: short(sweep.dy[t - 1], 3), back: short(sweep.dh[t], 3),
    own: short(sweep.fromOutput[t - 1], 3), future: short(sweep.fromFuture[t], 3), slope: short(sweep.slope[t - 1]), through: short(sweep.da[t - 1], 3),
    name: plainSymbol(name), parts: sweep.parts[name].map((one) => short(one, 3)).join("; "), gradient: short(sweep.gradient[name], 3),
  });
}
