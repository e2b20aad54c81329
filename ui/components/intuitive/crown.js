// What was found, how to read it, how a gate is drawn, and the scale of the colours.

import { putBeside } from "../lib/beside.js";
import { html, paragraphs, say, svg, write } from "../lib/dom.js";
import { signedColour } from "../lib/scale.js";
import { gatePaths } from "../unrolled/gates.js";
import { titleOf } from "./verdict.js";

const SHADES_SHOWN = 9;
const SHADE_WIDE = 15;

export function makeCrown(ctx) {
  const L = ctx.labels;
  const note = html("div", { class: "note-how", popover: "auto", id: "how-intuitive" }, ...paragraphs(L.how));
  const button = html("button", { type: "button", class: "how", popovertarget: "how-intuitive" }, html("i", { "aria-hidden": "true" }, "i"));
  note.ontoggle = (event) => {
    if (event.newState !== "open") return;
    putBeside(note, button);
  };
  const heading = html("h2", {});
  const keys = html("div", { class: "keys" }, ...(ctx.data.net.kind === "rnn" ? [] : gateKeys(L)), shadesOf(ctx));
  function update() {
    say(heading, titleOf(ctx));
    write(button, "aria-label", `${L.how_to_read}: ${titleOf(ctx)}`);
  }
  return { node: [html("div", { class: "title" }, heading, button, note), keys], update };
}

function gateKeys(L) {
  return [[0.75, L.open, ""], [0, L.closed, "shut"]].map(([open, words, name]) => {
    const paths = gatePaths(open, 5, "across");
    const width = 22 + [...words].length * 5.9;
    return svg("svg", { role: "img", "aria-label": words, "data-figure": `key-${name || "open"}`, viewBox: `0 0 ${width} 20`, width, height: 20 },
      svg("g", { class: `gate ${name}`, transform: "translate(8 10)" }, svg("path", { class: "gate-level", d: paths.level }), svg("path", { class: "gate-mark", d: paths.mark })),
      svg("text", { class: "small", x: 19, y: 14.2 }, words));
  });
}

function shadesOf(ctx) {
  const half = (SHADES_SHOWN - 1) / 2;
  const cells = Array.from({ length: SHADES_SHOWN }, (_, k) => svg("rect", { class: "shade", x: 22 + k * SHADE_WIDE, y: 4, width: SHADE_WIDE, height: 12, fill: signedColour((k - half) / half, 1, ctx.theme()) }));
  const end = 22 + SHADES_SHOWN * SHADE_WIDE;
  const shown = ctx.holding.output ? "tanh(C), h" : "h";
  return svg("svg", { role: "img", "data-figure": "key-scale", "aria-label": ctx.labels.scale_alt, viewBox: `0 0 ${end + 90} 20`, width: end + 90, height: 20 },
    svg("text", { class: "small", x: 17, y: 14.2, "text-anchor": "end" }, "−1"), ...cells, svg("text", { class: "small", x: end + 5, y: 14.2 }, `1  ${shown}`));
}
