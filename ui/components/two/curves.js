// How far apart the two memories are after each word, a line for each net on one scale.

import { say, svg, write } from "../lib/dom.js";
import { formatPercent } from "../lib/numbers.js";
import { linePath, linear, roundTicks } from "../lib/scales.js";

export function makeCurves(ctx) {
  const node = svg("g", {});
  function update(places) {
    const { axis, tall, curves } = places;
    const most = Math.max(1.1, ...ctx.data.nets.flatMap((net) => net.relative)) * 1.04;
    const across = tall ? linear([0, most], [curves.across, curves.across + curves.depth]) : linear([0, most], [curves.across + curves.depth, curves.across]);
    const point = (t, value) => (tall ? [across(value), axis.at(t)] : [axis.at(t), across(value)]);
    const rule = (value, name) => {
      const [from, to] = [axis.start, axis.start + axis.length];
      const at = across(value);
      return svg("path", { class: name, d: tall ? `M${at} ${from}V${to}` : `M${from} ${at}H${to}` });
    };
    // On a phone there is room for 0 and 100 % alone.
    const ticks = (tall ? [0, 1] : roundTicks(0, most, 4)).map((value) => {
      const place = tall ? { x: across(value), y: axis.start - 6, "text-anchor": "middle" } : { x: axis.start - 6, y: across(value) + 4, "text-anchor": "end" };
      return [rule(value, value === 1 ? "usual" : "grid"), svg("text", { class: "small", ...place }, formatPercent(value, ctx.lang))];
    });
    const lines = ctx.data.nets.map((net, k) => svg("g", { class: net.style },
      svg("path", { class: `apart ${k ? "second" : ""}`, d: linePath([ctx.data.place > 1 ? point(ctx.data.place - 1, 0) : null, ...net.relative.slice(ctx.data.place - 1).map((value, i) => point(ctx.data.place + i, value))].filter(Boolean)) })));
    node.replaceChildren(...ticks.flat(), ...lines, ...(tall ? headsOf(ctx, places) : namesOf(ctx, places, across)));
  }
  return { node, update };
}

// At the end of each line its net and where it ends; the two never over one another.
function namesOf(ctx, { axis, curves }, across) {
  const x = axis.start + axis.length + 8;
  const ends = ctx.data.nets.map((net) => ({ net, y: across(net.relative.at(-1)) + 5 })).sort((a, b) => a.y - b.y);
  ends.forEach((one, k) => { if (k) one.y = Math.max(one.y, ends[k - 1].y + 17); });
  const over = Math.max(0, ends.at(-1).y - (curves.across + curves.depth + 6));
  return [
    svg("text", { class: "small name", x: 0, y: 12 }, `${ctx.labels.apart} (${ctx.labels.apart_unit})`),
    ...ends.map(({ net, y }) => svg("g", { class: net.style }, svg("text", { class: "end", x, y: y - over }, `${shortName(net.name)} ${formatPercent(net.relative.at(-1), ctx.lang)}`))),
  ];
}

function headsOf(ctx, { curves }) {
  return [
    svg("text", { class: "small name", x: curves.across - 8, y: 14 }, ctx.labels.apart),
    ...ctx.data.nets.map((net, k) => svg("g", { class: net.style }, svg("text", { class: "end", x: curves.across - 8, y: 32 + 17 * k, "font-size": 12 }, `${shortName(net.name)} ${formatPercent(net.relative.at(-1), ctx.lang)}`))),
  ];
}

export const shortName = (name) => ([...name].length > 8 ? `${[...name].slice(0, 7).join("")}…` : name);
