// The main picture of the memory page: what two nets hold after every word of a sentence, and what each expects next.
// Python hands over gates and chances of all nets; which are drawn, which word and which cell the reader looks at is decided here.

import { floatsOf } from "../lib/arrays.js";
import { html, say, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { signedColour } from "../lib/scale.js";
import { themeOf } from "../lib/theme.js";
import { memoryColour } from "../lib/units.js";
import { makeChart } from "./chart.js";
import { makeBar, makeTitle } from "./controls.js";
import { GAP, PANEL, layoutOf, zoomOf } from "./layout.js";
import { makePanel } from "./panel.js";
import { makePointer } from "./pointer.js";
import { expectedAt, fitting, likeliestAt, rightAt } from "./expected.js";
import { memoryOf, shownOf, statesOf } from "./states.js";
import { cellAbout, cellText, cursorText, takeawayOf } from "./told.js";

const NARROW = 640; // px of width below which time runs from top to bottom
const BESIDE = 860; // px from which the panel stands beside the picture
const SETTLED = 400; // ms after the last change that the reader counts as having stopped
// Another page and back: the component is a new one, and finds here where the reader was.
const kept = (globalThis[Symbol.for("lstm-lab.memory")] ??= {});

export default (component) => live(component, makePicture);

function makePicture(root) {
  const page = root.querySelector("[data-role=memory]");
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  let [data, send, view] = [null, null, null]; // view: {show, cell: {k, cell} or null, word, lanes, all}: what the reader chose
  let peeked = { t: null, row: null }; // what the mouse points at
  let [parts, layout, width, built, settling, unfolded] = [null, null, 0, "", null, false];
  let found = new Map(); // what was worked out of each net for this data

  const once = (net, name, make) => {
    const key = `${net.lane}/${name}`;
    if (!found.has(key)) found.set(key, make());
    return found.get(key);
  };

  const floats = (net, name) => once(net, name, () => floatsOf(net[name]));

  const ctx = {
    get data() { return data; },
    get labels() { return data.labels; },
    get lang() { return data.lang; },
    get view() { return view; },
    theme: () => page.dataset.theme,
    layout: () => layout,
    scrolled: () => parts.scroller.scrollLeft,
    nets: () => view.lanes.map((lane) => data.nets.find((net) => net.lane === lane)),
    shown: (net) => shownOf(net, view.show),
    states: (net) => once(net, "states", () => statesOf(net, data.T)),
    cells: (net) => layout.nets.find((placed) => placed.net === net).cells,
    limit: (net) => limitOf(net),
    paint: (net) => paintOf(net),
    pinned: () => Math.min(view.word ?? data.columns.length, data.columns.length),
    cursor: () => peeked.t ?? ctx.pinned(),
    row: () => peeked.row ?? view.cell,
    choice: (column) => (column === data.columns.length && data.asked && data.candidates.length ? data.candidates : null),
    expected: (net, column) => once(net, `expected/${column}`, () => expectedAt(data, net, column, (name) => floats(net, name))),
    right: (net, column) => rightAt(data, net, column),
    likeliest: (net, column) => likeliestAt(data, net, column, (name) => floats(net, name)),
    unfolded: () => unfolded,
    unfold() { unfolded = !unfolded; update(); },
    setShow(letter) { view.show = letter; changed(); },
    setLane,
    toggleAll() { view.all = !view.all; changed(); },
    peek(t, row) {
      if (peeked.t === t && peeked.row?.k === row?.k && peeked.row?.cell === row?.cell) return;
      peeked = { t, row };
      move();
    },
    pin,
    goTo(column) { peeked = { t: null, row: null }; setWord(column); move(); settle(); follow(); },
    stepRow,
    rest() { view.word = null; view.cell = null; changed(); follow(); },
  };

  // The number at which a net's colours end: 1 for what cannot be more, and for C, which is drawn as tanh(C), as it can be put out.
  function limitOf(net) {
    if (!net.relu || ctx.shown(net) !== "h") return 1;
    return once(net, `limit/${view.all}/${layout.tall}`, () => {
      let most = 1e-9;
      for (const cell of ctx.cells(net)) for (let t = 1; t <= data.T; t++) most = Math.max(most, Math.abs(ctx.states(net).at("h", t, cell)));
      return most;
    });
  }

  // The colour of what is shown of a net.
  function paintOf(net) {
    const [limit, theme] = [limitOf(net), ctx.theme()];
    return ctx.shown(net) === "C" ? (value) => memoryColour(net.kind, value, theme) : (value) => signedColour(value, limit, theme);
  }

  function setWord(column) {
    const last = data.columns.length;
    view.word = column >= last ? null : Math.max(1, column);
  }

  function setLane(k, lane) {
    const other = view.lanes.indexOf(lane);
    if (other >= 0) view.lanes[other] = view.lanes[k];
    view.lanes[k] = lane;
    view.cell = null;
    changed();
  }

  // A click on a word stays there; one on a cell also chooses its row, and a second one lets go of it.
  function pin(t, row) {
    const same = row && view.cell && row.k === view.cell.k && row.cell === view.cell.cell;
    const here = t === null || t === ctx.pinned();
    if (row) view.cell = same && here ? null : row;
    if (t !== null) setWord(t);
    changed();
  }

  function stepRow(by) {
    const rows = layout.nets.flatMap(({ k, cells }) => cells.map((cell) => ({ k, cell })));
    const at = view.cell ? rows.findIndex((row) => row.k === view.cell.k && row.cell === view.cell.cell) : -1;
    const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by;
    view.cell = rows[next] ?? null;
    changed();
  }

  function changed() {
    update();
    settle();
  }

  function settle() {
    clearTimeout(settling);
    settling = setTimeout(() => {
      say(root.querySelector("[data-role=spoken]"), `${cursorText(ctx)}. ${lineOf()}`);
      kept.view = structuredClone(view);
      send.setStateValue("view", {
        show: view.show === memoryOf(ctx.nets()[0]) ? null : view.show,
        cell: view.cell ? [view.cell.k, view.cell.cell] : null,
        word: view.word,
        lanes: String(view.lanes) === String(data.first) ? null : [...view.lanes],
      });
    }, SETTLED);
  }

  // Of the cell that is pointed at or chosen its number and arithmetic; otherwise what to see.
  function lineOf() {
    const row = ctx.row();
    if (!row || !ctx.nets()[row.k]) return takeawayOf(ctx);
    const column = peeked.t ?? ctx.pinned();
    return data.rows[column - 1] ? cellText(ctx, row.k, column, row.cell) : cellAbout(ctx, row.k, row.cell);
  }

  function build() {
    const [title, bar, chart, pointer, panel] = [makeTitle(ctx), makeBar(ctx), makeChart(ctx), makePointer(ctx), makePanel(ctx)];
    const plot = html("div", { class: "plot" }, chart.node, pointer.node);
    // As wide as it has to be: the control in it scrolls it as its cursor moves.
    const scroller = html("div", { class: "scroller" }, plot);
    scroller.onscroll = () => chart.slide(scroller.scrollLeft / layout.zoom);
    slot("head").replaceChildren(title.node);
    slot("bar").replaceChildren(bar.node);
    slot("stage").replaceChildren(scroller, pointer.tip);
    slot("panel").replaceChildren(...panel.node);
    parts = { title, bar, chart, pointer, panel, plot, scroller };
  }

  const zoom = () => zoomOf(data.columns.length, width);
  const room = () => (width >= BESIDE ? width - PANEL * zoom() - GAP : width); // px for the picture itself
  const panelWidth = () => (width >= BESIDE ? PANEL : Math.min(width - 24, 420));

  function update() {
    if (!parts || !width) return;
    const tall = width < NARROW;
    toggle(page, "narrow", tall);
    toggle(page, "stacked", width < BESIDE);
    toggle(page, "unfolded", unfolded);
    layout = layoutOf(ctx, room() / zoom(), tall, zoom());
    page.style.setProperty("--zoom", layout.zoom);
    parts.plot.style.width = `${layout.width * layout.zoom}px`;
    parts.plot.style.height = `${layout.height * layout.zoom}px`;
    for (const part of ["title", "bar", "chart", "pointer"]) parts[part].update(layout);
    parts.panel.update(panelWidth(), layout.zoom);
    say(root.querySelector("[data-role=line]"), lineOf());
    write(page, "aria-busy", false);
  }

  // The cursor has moved: within a frame, and nothing is drawn anew but the cursor and the panel.
  function move() {
    parts.chart.move(layout);
    parts.pointer.move();
    parts.panel.update(panelWidth(), layout.zoom);
    say(root.querySelector("[data-role=line]"), lineOf());
  }

  // Where not all words fit, the one under the cursor stays in sight.
  function follow() {
    if (!layout?.overflows || (layout.hides(parts.scroller.scrollLeft) && ctx.cursor() === data.cue)) return;
    const { scroller } = parts;
    const at = layout.axis.at(ctx.cursor()) * layout.zoom;
    if (at < scroller.scrollLeft + layout.start * layout.zoom + 40 || at > scroller.scrollLeft + room() - 20) scroller.scrollLeft = at - room() * 0.6;
  }

  // On every run of the script: another sentence, other nets, language or theme, or nothing new.
  function receive(next, component) {
    const [first, another] = [data === null, data?.key !== next.key];
    const [sentence, nets] = [data !== null && data.text !== next.text, data !== null && data.who !== next.who];
    [data, send] = [next, component];
    page.dataset.theme = themeOf(page);
    if (another) {
      found = new Map();
      peeked = { t: null, row: null };
    }
    const chosen = view ?? { ...next.start, ...kept.view };
    view = fitting({ ...chosen, word: sentence ? null : chosen.word, cell: nets ? null : chosen.cell }, data);
    const structure = `${data.nets.map((net) => net.name)}/${data.lang}/${page.dataset.theme}`;
    if (built !== structure) build();
    built = structure;
    update();
    if (another && width) follow();
    if (sentence || nets || (first && kept.view)) changed();
  }

  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    update();
    follow();
  });
  watch.observe(page);

  function leave() {
    clearTimeout(settling);
    watch.disconnect();
  }

  return { receive, leave };
}
