// The ROC curves: right accepts over false accepts of each net as the threshold falls, with the points of the threshold that is set.

import { fillIn, svg, write } from "../lib/dom.js";
import { formatPercent } from "../lib/numbers.js";
import { linear, linePath } from "../lib/scales.js";
import { SHAPES } from "../race/chart.js";
import { makeFigure } from "../race/figure.js";

const ROC = { left: 50, right: 8, top: 6, bottom: 38 };

export function makeRoc(ctx) {
  const figure = makeFigure(ctx, "roc");
  const { picture } = figure;
  let [made, points] = ["", []];
  let [x, y] = [null, null];

  function build(size) {
    const { nets, lang } = ctx.data;
    x = linear([0, 1], [ROC.left, size - ROC.right]);
    y = linear([0, 1], [size - ROC.bottom, ROC.top]);
    const bottom = size - ROC.bottom;
    const ticks = [0, 0.25, 0.5, 0.75, 1];
    points = nets.map((net) => svg("path", { class: `roc-point of-${net.look}`, d: SHAPES[net.shape] }));
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${size} ${size}`, width: size, height: size })) write(picture, name, value);
    picture.replaceChildren(
      ...ticks.map((at) => svg("path", { class: "grid", d: `M${x(at)} ${y(1)}V${bottom}M${x(0)} ${y(at)}H${x(1)}` })),
      ...ticks.filter((at) => at % 0.5 === 0).flatMap((at) => [
        svg("text", { class: "small", x: x(at), y: bottom + 15, "text-anchor": at === 1 ? "end" : "middle" }, formatPercent(at, lang)),
        svg("text", { class: "small", x: x(0) - 5, y: y(at) + (at === 1 ? 9 : 4), "text-anchor": "end" }, formatPercent(at, lang))]),
      svg("path", { class: "guessing", d: `M${x(0)} ${y(0)}L${x(1)} ${y(1)}` }),
      svg("path", { class: "equal", d: `M${x(0)} ${y(1)}L${x(1)} ${y(0)}` }),
      svg("text", { class: "small", x: (x(0) + x(1)) / 2, y: size - 5, "text-anchor": "middle" }, ctx.labels.false_accepts),
      svg("text", { class: "small", transform: `translate(11 ${(y(0) + y(1)) / 2}) rotate(-90)`, "text-anchor": "middle" }, ctx.labels.right_accepts),
      ...nets.map((net) => svg("path", { class: `roc-line of-${net.look}`, "data-net": net.kind, d: linePath(net.roc.accepts.map((share, k) => [x(share), y(1 - net.roc.rejects[k])])) })),
      ...nets.map((net) => svg("circle", { class: `roc-equal of-${net.look}`, cx: x(net.eer), cy: y(1 - net.eer), r: 5.5 })),
      ...nets.map((net, k) => svg("g", { class: `of-${net.look}` },
        svg("path", { class: "roc-line", d: `M${x(1) - nameWide(size) - 36} ${bottom - 12 - 17 * (nets.length - 1 - k)}h28` }),
        svg("path", { class: "net-mark", d: SHAPES[net.shape], transform: `translate(${x(1) - nameWide(size)} ${bottom - 12 - 17 * (nets.length - 1 - k)})` }),
        svg("text", { class: "roc-name", x: x(1) - nameWide(size) + 9, y: bottom - 8 - 17 * (nets.length - 1 - k) }, fillIn(ctx.labels.eer_of, { name: net.name, eer: formatPercent(net.eer, lang) })))),
      ...points);
  }

  function update(size) {
    const form = JSON.stringify([size, ctx.data.key, ctx.data.lang]);
    if (form !== made) build(size);
    made = form;
    ctx.errors.forEach(({ accepts, rejects }, k) => write(points[k], "transform", `translate(${x(accepts)} ${y(1 - rejects)}) scale(1.5)`));
    figure.update(ctx.labels.title_roc, ctx.data.nets.map((net) => fillIn(ctx.labels.roc_alt, { name: net.name, eer: formatPercent(net.eer, ctx.data.lang), auc: formatPercent(net.auc, ctx.data.lang) })).join(" "));
  }
  return { node: figure.node, update };
}

const nameWide = (size) => Math.min(size - ROC.left - 20, 172);
