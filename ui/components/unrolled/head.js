// What to see, how to read it, and the scale of the shades.

import { fillIn, html, paragraphs, svg } from "../lib/dom.js";
import { SHADES, powerText, shadeOf } from "../lib/powers.js";
import { gatePaths } from "./gates.js";

const CELL = 19; // px of a shade
const EXPONENTS = [-6, -5, -4, -3, -2, -1, 0, 3, 6];

export function makeHead(ctx) {
  const L = ctx.labels;
  const note = html("div", { class: "note-how", popover: "auto", id: "how-unrolled" }, ...paragraphs(L.how));
  const button = html("button", { type: "button", class: "how", popovertarget: "how-unrolled", "aria-label": `${L.how_to_read}: ${L.title}` }, html("i", { "aria-hidden": "true" }, "i"));
  note.ontoggle = (event) => {
    if (event.newState !== "open") return;
    const at = button.getBoundingClientRect();
    note.style.left = `${Math.max(8, Math.min(innerWidth - note.offsetWidth - 8, at.left - note.offsetWidth / 2))}px`;
    note.style.top = `${Math.max(8, Math.min(innerHeight - note.offsetHeight - 8, at.bottom + 6))}px`;
  };
  const node = html("div", { class: "top" }, html("div", { class: "title" }, html("h3", {}, L.title), button), note, scale(ctx));
  return { node, update: () => {} };
}

function scale(ctx) {
  const L = ctx.labels;
  const small = (x, y, words, anchor) => svg("text", { class: "small", x, y, "text-anchor": anchor }, words);
  const label = { [-SHADES]: fillIn(L.less, { power: powerText(-SHADES) }), [-3]: powerText(-3), 0: "1", 3: powerText(3), [SHADES]: fillIn(L.more, { power: powerText(SHADES) }) };
  const at = (k) => 12 + k * CELL + (EXPONENTS[k] > 0 ? 1 : 0) * 14 + (EXPONENTS[k] === 6 ? 16 : 0);
  const cells = EXPONENTS.flatMap((exponent, k) => [
    svg("rect", { class: "shade", x: at(k), y: 16, width: CELL, height: 12, fill: shadeOf(exponent, ctx.theme()) }),
    label[exponent] ? small(at(k) + CELL / 2, 41, label[exponent], "middle") : null,
  ]);
  const from = at(EXPONENTS.length - 1) + CELL + 22;
  const zero = svg("g", { class: "node nothing", transform: `translate(${from} 21)` }, svg("circle", { r: 6 }), svg("path", { class: "zero", d: "M-3-3L3 3M-3 3L3-3" }));
  const gates = ctx.data.nets.some((net) => Object.keys(net.after.gates).length);
  const marks = gates ? [[1, 12, L.open], [0, 34, L.closed]].flatMap(([open, y, words]) => {
    const { mark, level } = gatePaths(open, 4.8, "across");
    const place = `translate(${from + 44} ${y - 1})`;
    return [svg("path", { class: "gate-level", d: level && gatePaths(0.8, 4.8, "across").level, transform: place }), svg("path", { class: "gate-mark", d: mark, transform: place }), small(from + 56, y + 3, words, "start")];
  }) : [];
  const width = gates ? from + 190 : from + 40;
  return svg("svg", { class: "scale", "data-figure": "scale", role: "img", "aria-label": fillIn(L.scale_alt, {}), viewBox: `0 0 ${width} 44`, width, height: 44 },
    small(12, 11, L.scale, "start"), ...cells, zero, small(from, 41, "0", "middle"), ...marks);
}
