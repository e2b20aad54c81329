// The cell page: holds the reader's state, lets the parts draw it, and plays through time. Everything here answers within the
// browser; Python only says which cells there are and what the words are.

import { say, toggle, write } from "./../lib/dom.js";
import { makeHistory } from "./../lib/history.js";
import { live } from "./../lib/life.js";
import { formatNumber, formatPercent } from "./../lib/numbers.js";
import { themeOf } from "./../lib/theme.js";
import { makeAddress, problemLines, readAddress } from "./address.js";
import { makeCard, stageSentence } from "./card.js";
import { makeChooser, makeLegend, makePlayer, makeSeriesEditor, makeStages } from "./controls.js";
import { makeDiagram } from "./diagram.js";
import { makeKeys } from "./keys.js";
import { toLink } from "./link.js";
import { MAIN, quantityIds } from "./quantities.js";
import { STAGES, freshState, holdGate, isAtEnd, moveStage, moveToStart, overwriteMemory, releaseGate, restoreMemory, setInput, setStart,
  solve } from "./state.js";
import { makeTakeaway } from "./takeaway.js";
import { makeStrip, makeTable, makeTimeline } from "./timeline.js";

const NARROW = 640; // px of the component's width below which the tall layout is drawn
const STOP_MS = 1400; // how long playing stays on a stage at speed 1
const CONTENT = ["x", "h0", "c0", "weights", "hold"]; // what a reader can change, as the link names it

export default (component) => live(component, makePage);

const contentOf = ({ cell, seed, x, h0, c0, weights, holds }) => ({ cell, seed, x, h0, c0, weights, holds });
const byId = (catalogue) => Object.fromEntries(catalogue.map((example) => [example.id, example]));

// What is chosen how to look and act, beside the state: not undone, not in the link.
const freshView = () => ({ looked: null, pointed: null, scope: "all", units: "one", playing: false, speed: 1, timer: null, tall: null });

// What a reader does to the open number, as changes of the state. scope and units: for which steps and units a gate is held.
function makeActions(ctx, local) {
  const targets = (unit) => (local.units === "all" ? ctx.view().cell.b_ih[0].map((_, u) => u) : [unit]);
  return {
    setQuantity(entry, unit, value, live) {
      const change = {
        input: (s, v) => setInput(s, v, s.t, unit, value),
        gate: (s) => holdGate(s, entry.id, targets(unit), value, local.scope),
        h0: (s, v) => setStart(s, v, "h0", unit, value),
        c0: (s, v) => setStart(s, v, "c0", unit, value),
        memory: (s, v) => overwriteMemory(s, v, unit, s.t, value),
      }[entry.drag];
      ctx.change(change, live);
    },
    // The start can be set at the first step only; what is computed, not at all.
    canSet: (entry) => entry.drag !== null && (!["h0", "c0"].includes(entry.drag) || ctx.state().t === 0),
    release(entry, unit) {
      if (entry.drag === "gate") ctx.change((s) => releaseGate(s, entry.id, targets(unit), local.scope));
      if (entry.drag === "memory") ctx.change((s) => restoreMemory(s, unit, s.t));
    },
    choose: (id) => ctx.change((s, v, example, examples) => freshState(examples[id])),
    chooseSeed: (seed) => ctx.change((s, v, example) => ({ ...freshState(example), seed, t: s.t, stage: s.stage })),
    reset: () => ctx.change((s, v, example) => ({ ...freshState(example), seed: s.seed, stage: s.stage })),
    isChanged: () => toLink(ctx.state(), ctx.example()).some(([name]) => CONTENT.includes(name)),
  };
}

// The parts of the page: each is built anew only when its key changes, and updated on every change.
function makeZones(root, ctx, local) {
  const size = (v) => [v.kind, v.H, v.D, v.T, local.tall];
  const zones = [
    ["stages", makeStages, (v) => [v.kind]],
    ["strip", (c) => makeStrip(c, local.tall), (v) => [...size(v), ctx.state().cell]],
    ["diagram", (c) => makeDiagram(c, local.tall), (v) => [v.kind, v.H, v.D, local.tall]],
    ["player", makePlayer, () => []],
    ["legend", makeLegend, () => []],
    ["chooser", makeChooser, () => []],
    ["card", makeCard, () => []],
    ["timeline", (c) => makeTimeline(c, local.tall), size],
    ["series", makeSeriesEditor, (v) => [ctx.state().cell, v.D]],
    ["table", makeTable, () => []],
    ["takeaway", makeTakeaway, () => []],
  ].map(([name, make, key]) => ({ name, make, key, slot: root.querySelector(`[data-slot=${name}]`), lang: null, built: null, part: null }));

  return {
    part: (name) => zones.find((zone) => zone.name === name).part,
    update() {
      for (const zone of zones) {
        const [lang, key] = [ctx.lang, zone.key(ctx.view()).join("/")];
        if (zone.lang !== lang || zone.built !== key) {
          // What the reader unfolded stays unfolded, and in the other language what they were typing stays typed.
          const open = zone.slot.querySelector("details")?.open;
          const draft = zone.built === key ? zone.part.draft?.() : null;
          Object.assign(zone, { lang, built: key, part: zone.make(ctx) });
          zone.slot.replaceChildren(zone.part.node);
          if (open) zone.slot.querySelector("details").open = true;
          if (draft) zone.part.restore(draft);
        }
        zone.part.update(ctx.view(), ctx.state());
      }
    },
  };
}

function makePage(root, firstData) {
  const page = root.querySelector("[data-role=cell]");
  let data = firstData;
  let examples = byId(data.catalogue);
  const arrived = readAddress(examples, data.catalogue[0].id);
  let problems = arrived.problems;
  let state = arrived.state;
  let view = solve(state, examples[state.cell]);
  const history = makeHistory(contentOf(state));
  const local = freshView();
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  const ctx = {
    get labels() { return data.labels; },
    get lang() { return data.lang; },
    get catalogue() { return data.catalogue; },
    prose: (kind, stage) => data.prose[`${kind}_${stage}`],
    root: () => root,
    state: () => state,
    view: () => view,
    example: () => examples[state.cell],
    theme: () => page.dataset.theme,
    format: (value, digits) => formatNumber(value, data.lang, digits),
    percent: (share) => formatPercent(share, data.lang),
    opened: () => state.open ?? MAIN[view.kind][STAGES[view.kind][state.stage]],

    looked: () => local.looked,
    pointed: () => local.pointed,
    look: (what) => set({ looked: what }),
    point: (what) => set({ pointed: what }),
    scope: () => local.scope,
    setScope: (scope) => set({ scope }),
    unitScope: () => local.units,
    setUnitScope: (units) => set({ units }),
    playing: () => local.playing,
    togglePlay,
    speed: () => local.speed,
    setSpeed: (speed) => set({ speed }),

    // Moving: no change of content, so nothing to undo. Another stage closes what was open, unless it is opened along.
    go: (to) => move({ ...state, ...("stage" in to && !("open" in to) ? { open: null } : {}), ...to }),
    walk: (fn) => move(fn(state, view)),
    // Changing: `live` while a drag goes on; its end is one step to undo. Nobody can drag what is playing away.
    change(fn, live = false) {
      if (live && local.playing) togglePlay(false);
      state = fn(state, view, examples[state.cell], examples);
      settle(live);
    },
    commit: () => settle(false),
    undo: () => restore(history.undo()),
    redo: () => restore(history.redo()),
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    showTable: () => zones.part("table").show(),
    link: () => address.link(),
    refresh,
  };
  Object.assign(ctx, makeActions(ctx, local));
  const address = makeAddress(ctx);
  const zones = makeZones(root, ctx, local);

  function set(choice) {
    Object.assign(local, choice);
    refresh();
  }

  function refresh() {
    if (local.tall === null) return; // not measured yet
    zones.update();
    write(page, "aria-busy", false);
  }

  // After any change of content: solve, draw, and unless a drag goes on, remember.
  function settle(live) {
    toggle(page, "dragging", live);
    const kind = view.kind;
    view = solve(state, examples[state.cell]);
    if (view.kind !== kind) Object.assign(local, { looked: null, pointed: null });
    const open = quantityIds(view.kind).includes(state.open) ? state.open : null;
    const stage = Math.min(state.stage, STAGES[view.kind].length - 1);
    state = { ...state, open, stage, t: Math.min(state.t, view.T - 1), unit: Math.min(state.unit, view.H - 1) };
    if (!live) history.push(contentOf(state));
    refresh();
    address.writeSoon();
    if (!live) speak();
  }

  const speak = () => say(root.querySelector("[data-role=spoken]"), stageSentence(ctx, view, state));

  function restore(content) {
    state = { ...state, ...content };
    settle(false);
  }

  function move(next) {
    const entered = next.t !== state.t || next.stage !== state.stage;
    // The card is rebuilt, and the row that was pointed at does not see the pointer leave.
    if (entered) local.pointed = null;
    state = next;
    toggle(page, "dragging", false);
    refresh();
    address.writeSoon();
    if (!entered) return;
    speak();
    if (!still.matches) zones.part("diagram").animate(state.stage);
  }

  function togglePlay(on = !local.playing) {
    clearTimeout(local.timer);
    if (on && isAtEnd(state, view)) move(moveToStart(state));
    const tick = () => {
      move(moveStage(state, view, 1));
      if (isAtEnd(state, view)) togglePlay(false);
      else local.timer = setTimeout(tick, STOP_MS / local.speed);
    };
    if (on) local.timer = setTimeout(tick, STOP_MS / local.speed);
    set({ playing: on });
  }

  function showProblems() {
    const putAway = () => {
      problems = [];
      showProblems();
    };
    root.querySelector("[data-slot=problems]").replaceChildren(...problemLines(ctx, problems, putAway));
  }

  const onKey = makeKeys(ctx, page);
  document.addEventListener("keydown", onKey);
  const watch = new ResizeObserver(([entry]) => {
    const tall = entry.contentRect.width < NARROW;
    if (tall === local.tall) return;
    toggle(page, "narrow", tall);
    toggle(page, "in-lecture", Boolean(document.querySelector(".st-key-lesson_picture")));
    set({ tall });
  });
  watch.observe(page);

  // On every rerun of the script: another language, another theme, or nothing new.
  function receive(next) {
    data = next;
    examples = byId(data.catalogue);
    page.dataset.theme = themeOf(page);
    showProblems();
    refresh();
  }

  function leave() {
    clearTimeout(local.timer);
    address.leave();
    document.removeEventListener("keydown", onKey);
    watch.disconnect();
  }

  return { receive, leave };
}
