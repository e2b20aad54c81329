// The time bar: play, and a slider over the training steps that everything follows. While a run goes on it only shows the step.

import { fillIn, html, say, svg, write } from "../lib/dom.js";

const PLAY = "M5 3l11 7-11 7z";
const PAUSE = "M6 4h3v12H6zM11 4h3v12h-3z";

export function makeTime(ctx) {
  const path = svg("path", {});
  const word = html("span", {});
  const play = html("button", { type: "button", class: "play", "data-do": "play", onclick: () => ctx.togglePlay() },
    svg("svg", { viewBox: "0 0 20 20", width: 16, height: 16, "aria-hidden": "true" }, path), word);
  const range = html("input", { type: "range", min: 0, step: 1, "data-do": "time", oninput: () => ctx.go(Number(range.value)) });
  // The slider has the arrow keys, Home and End by itself; everywhere else the page has them.
  const step = html("output", { "data-role": "step" });
  const node = html("div", { class: "timebar", role: "group", "aria-label": ctx.labels.time_bar }, play, range, step);
  function update() {
    const L = ctx.labels;
    write(path, "d", ctx.playing() ? PAUSE : PLAY);
    say(word, ctx.playing() ? L.pause_replay : L.replay);
    play.disabled = range.disabled = ctx.live || ctx.stops() < 2;
    write(range, "max", Math.max(0, ctx.stops() - 1));
    if (Number(range.value) !== ctx.position()) range.value = ctx.position();
    write(range, "aria-label", L.time_bar);
    const text = fillIn(ctx.live ? L.live_step : L.step, { step: ctx.format(ctx.step(), 0) });
    write(range, "aria-valuetext", text);
    say(step, text);
  }
  return { node, update, scrub: update };
}

const FIELDS = "input, select, textarea, [contenteditable]";
const WIDGETS = "button, a, summary, [role=radio], [role=button], [role=tab], [role=slider], [role=menuitem], [role=combobox], [role=option]";

// Arrow keys, Home, End and the space bar from anywhere on the page, but never from a field or another widget.
export function makeTimeKeys(ctx, page) {
  return (event) => {
    const target = event.composedPath()[0];
    const inside = event.composedPath().includes(page);
    const on = (selector) => target instanceof Element && target.closest(selector) !== null;
    if (event.altKey || event.ctrlKey || event.metaKey || ctx.live || on(FIELDS) || (!inside && on(WIDGETS))) return;
    const last = ctx.stops() - 1;
    const go = { ArrowRight: ctx.position() + 1, ArrowLeft: ctx.position() - 1, Home: 0, End: last }[event.key];
    if (go !== undefined) ctx.go(Math.max(0, Math.min(last, go)));
    else if (event.key === " " && !on(WIDGETS)) ctx.togglePlay();
    else return;
    event.preventDefault();
  };
}
