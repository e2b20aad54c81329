// How the gradient of one weight adds up: at each step what came back times what went in, and the running sum.

import { fillIn, html, say, svg, write } from "../lib/dom.js";
import { linear } from "../lib/scales.js";
import { signedColour } from "../lib/scale.js";
import { liveNumber } from "./lines.js";
import { symbolHtml } from "./writing.js";

const FACTORS = {
  Wx: (t) => [{ side: "gradient", q: "a", t }, { side: "value", q: "x", t }],
  Wh: (t) => [{ side: "gradient", q: "a", t }, { side: "value", q: "h", t: t - 1 }],
  b: (t) => [{ side: "gradient", q: "a", t }],
  Wy: (t) => [{ side: "gradient", q: "y", t }, { side: "value", q: "h", t }],
};
const GENERAL = { Wx: ["a", "x", "t"], Wh: ["a", "h", "t−1"], b: ["a"], Wy: ["y", "h", "t"] };

export function sumTable(ctx, name, parts) {
  const { T } = ctx.view();
  const [back, into, at] = GENERAL[name];
  const general = html("div", { class: "general" }, "∂L/∂", ...symbolHtml(name), " = ", html("span", { class: "sigma" }, "Σ"), html("sub", {}, "t"), " ∂L/∂", ...symbolHtml(back, "t"),
    ...(into ? [" · ", ...symbolHtml(into, at)] : []));
  const rows = Array.from({ length: T }, (_, k) => {
    const [first, second] = FACTORS[name](k + 1);
    const product = html("td", { class: "n product" });
    parts.push((view) => say(product, ctx.short(view.sweep.parts[name][k], 3)));
    return html("tr", {}, html("th", { scope: "row" }, `t = ${k + 1}`), html("td", { class: "n" }, liveNumber(ctx, first, parts)), html("td", { class: "sign" }, second ? "×" : ""),
      html("td", { class: "n" }, second ? liveNumber(ctx, second, parts) : null), html("td", { class: "sign" }, "="), product);
  });
  const total = html("td", { class: "n product", "data-role": "sum" });
  parts.push((view) => say(total, ctx.short(view.sweep.gradient[name], 3)));
  return html("div", {}, html("div", { class: "line" }, general),
    html("table", { class: "sum" }, html("tbody", {}, ...rows), html("tfoot", {}, html("tr", {}, html("th", { scope: "row", colspan: 5 }, ctx.labels.sum), total))), waterfall(ctx, name, parts));
}

const SIZE = [320, 118];

// Each bar begins where the last one ended; the last bar is the sum.
function waterfall(ctx, name, parts) {
  const { T } = ctx.view();
  const [W, H] = SIZE;
  const width = W / (T + 1);
  const bars = Array.from({ length: T + 1 }, (_, k) => ({
    bar: svg("rect", { x: k * width + 8, width: width - 16, rx: 2, class: k < T ? "stack" : "stack all" }),
    link: svg("path", { class: "link" }),
    text: svg("text", { x: (k + 0.5) * width, y: H - 3, "text-anchor": "middle", class: "tick" }, k < T ? `t = ${k + 1}` : "Σ"),
  }));
  const zero = svg("path", { class: "axis" });
  const node = svg("svg", { viewBox: `0 0 ${W} ${H}`, role: "img", class: "waterfall" }, zero, ...bars.flatMap(({ link, bar, text }) => [link, bar, text]));
  parts.push((view) => {
    const each = view.sweep.parts[name];
    const ends = each.map((_, k) => each.slice(0, k + 1).reduce((sum, one) => sum + one, 0));
    const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
    const y = linear([low, high === low ? low + 1 : high], [H - 24, 8]);
    const most = Math.max(...each.map(Math.abs), ...ends.map(Math.abs)) || 1;
    write(zero, "d", `M0 ${y(0).toFixed(1)}H${W}`);
    bars.forEach(({ bar, link }, k) => {
      const [from, to] = k < T ? [k ? ends[k - 1] : 0, ends[k]] : [0, ends[T - 1]];
      write(bar, "y", Math.min(y(from), y(to)).toFixed(1));
      write(bar, "height", Math.max(1.5, Math.abs(y(from) - y(to))).toFixed(1));
      bar.style.fill = signedColour(to - from, most, ctx.theme()) ?? "";
      write(link, "d", k < T ? `M${(k + 1) * width - 8} ${y(ends[k]).toFixed(1)}h16` : "");
    });
    const biggest = each.reduce((best, one, k) => (Math.abs(one) > Math.abs(each[best]) ? k : best), 0);
    write(node, "aria-label", fillIn(ctx.labels.waterfall_alt, { t: biggest + 1, part: ctx.short(each[biggest], 3), sum: ctx.short(ends[T - 1], 3) }));
  });
  return node;
}
