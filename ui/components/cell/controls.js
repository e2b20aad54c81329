// The buttons around the drawing: which cell, undo and redo, the stages of a time step, and playing through time.

import { fillIn, html, say, svg, toggle, write } from "./../lib/dom.js";
import { formatExact } from "./../lib/numbers.js";
import { readSeries } from "./series.js";
import { LIMITS, STAGES, isAtEnd, moveStage, moveStep, moveToEnd, moveToStart, setSeries } from "./state.js";

const ICONS = {
  first: "M5 4v12M15 4l-8 6 8 6z", step_back: "M16 4l-6 6 6 6zM9 4l-6 6 6 6z", back: "M14 4l-8 6 8 6z", next: "M6 4l8 6-8 6z",
  step_next: "M4 4l6 6-6 6zM11 4l6 6-6 6z", last: "M15 4v12M5 4l8 6-8 6z", play: "M5 3l11 7-11 7z", pause: "M6 4h3v12H6zM11 4h3v12h-3z",
};

const icon = (name) => svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));

// The stages of one time step, in words, as a strip that lights up with the drawing.
export function makeStages(ctx) {
  const { kind } = ctx.view();
  const buttons = STAGES[kind].map((stage, k) => html("button", { type: "button", "data-stage": stage, onclick: () => ctx.go({ stage: k }) },
    html("b", {}, ctx.labels[`stage_${kind}_${stage}`])));
  const node = html("div", { class: "stages", role: "group", "aria-label": ctx.labels.stages }, ...buttons);
  const update = (_, s) => buttons.forEach((button, k) => {
    write(button, "aria-current", k === s.stage ? "step" : "false");
    toggle(button, "done", k < s.stage);
  });
  return { node, update };
}

export function makePlayer(ctx) {
  const L = ctx.labels;
  const act = (name, key, run) => {
    const label = L[`go_${name}`] ?? L[`do_${name}`];
    return html("button", { type: "button", "data-do": name, title: `${label} (${key})`, "aria-label": label, onclick: run }, icon(name), html("span", {}, L[`do_${name}`]));
  };
  const play = html("button", { type: "button", "data-do": "play", class: "play", onclick: () => ctx.togglePlay() });
  const speed = html("select", { "aria-label": L.speed, "data-do": "speed", onchange: () => ctx.setSpeed(Number(speed.value)) },
    ...[0.5, 1, 2, 4].map((value) => html("option", { value, selected: value === ctx.speed() }, `${ctx.format(value, value < 1 ? 1 : 0)}×`)));
  const walk = (fn) => () => ctx.walk(fn);
  const node = html("div", { class: "player", role: "group", "aria-label": L.player },
    act("first", "Home", walk(moveToStart)),
    act("step_back", "Shift+←", walk((s, v) => moveStep(s, v, -1))),
    act("back", "←", walk((s, v) => moveStage(s, v, -1))), play,
    act("next", "→", walk((s, v) => moveStage(s, v, 1))),
    act("step_next", "Shift+→", walk((s, v) => moveStep(s, v, 1))),
    act("last", "End", walk(moveToEnd)),
    speed);
  let shown = null;
  function update(v, s) {
    if (shown !== ctx.playing()) {
      shown = ctx.playing();
      play.replaceChildren(icon(shown ? "pause" : "play"), html("span", {}, shown ? L.do_pause : L.do_play));
    }
    const atStart = s.t === 0 && s.stage === 0;
    const atEnd = isAtEnd(s, v);
    for (const name of ["first", "back"]) write(node.querySelector(`[data-do=${name}]`), "aria-disabled", atStart);
    for (const name of ["last", "next"]) write(node.querySelector(`[data-do=${name}]`), "aria-disabled", atEnd);
    write(node.querySelector("[data-do=step_back]"), "aria-disabled", s.t === 0);
    write(node.querySelector("[data-do=step_next]"), "aria-disabled", s.t === v.T - 1);
  }
  return { node, update };
}

// What the marks of the drawing mean, and the keys.
export function makeLegend(ctx) {
  const L = ctx.labels;
  const sign = (name) => html("i", { class: `sign-${name}`, "aria-hidden": "true" });
  const entry = (text, ...signs) => html("li", {}, ...signs, text);
  const node = html("ul", { class: "legend" }, entry(L.legend_signed, sign("below"), sign("above")), entry(L.legend_ghost, sign("ghost")),
    entry(L.legend_held, sign("held")), entry(L.legend_kept, sign("kept")), html("li", {}, L.legend_keys));
  return { node, update() {} };
}

// Which cell: its name, what it is and where its weights come from; the seed of a random one; undo, redo, reset.
export function makeChooser(ctx) {
  const L = ctx.labels;
  const groups = ["lstm", "gru", "rnn"].map((kind) => html("optgroup", { label: L[`kind_${kind}`] },
    ...ctx.catalogue.filter((example) => example.cell.kind === kind).map((example) => html("option", { value: example.id }, example.title))));
  const select = html("select", { class: "which", "aria-label": L.choose_cell, "data-do": "choose", onchange: () => ctx.choose(select.value) }, ...groups);
  const seed = html("select", { "aria-label": L.seed, "data-do": "seed", onchange: () => ctx.chooseSeed(Number(seed.value)) });
  const seedBox = html("label", { class: "seed" }, html("span", {}, L.seed), seed);
  const about = html("p", { class: "about", "data-role": "about" });
  const small = (name, run) => html("button", { type: "button", class: "plain", "data-do": name, onclick: run }, L[`do_${name}`]);
  const buttons = { undo: small("undo", ctx.undo), redo: small("redo", ctx.redo), reset: small("reset", ctx.reset) };
  const node = html("div", { class: "chooser" }, html("div", { class: "row" }, select, seedBox), about, html("div", { class: "row tight" }, ...Object.values(buttons)));
  function update(v, s) {
    const example = ctx.example();
    if (select.value !== s.cell) select.value = s.cell;
    seedBox.hidden = !example.seeds;
    if (example.seeds && seed.options.length !== example.seeds.length) seed.replaceChildren(...example.seeds.map((_, k) => html("option", { value: k }, String(k))));
    if (example.seeds) seed.value = s.seed;
    say(about, example.about);
    buttons.undo.disabled = !ctx.canUndo();
    buttons.redo.disabled = !ctx.canRedo();
    buttons.reset.disabled = !ctx.isChanged();
  }
  return { node, update };
}

// The inputs as text, one line a channel: typed or pasted, and said at once what could not be used.
export function makeSeriesEditor(ctx) {
  const L = ctx.labels;
  const v = ctx.view();
  const error = html("p", { class: "error", role: "alert", id: "series-error" });
  const fields = v.inputs.map((name) => html("input", { type: "text", "aria-label": name, "aria-describedby": "series-error", autocomplete: "off" }));
  const apply = () => {
    const { rows, problem } = readSeries(texts(), ctx.lang);
    say(error, problem ? fillIn(L[`series_${problem.name}`], { ...problem, steps: LIMITS.steps, limit: LIMITS.x }) : "");
    if (rows) ctx.change((state) => setSeries(state, rows), false);
  };
  const node = html("details", { class: "series" }, html("summary", {}, L.series), html("p", { class: "faint" }, fillIn(L.series_how, { steps: LIMITS.steps })),
    ...v.inputs.map((name, d) => html("label", { class: "row" }, html("span", {}, name), fields[d])),
    html("button", { type: "button", class: "plain", "data-do": "apply-series", onclick: apply }, L.series_apply), error);
  for (const field of fields) {
    field.onkeydown = (event) => {
      event.stopPropagation();
      if (event.key === "Enter") apply();
    };
  }
  let last = null;
  let written = [];
  const texts = () => fields.map((field) => field.value);
  const put = (values) => fields.forEach((field, d) => { field.value = values[d]; });
  // What was typed and not used yet.
  const draft = () => (texts().join() === written.join() ? null : texts());
  function restore(typed) {
    last = ctx.view().x;
    put(typed);
  }
  function update(view) {
    if (view.x === last || fields.includes(node.getRootNode().activeElement)) return;
    last = view.x;
    put(fields.map((_, d) => view.x.map((row) => formatExact(row[d], ctx.lang)).join(" ")));
    written = texts();
  }
  return { node, update, draft, restore };
}
