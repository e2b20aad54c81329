// All states of one net at once: a triangle, a row for each state and a column for each input.

import { fillIn, html, say, svg, write } from "../lib/dom.js";
import { SHADES, scientific, shadeOf } from "../lib/powers.js";

const MOST = 210; // px of the triangle's height
const STEP = 0.25; // of a power of ten that share a shade: a path for each, not a node for each of thousands of cells

export function makeWhole(ctx) {
  const [title, note] = [html("h3", {}), html("p", { class: "note" }, ctx.labels.all_note)];
  const [cells, cue, frame] = [svg("g", { "shape-rendering": "crispEdges" }), svg("rect", { class: "cue-column" }), svg("rect", { class: "row-frame" })];
  const drawing = svg("svg", { role: "img", "data-figure": "all" }, cells, cue, frame);
  const scroller = html("div", { class: "scroller", role: "group", "aria-label": ctx.labels.all_note }, drawing);
  const node = html("div", {}, title, note, scroller);
  let size = null; // {x, step, high}

  function update(places, width) {
    const T = ctx.T;
    const [x, step] = places.tall ? [0, width / T] : [places.axis.start, places.axis.step];
    size = { x, step, high: Math.max(2, Math.min(14, MOST / T, step)) };
    const [wide, tall] = [x + T * step + 4, T * size.high + 2];
    for (const [name, value] of [["width", wide], ["height", tall], ["viewBox", `0 0 ${wide} ${tall}`]]) write(drawing, name, value);
    if (wide > width + 1) write(scroller, "tabindex", 0);
    else scroller.removeAttribute("tabindex");
    const shades = new Map();
    ctx.net.rows.forEach((row, t) => row.forEach((log, k) => {
      if (log === null) return;
      const shade = Math.round(Math.max(-SHADES, Math.min(SHADES, log)) / STEP) * STEP;
      shades.set(shade, `${shades.get(shade) ?? ""}M${(x + k * step).toFixed(2)} ${(t * size.high).toFixed(2)}h${step.toFixed(2)}v${size.high.toFixed(2)}h${(-step).toFixed(2)}z`);
    }));
    cells.replaceChildren(svg("path", { class: "corner", d: `M${x} 0L${x + T * step} ${T * size.high}H${x}Z` }), ...[...shades].map(([shade, d]) => svg("path", { d, fill: shadeOf(shade, ctx.theme()) })));
    box(cue, x + (ctx.data.cue - 1) * step, (ctx.data.cue - 1) * size.high, step, (T - ctx.data.cue + 1) * size.high);
    const { labels: L, net } = ctx;
    say(title, fillIn(L.all, { name: L[net.name] }));
    const text = (k) => scientific(ctx.log(net, k, T), ctx.lang);
    write(drawing, "aria-label", fillIn(L.all_alt, { name: L[net.name], word: ctx.data.words[ctx.data.cue - 1], size: text(ctx.data.cue), last: text(T) }));
    mark();
  }

  function mark() {
    if (size) box(frame, size.x, (ctx.s - 1) * size.high, ctx.s * size.step, size.high);
  }

  const row = (event) => Math.max(1, Math.min(ctx.T, Math.ceil((event.clientY - drawing.getBoundingClientRect().top) / size.high)));
  drawing.onpointermove = (event) => ctx.peek(row(event));
  drawing.onpointerleave = () => ctx.peek(null);
  drawing.onclick = (event) => ctx.goTo(row(event));
  return { node, update, mark };
}

function box(node, x, y, width, height) {
  for (const [name, value] of Object.entries({ x, y, width, height })) write(node, name, value);
}
