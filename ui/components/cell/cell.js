// The cell page: holds the reader's state, lets the parts draw it, and keeps it in the address. Everything here answers
// within the browser; Python only says which cells there are and what the words are.

import { fillIn, html, say, toggle, write } from "./../lib/dom.js";
import { makeHistory } from "./../lib/history.js";
import { formatNumber, formatPercent } from "./../lib/numbers.js";
import { makeCard, stageSentence } from "./card.js";
import { makeChooser, makePlayer, makeSeriesEditor, makeStages } from "./controls.js";
import { makeDiagram } from "./diagram.js";
import { PARAMETERS, fromLink, toLink } from "./link.js";
import { MAIN, quantityIds } from "./quantities.js";
import { STAGES, freshState, holdGate, moveStage, overwriteMemory, releaseGate, restoreMemory, setInput, setStart, solve } from "./state.js";
import { makeTakeaway } from "./takeaway.js";
import { makeStrip, makeTable, makeTimeline } from "./timeline.js";

const NARROW = 640; // px of the component's width below which the tall layout is drawn
const STOP_MS = 1400; // how long playing stays on a stage at speed 1
const instances = new WeakMap();
// Streamlit drops the parameters of the address when the page changes; coming back finds them here.
const remembered = (globalThis[Symbol.for("lstm-lab.cell")] ??= { search: "" });

export default function (component) {
  const { parentElement } = component;
  const data = JSON.parse(new TextDecoder().decode(component.data));
  let instance = instances.get(parentElement);
  if (!instance) {
    instance = makePage(parentElement, data);
    instances.set(parentElement, instance);
  }
  instance.receive(data);
  return instance.leave;
}

const contentOf = ({ cell, seed, x, h0, c0, weights, holds }) => ({ cell, seed, x, h0, c0, weights, holds });

function readAddress(examples, first) {
  const here = new URLSearchParams(location.search);
  const ours = PARAMETERS.some((name) => here.has(name));
  return fromLink(ours ? here : new URLSearchParams(remembered.search), examples, first, quantityIds);
}

function makePage(root, firstData) {
  let data = firstData;
  let examples = {};
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  const page = root.querySelector("[data-role=cell]");
  const spoken = root.querySelector("[data-role=spoken]");

  const read = (from) => Object.fromEntries(from.catalogue.map((example) => [example.id, example]));
  examples = read(data);
  const arrived = readAddress(examples, data.catalogue[0].id);
  let state = arrived.state;
  let view = solve(state, examples[state.cell]);
  const history = makeHistory(contentOf(state));
  let problems = arrived.problems;
  const local = { looked: null, pointed: null, scope: "all", units: "one", playing: false, speed: 1, timer: null, tall: null, writing: null };

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
    look: (what) => { local.looked = what; refresh(); },
    point: (what) => { local.pointed = what; refresh(); },

    // Moving: no change of content, so nothing to undo.
    go: (to) => move({ ...state, ...("stage" in to && !("open" in to) ? { open: null } : {}), ...to }),
    walk: (fn) => move(fn(state, view)),
    // Changing: `live` while a drag goes on; its end is one step to undo.
    change(fn, live = false) {
      state = fn(state, view, examples[state.cell]);
      settle(live);
    },
    commit: () => settle(false),
    setQuantity(entry, unit, value, live) {
      const change = {
        input: (s, v) => setInput(s, v, s.t, unit, value),
        gate: (s) => holdGate(s, entry.id, ctx.units(unit), value, local.scope),
        h0: (s, v) => setStart(s, v, "h0", unit, value),
        c0: (s, v) => setStart(s, v, "c0", unit, value),
        memory: (s) => overwriteMemory(s, unit, s.t, value),
      }[entry.drag];
      ctx.change(change, live);
    },
    canSet: (entry) => entry.drag !== null && (!["h0", "c0"].includes(entry.drag) || state.t === 0),
    hold: (gate, value, live) => ctx.change((s) => holdGate(s, gate, ctx.units(s.unit), value, local.scope), live),
    releaseGate: (gate) => ctx.change((s) => releaseGate(s, gate, ctx.units(s.unit))),
    release(entry, unit) {
      if (entry.drag === "gate") ctx.change((s) => releaseGate(s, entry.id, ctx.units(unit)));
      if (entry.drag === "memory") ctx.change((s) => restoreMemory(s, unit, s.t));
    },
    scope: () => local.scope,
    setScope: (scope) => { local.scope = scope; refresh(); },
    units: (unit) => (local.units === "all" ? view.cell.b_ih[0].map((_, u) => u) : [unit]),
    unitScope: () => local.units,
    setUnitScope: (units) => { local.units = units; refresh(); },

    choose: (id) => ctx.change(() => freshState(examples[id])),
    chooseSeed: (seed) => ctx.change((s, v, example) => ({ ...freshState(example), seed, t: s.t, stage: s.stage })),
    reset: () => ctx.change((s, v, example) => ({ ...freshState(example), seed: s.seed, stage: s.stage })),
    isChanged: () => toLink({ ...state, open: null }, ctx.example()).some(([name]) => ["x", "h0", "c0", "weights", "hold"].includes(name)),
    undo: () => restore(history.undo()),
    redo: () => restore(history.redo()),
    canUndo: history.canUndo,
    canRedo: history.canRedo,

    playing: () => local.playing,
    togglePlay,
    setSpeed: (speed) => { local.speed = speed; },
    link: () => address(true).href,
    refresh: () => refresh(),
  };

  // --- the parts, each with what makes it be built anew ---
  const size = (v) => [v.kind, v.H, v.D, v.T, local.tall, data.lang];
  const zones = [
    ["stages", makeStages, (v) => [v.kind, data.lang]],
    ["strip", (c) => makeStrip(c, local.tall), (v) => [...size(v), state.cell]],
    ["diagram", (c) => makeDiagram(c, local.tall), (v) => [v.kind, v.H, v.D, local.tall, data.lang]],
    ["player", makePlayer, () => [data.lang]],
    ["chooser", makeChooser, () => [data.lang]],
    ["card", makeCard, () => [data.lang]],
    ["timeline", (c) => makeTimeline(c, local.tall), size],
    ["series", makeSeriesEditor, (v) => [state.cell, v.D, data.lang]],
    ["table", makeTable, () => [data.lang]],
    ["takeaway", makeTakeaway, () => [data.lang]],
  ].map(([name, make, key]) => ({ name, make, key, built: null, part: null }));
  const part = (name) => zones.find((zone) => zone.name === name).part;

  function refresh() {
    if (local.tall === null) return; // not measured yet
    for (const zone of zones) {
      const key = zone.key(view).join("/");
      if (zone.built !== key) {
        zone.built = key;
        zone.part = zone.make(ctx);
        slot(zone.name).replaceChildren(zone.part.node);
      }
      zone.part.update(view, state);
    }
    write(page, "aria-busy", false);
  }

  // After any change of content: solve, draw, and unless a drag goes on, remember.
  function settle(live) {
    toggle(page, "dragging", live);
    solveValid();
    if (!live) history.push(contentOf(state));
    refresh();
    writeSoon();
  }

  function solveValid() {
    view = solve(state, examples[state.cell]);
    const valid = {
      t: Math.min(state.t, view.T - 1), unit: Math.min(state.unit, view.H - 1), stage: Math.min(state.stage, STAGES[view.kind].length - 1),
      open: quantityIds(view.kind).includes(state.open) ? state.open : null,
    };
    state = { ...state, ...valid };
  }

  function restore(content) {
    state = { ...state, ...content };
    settle(false);
  }

  function move(next) {
    const entered = next.t !== state.t || next.stage !== state.stage;
    state = next;
    toggle(page, "dragging", false);
    refresh();
    if (entered) {
      say(spoken, stageSentence(ctx, view, state));
      if (!still.matches) part("diagram").animate(state.stage);
      writeSoon();
    } else writeSoon();
  }

  function togglePlay(on = !local.playing) {
    clearTimeout(local.timer);
    const atEnd = () => state.t === view.T - 1 && state.stage === STAGES[view.kind].length - 1;
    if (on && atEnd()) move({ ...state, t: 0, stage: 0, open: null });
    local.playing = on;
    const tick = () => {
      if (atEnd()) return togglePlay(false);
      move(moveStage(state, view, 1));
      local.timer = setTimeout(tick, STOP_MS / local.speed);
      return null;
    };
    if (on) local.timer = setTimeout(tick, STOP_MS / local.speed);
    refresh();
  }

  // --- the address ---
  function address(withLanguage) {
    const url = new URL(location.href);
    for (const name of PARAMETERS) url.searchParams.delete(name);
    for (const [name, value] of toLink(state, examples[state.cell])) url.searchParams.set(name, value);
    if (withLanguage) url.searchParams.set("lang", data.lang);
    return url;
  }
  function writeSoon() {
    clearTimeout(local.writing);
    local.writing = setTimeout(() => {
      const url = address(false);
      remembered.search = url.search;
      window.history.replaceState(window.history.state, "", url);
    }, 200);
  }

  function showProblems() {
    const L = data.labels;
    const lines = problems.slice(0, 5).map(({ name, value, used }) => {
      const shown = used === "cell" ? examples[state.cell].title : used;
      return html("p", {}, fillIn(used === null ? L.link_refused : L.link_nearest, { name, value, used: shown }));
    });
    const close = html("button", { type: "button", class: "plain", onclick: () => { problems = []; showProblems(); } }, L.understood);
    slot("problems").replaceChildren(...(lines.length ? [...lines, close] : []));
  }

  // --- keys: they work from anywhere on the page, but never take a key from a field or a widget ---
  function onKey(event) {
    const target = event.composedPath()[0];
    const inside = event.composedPath().includes(page);
    if (event.ctrlKey || event.metaKey) {
      if (!inside && target !== document.body) return;
      if (target instanceof Element && target.matches("input, textarea")) return;
      if (event.key.toLowerCase() === "z") event.shiftKey ? ctx.redo() : ctx.undo();
      else if (event.key.toLowerCase() === "y") ctx.redo();
      else return;
      event.preventDefault();
      return;
    }
    if (event.altKey || (target instanceof Element && target.matches("input, select, textarea, [contenteditable]"))) return;
    if (!inside && target instanceof Element && target.closest("button, a, [role=radio], [role=button], [role=tab], [role=menuitem]")) return;
    const onButton = target instanceof Element && target.matches("button, summary, [role=button]");
    const last = STAGES[view.kind].length - 1;
    const act = {
      ArrowRight: () => ctx.walk((s, v) => (event.shiftKey ? { ...s, t: Math.min(v.T - 1, s.t + 1) } : moveStage(s, v, 1))),
      ArrowLeft: () => ctx.walk((s, v) => (event.shiftKey ? { ...s, t: Math.max(0, s.t - 1) } : moveStage(s, v, -1))),
      Home: () => ctx.walk((s) => ({ ...s, t: 0, stage: 0, open: null })),
      End: () => ctx.walk((s, v) => ({ ...s, t: v.T - 1, stage: last, open: null })),
      " ": onButton ? null : () => togglePlay(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
  document.addEventListener("keydown", onKey);

  const watch = new ResizeObserver(([entry]) => {
    const tall = entry.contentRect.width < NARROW;
    if (tall === local.tall) return;
    local.tall = tall;
    toggle(page, "narrow", tall);
    refresh();
  });
  watch.observe(page);

  function receive(next) {
    data = next;
    examples = read(data);
    if (!Object.hasOwn(examples, state.cell)) state = freshState(data.catalogue[0]);
    solveValid();
    const [r, g, b] = (getComputedStyle(root.host ?? page).getPropertyValue("--st-background-color").match(/[\da-f]{2}/gi) ?? ["ff", "ff", "ff"]).map((v) => parseInt(v, 16));
    page.dataset.theme = 0.299 * r + 0.587 * g + 0.114 * b < 128 ? "dark" : "light";
    showProblems();
    refresh();
  }

  function leave() {
    clearTimeout(local.timer);
    clearTimeout(local.writing);
    remembered.search = address(false).search;
    document.removeEventListener("keydown", onKey);
    watch.disconnect();
    instances.delete(root);
  }

  return { receive, leave };
}
