// One net, four ways of use: the same columns of input, state and answer move and are joined in another way.
// Python hands over what real nets read and said; which use and which step are the reader's, here; the use is in the link.

import { fillIn, html, say, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { isMoved } from "../lib/pointer.js";
import { themeOf } from "../lib/theme.js";
import { makeSource } from "../unrolled/source.js";
import { makeColumns } from "./columns.js";
import { glyphOf, scaleOf } from "./glyph.js";
import { lineOf, tokenOf } from "./told.js";

const NARROW = 640; // px of width below which time runs from top to bottom
const PARAMETER = "use";

export default (component) => live(component, makePage);

function makePage(root) {
  const page = root.querySelector("[data-role=uses]");
  const find = (name) => root.querySelector(`[data-role=${name}]`);
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  let [data, parts, width, built] = [null, null, 0, ""];
  let [key, step, hover] = [null, null, null]; // of the use; the step that is told of, 1..T, and that under a pointer

  const ctx = {
    get data() { return { ...data, words: ctx.use.columns.map((column) => tokenOf(ctx, column.x)) }; },
    get labels() { return data.labels; },
    get lang() { return data.lang; },
    get use() { return data.uses.find((one) => one.key === key) ?? data.uses[0]; },
    get columns() { return ctx.use.columns; },
    get most() { return Math.max(...data.uses.map((one) => one.columns.length)); },
    get T() { return ctx.columns.length; },
    get s() { return hover ?? step; },
    theme: () => page.dataset.theme,
    goTo(t) {
      [step, hover] = [Math.max(1, Math.min(ctx.T, t)), null];
      mark();
    },
  };

  function choose(next) {
    key = next;
    [step, hover] = [spoken(), null];
    update();
    const url = new URL(location.href);
    if (key === data.uses[0].key) url.searchParams.delete(PARAMETER);
    else url.searchParams.set(PARAMETER, key);
    if (url.href !== location.href) window.history.replaceState(window.history.state, "", url);
  }

  // The first step at which something is wanted of the net.
  const spoken = () => ctx.columns.findIndex((column) => column.y !== null) + 1;

  function build() {
    const buttons = data.uses.map((one) => html("button", { type: "button", "data-use": one.key, onclick: () => choose(one.key) }, glyphOf(one), html("span", {}, one.name)));
    write(slot("choice"), "aria-label", data.labels.uses);
    slot("choice").replaceChildren(...buttons);
    const [columns, source] = [makeColumns(ctx), makeSource(ctx)];
    slot("plot").replaceChildren(columns.node, source.node);
    slot("plot").onpointermove = (event) => isMoved(event) && peek(stepAt(event));
    slot("plot").onpointerleave = () => peek(null);
    slot("plot").onclick = (event) => ctx.goTo(stepAt(event) ?? ctx.s);
    slot("scale").replaceChildren(scaleOf(data.labels.scale, ctx.theme()));
    parts = { buttons, columns, source };
  }

  function stepAt(event) {
    const box = slot("plot").getBoundingClientRect();
    return parts.columns.stepAt(event.clientX - box.left, event.clientY - box.top);
  }

  function peek(t) {
    if (t === hover) return;
    hover = t;
    mark();
  }

  function mark() {
    parts.columns.mark();
    parts.source.update(parts.columns.slider());
    say(find("line"), lineOf(ctx));
  }

  function update() {
    if (!parts || !width) return;
    toggle(page, "narrow", width < NARROW);
    parts.buttons.forEach((button) => write(button, "aria-pressed", button.dataset.use === ctx.use.key));
    say(find("what"), ctx.use.what);
    say(find("net"), ctx.use.net);
    say(find("link"), ctx.use.link);
    write(find("link"), "href", ctx.use.address);
    parts.columns.update(width, width < NARROW);
    write(parts.columns.node, "aria-label", altOf());
    mark();
    write(page, "aria-busy", false);
  }

  function altOf() {
    const given = ctx.columns.filter((column) => column.from === "outside").map((column) => tokenOf(ctx, column.x)).join(" ");
    const said = ctx.columns.filter((column) => column.y !== null).map((column) => tokenOf(ctx, column.y)).join(" ");
    return fillIn(data.labels.alt, { name: ctx.use.name, T: ctx.T, given, said });
  }

  function receive(next) {
    data = next;
    key ??= new URLSearchParams(location.search).get(PARAMETER);
    key = ctx.use.key;
    step ??= spoken();
    page.dataset.theme = themeOf(page);
    const structure = `${data.lang}/${page.dataset.theme}`;
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
