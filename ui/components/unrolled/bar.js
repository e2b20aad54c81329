// The controls over the picture: before or after training, which nets, and a nudge that travels.

import { html, say, svg, write } from "../lib/dom.js";
import { phaseOf } from "./said.js";

const START = "M5 3l11 7-11 7z";
const END = "M5 5h10v10H5z";

export function makeBar(ctx) {
  const L = ctx.labels;
  const when = ["before", "after"].map((phase) => html("button", { type: "button", "data-phase": phase, onclick: () => ctx.setPhase(phase) }));
  const switches = html("div", { class: "switch", role: "group", "aria-label": L.when }, ...when);
  switches.hidden = !ctx.trained();
  const path = svg("path", {});
  const word = html("span", {});
  const play = html("button", { type: "button", class: "play", "data-do": "nudge", onclick: () => ctx.togglePlay() },
    svg("svg", { viewBox: "0 0 20 20", width: 15, height: 15, "aria-hidden": "true" }, path), word);
  // With two nets or fewer there is nothing to choose.
  const choices = ctx.data.nets.length < 3 ? [] : ctx.nets().map((_, row) => html("select", { "aria-label": row ? L.lower : L.upper, onchange: (event) => ctx.setLane(row, Number(event.target.value)) },
    ...ctx.data.nets.map((net) => html("option", { value: net.lane }, net.name))));
  const node = html("div", { class: "controls" }, switches, play, ...choices);
  function update() {
    when.forEach((button) => {
      write(button, "aria-pressed", button.dataset.phase === ctx.phase);
      say(button, phaseOf(ctx, button.dataset.phase));
    });
    write(path, "d", ctx.playing() ? END : START);
    say(word, ctx.playing() ? L.stop : L.play);
    play.disabled = ctx.s === ctx.T;
    choices.forEach((choice, row) => { choice.value = String(ctx.nets()[row].lane); });
  }
  return { node, update };
}
