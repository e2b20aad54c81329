// Which word moves which state how much: the unrolled net with arcs into one state, for a net at the start or trained.
// Python hands over all numbers of a sentence; whose arcs and into which state is the reader's, here. The link is kept here too.

import { html, say, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { isMoved } from "../lib/pointer.js";
import { lectureRoom } from "../lib/room.js";
import { themeOf } from "../lib/theme.js";
import { makeSource } from "../unrolled/source.js";
import { makeArcs } from "./arcs.js";
import { NAMES, makeAsking, writeAddress } from "./asking.js";
import { placesOf } from "./places.js";
import { altOf, lineOf, titleOf } from "./said.js";
import { scaleOf } from "./scale.js";
import { makeStrips } from "./strips.js";
import { makeWhole } from "./whole.js";

const NARROW = 640; // px of width below which time runs from top to bottom
const SETTLED = 150; // ms after the last change that the reader counts as having stopped
const keyOf = (asked) => Object.values(NAMES).map((name) => asked[name]).join("/");

export default (component) => live(component, makePage);

function makePage(root) {
  const page = root.querySelector("[data-role=depends]");
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  let [data, send, view, hover] = [null, null, null, null];
  let asked = null; // {dep_sentence, dep_n, dep_seed}: what the reader wants to see, which may still be on its way
  let asking = null; // until Python is asked
  let [parts, width, built] = [null, 0, ""];

  const ctx = {
    get data() { return data; },
    get labels() { return data.labels; },
    get lang() { return data.lang; },
    get T() { return data.words.length; },
    get s() { return hover ?? view.at; }, // the state that is looked at, 1..T
    get net() { return data.nets.find((net) => net.name === view.net) ?? data.nets[0]; },
    theme: () => page.dataset.theme,
    log: (net, k, t) => net.rows[t - 1][k - 1] ?? null, // a power of ten; null: an exact zero, or after t
    get asked() { return asked; },
    ask(change) {
      asked = { ...asked, ...change };
      parts.asking.update();
      clearTimeout(asking);
      asking = setTimeout(() => {
        asking = null;
        if (keyOf(asked) === keyOf(data.asked)) return;
        write(page, "aria-busy", true);
        send.setStateValue("ask", asked);
      }, SETTLED);
    },
    goTo(t) {
      view.at = Math.max(1, Math.min(ctx.T, t));
      hover = null;
      mark();
      address();
    },
    choose(name) {
      view.net = name;
      update();
      address();
    },
    peek(t) {
      if (t === hover) return;
      hover = t;
      mark();
    },
  };

  function address() {
    const [first, usual] = [data.sentences.at(-1), data.sentences.find((one) => one.name === asked[NAMES.sentence])];
    writeAddress({
      [NAMES.sentence]: usual === first ? null : usual.name,
      [NAMES.n]: asked[NAMES.n] === usual.n ? null : asked[NAMES.n],
      [NAMES.seed]: asked[NAMES.seed] === 1 ? null : asked[NAMES.seed],
      [NAMES.net]: view.net === data.nets[0].name ? null : view.net,
      [NAMES.at]: view.at === ctx.T ? null : view.at,
    });
  }

  function build() {
    const [asking, arcs, strips, source, whole] = [makeAsking(ctx), makeArcs(ctx), makeStrips(ctx), makeSource(ctx), makeWhole(ctx)];
    arcs.node.append(strips.node);
    const plot = html("div", { class: "plot" }, arcs.node, source.node);
    const scroller = html("div", { class: "scroller", role: "group", "aria-label": ctx.labels.slider }, plot);
    // The controls stay as they are while a finger is on them; another language makes others.
    if (parts?.lang !== ctx.lang) slot("asking").replaceChildren(asking.node);
    slot("stage").replaceChildren(scroller);
    slot("whole").replaceChildren(whole.node);
    plot.onpointermove = (event) => isMoved(event) && ctx.peek(stateAt(event));
    plot.onpointerleave = () => ctx.peek(null);
    plot.onclick = (event) => {
      const strip = parts.places.stripAt(...placeIn(event));
      if (strip) ctx.choose(strip.net.name);
    };
    parts = { asking: parts?.lang === ctx.lang ? parts.asking : asking, lang: ctx.lang, arcs, strips, source, whole, plot, scroller, places: null };
  }

  function placeIn(event) {
    const at = parts.plot.getBoundingClientRect();
    return [event.clientX - at.left, event.clientY - at.top];
  }

  // Over the net and its words a pointer shows another state; over what is drawn below, it does not.
  const stateAt = (event) => parts.places.stateAt(...placeIn(event));

  // What follows the finger.
  function mark() {
    parts.arcs.mark(parts.places);
    parts.strips.update(parts.places);
    parts.source.update(parts.places);
    parts.whole.mark();
    say(slot("title"), titleOf(ctx));
    say(root.querySelector("[data-role=line]"), lineOf(ctx));
    write(parts.arcs.node, "aria-label", altOf(ctx));
  }

  function update() {
    if (!parts || !width) return;
    const tall = width < NARROW;
    toggle(page, "narrow", tall);
    parts.places = placesOf(ctx, width, tall, tall ? null : lectureRoom(parts.plot));
    parts.plot.style.width = `${parts.places.width}px`;
    parts.plot.style.height = `${parts.places.height}px`;
    if (parts.places.width > width + 1) write(parts.scroller, "tabindex", 0);
    else parts.scroller.removeAttribute("tabindex");
    parts.asking.update();
    slot("scale").replaceChildren(scaleOf(ctx));
    parts.arcs.update(parts.places);
    parts.whole.update(parts.places, width);
    mark();
    write(page, "aria-busy", false);
  }

  // On every run of the script: another sentence, language or theme, or nothing new.
  function receive(next, component) {
    send = component;
    const another = data === null || data.key !== next.key;
    view ??= { net: next.start.dep_net, at: Number(next.start.dep_at) || next.words.length };
    if (data && another) view.at = next.words.length;
    data = next;
    view = { net: ctx.net.name, at: Math.max(1, Math.min(Math.round(view.at), ctx.T)) };
    hover = null;
    // Whoever has gone on sliding does not want the slider back where it was.
    if (asking === null) asked = next.asked;
    page.dataset.theme = themeOf(page);
    const structure = `${next.key}/${page.dataset.theme}`;
    if (built !== structure) build();
    built = structure;
    update();
    address();
  }

  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    update();
  });
  watch.observe(page);

  function leave() {
    watch.disconnect();
    clearTimeout(asking);
  }

  return { receive, leave };
}
