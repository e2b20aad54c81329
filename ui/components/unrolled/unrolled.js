// The slide, live: unrolled networks one above the other, every node shaded by how much of a nudge at one step is left there.
// Python hands over all numbers, before and after training; which step is nudged, when and in which nets is the reader's, here.

import { html, say, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { themeOf } from "../lib/theme.js";
import { makeBar } from "./bar.js";
import { makeHead } from "./head.js";
import { layoutOf } from "./layout.js";
import { makeNodes } from "./nodes.js";
import { makePicture } from "./picture.js";
import { altOf, spokenOf, takeawayOf } from "./said.js";
import { makeSource } from "./source.js";
import { unpacked } from "./values.js";

const NARROW = 640; // px of width below which time runs from top to bottom
const QUICK = 60; // ms from step to step, at least, while a nudge travels,
const SLOW = 100; // and at most;
const WHOLE = 2600; // about what the whole way takes
const SETTLED = 400; // ms after the last change that the reader counts as having stopped
// Another page and back: the component is a new one, and finds here where the reader was.
const before = (globalThis[Symbol.for("lstm-lab.unrolled")] ??= {});

export default (component) => live(component, makeSlide);

function makeSlide(root) {
  const page = root.querySelector("[data-role=unrolled]");
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  let data = null;
  let send = null; // how Python is told
  let view = null; // {from, phase, lanes}: what the reader chose
  let reach = null; // while a nudge travels: the step it has come to
  let [timer, settling, morphing] = [null, null, null];
  let [parts, layout, width, built] = [null, null, 0, ""];

  const ctx = {
    get data() { return data; },
    get labels() { return data.labels; },
    get lang() { return data.lang; },
    get T() { return data.words.length; },
    get s() { return view.from; },
    get phase() { return view.phase; },
    get reach() { return reach ?? ctx.T; },
    theme: () => page.dataset.theme,
    nets: () => view.lanes.map((lane) => data.nets.find((net) => net.lane === lane)),
    of: (net, phase = view.phase) => net[phase],
    trained: () => data.nets.some((net) => net.after.step !== net.before.step),
    playing: () => timer !== null,
    goTo,
    setPhase,
    setLane,
    togglePlay,
    pick(net, t) {
      const [start, end] = [Math.min(ctx.s, t), Math.max(ctx.s, t)];
      send.setTriggerValue("pick", { what: "memory", nets: view.phase, lane: net.lane, net: ctx.of(net).net, start, end });
    },
  };

  function goTo(s) {
    stop();
    view.from = Math.max(1, Math.min(ctx.T, s));
    update();
    follow();
    settle();
  }

  // The shades change slowly, so that one sees which do; the step that is nudged follows the finger at once.
  function setPhase(phase) {
    if (phase === view.phase) return;
    stop();
    toggle(page, "morph", true);
    clearTimeout(morphing);
    morphing = setTimeout(() => toggle(page, "morph", false), 700);
    view.phase = phase;
    update();
    settle();
  }

  function setLane(row, lane) {
    const other = view.lanes.indexOf(lane);
    if (other >= 0) view.lanes[other] = view.lanes[row];
    view.lanes[row] = lane;
    update();
    settle();
  }

  function stop() {
    clearTimeout(timer);
    [timer, reach] = [null, null];
  }

  function togglePlay() {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (timer !== null || still || ctx.s === ctx.T) {
      stop();
      update();
      return speak();
    }
    const pause = Math.max(QUICK, Math.min(SLOW, WHOLE / (ctx.T - ctx.s)));
    const tick = () => {
      reach += 1;
      timer = reach < ctx.T ? setTimeout(tick, pause) : null;
      if (timer === null) settle();
      update();
      follow();
    };
    reach = ctx.s;
    timer = setTimeout(tick, 4 * pause); // first one sees where it starts
    update();
  }

  const speak = () => say(root.querySelector("[data-role=spoken]"), spokenOf(ctx));

  function settle() {
    clearTimeout(settling);
    settling = setTimeout(() => {
      speak();
      before.view = structuredClone(view);
      const lanes = String(view.lanes) === String(fitting({}, data).lanes) ? null : before.view.lanes;
      send.setStateValue("view", { ...before.view, lanes });
    }, SETTLED);
  }

  // Where not all steps fit, the one that matters stays in sight.
  function follow() {
    if (!parts || layout.width <= width + 1) return;
    const at = layout.along(reach ?? view.from);
    const { scroller } = parts;
    if (at < scroller.scrollLeft + 40 || at > scroller.scrollLeft + width - 40) scroller.scrollLeft = at - width / 2;
  }

  function build() {
    const L = data.labels;
    const [head, bar, picture] = [makeHead(ctx), makeBar(ctx), makePicture(ctx)];
    const plot = html("div", { class: "plot" });
    const [nodes, source] = [makeNodes(ctx, slot("stage")), makeSource(ctx)];
    plot.append(picture.node, nodes.node, source.node);
    // As wide as it has to be: what does not fit is reached by scrolling, also with the arrow keys.
    const scroller = html("div", { class: "scroller", role: "group", "aria-label": L.title }, plot);
    slot("head").replaceChildren(head.node);
    slot("bar").replaceChildren(bar.node);
    slot("stage").replaceChildren(scroller, nodes.tip);
    parts = { head, bar, picture, nodes, source, plot, scroller };
  }

  function update() {
    if (!parts || !width) return;
    const tall = width < NARROW;
    layout = layoutOf(ctx, width, tall);
    toggle(page, "narrow", tall);
    parts.plot.style.width = `${layout.width}px`;
    parts.plot.style.height = `${layout.height}px`;
    if (layout.width > width + 1) write(parts.scroller, "tabindex", 0);
    else parts.scroller.removeAttribute("tabindex");
    for (const part of ["head", "bar", "picture", "nodes", "source"]) parts[part].update(layout);
    write(parts.picture.node, "aria-label", altOf(ctx));
    say(root.querySelector("[data-role=takeaway]"), takeawayOf(ctx));
    write(page, "aria-busy", false);
  }

  // On every run of the script: other nets, another example, language or theme, or nothing new.
  function receive(next, component) {
    const another = data !== null && data.key !== next.key;
    if (data?.key !== next.key) next.nets = next.nets.map((net) => ({ ...net, before: unpacked(net.before), after: unpacked(net.after) }));
    else next.nets = data.nets.map((net, k) => ({ ...net, name: next.nets[k].name }));
    [data, send] = [next, component];
    page.dataset.theme = themeOf(page);
    if (another) stop();
    view = fitting(view ?? { ...next.start, ...before.view }, next);
    const structure = `${next.key}/${next.lang}/${page.dataset.theme}`;
    if (built !== structure) build();
    built = structure;
    update();
    if (another && width) follow();
  }

  page.onkeydown = (event) => {
    const target = event.composedPath()[0];
    if (event.key !== " " || target.closest("button, select")) return;
    event.preventDefault();
    togglePlay();
  };
  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    update();
    follow();
  });
  watch.observe(page);

  function leave() {
    stop();
    clearTimeout(settling);
    clearTimeout(morphing);
    watch.disconnect();
  }

  return { receive, leave };
}

// What the reader chose, as far as these nets and this example have it; otherwise the first step, after training, RNN above LSTM.
function fitting({ from, phase, lanes }, { words, nets, first: source }) {
  const has = (lane) => nets.some((net) => net.lane === lane);
  const first = (kind) => nets.find((net) => net.kind === kind);
  const usual = [first("rnn"), first("gru"), first("lstm"), ...nets].filter(Boolean).map((net) => net.lane);
  const two = [...new Set([usual[0], first("lstm")?.lane ?? usual.at(-1), ...usual])].slice(0, 2);
  const kept = (lanes ?? []).filter(has);
  return {
    from: Math.max(1, Math.min(words.length, from ?? source)),
    phase: phase ?? "after",
    lanes: kept.length === two.length ? kept : two,
  };
}
