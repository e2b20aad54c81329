// A memory before and after an operation. Python hands over both; which quantity is drawn and what is under the cursor is decided here.

import { floatsOf } from "../lib/arrays.js";
import { fillIn, html, say, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { formatNumber } from "../lib/numbers.js";
import { isMoved, spotIn } from "../lib/pointer.js";
import { lectureRoom } from "../lib/room.js";
import { themeOf } from "../lib/theme.js";
import { unitName } from "../lib/units.js";
import { drawAnswers } from "./answers.js";
import { makeBar } from "./bar.js";
import { layoutOf, makeOperation } from "./operation.js";
import { drawRates } from "./rates.js";

const NARROW = 640; // px of width below which time runs from top to bottom
const PANEL = 272;
const GAP = 14;

export default (component) => live(component, makeSurgery);

function makeSurgery(root) {
  const page = root.querySelector("[data-role=surgery]");
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  let [data, layout, width, letter, built, parts] = [null, null, 0, null, "", null];
  // {t, row}: the cell under the mouse, which goes with it, and the one that was chosen by click or key.
  let [peeked, pinned] = [null, null];

  const ctx = {
    get data() { return data; },
    get labels() { return data.labels; },
    get lang() { return data.lang; },
    theme: () => page.dataset.theme,
    layout: () => layout,
    shown: () => data.shown.find((one) => one.letter === letter) ?? data.shown[0],
    show(next) { letter = next; update(); },
    at: () => peeked ?? pinned,
    // h of a net without squashing may leave the scale.
    beyond: () => data.kind !== "lstm" && [ctx.shown().before, ctx.shown().after].some((values) => values.some((value) => Math.abs(value) > 1)),
  };

  function move() {
    const at = ctx.at();
    parts.operation.move();
    const place = at ?? { t: 1, row: 0 };
    const text = readoutOf(place);
    say(root.querySelector("[data-role=readout]"), at ? text : data.labels.rest);
    write(parts.over, "aria-valuenow", place.t);
    write(parts.over, "aria-valuetext", text);
  }

  function readoutOf({ t, row }) {
    const { before, after } = ctx.shown();
    const T = data.words.length;
    const number = (values) => formatNumber(values[row * T + t - 1], data.lang);
    const cell = `${unitName(data.kind, data.cells[row])}, ${data.labels[`name_${ctx.shown().letter}`]}`;
    return fillIn(data.labels.readout, { cell, word: data.words[t - 1], t, before: number(before), after: number(data.done ? after : before) });
  }

  function peek(next) {
    peeked = next;
    move();
  }

  function pin(next) {
    [peeked, pinned] = [null, next];
    move();
  }

  function build() {
    const [bar, operation] = [makeBar(ctx), makeOperation(ctx)];
    const over = html("div", { class: "over", role: "slider", tabindex: 0, "aria-label": data.labels.words, "aria-valuemin": 1 });
    over.onpointermove = (event) => { if (isMoved(event)) peek(layout.hit(...spot(event))); };
    over.onpointerleave = (event) => { if (event.pointerType === "mouse") peek(null); };
    over.onclick = (event) => pin(layout.hit(...spot(event)));
    over.onkeydown = step;
    const spot = (event) => {
      return spotIn(over, event);
    };
    const plot = html("div", { class: "plot" }, operation.node, over);
    const scroller = html("div", { class: "scroller" }, plot);
    slot("bar").replaceChildren(bar.node);
    slot("stage").replaceChildren(scroller);
    parts = { bar, operation, plot, over, scroller };
  }

  function step(event) {
    const [forth, back, down, up] = layout.axis.tall ? ["ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft"] : ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"];
    const [T, R, now] = [data.words.length, data.cells.length, ctx.at() ?? { t: 1, row: 0 }];
    const t = { [forth]: now.t + 1, [back]: now.t - 1, Home: 1, End: T }[event.key] ?? now.t;
    const row = { [down]: now.row + 1, [up]: now.row - 1 }[event.key] ?? now.row;
    if (t === now.t && row === now.row && !["Home", "End"].includes(event.key)) return;
    event.preventDefault();
    pin({ t: Math.max(1, Math.min(T, t)), row: Math.max(0, Math.min(R - 1, row)) });
    const [left, right] = [layout.axis.at(pinned.t) - 60, layout.axis.at(pinned.t) + 60];
    const { scroller } = parts;
    if (!layout.axis.tall && (left < scroller.scrollLeft || right > scroller.scrollLeft + scroller.clientWidth)) scroller.scrollLeft = left;
  }

  function update() {
    if (!parts || !width) return;
    const tall = width < NARROW;
    toggle(page, "narrow", tall);
    layout = layoutOf(data, tall ? width : width - PANEL - GAP, tall, tall ? null : lectureRoom(parts.plot));
    for (const node of [parts.plot, parts.over]) {
      node.style.width = `${layout.width}px`;
      node.style.height = `${layout.height}px`;
    }
    write(parts.over, "aria-valuemax", data.words.length);
    write(parts.over, "aria-orientation", tall ? "vertical" : "horizontal");
    parts.bar.update();
    parts.operation.update(layout);
    say(root.querySelector("[data-role=headline]"), data.headline);
    const wide = Math.max(220, tall ? Math.min(width, 420) : PANEL);
    slot("panel").replaceChildren(...drawAnswers(ctx, wide));
    say(root.querySelector("[data-role=about]"), data.rates ? data.rates.about : "");
    root.querySelector("[data-role=about]").hidden = !data.rates;
    slot("rates").replaceChildren(...(data.rates ? drawRates(data.rates, data.lang, wide) : []));
    const there = (at) => (at && at.t <= data.words.length && at.row < data.cells.length ? at : null);
    [peeked, pinned] = [there(peeked), there(pinned)];
    move();
    write(page, "aria-busy", false);
  }

  function receive(next) {
    data = { ...next, shown: next.shown.map((one) => ({ ...one, before: floatsOf(one.before), after: floatsOf(one.after) })) };
    page.dataset.theme = themeOf(page);
    const form = `${data.lang}/${data.kind}/${page.dataset.theme}/${data.shown.map((one) => one.letter).join("")}`;
    if (built !== form) build();
    built = form;
    update();
  }

  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    update();
  });
  watch.observe(page);

  return { receive, leave: () => watch.disconnect() };
}
