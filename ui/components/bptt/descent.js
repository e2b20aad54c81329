// The update: every weight moves a little against its gradient, the loss falls, and again.

import { fillIn, html, say, svg, toggle, write } from "../lib/dom.js";
import { linePath, linear } from "../lib/scales.js";
import { WEIGHT_NAMES } from "./bptt_maths.js";
import { LIMITS } from "./state.js";
import { symbolHtml } from "./writing.js";

const CURVE = [320, 112];
const EDGE = { left: 40, right: 8, top: 8, bottom: 22 };

// The weights that the present update starts from, and those it leads to; before the first one, those it would lead to.
export const stepOfDescent = ({ path, count }) => [path[Math.max(0, count - 1)], path[Math.max(1, count)] ?? path[path.length - 1]];

export function descentPart(ctx, parts) {
  const L = ctx.labels;
  const slider = html("input", { type: "range", min: 0.05, max: 1.5, step: 0.05, "aria-label": L.rate, "data-do": "rate" });
  slider.oninput = () => ctx.setRate(Number(slider.value), true);
  slider.onchange = () => ctx.commit();
  const shown = html("b", {});
  parts.push((_, s) => {
    if (Number(slider.value) !== s.rate) slider.value = s.rate;
    say(shown, ctx.number(s.rate));
    write(slider, "aria-valuetext", ctx.number(s.rate));
  });
  const button = (name, run) => html("button", { type: "button", class: "plain", "data-do": name, onclick: run }, L[`do_${name}`]);
  const ten = button("ten", () => ctx.walkTime(1));
  const again = button("again", ctx.takeWeights);
  parts.push((view) => { again.disabled = view.count === 0; });
  return html("div", { class: "descent" }, html("label", { class: "rate" }, html("span", {}, L.rate, " ", html("i", {}, "η")), slider, shown),
    weightTable(ctx, parts), html("div", { class: "row" }, button("one", () => ctx.walk(1)), ten, again), lossCurve(ctx, parts));
}

function weightTable(ctx, parts) {
  const L = ctx.labels;
  const cells = (read, row) => ["before", "gradient", "after"].map((column) => {
    const node = html("td", { class: `n ${column}` });
    parts.push((view, s) => say(node, read(column, view, s)));
    return [node, row];
  }).map(([node]) => node);
  const rows = WEIGHT_NAMES.map((name) => html("tr", { class: `weight-${name}` }, html("th", { scope: "row" }, html("i", {}, ...symbolHtml(name))),
    ...cells((column, view, s) => {
      const [was, is] = stepOfDescent(view);
      if (column === "gradient") return ctx.short(-s.rate * was.gradient[name], 3);
      return ctx.short((column === "before" ? was : is).weights[name], 3);
    }, name)));
  const loss = html("tr", { class: "loss" }, html("th", { scope: "row" }, html("i", {}, "L")), ...cells((column, view) => {
    const [was, is] = stepOfDescent(view);
    return column === "gradient" ? "" : ctx.short((column === "before" ? was : is).total, 4);
  }, "L"));
  const head = ["before", "gradient", "after"].map((column) => html("th", { scope: "col" }, column === "gradient" ? "−η ∂L/∂W" : L[`column_${column}`]));
  return html("table", { class: "weights" }, html("thead", {}, html("tr", {}, html("td", {}), ...head)), html("tbody", {}, ...rows), html("tfoot", {}, loss));
}

function lossCurve(ctx, parts) {
  const [W, H] = CURVE;
  const line = svg("path", { class: "curve" });
  const dot = svg("circle", { r: 5, class: "here" });
  const ticks = svg("g", {});
  const axis = svg("path", { class: "axis", d: `M${EDGE.left} ${EDGE.top}V${H - EDGE.bottom}H${W - EDGE.right}` });
  const node = svg("svg", { viewBox: `0 0 ${W} ${H}`, role: "img", class: "loss-curve" }, axis, ticks, line, dot);
  parts.push((view) => {
    const losses = view.path.slice(0, view.count + 1).map(({ total }) => total);
    const most = Math.max(...losses) || 1;
    const last = Math.max(10, view.count);
    const x = linear([0, last], [EDGE.left, W - EDGE.right]);
    const y = linear([0, most], [H - EDGE.bottom, EDGE.top]);
    write(line, "d", linePath(losses.map((loss, k) => [x(k), y(loss)])));
    write(dot, "cx", x(view.count).toFixed(1));
    write(dot, "cy", y(losses[view.count]).toFixed(1));
    ticks.replaceChildren(svg("text", { class: "tick", x: EDGE.left - 5, y: EDGE.top + 8, "text-anchor": "end" }, ctx.short(most, 2)),
      svg("text", { class: "tick", x: EDGE.left - 5, y: H - EDGE.bottom + 4, "text-anchor": "end" }, "0"),
      svg("text", { class: "tick", x: EDGE.left, y: H - 5 }, "0"), svg("text", { class: "tick", x: (EDGE.left + W - EDGE.right) / 2, y: H - 5, "text-anchor": "middle" }, ctx.labels.updates_axis),
      svg("text", { class: "tick", x: W - EDGE.right, y: H - 5, "text-anchor": "end" }, String(last)));
    write(node, "aria-label", fillIn(ctx.labels.curve_alt, { n: view.count, first: ctx.short(losses[0], 4), last: ctx.short(losses[view.count], 4) }));
    toggle(node, "grown", losses[view.count] > losses[0]);
  });
  return node;
}
