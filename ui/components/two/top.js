// What was found, how to read it, and the scale of the colours.

import { putBeside } from "../lib/beside.js";
import { html, paragraphs, svg } from "../lib/dom.js";
import { signedColour } from "../lib/scale.js";
import { WIDEST } from "./telling.js";

const SHADED = 9; // of them
const SHADE_PX = 14;
const LETTER_PX = 6.2; // of the words beside it

export function makeTop(ctx) {
  const L = ctx.labels;
  const note = html("div", { class: "note-how", popover: "auto", id: "how-two" }, ...paragraphs(L.how));
  const button = html("button", { type: "button", class: "how", popovertarget: "how-two", "aria-label": `${L.how_to_read}: ${ctx.data.title}` }, html("i", { "aria-hidden": "true" }, "i"));
  note.ontoggle = (event) => {
    if (event.newState !== "open") return;
    putBeside(note, button);
  };
  const node = html("div", { class: "title" }, html("div", { class: "name" }, html("h2", {}, ctx.data.title), button, note), shadesOf(ctx));
  return { node, update: () => {} };
}

function shadesOf(ctx) {
  const L = ctx.labels;
  const cells = Array.from({ length: SHADED }, (_, k) => svg("rect", { x: 20 + k * SHADE_PX, y: 4, width: SHADE_PX, height: 12, fill: signedColour((k - (SHADED - 1) / 2) / ((SHADED - 1) / 2), 1, ctx.theme()) }));
  const end = 20 + SHADED * SHADE_PX;
  const width = end + 24 + [...L.scale].length * LETTER_PX;
  return svg("svg", { class: "scale", role: "img", "aria-label": L.scale_alt, viewBox: `0 0 ${width} 20`, width, height: 20 },
    svg("text", { class: "small", x: 16, y: 14.5, "text-anchor": "end" }, `−${WIDEST}`), ...cells,
    svg("text", { class: "small", x: end + 4, y: 14.5 }, `${WIDEST}  ${L.scale}`));
}
