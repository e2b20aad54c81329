// Two sentences that differ in one word: how far the memories are apart, and in which cells, word by word.
// Python hands over all numbers; which word is looked at is the reader's, here, and nobody else has to know.

import { html, say, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { spotIn } from "../lib/pointer.js";
import { themeOf } from "../lib/theme.js";
import { makeSource } from "../unrolled/source.js";
import { makeAnswers } from "./answers.js";
import { makeCurves } from "./curves.js";
import { makeDifferences } from "./differences.js";
import { placesOf } from "./places.js";
import { makeTop } from "./top.js";
import { altOf, lineOf } from "./telling.js";

const NARROW = 640; // px of width below which time runs from top to bottom

export default (component) => live(component, makePage);

function makePage(root) {
  const page = root.querySelector("[data-role=two]");
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  let data = null;
  let view = { s: 1, cell: null }; // the word, and the cell under the pointer: {net, row}
  let [parts, width, built] = [null, 0, ""];

  const ctx = {
    get data() { return data; },
    get labels() { return data.labels; },
    get lang() { return data.lang; },
    get T() { return data.words.length; },
    get s() { return view.s; },
    get cell() { return view.cell; },
    theme: () => page.dataset.theme,
    goTo: (s) => point(s, null),
  };

  function point(s, cell) {
    const next = { s: Math.max(1, Math.min(ctx.T, s)), cell };
    if (next.s === view.s && next.cell?.net === view.cell?.net && next.cell?.row === view.cell?.row) return;
    view = next;
    mark();
  }

  function build() {
    const [top, curves, differences, answers, source] = [makeTop(ctx), makeCurves(ctx), makeDifferences(ctx), makeAnswers(ctx), makeSource(ctx)];
    differences.node.prepend(curves.node);
    const plot = html("div", { class: "plot" }, differences.node, source.node);
    const scroller = html("div", { class: "scroller", role: "group", "aria-label": ctx.data.title }, plot);
    slot("head").replaceChildren(top.node);
    slot("stage").replaceChildren(scroller);
    slot("answers").replaceChildren(answers.node);
    plot.onpointermove = (event) => {
      const found = parts.places.hit(...spotIn(plot, event));
      if (found.t) point(found.t, found.cell);
    };
    parts = { top, curves, differences, answers, source, plot, scroller, places: null };
  }

  // What follows the finger: the frame and the line of text.
  function mark() {
    parts.differences.move(parts.places);
    parts.source.update(parts.places);
    say(root.querySelector("[data-role=line]"), lineOf(ctx));
  }

  function update() {
    if (!parts || !width) return;
    const tall = width < NARROW;
    toggle(page, "narrow", tall);
    parts.places = placesOf(ctx, width, tall);
    parts.plot.style.width = `${parts.places.width}px`;
    parts.plot.style.height = `${parts.places.height}px`;
    if (parts.places.width > width + 1) write(parts.scroller, "tabindex", 0);
    else parts.scroller.removeAttribute("tabindex");
    parts.top.update();
    parts.curves.update(parts.places);
    parts.differences.update(parts.places);
    parts.answers.update(width);
    write(parts.differences.node, "aria-label", altOf(ctx));
    say(root.querySelector("[data-role=takeaway]"), data.takeaway);
    mark();
    write(page, "aria-busy", false);
  }

  // On every run of the script: another word, other nets, language or theme, or nothing new.
  function receive(next) {
    if (data?.key !== next.key) view = { s: next.place, cell: null };
    data = next;
    page.dataset.theme = themeOf(page);
    const structure = `${next.key}/${next.lang}/${page.dataset.theme}`;
    if (built !== structure) build();
    built = structure;
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
