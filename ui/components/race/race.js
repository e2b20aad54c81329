// The race: what several nets achieve while they train, and what goes on inside them. Python hands over what was reported so far;
// here it is drawn, and afterwards the reader goes back through training without the server.

import { fillIn, html, say, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { formatNumber, formatPercent } from "../lib/numbers.js";
import { powerText } from "../lib/powers.js";
import { lectureRoom } from "../lib/room.js";
import { themeOf } from "../lib/theme.js";
import { makeAnswer } from "./answer.js";
import { makeLanes } from "./lanes.js";
import { momentOf, stopsOf } from "./moment.js";
import { makeProfile } from "./profile.js";
import { makeDistance, makeLoss, makeScore } from "./results.js";
import { makeTime, makeTimeKeys } from "./time.js";

const NARROW = 640; // px of width below which the figures stand below one another, and time runs downwards
const OTHERS = { screen: 262, projector: 185 }; // px of what stands around the figures in the lecture: verdict, nets, titles, time
const REPLAY = 7000; // ms that a replay takes, whatever the number of stops
const SHORTEST = 60; // ms between two stops, so that an eye can follow

export default (component) => live(component, makePage);

function makePage(root) {
  const page = root.querySelector("[data-role=race]");
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  let data = null;
  let stops = [];
  let position = 0;
  let moments = new Map();
  let parts = null;
  let built = null;
  let width = 0;
  let timer = null;

  const ctx = {
    get labels() { return data.labels; },
    get task() { return data.task; },
    get lanes() { return data.lanes; },
    get live() { return data.live; },
    format: (value, digits) => formatNumber(value, data.lang, digits),
    percent: (share) => formatPercent(share, data.lang),
    power: powerText,
    step: () => stops[position] ?? 0,
    stops: () => stops.length,
    position: () => position,
    profilesOf: (lane) => lane.profiles,
    at(lane) {
      if (!moments.has(lane.id)) moments.set(lane.id, momentOf(lane, data.live ? Infinity : ctx.step()));
      return moments.get(lane.id);
    },
    go: (to) => { stop(); goTo(to); speak(); },
    goToStep: (step) => ctx.go(stops.reduce((best, at, k) => (Math.abs(at - step) < Math.abs(stops[best] - step) ? k : best), 0)),
    playing: () => timer !== null,
    togglePlay,
  };

  function stop() {
    clearTimeout(timer);
    timer = null;
  }

  function togglePlay() {
    if (timer !== null) {
      stop();
      return scrub();
    }
    if (position >= stops.length - 1) position = 0;
    const pause = Math.max(SHORTEST, REPLAY / stops.length);
    const tick = () => {
      timer = position + 1 < stops.length - 1 ? setTimeout(tick, pause) : null;
      goTo(position + 1);
    };
    timer = setTimeout(tick, pause);
    goTo(position);
  }

  function goTo(to) {
    position = Math.max(0, Math.min(stops.length - 1, to));
    scrub();
  }

  // What is said of the step to those who do not see it.
  function speak() {
    const each = data.lanes.map((lane) => fillIn(data.labels.score_of, { name: lane.name, score: scoreOf(lane) }));
    say(root.querySelector("[data-role=spoken]"), `${fillIn(data.labels.at_step, { step: ctx.step() })} ${each.join(". ")}`);
  }

  function scoreOf(lane) {
    const { score } = ctx.at(lane);
    if (score === null) return data.labels.none;
    return data.task.regression ? ctx.format(score, 3) : ctx.percent(score);
  }

  function build() {
    const distance = data.task.distances.length > 1 ? makeDistance(ctx) : null;
    const [score, loss, gradient, answer] = [makeScore(ctx), makeLoss(ctx), makeProfile(ctx), makeAnswer(ctx)];
    const [lanes, time] = [makeLanes(ctx), makeTime(ctx)];
    slot("results").replaceChildren(...[distance, score, loss].filter(Boolean).map((part) => part.node));
    toggle(slot("results"), "two", distance === null);
    slot("inside").replaceChildren(gradient.node, answer.node);
    slot("lanes").replaceChildren(lanes.node);
    slot("time").replaceChildren(time.node);
    parts = { results: [distance, score, loss].filter(Boolean), inside: [gradient, answer], plain: [lanes, time], gradient };
  }

  // How large each figure is: as wide as the page lets it be, and as high as leaves all of them in view on a projector.
  function sizesOf() {
    const tall = width < NARROW;
    const room = lectureRoom(page);
    const projected = document.documentElement.hasAttribute("data-projector");
    const rest = room === null ? innerHeight - 422 : room - OTHERS[projected ? "projector" : "screen"];
    const size = (part, height) => ({ width: Math.max(200, part.node.clientWidth), height, tall });
    return { tall, results: (part) => size(part, tall ? 230 : Math.max(room === null ? 156 : projected ? 150 : 130, Math.min(360, rest * 0.45))), inside: (part) => size(part, Math.max(room === null ? 212 : 168, Math.min(440, rest * 0.55))) };
  }

  function each(act) {
    if (!parts || !width) return;
    moments = new Map();
    const sizes = sizesOf();
    toggle(page, "narrow", sizes.tall);
    for (const part of parts.results) act(part, sizes.results(part));
    for (const part of parts.inside) act(part, sizes.inside(part));
    for (const part of parts.plain) act(part);
  }

  const update = () => each((part, size) => part.update(size));
  const scrub = () => each((part, size) => part.scrub(size));

  function showVerdict() {
    const { about, headline, more, guess } = data.verdict;
    const line = (name, words) => (words ? html("p", { class: name }, words) : null);
    const lines = [line("about", about), line("headline", headline), line("more", more), line("guess", guess)];
    const text = [about, headline, more, guess].join("\n");
    if (slot("verdict").dataset.text === text) return;
    slot("verdict").dataset.text = text;
    slot("verdict").replaceChildren(...lines.filter(Boolean));
  }

  // On every run of the script: new reports, another run, another language or theme, or nothing new.
  function receive(next) {
    const [before, wasAtEnd] = [data, data === null || data.live || position === stops.length - 1];
    const [shown, sameRun] = [ctx.step, before?.id === next.id];
    const step = before ? shown() : 0;
    data = next;
    page.dataset.theme = themeOf(page);
    stops = stopsOf(data.lanes);
    if (!sameRun) stop();
    if (!sameRun || wasAtEnd) position = Math.max(0, timer === null ? stops.length - 1 : position);
    else position = Math.max(0, stops.findLastIndex((at) => at <= step));
    const structure = `${data.lang}/${data.task.distances.length > 1}`;
    if (built !== structure) build();
    built = structure;
    if (!sameRun) parts.gradient.forget();
    showVerdict();
    say(toControls, data.labels.to_controls);
    update();
    // On a phone the controls stand below: whoever has started a run wants to see it.
    if (before && !sameRun && data.live && width < NARROW) page.scrollIntoView({ block: "start" });
    if (width) write(page, "aria-busy", false);
  }

  const toControls = root.querySelector("[data-role=to-controls]");
  toControls.onclick = () => {
    const controls = document.querySelector(".st-key-race_controls");
    controls?.scrollIntoView({ block: "start" });
    controls?.querySelector("button, input, [tabindex]")?.focus({ preventScroll: true });
  };
  const onKey = makeTimeKeys(ctx, page);
  document.addEventListener("keydown", onKey);
  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    update();
    write(page, "aria-busy", false);
  });
  watch.observe(page);
  const onResize = () => update();
  addEventListener("resize", onResize);

  function leave() {
    stop();
    document.removeEventListener("keydown", onKey);
    removeEventListener("resize", onResize);
    watch.disconnect();
  }

  return { receive, leave };
}
