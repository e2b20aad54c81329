// Slide 17, live: the unrolled net with the gates of one memory cell open or closed, and its memory as a colour; it plays.
// Python hands over all numbers of one net; the word, the cell and the pace are the reader's, here.

import { html, say, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { spotIn } from "../lib/pointer.js";
import { themeOf } from "../lib/theme.js";
import { makeSource } from "../unrolled/source.js";
import { makeCrown } from "./crown.js";
import { MEAN, holdingOf } from "./holding.js";
import { makeSketch } from "./sketch.js";
import { standOf } from "./stand.js";
import { makeStrip } from "./strip.js";
import { atWord, titleOf, whatItDoes } from "./verdict.js";

const NARROW = 640; // px of width below which time runs from top to bottom
const PACE = 110; // ms from word to word, or where there are many
const WHOLE_WAY = 9000; // ms at most for all of them
const SETTLES = 400; // ms after the last change that the reader counts as having stopped

export default (component) => live(component, makeScene);

function makeScene(root) {
  const page = root.querySelector("[data-role=intuitive]");
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  let [data, send, holding] = [null, null, null];
  let view = null; // {cell, word}: what the reader chose
  let over = null; // the word under the pointer
  let [timer, settling] = [null, null];
  let [parts, stand, width, built] = [null, null, 0, ""];

  const ctx = {
    get data() { return data; },
    get labels() { return data.labels; },
    get lang() { return data.lang; },
    get T() { return data.words.length; },
    get s() { return view.word; },
    get cell() { return view.cell; },
    get over() { return over; },
    get holding() { return holding; },
    theme: () => page.dataset.theme,
    playing: () => timer !== null,
    // While it plays, what has not been read yet is not there yet.
    reach: () => (timer === null ? ctx.T : view.word),
    choices: () => [MEAN, ...data.order],
    goTo(word) {
      stop();
      view.word = Math.max(1, Math.min(ctx.T, word));
      update();
      follow();
      settle();
    },
    setCell(cell) {
      view.cell = cell;
      update();
      settle();
    },
    flip(by) {
      const next = ctx.choices()[ctx.choices().indexOf(view.cell) + by];
      if (next !== undefined) ctx.setCell(next);
    },
    togglePlay,
  };

  function stop() {
    clearTimeout(timer);
    timer = null;
  }

  function togglePlay() {
    if (timer !== null) {
      stop();
      update();
      return settle();
    }
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return ctx.goTo(ctx.T);
    if (view.word === ctx.T) view.word = 1;
    const pause = Math.min(PACE, WHOLE_WAY / ctx.T);
    const tick = () => {
      view.word += 1;
      timer = view.word < ctx.T ? setTimeout(tick, pause) : null;
      if (timer === null) settle();
      update();
      follow();
    };
    timer = setTimeout(tick, 3 * pause); // first one sees where it starts
    update();
    follow();
  }

  function settle() {
    clearTimeout(settling);
    settling = setTimeout(() => {
      say(root.querySelector("[data-role=spoken]"), `${atWord(ctx, ctx.s)} ${whatItDoes(ctx)}`);
      send.setStateValue("view", { ...view });
    }, SETTLES);
  }

  // Where not all words fit, the one that matters stays in sight.
  function follow() {
    if (!parts || stand.tall || stand.width <= width + 1) return;
    const { scroller } = parts;
    const at = stand.axis.at(view.word);
    if (at < scroller.scrollLeft + 60 || at > scroller.scrollLeft + width - 60) scroller.scrollLeft = at - width / 2;
  }

  function build() {
    const [crown, strip, sketch, source] = [makeCrown(ctx), makeStrip(ctx), makeSketch(ctx), makeSource(ctx)];
    const plot = html("div", { class: "plot" }, sketch.node, source.node);
    const scroller = html("div", { class: "scroller", role: "group", "aria-label": ctx.labels.drawing }, plot);
    const wordUnder = (event) => {
      return stand.wordAt(...spotIn(plot, event));
    };
    plot.onpointermove = (event) => event.pointerType === "mouse" && point(wordUnder(event));
    plot.onpointerleave = () => point(null);
    sketch.node.onclick = (event) => {
      const t = wordUnder(event);
      if (t) ctx.goTo(t);
    };
    slot("head").replaceChildren(...crown.node);
    slot("bar").replaceChildren(strip.node);
    slot("stage").replaceChildren(scroller);
    parts = { crown, strip, sketch, source, plot, scroller };
  }

  function point(t) {
    if (t === over) return;
    over = t;
    parts.sketch.move(stand);
    tell();
  }

  const tell = () => say(root.querySelector("[data-role=line]"), atWord(ctx, over ?? ctx.s));

  function update() {
    if (!parts || !width) return;
    const tall = width < NARROW;
    stand = standOf(ctx, width, tall);
    toggle(page, "narrow", tall);
    parts.plot.style.width = `${stand.width}px`;
    parts.plot.style.height = `${stand.height}px`;
    if (stand.width > width + 1) write(parts.scroller, "tabindex", 0);
    else parts.scroller.removeAttribute("tabindex");
    parts.crown.update();
    parts.strip.update();
    parts.sketch.update(stand);
    parts.source.update(stand);
    tell();
    const said = whatItDoes(ctx);
    if (!ctx.playing()) write(parts.sketch.node, "aria-label", `${titleOf(ctx)}. ${said}`);
    say(root.querySelector("[data-role=takeaway]"), said);
    write(page, "aria-busy", false);
  }

  // On every run of the script: another sentence, net, language or theme, or nothing new.
  function receive(next, component) {
    const another = data !== null && data.key !== next.key;
    const other = data !== null && data.net.id !== next.net.id;
    if (data?.key !== next.key) holding = holdingOf(next);
    // A sentence that is longer or shorter moves the words: then it begins at its own first one again.
    const kept = view && !other ? { cell: view.cell, word: another ? null : view.word } : next.start;
    [data, send] = [next, component];
    page.dataset.theme = themeOf(page);
    if (another) stop();
    over = null;
    view = chosen(kept, next);
    const structure = `${next.key}/${next.lang}/${page.dataset.theme}`;
    if (built !== structure) build();
    built = structure;
    update();
    if (stand) follow();
  }

  page.onkeydown = (event) => {
    const target = event.composedPath()[0];
    const flips = stand?.tall ? { ArrowLeft: -1, ArrowRight: 1 } : { ArrowUp: -1, ArrowDown: 1 };
    if (event.key === " " && !target.closest("button, select")) togglePlay();
    else if (event.key in flips && !target.closest("select")) ctx.flip(flips[event.key]);
    else return;
    event.preventDefault();
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
    watch.disconnect();
  }

  return { receive, leave };
}

// What the reader chose, as far as this net and this sentence have it.
function chosen({ cell, word }, { order, first, words, place }) {
  return {
    cell: cell === MEAN || order.includes(cell) ? cell : first,
    word: Math.max(1, Math.min(words.length, word ?? place)),
  };
}
