// What the reader may do to the number that is open: hold a gate, change a start value, overwrite the memory; and what that
// changed at the end of the run.

import { fillIn, html, say, toggle, write } from "./../lib/dom.js";
import { makeField } from "./../lib/field.js";
import { quantity, readQuantity } from "./quantities.js";
import { LIMITS, memoryLimit, memoryOf, writtenAt } from "./state.js";

export function holdControls(ctx, gate, parts) {
  const L = ctx.labels;
  const entry = quantity(ctx.view().kind, gate);
  const low = gate === "candidate" ? -1 : 0;
  const title = gate === "candidate" ? L.hold_candidate : L.hold_at;
  const hold = (value, live) => ctx.setQuantity(entry, ctx.state().unit, value, live);
  const read = () => ctx.view().run.gates[gate][ctx.state().t][ctx.state().unit];
  const field = makeField({ label: title, low, high: 1, step: 0.05, lang: ctx.lang, labels: L, read, set: hold, commit: ctx.commit });
  const scopes = ["all", "from"].map((scope) => {
    const button = html("button", { type: "button", class: "chip", onclick: () => ctx.setScope(scope) }, L[`scope_${scope}`]);
    parts.push(() => write(button, "aria-pressed", ctx.scope() === scope));
    return button;
  });
  const whichUnits = ["one", "all"].map((units) => {
    const button = html("button", { type: "button", class: "chip", onclick: () => ctx.setUnitScope(units) }, L[`units_${units}`]);
    parts.push(() => write(button, "aria-pressed", ctx.unitScope() === units));
    return button;
  });
  const release = html("button", { type: "button", class: "plain", onclick: () => ctx.release(entry, ctx.state().unit) }, L.release);
  parts.push((v, s) => {
    field.update();
    release.disabled = !s.holds.some((one) => one.gate === gate && one.units.includes(s.unit) && (ctx.scope() === "all" || one.start >= s.t));
  });
  return html("fieldset", { class: "hold" }, html("legend", {}, title),
    html("div", { class: "row" }, ...[low, 1].map((value) => html("button", { type: "button", class: "plain", "data-hold": value, onclick: () => hold(value, false) }, ctx.format(value, 0))), field.input, release),
    html("div", { class: "row", role: "group", "aria-label": L.scope }, ...scopes),
    ctx.view().H > 1 ? html("div", { class: "row", role: "group", "aria-label": L.unit_scope }, ...whichUnits) : null, field.error);
}

export function valueControls(ctx, v, s, entry, parts) {
  const L = ctx.labels;
  const settable = ctx.canSet(entry);
  const units = entry.id === "x" ? v.inputs.map((_, d) => d) : [s.unit];
  const limit = { input: LIMITS.x, h0: LIMITS.h0, c0: LIMITS.c0, memory: memoryLimit(v.kind) }[entry.drag];
  const rows = units.map((u) => {
    const read = () => readQuantity(ctx.view(), entry.id, ctx.state().t)[u];
    const label = entry.id === "x" ? v.inputs[u] : L[`name_${v.kind}_${entry.id}`];
    if (!settable) return null;
    const field = makeField({ label, low: -limit, high: limit, step: 0.05, lang: ctx.lang, labels: L, read, set: (value, live) => ctx.setQuantity(entry, u, value, live), commit: ctx.commit });
    parts.push(field.update);
    return html("div", { class: "row" }, html("label", {}, html("span", {}, label), field.input), field.error);
  });
  const why = html("p", { class: "faint" }, L[settable ? `drag_${entry.drag}` : entry.drag ? "drag_before" : "drag_none"]);
  const undo = entry.drag === "memory" ? html("button", { type: "button", class: "plain", onclick: () => ctx.release(entry, ctx.state().unit) }, L.restore) : null;
  if (undo) parts.push((_, state) => { undo.disabled = writtenAt(state, state.unit, state.t) === null; });
  return html("div", {}, partsOf(ctx, v, entry, parts), ...rows, why, undo);
}

// How a quantity is made of others of the same unit.
const MADE = { kept: "×", written: "×", c: "+", tanh_c: "tanh", h: "×", recalled: "×" };
const MADE_GRU = { ...MADE, written: "(1 −", h: "+" };

// A number that is a product or a sum, opened into its parts; null for what comes from outside or from a whole column.
function partsOf(ctx, v, entry, parts) {
  const sources = entry.from.filter(([, which]) => which === "same").map(([id]) => quantity(v.kind, id));
  if (!sources.length || entry.id === "recalled") return null;
  const sign = v.kind === "rnn" ? "tanh" : (v.kind === "gru" ? MADE_GRU : MADE)[entry.id];
  const shown = [...sources, entry].map((source, k) => {
    const value = html("td", { class: "n" });
    parts.push((view, s) => say(value, ctx.format(readQuantity(view, source.id, s.t)[s.unit], 4)));
    const last = k === sources.length;
    const before = last ? "=" : sign === "tanh" || sign === "(1 −" ? (k === 0 ? sign : ") ×") : k ? sign : "";
    return html("tr", { class: last ? "total" : null }, html("td", { class: "sign" }, before), value,
      html("th", { scope: "row" }, `${source.symbol}  ${ctx.labels[`name_${v.kind}_${source.id}`]}`));
  });
  return html("table", { class: "made" }, html("tbody", {}, ...shown));
}

// What the interventions changed, at the end of the run, in one number.
export function ghostNote(ctx, v, parts) {
  const note = html("p", { class: "ghost-note", "data-role": "difference" });
  parts.push((view, s) => {
    toggle(note, "empty", !view.ghost);
    if (!view.ghost) return say(note, "");
    // The memory, or where an intervention left it alone, what the cell puts out.
    const parted = (id) => view.run[id].some((row, k) => Math.abs(row[s.unit] - view.ghost[id][k][s.unit]) > 5e-4);
    const name = parted(memoryOf(view.kind)) ? memoryOf(view.kind) : "h";
    const [now, was] = [view.run[name][view.T][s.unit], view.ghost[name][view.T][s.unit]];
    const symbol = name === "c" ? "C" : "h";
    const apart = view.run[name].map((row, k) => row[s.unit] - view.ghost[name][k][s.unit]);
    const step = apart.reduce((best, value, k) => (Math.abs(value) > Math.abs(apart[best]) ? k : best), 0);
    const template = Math.abs(apart[step]) < 5e-4 ? ctx.labels.no_difference : ctx.labels.difference;
    say(note, fillIn(template, { symbol: view.H > 1 ? `${symbol}${s.unit + 1}` : symbol, now: ctx.format(now), was: ctx.format(was),
      difference: ctx.format(now - was), largest: ctx.format(apart[step]), step }));
    return null;
  });
  return note;
}
