// The sum card beside the drawing: the step's question and prose, its equations with this step's numbers, and the sum behind
// the number that is open, term by term, with what the reader may change about it.

import { GATES, squash, terms } from "./../lib/cells.js";
import { fillIn, html, paragraphs, say, svg, toggle, write } from "./../lib/dom.js";
import { makeField } from "./../lib/field.js";
import { ghostNote, holdControls, valueControls } from "./act.js";
import { QUANTITIES, isGate, quantity, readQuantity } from "./quantities.js";
import { LIMITS, STAGES, gateIndex, heldAt, memoryOf, setWeight, writtenAt } from "./state.js";

// Equation lines of each stage: the general form, "_" before a subscript, and the same with numbers: "@id" a quantity of the
// chosen unit, "#gate" its sum. The last number is what the equation gives; a hold may make something else of it.
const LINES = {
  lstm: {
    in: [],
    forget: [["f = σ(W_f x(t) + U_f h(t−1) + b_f)", "f = σ( #forget ) = @forget"], ["f · C(t−1)", "@forget × @c_prev = @kept"]],
    learn: [["i = σ(W_i x(t) + U_i h(t−1) + b_i)", "i = σ( #input ) = @input"], ["g = tanh(W_g x(t) + U_g h(t−1) + b_g)", "g = tanh( #candidate ) = @candidate"],
      ["i · g", "@input × @candidate = @written"]],
    update: [["C(t) = f · C(t−1) + i · g", "C = @kept + @written = @c"]],
    output: [["o = σ(W_o x(t) + U_o h(t−1) + b_o)", "o = σ( #output ) = @output"], ["h(t) = o · tanh C(t)", "h = @output × @tanh_c = @h"]],
  },
  gru: {
    in: [],
    reset: [["r = σ(W_r x(t) + U_r h(t−1) + b_r)", "r = σ( #reset ) = @reset"], ["r · (U_n h(t−1) + b′)", "= @recalled"]],
    idea: [["n = tanh(W_n x(t) + b_n + r · (U_n h(t−1) + b′))", "n = tanh( #candidate ) = @candidate"]],
    update: [["z = σ(W_z x(t) + U_z h(t−1) + b_z)", "z = σ( #update ) = @update"]],
    output: [["z · h(t−1)", "@update × @h_prev = @kept"], ["(1 − z) · n", "(1 − @update ) × @candidate = @written"],
      ["h(t) = z · h(t−1) + (1 − z) · n", "h = @kept + @written = @h"]],
  },
  rnn: { in: [], sum: [["Σ = W x(t) + U h(t−1) + b", "Σ = @sum"]], squash: [["h(t) = tanh(Σ)", "h = tanh( @sum ) = @h"]] },
};
const ARRIVING = { lstm: ["x", "h_prev", "c_prev"], gru: ["x", "h_prev"], rnn: ["x", "h_prev"] };

export function makeCard(ctx) {
  const node = html("section", { class: "card" });
  let key = null;
  let parts = [];
  function update(v, s) {
    const wanted = [s.cell, s.seed, v.H, v.D, s.stage, ctx.opened(), s.unit, s.t === 0].join("/");
    if (wanted !== key) {
      key = wanted;
      parts = [];
      node.replaceChildren(...build(ctx, v, s, parts).filter(Boolean));
    }
    for (const part of parts) part(v, s);
  }
  return { node, update };
}

function build(ctx, v, s, parts) {
  const L = ctx.labels;
  const stage = STAGES[v.kind][s.stage];
  const [lead, ...more] = paragraphs(ctx.prose(v.kind, stage));
  const beware = more.length ? html("div", { class: "beware" }, ...more) : null;
  return [
    html("h2", {}, L[`title_${v.kind}_${stage}`]),
    lead,
    v.H > 1 ? unitChooser(ctx, v, parts) : null,
    equations(ctx, v, stage, parts),
    sumOf(ctx, v, s, parts),
    beware,
  ];
}

function unitChooser(ctx, v, parts) {
  const buttons = Array.from({ length: v.H }, (_, u) => html("button", { type: "button", class: "chip", onclick: () => ctx.go({ unit: u }) }, String(u + 1)));
  parts.push((_, s) => buttons.forEach((button, u) => write(button, "aria-pressed", u === s.unit)));
  return html("div", { class: "units", role: "group", "aria-label": ctx.labels.unit }, html("span", {}, ctx.labels.unit), ...buttons);
}

// A number that stands for a quantity: looking at it lights its place in the drawing, pressing it opens its sum.
function liveNumber(ctx, kind, id, name, parts, read) {
  const role = quantity(kind, id).role;
  const button = html("button", { type: "button", class: `live role-${role}`, onclick: () => ctx.go({ open: id }) });
  button.onpointerenter = button.onfocus = () => ctx.look({ id, unit: ctx.state().unit });
  button.onpointerleave = button.onblur = () => ctx.look(null);
  parts.push((v, s) => {
    say(button, ctx.format(read(v, s)));
    write(button, "aria-label", `${name}: ${ctx.format(read(v, s))}`);
    const looked = ctx.looked();
    toggle(button, "source", looked?.id === id);
  });
  return button;
}

const ofUnit = (id) => (v, s) => readQuantity(v, id, s.t)[s.unit];

function equations(ctx, v, stage, parts) {
  if (stage === "in") {
    const rows = ARRIVING[v.kind].flatMap((id) => {
      const values = html("dd", {});
      parts.push((view, s) => say(values, readQuantity(view, id, s.t).map((value) => ctx.format(value)).join("   ")));
      return [html("dt", {}, `${quantity(v.kind, id).symbol} `, html("span", { class: "faint" }, ctx.labels[`name_${v.kind}_${id}`])), values];
    });
    return html("dl", { class: "arriving" }, ...rows);
  }
  const lines = LINES[v.kind][stage].map((line) => equationLine(ctx, v.kind, line, parts));
  return html("div", { class: "equations" }, ...lines, stage === STAGES[v.kind].at(-1) ? answerLine(ctx, parts) : null);
}

function equationLine(ctx, kind, [general, numbers], parts) {
  const L = ctx.labels;
  const all = numbers.split(" ");
  const result = all.at(-1).slice(1);
  const pieces = all.map((piece, k) => {
    const id = piece.slice(1);
    const name = L[`name_${kind}_${id}`];
    if (piece[0] === "#") return liveNumber(ctx, kind, id, fillIn(L.sum_of, { name }), parts, (v, s) => v.run.z[id][s.t][s.unit]);
    if (piece[0] === "@") return liveNumber(ctx, kind, id, name, parts, k === all.length - 1 ? (v, s) => byItself(v, s, id) : ofUnit(id));
    return html("span", {}, piece);
  });
  const aside = html("span", { class: "aside" });
  parts.push((v, s) => {
    const value = ofUnit(result)(v, s);
    say(aside, byItself(v, s, result) === value ? "" : fillIn(L.by_hand, { value: ctx.format(value) }));
  });
  return html("div", { class: "line" }, html("div", { class: "general" }, ...symbols(general)), html("div", { class: "numbers" }, ...pieces, aside));
}

// What an equation gives for the chosen unit, whatever is held or overwritten by hand.
function byItself(v, s, id) {
  const of = (name) => ofUnit(name)(v, s);
  if (GATES[v.kind].includes(id) && heldAt(s, id, s.unit, s.t)) return squash(v.cell, id, v.run.z[id][s.t][s.unit]);
  if (id === memoryOf(v.kind) && writtenAt(s, s.unit, s.t)) {
    return v.kind === "rnn" ? squash(v.cell, "candidate", of("sum")) : of("kept") + of("written");
  }
  return of(id);
}

// "W_f x" as text with real subscripts.
function symbols(text) {
  return text.split(/_(\w)/).map((piece, k) => (k % 2 ? html("sub", {}, piece) : document.createTextNode(piece)));
}

// What a trained net says: its readout of all units' h, from -1 to 1.
function answerLine(ctx, parts) {
  if (!ctx.example().readout) return null;
  const value = html("b", { "data-role": "answer" });
  parts.push((v, s) => {
    const { weights, bias } = ctx.example().readout;
    const score = readQuantity(v, "h", s.t).reduce((sum, h, u) => sum + weights[u] * h, bias);
    say(value, ctx.format(Math.tanh(score / 2)));
  });
  return html("div", { class: "line" }, html("div", { class: "general" }, "tanh((w · h(t) + b) / 2)"), html("div", { class: "numbers" }, html("span", {}, ctx.labels.answer), value));
}

function sumOf(ctx, v, s, parts) {
  const id = ctx.opened();
  const entry = quantity(v.kind, id);
  const gate = id === "sum" ? "candidate" : GATES[v.kind].includes(id) ? id : null;
  const name = id === "x" ? ctx.labels[`name_${v.kind}_x`] : fillIn(ctx.labels.number_name, { name: ctx.labels[`name_${v.kind}_${id}`], unit: s.unit + 1 });
  const held = entry.drag === "gate" ? holdControls(ctx, gate, parts) : null;
  const body = gate ? [held, ghostNote(ctx, v, parts), termTable(ctx, v, gate, s.unit, parts), bigCurve(ctx, v, gate, parts)]
    : [valueControls(ctx, v, s, entry, parts), ghostNote(ctx, v, parts)];
  return html("div", { class: "sum" }, html("h3", {}, v.H > 1 || id === "x" ? name : ctx.labels[`name_${v.kind}_${id}`]), ...body);
}

// --- the sum of a gate, term by term; every weight is a field ---

function weightField(ctx, v, term, gate, unit) {
  const k = gateIndex(v, gate);
  const key = { input: `W_ih.${k}.${unit}.${term.index}`, recurrent: `W_hh.${k}.${unit}.${term.index}`,
    bias: `b_ih.${k}.${unit}`, recurrent_bias: `b_hh.${k}.${unit}` }[term.source];
  // PyTorch adds two biases; the reader sees their sum and changes the first (a GRU's candidate keeps them apart).
  const other = (view) => (term.source === "bias" && !(view.kind === "gru" && gate === "candidate") ? view.cell.b_hh[k][unit] : 0);
  const read = () => key.split(".").reduce((part, index) => part[index], ctx.view().cell) + other(ctx.view());
  return makeField({
    label: termName(ctx, v, term), low: -LIMITS.weights, high: LIMITS.weights, step: 0.05, lang: ctx.lang, labels: ctx.labels, read,
    set: (value, live) => ctx.change((state, view, example) => setWeight(state, example, key, value - other(view)), live),
    commit: ctx.commit,
  });
}

function termName(ctx, v, term) {
  const L = ctx.labels;
  if (term.source === "input") return fillIn(L.weight_of, { name: v.inputs[term.index] });
  if (term.source === "recurrent") return fillIn(L.weight_of, { name: `h${v.H > 1 ? term.index + 1 : ""}(t−1)` });
  return term.source === "bias" ? L.bias : L.recurrent_bias;
}

function termTable(ctx, v, gate, unit, parts) {
  const L = ctx.labels;
  const list = terms(v.cell, v.run, v.x, ctx.state().t, gate, unit);
  const rows = list.map((term, k) => {
    const field = weightField(ctx, v, term, gate, unit);
    const isBias = term.source.endsWith("bias");
    const label = isBias ? (term.source === "bias" ? "b" : "b′") : term.source === "input" ? v.inputs[term.index] : `h${v.H > 1 ? term.index + 1 : ""}(t−1)`;
    const [value, product] = [html("td", { class: "n" }), html("td", { class: "n product" })];
    const bar = html("i", {});
    const row = html("tr", {}, html("th", { scope: "row" }, label), html("td", {}, field.input), html("td", { class: "sign" }, isBias && term.source === "bias" ? "" : "×"), value,
      html("td", { class: "sign" }, "="), product, html("td", { class: "share" }, bar));
    const source = term.source === "input" ? { id: "x", unit: term.index } : term.source === "recurrent" ? { id: "h_prev", unit: term.index } : null;
    row.onpointerenter = () => ctx.point(source);
    row.onpointerleave = () => ctx.point(null);
    row.addEventListener("focusin", () => ctx.point(source));
    row.addEventListener("focusout", () => ctx.point(null));
    parts.push((view, s) => {
      const all = terms(view.cell, view.run, view.x, s.t, gate, unit);
      const largest = Math.max(1e-9, ...all.map((t) => Math.abs(t.product)));
      field.update();
      const looked = ctx.looked();
      toggle(row, "source", Boolean(looked && source) && looked.id === source.id && looked.unit === source.unit);
      say(value, isBias && term.source === "bias" ? "" : ctx.format(all[k].value));
      say(product, ctx.format(all[k].product));
      bar.style.width = `${(50 * Math.abs(all[k].product)) / largest}%`;
      bar.className = all[k].product < 0 ? "negative" : "positive";
    });
    return [row, html("tr", { class: "complaint" }, html("td", { colspan: 7 }, field.error))];
  });
  const total = html("td", { class: "n product" });
  parts.push((view, s) => say(total, ctx.format(view.run.z[gate][s.t][unit])));
  return html("table", { class: "terms" },
    html("thead", {}, html("tr", {}, html("th", { scope: "col" }, L.term), html("th", { scope: "col" }, L.weight), html("td", {}), html("th", { scope: "col" }, L.value),
      html("td", {}), html("th", { scope: "col" }, L.product), html("td", {}))),
    html("tbody", {}, ...rows.flat()),
    html("tfoot", {}, html("tr", {}, html("th", { scope: "row", colspan: 5 }, L.total), total, html("td", {}))));
}

// The squashing curve, z from -8 to 8, with the present point and its two numbers.
function bigCurve(ctx, v, gate, parts) {
  const gateLike = isGate(quantity(v.kind, gate) ?? { range: "unit" });
  const [W, H] = [300, 84];
  const px = (z) => W / 2 + Math.max(-8, Math.min(8, z)) * (W / 16 - 1);
  const py = (y) => (gateLike ? H - 10 - y * (H - 20) : H / 2 - Math.max(-1, Math.min(1, y)) * (H / 2 - 10));
  const path = Array.from({ length: 65 }, (_, k) => -8 + k / 4).map((z) => `${px(z).toFixed(1)} ${py(squash(v.cell, gate, z)).toFixed(1)}`).join("L");
  const drop = svg("path", { class: "drop" });
  const point = svg("circle", { r: 6, class: "point" });
  const text = svg("text", { class: "reading", x: 6, y: 16 });
  const hollow = svg("circle", { r: 6, class: "hollow" });
  parts.push((view, s) => {
    const z = view.run.z[gate][s.t][s.unit];
    const value = view.run.gates[gate][s.t][s.unit];
    for (const [dot, at] of [[point, value], [hollow, squash(view.cell, gate, z)]]) {
      write(dot, "cx", px(z).toFixed(1));
      write(dot, "cy", py(at).toFixed(1));
    }
    write(drop, "d", `M${px(z).toFixed(1)} ${py(0).toFixed(1)}V${py(value).toFixed(1)}`);
    say(text, `${gateLike ? "σ" : view.cell.activation}(${ctx.format(z)}) = ${ctx.format(squash(view.cell, gate, z))}`);
  });
  return svg("svg", { viewBox: `0 0 ${W} ${H}`, class: "curve-large", role: "img", "aria-label": ctx.labels.curve_alt },
    svg("path", { d: `M8 ${py(0)}H${W - 8}M${px(0)} 6V${H - 6}`, class: "axis" }), svg("path", { d: `M${path}`, class: "squash" }), drop, hollow, point, text);
}

// One sentence for a screen reader: what this stage did, in numbers.
export function stageSentence(ctx, v, s) {
  const stage = STAGES[v.kind][s.stage];
  const values = Object.fromEntries(QUANTITIES[v.kind].map((entry) => [entry.id, readQuantity(v, entry.id, s.t)])
    .map(([id, row]) => [id, row.map((value) => ctx.format(value)).join("; ")]));
  const share = (id) => readQuantity(v, id, s.t).map((value) => ctx.percent(value)).join("; ");
  const percents = Object.fromEntries(QUANTITIES[v.kind].filter(isGate).map(({ id }) => [`${id}_percent`, share(id)]));
  const byHand = s.holds.some((hold) => hold.start <= s.t && (hold.stop === null || s.t < hold.stop));
  return [fillIn(ctx.labels.step_of, { t: s.t + 1, T: v.T }), fillIn(ctx.labels[`say_${v.kind}_${stage}`], { ...values, ...percents }),
    byHand ? ctx.labels.said_by_hand : ""].join(" ").trim();
}
