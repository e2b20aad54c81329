// For every net a strip over the words: where its state at this step comes from, and what the net says at the end.

import { say, svg, toggle, write } from "../lib/dom.js";
import { makeHeat } from "../lib/heat.js";
import { shadeOf } from "../lib/powers.js";
import { stripOf } from "./said.js";

export function makeStrips(ctx) {
  const rows = ctx.data.nets.map((net) => {
    const [heat, head, second, frame] = [makeHeat(), svg("text", { class: "net" }), svg("text", { class: "net" }), svg("rect", { class: "strip-frame" })];
    return { net, heat, head, second, frame, node: svg("g", { class: `strip ${net.kind}` }, frame, head, second, heat.node) };
  });
  const node = svg("g", {}, ...rows.map((row) => row.node));
  function update(places) {
    const t = ctx.s;
    rows.forEach((row, k) => {
      const { across, thickness } = places.strips[k];
      const { axis, tall } = places;
      row.heat.update({ axis, across, thickness, rows: [row.net], gap: 0,
        value: (net, word) => (word <= t ? ctx.log(net, word, t) : null), colour: (log) => shadeOf(log, ctx.theme()) });
      toggle(row.node, "chosen", row.net === ctx.net);
      const box = axis.tall ? { x: across, y: axis.start, width: thickness, height: axis.length } : { x: axis.start, y: across, width: axis.length, height: thickness };
      for (const [name, value] of Object.entries(box)) write(row.frame, name, value);
      if (tall) {
        const [first, last] = ctx.labels[`${row.net.name}_short`].split(", ");
        place(row.head, across + thickness / 2 - 4, axis.start - 8, first);
        place(row.second, across + thickness / 2 + 10, axis.start - 8, last);
      } else {
        write(row.head, "x", axis.start);
        write(row.head, "y", across - 5);
        say(row.head, stripOf(ctx, row.net));
      }
    });
  }
  return { node, update };
}

// Along the strip, from its foot upwards.
function place(text, x, y, words) {
  write(text, "transform", `translate(${x} ${y}) rotate(-90)`);
  say(text, words);
}
