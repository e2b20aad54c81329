// A recurrent network that is small enough to see every number of its training: holds the reader's state, lets the parts draw it, and
// walks through the stops. Everything answers within the browser; Python only hears what the reader has set.

import { say, toggle, write } from "../lib/dom.js";
import { makeHistory } from "../lib/history.js";
import { live } from "../lib/life.js";
import { formatExact } from "../lib/numbers.js";
import { themeOf } from "../lib/theme.js";
import { asksToPlay, makeAddress, problemLines, readAddress } from "./address.js";
import { makeCard, stopSentence } from "./card.js";
import { makeLegend, makePhases, makePlayer, makeSettings, makeUndoing } from "./controls.js";
import { makeDrawing } from "./drawing.js";
import { makeKeys } from "./keys.js";
import { TALL, WIDE } from "./layout.js";
import { MOST_UPDATES, isLastStop, moveStop, moveTime, stepOf, stopCount } from "./phases.js";
import { contentOf, freshState, sameContent, setGiven, setRate, setWeight, solve, takeWeights } from "./state.js";
import { makeTable } from "./table.js";
import { shortNumber } from "./writing.js";

const NARROW = 640; // px of the component's width below which the tall layout is drawn
const STOP_MS = 1600; // how long playing stays at a stop,
const UPDATE_MS = 250; // and at an update
const TELL_MS = 400; // after the last change Python hears of it

export default (component) => live(component, makePage);

function makePage(root, firstData) {
  const page = root.querySelector("[data-role=bptt]");
  let data = firstData;
  const arrived = readAddress(data.first);
  let problems = arrived.problems;
  let state = arrived.state;
  let view = solve(state, MOST_UPDATES);
  const history = makeHistory(contentOf(state));
  const local = { looked: null, opened: null, playing: false, timer: null, tall: null };
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const address = makeAddress(() => state, () => data.first);
  const telling = { tell: () => {}, timer: null, told: JSON.stringify(contentOf(freshState(data.first))) };

  const ctx = {
    get labels() { return data.labels; },
    get lang() { return data.lang; },
    prose: (name) => data.prose[name],
    view: () => view,
    theme: () => page.dataset.theme,
    short: (value, digits) => shortNumber(value, data.lang, digits),
    number: (value) => formatExact(value, data.lang),
    sentence: () => stopSentence(ctx, view, state),
    looked: () => local.looked,
    opened: () => local.opened,
    look: (what) => set({ looked: what }),
    open: (what) => set({ opened: what }),
    playing: () => local.playing,
    togglePlay,
    // Moving: nothing to undo. Whoever walks does not want to be walked.
    go: (to) => walkTo(to),
    walk: (by) => walkTo(moveStop(state, view.T, by)),
    walkTime: (by) => walkTo(moveTime(state, view.T, by)),
    toEnd: (by) => walkTo({ stop: by < 0 ? 0 : stopCount(state.phase, view.T) - 1 }),
    // Changing: `live` while a drag goes on; its end is one step to undo.
    setGiven: (q, t, value, live) => change(setGiven(state, q, t, value), live),
    setWeight: (name, value, live) => change(setWeight(state, view, name, value), live),
    setRate: (rate, live) => change(setRate(state, rate), live),
    setWanted: (wanted) => change({ ...state, wanted }),
    takeWeights: () => change(takeWeights(state, view)),
    showTable: () => zone("table").show(),
    commit: () => settle(false),
    undo: () => change({ ...state, ...history.undo() }),
    redo: () => change({ ...state, ...history.redo() }),
    reset: () => change({ ...state, ...contentOf(data.first) }),
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    isChanged: () => !sameContent(state, data.first),
  };

  // The parts of the page: each is built anew only for another language or layout, and updated on every change.
  const zones = [["phases", makePhases], ["drawing", (c) => makeDrawing(c, local.tall ? TALL : WIDE)], ["player", makePlayer], ["settings", makeSettings],
    ["card", makeCard], ["history", makeUndoing], ["legend", makeLegend], ["table", makeTable]].map(([name, make]) => ({ name, make, slot: root.querySelector(`[data-slot=${name}]`), built: null, part: null }));
  const zone = (name) => zones.find((one) => one.name === name).part;

  function set(choice) {
    Object.assign(local, choice);
    refresh();
  }

  function refresh() {
    if (local.tall === null) return; // not measured yet
    for (const one of zones) {
      const built = `${data.lang}/${one.name === "drawing" ? local.tall : ""}`;
      if (one.built !== built) {
        const open = one.slot.querySelector("details.all")?.open; // what the reader unfolded stays unfolded in the other language
        Object.assign(one, { built, part: one.make(ctx) });
        one.slot.replaceChildren(one.part.node);
        if (open) one.part.node.open = true;
      }
      one.part.update(view, state);
    }
    write(page, "aria-busy", false);
  }

  function change(next, live = false) {
    if (local.playing) togglePlay(false);
    state = next;
    settle(live);
  }

  // After any change of content: solve, draw, and unless a drag goes on, remember.
  function settle(live) {
    toggle(page, "dragging", live);
    view = solve(state, MOST_UPDATES);
    refresh();
    if (live) return;
    history.push(contentOf(state));
    refresh();
    address.writeSoon();
    tellSoon();
    speak();
  }

  function move(next) {
    const entered = next.phase !== state.phase || next.stop !== state.stop;
    if (!entered) return;
    local.looked = null; // what was pointed at may be gone, and does not see the pointer leave
    state = next;
    view = solve(state, MOST_UPDATES);
    toggle(page, "dragging", false);
    refresh();
    address.writeSoon();
    if (state.phase === "update") tellSoon();
    speak();
    if (!still.matches) zone("drawing").animate(state);
    if (local.tall && !local.playing) zone("drawing").stepNode(stepOf(state, view.T) ?? 0)?.scrollIntoView({ block: "nearest" });
  }

  function walkTo(place) {
    if (local.playing) togglePlay(false);
    move({ ...state, ...place });
  }

  const speak = () => say(root.querySelector("[data-role=spoken]"), ctx.sentence());

  // On to the end of everything, or of the phase alone.
  function togglePlay(on = !local.playing, phaseAlone = false) {
    clearTimeout(local.timer);
    const isEnd = () => isLastStop(state, view.T) || (phaseAlone && state.stop === stopCount(state.phase, view.T) - 1);
    const tick = () => {
      move({ ...state, ...moveStop(state, view.T, 1) });
      if (isEnd()) togglePlay(false);
      else wait();
    };
    const wait = () => { local.timer = setTimeout(tick, state.phase === "update" ? UPDATE_MS : STOP_MS); };
    if (on && isLastStop(state, view.T)) move({ ...state, phase: "loop", stop: 0 });
    if (on) wait();
    set({ playing: on });
  }

  // As large as leaves the whole in view, whatever stands above. On a projector the lecture enlarges everything, and only the drawing
  // has to be seen.
  function fit() {
    const whole = document.documentElement;
    const projected = whole.hasAttribute("data-projector");
    const zoom = (projected && Number(whole.style.getPropertyValue("--lesson-zoom"))) || 1;
    const scrolled = document.querySelector("[data-testid=stMain]")?.scrollTop ?? 0;
    toggle(page, "projected", projected);
    page.style.setProperty("--above", `${Math.round((page.getBoundingClientRect().top + scrolled) / zoom)}px`);
  }

  // Python makes the table, the code and the check from what is seen: the weights after the updates, if there were some.
  function tellSoon() {
    clearTimeout(telling.timer);
    telling.timer = setTimeout(() => {
      const content = { ...view.net, rate: state.rate };
      if (JSON.stringify(content) === telling.told) return;
      telling.told = JSON.stringify(content);
      telling.tell(content);
    }, TELL_MS);
  }

  function showProblems() {
    const putAway = () => {
      problems = [];
      showProblems();
    };
    root.querySelector("[data-slot=problems]").replaceChildren(...problemLines(data.labels, problems, putAway));
  }

  const onKey = makeKeys(ctx, page);
  document.addEventListener("keydown", onKey);
  const main = document.querySelector("[data-testid=stMainBlockContainer]");
  const watch = new ResizeObserver(() => {
    fit();
    const tall = page.clientWidth < NARROW;
    if (tall === local.tall) return;
    toggle(page, "narrow", tall);
    toggle(page, "in-lecture", Boolean(document.querySelector(".st-key-lesson_picture")));
    set({ tall });
  });
  for (const one of [page, main]) if (one) watch.observe(one);
  if (asksToPlay()) {
    // On a phone the words stand above the drawing and are still read: it is shown as it ends, and nothing moves under the reader.
    if (still.matches || innerWidth < NARROW) state = { ...state, stop: stopCount(state.phase, view.T) - 1 };
    else togglePlay(true, true);
    view = solve(state, MOST_UPDATES);
  }

  // On every rerun of the script: another language, another theme, or nothing new.
  function receive(next, { setStateValue }) {
    data = next;
    telling.tell = (content) => setStateValue("content", content);
    page.dataset.theme = themeOf(page);
    showProblems();
    refresh();
    address.writeSoon();
    tellSoon();
  }

  function leave() {
    clearTimeout(local.timer);
    clearTimeout(telling.timer);
    address.leave();
    document.removeEventListener("keydown", onKey);
    watch.disconnect();
  }

  return { receive, leave };
}
