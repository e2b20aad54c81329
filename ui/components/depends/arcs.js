// The slide's net over the words, and from every word an arc into the state that is looked at: thick and dark where it moves it much.

import { svg, write } from "../lib/dom.js";
import { SHADES, scientific, shadeOf } from "../lib/powers.js";
import { makeChips } from "../lib/words.js";

const THICK = 5; // px of an arc of 1
const BOX = 24; // px of a word from which on the net's boxes are drawn

export function makeArcs(ctx) {
  const [net, arcs, number, states] = [svg("g", {}), svg("g", { class: "arcs" }), svg("text", { class: "size" }), svg("g", {})];
  const chips = makeChips();
  const node = svg("svg", { role: "img", "data-figure": "depends" }, net, states, arcs, chips.node, number);
  let [paths, circles] = [[], []];

  function update(places) {
    const { axis, tall, point, T } = places;
    for (const [name, value] of [["width", places.width], ["height", places.height], ["viewBox", `0 0 ${places.width} ${places.height}`]]) write(node, name, value);
    const line = (name, from, to) => svg("path", { class: name, d: `M${from.join(" ")}L${to.join(" ")}` });
    const each = Array.from({ length: T }, (_, k) => k + 1);
    const size = Math.min(18, axis.step * 0.5);
    net.replaceChildren(
      line("wire", point(0.75, places.net), point(T, places.net)),
      ...each.flatMap((t) => [line("wire", point(t, places.chips), point(t, places.states)), axis.step < BOX ? svg("circle", { class: "dot", r: 2, ...at(point(t, places.net)) })
        : svg("rect", { class: "box", rx: 3, width: size, height: size, ...corner(point(t, places.net), size) })]),
      ...(axis.step < BOX ? [] : each.slice(1).map((t) => svg("path", { class: "head", d: "M-3.5-3.5L1.5 0L-3.5 3.5", transform: `translate(${between(point(t - 1, places.net), point(t, places.net), size, axis.step).join(" ")})${tall ? " rotate(90)" : ""}` }))),
      ...(tall ? [letter("h", [places.states, axis.start - 8], "middle"), letter("x", [places.chips + axis.depth - 10, axis.start - 8], "middle")]
        : [letter("h", [6, places.states + 5], "start"), letter("x", [6, places.chips + axis.depth - 9], "start")]),
    );
    circles = each.map((t) => svg("circle", { r: places.radius, ...at(point(t, places.states)) }));
    states.replaceChildren(...circles);
    paths = each.map(() => svg("path", {}));
    arcs.replaceChildren(...paths);
  }

  // Where a pointer comes to: nothing else than this is written.
  function mark(places) {
    const { axis, tall, point, T } = places;
    const t = ctx.s;
    const cue = ctx.data.cue;
    const span = Math.max(1, T - 1);
    const depthOf = (k) => places.arcs.depth * (0.12 + 0.88 * ((t - k) / span) ** 0.6);
    paths.forEach((path, index) => {
      const k = index + 1;
      const log = k < t ? ctx.log(ctx.net, k, t) : null;
      const shown = log !== null && log > -SHADES;
      write(path, "class", k === cue && !shown && k < t ? "gone" : shown ? "arc" : "none");
      if (k >= t) return;
      const [from, to] = [point(k, places.arcs.across), point(t, places.arcs.across)];
      const deep = places.arcs.across + depthOf(k) * 1.3;
      const [a, b] = [point(k, deep), point(t, deep)];
      write(path, "d", `M${from.join(" ")}C${a.join(" ")} ${b.join(" ")} ${to.join(" ")}`);
      write(path, "style", shown ? `stroke: ${shadeOf(log, ctx.theme())}; stroke-width: ${Math.max(0.8, THICK * (1 + Math.min(0.6, log / SHADES)))}` : "");
    });
    chips.update({ axis, across: places.chips, marks: (k) => {
      const log = k <= t ? ctx.log(ctx.net, k, t) : null;
      return { names: [k === cue ? "cue" : "", k > t ? "open" : ""], fill: shadeOf(log, ctx.theme()) };
    } });
    chips.point(t);
    circles.forEach((circle, index) => write(circle, "class", index + 1 === t ? "state chosen" : index + 1 > t ? "state later" : "state"));
    write(number, "visibility", cue < t ? "visible" : "hidden");
    if (cue < t) {
      const log = ctx.log(ctx.net, cue, t);
      const [x, y] = point((cue + t) / 2, places.arcs.across + depthOf(cue) * 0.975);
      write(number, "x", tall ? Math.min(x, places.arcs.across + places.arcs.depth) : x);
      write(number, "y", tall ? y : y - 5);
      write(number, "text-anchor", tall ? "end" : "middle");
      number.textContent = scientific(log, ctx.lang);
    }
  }
  return { node, update, mark };
}

const at = ([x, y]) => ({ cx: x, cy: y });
const corner = ([x, y], size) => ({ x: x - size / 2, y: y - size / 2 });
const letter = (text, [x, y], anchor) => svg("text", { class: "letter", x, y, "text-anchor": anchor }, text);
// Just before the box of the second.
const between = ([x, y], [x2, y2], size, step) => [x2 - ((x2 - x) / step) * (size / 2 + 2), y2 - ((y2 - y) / step) * (size / 2 + 2)];
