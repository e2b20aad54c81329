// The buttons around the drawing: the phases, walking through them, and what is asked of the network.

import { html, paragraphs, say, svg, toggle, write } from "../lib/dom.js";
import { PHASES, isFirstStop, isLastStop, stopCount } from "./phases.js";

const ICONS = {
  step_back: "M16 4l-6 6 6 6zM9 4l-6 6 6 6z", back: "M14 4l-8 6 8 6z", next: "M6 4l8 6-8 6z",
  step_next: "M4 4l6 6-6 6zM11 4l6 6-6 6z", play: "M5 3l11 7-11 7z", pause: "M6 4h3v12H6zM11 4h3v12h-3z",
};

const icon = (name) => svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));

export function makePhases(ctx) {
  const buttons = PHASES.map((phase) => html("button", { type: "button", "data-phase": phase, onclick: () => ctx.go({ phase, stop: 0 }) }, html("b", {}, ctx.labels[`phase_${phase}`])));
  const node = html("div", { class: "phases", role: "group", "aria-label": ctx.labels.phases }, ...buttons);
  const update = (_, s) => buttons.forEach((button, k) => {
    const at = PHASES.indexOf(s.phase);
    write(button, "aria-current", k === at ? "step" : "false");
    toggle(button, "done", k < at);
  });
  return { node, update };
}

export function makePlayer(ctx) {
  const L = ctx.labels;
  const act = (name, key, run) => html("button", { type: "button", "data-do": name, title: `${L[`go_${name}`]} (${key})`, "aria-label": L[`go_${name}`], onclick: run }, icon(name),
    html("span", {}, L[`do_${name}`]));
  const play = html("button", { type: "button", "data-do": "play", class: "play", onclick: () => ctx.togglePlay() });
  const place = html("span", { class: "place", "data-role": "place" });
  const sentence = html("p", { class: "sentence", "aria-hidden": "true" });
  const node = html("div", { class: "player", role: "group", "aria-label": L.player }, sentence,
    act("step_back", "Shift+←", () => ctx.walkTime(-1)), act("back", "←", () => ctx.walk(-1)), play, act("next", "→", () => ctx.walk(1)),
    act("step_next", "Shift+→", () => ctx.walkTime(1)), place);
  let shown = null;
  function update(view, s) {
    if (shown !== ctx.playing()) {
      shown = ctx.playing();
      play.replaceChildren(icon(shown ? "pause" : "play"), html("span", {}, shown ? L.do_pause : L.do_play));
    }
    for (const name of ["back", "step_back"]) write(node.querySelector(`[data-do=${name}]`), "aria-disabled", isFirstStop(s));
    for (const name of ["next", "step_next"]) write(node.querySelector(`[data-do=${name}]`), "aria-disabled", isLastStop(s, view.T));
    say(place, s.phase === "update" ? String(s.stop) : `${s.stop + 1} / ${stopCount(s.phase, view.T)}`);
    say(sentence, ctx.sentence());
  }
  return { node, update };
}

// At which steps something is asked; how to read the drawing.
export function makeSettings(ctx) {
  const L = ctx.labels;
  const choices = ["every", "last"].map((wanted) => html("button", { type: "button", "data-wanted": wanted, onclick: () => ctx.setWanted(wanted) }, L[`wanted_${wanted}`]));
  const how = html("details", { class: "how" }, html("summary", { "aria-label": L.how, title: L.how }, "i"), html("div", { class: "how-text" }, ...paragraphs(ctx.prose("read"))));
  const node = html("div", { class: "settings" }, html("div", { class: "row" }, html("span", { class: "faint" }, L.wanted),
    html("span", { class: "joined", role: "group", "aria-label": L.wanted }, ...choices), how));
  const update = (_, s) => choices.forEach((choice) => write(choice, "aria-pressed", choice.dataset.wanted === s.wanted));
  return { node, update };
}

export function makeUndoing(ctx) {
  const small = (name, run) => html("button", { type: "button", class: "plain", "data-do": name, onclick: run }, ctx.labels[`do_${name}`]);
  const buttons = { undo: small("undo", ctx.undo), redo: small("redo", ctx.redo), reset: small("reset", ctx.reset) };
  const node = html("div", { class: "row" }, ...Object.values(buttons));
  function update() {
    buttons.undo.disabled = !ctx.canUndo();
    buttons.redo.disabled = !ctx.canRedo();
    buttons.reset.disabled = !ctx.isChanged();
  }
  return { node, update };
}

// What the marks mean, and the keys.
export function makeLegend(ctx) {
  const L = ctx.labels;
  const sign = (name) => html("i", { class: `sign-${name}`, "aria-hidden": "true" });
  const node = html("ul", { class: "legend" }, html("li", {}, sign("below"), sign("above"), L.legend_signed), html("li", {}, sign("two"), L.legend_two),
    html("li", {}, sign("back"), L.legend_back), html("li", {}, L.legend_keys));
  return { node, update() {} };
}
