// The scale of the shades: how much a state moves for each unit that an input moves.

import { fillIn, svg } from "../lib/dom.js";
import { SHADES, powerText, shadeOf } from "../lib/powers.js";

const CELL = 19; // px of a shade
const EXPONENTS = [-6, -5, -4, -3, -2, -1, 0, 1, 2];

export function scaleOf(ctx) {
  const L = ctx.labels;
  const texts = { [-SHADES]: fillIn(L.less, { power: powerText(-SHADES) }), [-3]: powerText(-3), 0: "1", 2: fillIn(L.more, { power: powerText(2) }) };
  const start = 22;
  const width = start + EXPONENTS.length * CELL + 26;
  const parts = EXPONENTS.flatMap((exponent, k) => [
    svg("rect", { class: "shade", x: start + k * CELL, y: 16, width: CELL, height: 12, fill: shadeOf(exponent, ctx.theme()) }),
    texts[exponent] ? svg("text", { class: "small", x: start + (k + 0.5) * CELL, y: 41, "text-anchor": "middle" }, texts[exponent]) : null,
  ]);
  return svg("svg", { class: "scale", "data-figure": "scale", role: "img", "aria-label": L.scale_alt, width, height: 44, viewBox: `0 0 ${width} 44` },
    svg("text", { class: "small", x: start, y: 11 }, L.scale), ...parts);
}
