// What to see, how to read it, and the scale of the shades.

import { putBeside } from "../lib/beside.js";
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
    putBeside(note, button);
  };
  const node = html("div", { class: "top" }, html("div", { class: "title" }, html("h2", {}, L.title), button), note, html("div", { class: "scales" }, shades(ctx), gateMarks(ctx)));
  return { node, update: () => {} };
}

const small = (x, y, words, anchor) => svg("text", { class: "small", x, y, "text-anchor": anchor }, words);
const frame = (name, alt, width, ...children) => svg("svg", { class: "scale", "data-figure": name, role: "img", "aria-label": alt, viewBox: `0 0 ${width} 44`, width, height: 44 }, ...children);

// 1 and what is less, then what has grown, then the mark of an exact zero.
function shades(ctx) {
  const L = ctx.labels;
  const label = { [-SHADES]: fillIn(L.less, { power: powerText(-SHADES) }), [-3]: powerText(-3), 0: "1", 3: powerText(3), [SHADES]: fillIn(L.more, { power: powerText(SHADES) }) };
  const at = (k) => 14 + k * CELL + (EXPONENTS[k] > 0 ? 14 : 0) + (EXPONENTS[k] === SHADES ? 16 : 0);
  const cells = EXPONENTS.flatMap((exponent, k) => [
    svg("rect", { class: "shade", x: at(k), y: 16, width: CELL, height: 12, fill: shadeOf(exponent, ctx.theme()) }),
    label[exponent] ? small(at(k) + CELL / 2, 41, label[exponent], "middle") : null,
  ]);
  const zero = at(EXPONENTS.length - 1) + CELL + 24;
  return frame("scale", L.scale_alt, zero + 12, small(14, 11, L.scale, "start"), ...cells,
    svg("g", { class: "node nothing", transform: `translate(${zero} 22)` }, svg("circle", { r: 6 }), svg("path", { class: "zero", d: "M-3-3L3 3M-3 3L3-3" })),
    small(zero, 41, "0", "middle"));
}

function gateMarks(ctx) {
  const L = ctx.labels;
  if (!ctx.data.nets.some((net) => Object.keys(net.after.gates).length)) return null;
  const [open, closed] = [0.75, 0].map((value) => gatePaths(value, 4.8, "across"));
  const place = (y) => ({ transform: `translate(8 ${y})` });
  return frame("gates", `${L.open}, ${L.closed}`, 96,
    svg("path", { class: "gate-level", d: open.level, ...place(16) }), svg("path", { class: "gate-mark", d: open.mark, ...place(16) }), small(20, 20, L.open, "start"),
    svg("g", { class: "closed" }, svg("path", { class: "gate-mark", d: closed.mark, ...place(36) })), small(20, 40, L.closed, "start"));
}
