// The controls: play, which cell, and one cell on or back.

import { html, say, svg, write } from "../lib/dom.js";
import { unitName } from "../lib/units.js";
import { MEAN } from "./holding.js";

const PLAY_MARK = "M5 3l11 7-11 7z";
const STOP_MARK = "M5 5h10v10H5z";

export function makeStrip(ctx) {
  const { labels: L, data } = ctx;
  const [mark, word] = [svg("path", {}), html("span", {})];
  const play = html("button", { type: "button", class: "play", "data-do": "play", onclick: () => ctx.togglePlay() },
    svg("svg", { viewBox: "0 0 20 20", width: 15, height: 15, "aria-hidden": "true" }, mark), word);
  const select = html("select", { "data-do": "cell", onchange: () => ctx.setCell(select.value === MEAN ? MEAN : Number(select.value)) },
    html("option", { value: MEAN }, L.mean_option), ...data.order.map((cell, k) => html("option", { value: cell }, `${unitName(data.net.kind, cell)} · ${k + 1}/${data.net.H}`)));
  const arrow = (name, d, by) => html("button", { type: "button", "aria-label": name, title: name, onclick: () => ctx.flip(by) },
    svg("svg", { viewBox: "0 0 20 20", width: 15, height: 15, "aria-hidden": "true" }, svg("path", { d })));
  const [back, on] = [arrow(L.before, "M10 5L17 15H3Z", -1), arrow(L.after, "M10 15L3 5H17Z", 1)];
  const node = html("div", { class: "controls" }, play, html("label", {}, html("span", {}, L.cell), select), html("div", { class: "flip" }, back, on));
  function update() {
    write(mark, "d", ctx.playing() ? STOP_MARK : PLAY_MARK);
    say(word, ctx.playing() ? L.stop : L.play);
    select.value = String(ctx.cell);
    const place = ctx.choices().indexOf(ctx.cell);
    back.disabled = place === 0;
    on.disabled = place === ctx.choices().length - 1;
  }
  return { node, update };
}
