// While it learned: one sentence through the nets that a run kept on its way. Python hands over all of them at once, so that
// scrubbing through training is a matter of a frame.

import { floatsOf } from "../lib/arrays.js";
import { fillIn, html, say, svg, toggle, write } from "../lib/dom.js";
import { makeHandle } from "../lib/handle.js";
import { live } from "../lib/life.js";
import { formatNumber, percentOf } from "../lib/numbers.js";
import { isMoved, spotIn } from "../lib/pointer.js";
import { themeOf } from "../lib/theme.js";
import { makeFigure } from "../race/figure.js";
import { makeAnswers } from "./answers.js";
import { makeCurve } from "./curve.js";
import { makeStrip } from "./strip.js";

const LEARNED_NARROW = 640; // px of width below which time runs from top to bottom
const LEARNED_SETTLED = 400; // ms after the last change that the reader counts as having stopped
const BEAT = 900; // ms from checkpoint to checkpoint while it plays
const SIDE_BY_SIDE = 760; // px of width from which the answers stand beside the curve
const ANSWERS_WIDE = 280;

export default (component) => live(component, makeTraining);

function makeTraining(root) {
  const find = (selector) => root.querySelector(selector);
  const page = find("[data-role=learned]");
  const [range, play] = [find("[data-do=step]"), find("[data-do=play]")];
  let [data, send, width, tall, timer, settling] = [null, null, 0, false, null, null];
  let [at, word] = [0, null]; // which checkpoint; which column, from 1, or null
  const [sign, doing] = [svg("path", {}), html("span", {})];
  play.append(svg("svg", { viewBox: "0 0 20 20", width: 15, height: 15, "aria-hidden": "true" }, sign), doing);
  const figure = makeFigure({ get labels() { return data.labels; } }, "learned");
  const pad = html("div", { class: "over", role: "slider", tabindex: 0 });
  const scroller = html("div", { class: "scroller" }, html("div", { class: "plot" }, pad));
  figure.picture.replaceWith(scroller);
  pad.before(figure.picture);
  find("[data-slot=figure]").append(figure.node);
  const strip = makeStrip(figure.picture);
  const curve = makeCurve(find("[data-slot=curve]"), (to) => goTo(to));
  const answers = makeAnswers(find("[data-slot=answers]"));

  // All that a size, a sentence or a language changes.
  function update() {
    if (!data || !width) return;
    tall = width < LEARNED_NARROW;
    toggle(page, "narrow", tall);
    const beside = width >= SIDE_BY_SIDE;
    toggle(page, "beside", beside);
    const L = data.labels;
    figure.update(data.headline, data.headline);
    say(find("[data-role=step_name]"), L.step);
    write(range, "max", data.moments.length - 1);
    write(range, "aria-label", L.step);
    const size = strip.layout(data, width, tall);
    handle.update(size.axis);
    for (const name of ["width", "height"]) pad.style[name] = `${size[name]}px`;
    write(pad, "aria-label", L.pad);
    write(pad, "aria-orientation", tall ? "vertical" : "horizontal");
    write(pad, "aria-valuemin", 1);
    write(pad, "aria-valuemax", data.columns.length);
    curve.layout(data, beside ? width - ANSWERS_WIDE - 24 : width);
    answers.layout(data, beside ? ANSWERS_WIDE : width);
    scrub();
    write(page, "aria-busy", false);
  }

  // What another checkpoint changes.
  function scrub() {
    const moment = data.moments[at];
    if (Number(range.value) !== at) range.value = at;
    write(range, "aria-valuetext", moment.line);
    say(find("output"), moment.line);
    write(sign, "d", timer === null ? "M5 3l11 7-11 7z" : "M5 5h10v10H5z");
    say(doing, timer === null ? data.labels.play : data.labels.stop);
    strip.scrub(moment, page.dataset.theme);
    curve.move(at);
    answers.move(moment);
    point();
  }

  // What another word changes.
  function point() {
    const t = word === null ? 0 : data.rows.slice(0, word).reduce((most, row) => Math.max(most, row), 0);
    strip.point(word);
    const text = t ? hereText(t) : data.labels.nothing_yet;
    say(find("[data-role=here]"), text);
    write(pad, "aria-valuenow", word ?? 1);
    write(pad, "aria-valuetext", text);
  }

  function hereText(t) {
    const { labels: L, lang, cells, letter, gate } = data;
    const moment = data.moments[at];
    const K = cells.length;
    const said = cells.map((cell, k) => {
      const value = formatNumber(moment.memory[(t - 1) * K + k], lang);
      const open = moment.keeps ? formatNumber(moment.keeps[(t - 1) * K + k], lang, 3) : null;
      return fillIn(open === null ? L.cell_here : L.cell_gate, { cell, letter, value, gate, open });
    });
    if (moment.read) said.push(fillIn(L.read_here, { value: data.value, chance: percentOf(moment.read[t - 1], lang) }));
    return fillIn(L.here, { word: data.columns[data.rows.indexOf(t)], cells: said.join(" · ") });
  }

  function goTo(to) {
    stop();
    at = Math.max(0, Math.min(data.moments.length - 1, to));
    scrub();
    settle();
  }

  function stop() {
    clearTimeout(timer);
    timer = null;
  }

  // It plays from the start if it stands at the end. Who wants no motion gets one checkpoint at a press.
  function toggleTraining() {
    const last = data.moments.length - 1;
    if (timer !== null) return goTo(at);
    const from = at === last ? 0 : at;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return goTo(at === last ? 0 : at + 1);
    at = from;
    const tick = () => {
      at += 1;
      timer = at < last ? setTimeout(tick, BEAT) : null;
      if (timer === null) settle();
      scrub();
    };
    timer = setTimeout(tick, BEAT);
    scrub();
  }

  function settle() {
    clearTimeout(settling);
    const step = at === data.moments.length - 1 ? null : data.moments[at].step;
    settling = setTimeout(() => send.setStateValue("view", { step }), LEARNED_SETTLED);
  }

  range.oninput = () => goTo(Number(range.value));
  play.onclick = toggleTraining;
  const follow = (event) => {
    word = strip.columnAt(...spotIn(pad, event));
    point();
  };
  const handle = makeHandle(follow);
  pad.append(handle.node);
  pad.onpointermove = (event) => isMoved(event) && follow(event);
  pad.onclick = follow;
  // Along the words with two of the arrow keys, through training with the others.
  pad.onkeydown = (event) => {
    const [forth, back, later, earlier] = tall ? ["ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft"] : ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"];
    const columns = data.columns.length;
    const here = word ?? data.cue ?? 1;
    const to = { [forth]: here + 1, [back]: here - 1, Home: 1, End: columns }[event.key];
    const step = { [later]: 1, [earlier]: -1 }[event.key];
    if (step) goTo(at + step);
    else if (to === undefined) return;
    else {
      word = Math.max(1, Math.min(columns, to));
      point();
    }
    event.preventDefault();
  };

  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    update();
  });
  watch.observe(page);

  function receive(next, component) {
    for (const moment of next.moments) {
      for (const name of ["memory", "keeps", "read"]) moment[name] = moment[name] && floatsOf(moment[name]);
      moment.kept = moment.keeps && keptSince(moment.keeps, next.cells.length, next.cue ? next.rows[next.cue - 1] : 0);
    }
    const [before, last] = [data, next.moments.length - 1];
    const wanted = before === null ? next.start.step : before.who === next.who && at < before.moments.length - 1 ? before.moments[at].step : null;
    const found = wanted === null || wanted === undefined ? -1 : next.moments.findLastIndex((one) => one.step <= wanted);
    stop();
    at = found < 0 ? last : found;
    [data, send] = [next, component];
    if (before && before.who !== next.who && wanted !== null) settle();
    if (word !== null && word > data.columns.length) word = null;
    page.dataset.theme = themeOf(page);
    update();
    if (before && before.who !== next.who) settle();
  }

  function leave() {
    stop();
    clearTimeout(settling);
    watch.disconnect();
  }

  return { receive, leave };
}

// (T, K) what the gates leave after each word of what was there at word `cue`: the product of those since; NaN before it.
function keptSince(keeps, K, cue) {
  const kept = new Float32Array(keeps.length).fill(NaN);
  for (let place = 0; place < keeps.length; place++) {
    const t = Math.floor(place / K) + 1;
    if (t === cue) kept[place] = 1;
    else if (t > cue) kept[place] = keeps[place] * (place >= K && t > 1 ? (t === cue + 1 ? 1 : kept[place - K]) : 1);
  }
  return kept;
}
