// The map of starts: how long the gradient lasts at each place of a plane. A click or Enter has the page's curves start there.

import { fillIn, html, say, svg, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { formatNumber } from "../lib/numbers.js";
import { spotIn } from "../lib/pointer.js";
import { scientific } from "../lib/powers.js";
import { themeOf } from "../lib/theme.js";
import { makeFigure } from "../race/figure.js";
import { drawMap, drawSwatch } from "./map.js";

const NARROW_MAP = 560; // px of width below which it has a layout for a phone
const WIDE_MAP = 900; // px from which on what is said of it stands beside it

export default (component) => live(component, makeMap);

function makeMap(root) {
  const box = root.querySelector("[data-role=plane]");
  const readout = root.querySelector("[data-role=readout]");
  const toCurves = root.querySelector("[data-role=to-curves]");
  let data = null;
  let choose = null;
  let figure = null;
  let cursor = [0, 0];
  let built = "";
  let width = 0;
  const ctx = {
    get labels() { return data.labels; },
    format: (value, digits) => formatNumber(value, data.lang, digits),
  };

  function wordsAt([i, j]) {
    const [L, steps, last, region] = [data.labels, data.steps[j][i], data.last[j][i], data.regions[j][i]];
    const where = fillIn(L.where, { x: data.x.texts[i], y: data.y.texts[j] });
    const fell = steps === null ? fillIn(L.lasts, { steps: data.T }) : fillIn(steps === 1 ? L.fell_one : L.fell, { steps });
    const left = fillIn(L.left, { steps: data.T, factor: scientific(last, data.lang) });
    return `${where}: ${L.names[region + 1]}. ${fell} ${left}`;
  }

  function draw() {
    if (!data || !width) return;
    toggle(box, "narrow", width < NARROW_MAP);
    toggle(box, "wide", width >= WIDE_MAP);
    const picture = figure.picture;
    const room = root.querySelector("[data-slot=figure]").clientWidth;
    drawMap(picture, data, { width: Math.min(room, 900), height: width < NARROW_MAP ? 400 : 430, theme: box.dataset.theme });
    figure.update(data.labels.title_map, data.alt);
    picture.showCursor(cursor);
    say(readout, wordsAt(cursor));
    write(box, "aria-busy", false);
  }

  function moveTo([i, j]) {
    cursor = [Math.max(0, Math.min(data.x.at.length - 1, i)), Math.max(0, Math.min(data.y.at.length - 1, j))];
    figure.picture.showCursor(cursor);
    say(readout, wordsAt(cursor));
  }

  function build() {
    figure = makeFigure(ctx, "map");
    const { picture } = figure;
    write(picture, "tabindex", 0);
    const placeOf = (event) => {
      return picture.placeAt(...spotIn(picture, event));
    };
    picture.onpointermove = (event) => {
      const place = placeOf(event);
      if (place) moveTo(place);
    };
    picture.onpointerleave = () => moveTo(data.chosen ?? cursor);
    picture.onclick = (event) => {
      const place = placeOf(event);
      if (!place) return;
      moveTo(place);
      choose(place);
    };
    picture.onkeydown = (event) => {
      const [dx, dy] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [0, 0];
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (dx || dy) moveTo([cursor[0] + dx, cursor[1] + dy]);
      else if (event.key === "Enter" || event.key === " ") choose(cursor);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    root.querySelector("[data-slot=figure]").replaceChildren(figure.node);
  }

  function showLegend() {
    const items = data.legend.map(({ steps, text }) => html("li", {}, drawSwatch(steps, data.T, box.dataset.theme), html("span", {}, text)));
    const ends = [["grown", data.labels.legend_grown], ...(data.mark ? [["mark", data.labels.legend_mark]] : [])];
    items.push(...ends.map(([what, text]) => html("li", {}, drawSwatch(what, data.T, box.dataset.theme), html("span", {}, text))));
    root.querySelector("[data-slot=legend]").replaceChildren(html("li", {}, data.labels.legend_steps), ...items);
  }

  function receive(next, { setTriggerValue }) {
    const another = data === null || data.kind !== next.kind || JSON.stringify(data.chosen) !== JSON.stringify(next.chosen);
    data = next;
    choose = (place) => setTriggerValue("place", place);
    box.dataset.theme = themeOf(box);
    if (built !== data.lang) build();
    built = data.lang;
    if (another) cursor = data.chosen ?? data.begin;
    // The curves are out of sight, so there is a way to see that they have moved.
    toCurves.hidden = data.chosen === null;
    say(toCurves, data.labels.to_curves);
    showLegend();
    draw();
  }

  toCurves.onclick = () => document.querySelector(".st-key-decay")?.scrollIntoView({ block: "start" });

  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    draw();
  });
  watch.observe(box);

  return { receive, leave: () => watch.disconnect() };
}
