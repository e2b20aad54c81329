// The race in a thumbnail: right answers against distance, and a slider that takes the reader back through training.

import { fillIn, say, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { formatNumber, formatPercent } from "../lib/numbers.js";
import { themeOf } from "../lib/theme.js";
import { makeNames } from "../race/lanes.js";
import { momentOf, stopsOf } from "../race/moment.js";
import { makeDistance } from "../race/results.js";

const HEIGHT = 210; // px

export default (component) => live(component, makeRaceCard);

function makeRaceCard(root) {
  const box = root.querySelector("[data-role=race-card]");
  const slider = root.querySelector("input");
  let data = null;
  let stops = [];
  let lang = null;
  let parts = [];
  const ctx = {
    get labels() { return data.labels; },
    get task() { return data.task; },
    get lanes() { return data.lanes; },
    format: (value, digits) => formatNumber(value, data.lang, digits),
    percent: (share) => formatPercent(share, data.lang),
    step: () => stops[Number(slider.value)] ?? 0,
    at: (lane) => momentOf(lane, ctx.step()),
  };

  function draw() {
    if (!box.clientWidth) return;
    for (const part of parts) part.update({ width: box.clientWidth, height: HEIGHT });
    const text = fillIn(data.labels.step, { step: ctx.format(ctx.step(), 0) });
    say(root.querySelector("label span"), text);
    write(slider, "aria-label", data.labels.time_bar);
    write(slider, "aria-valuetext", text);
    write(box, "aria-busy", false);
  }

  function receive(next) {
    const first = data === null;
    data = next;
    box.dataset.theme = themeOf(box);
    stops = stopsOf(data.lanes);
    write(slider, "max", stops.length - 1);
    if (first) slider.value = stops.length - 1;
    if (lang !== data.lang) {
      parts = [makeNames(ctx), makeDistance(ctx)];
      root.querySelector("[data-slot=lanes]").replaceChildren(parts[0].node);
      root.querySelector("[data-slot=figure]").replaceChildren(parts[1].node);
    }
    lang = data.lang;
    draw();
  }

  slider.oninput = draw;
  const watch = new ResizeObserver(draw);
  watch.observe(box);
  return { receive, leave: () => watch.disconnect() };
}
