// Small signs: a use, that is which of four steps have an input and which an answer; and the scale of the units' colours.

import { svg } from "../lib/dom.js";
import { signedColour } from "../lib/scale.js";

const STEPS = { "one-many": ["1000", "1111"], "many-one": ["1111", "0001"], step: ["1111", "1111"], after: ["1100", "0011"] };

export function glyphOf({ key }) {
  const [inputs, answers] = STEPS[key];
  const each = [0, 1, 2, 3].flatMap((k) => {
    const x = 3 + k * 13;
    return [
      svg("rect", { class: "glyph state", x, y: 14, width: 8, height: 8, rx: 1 }),
      k ? svg("path", { class: "glyph-line", d: `M${x - 5} 18h5` }) : null,
      inputs[k] === "1" ? svg("path", { class: "glyph-line", d: `M${x + 4} 26v-4` }) : null,
      inputs[k] === "1" ? svg("rect", { class: "glyph", x, y: 26, width: 8, height: 8, rx: 1 }) : null,
      answers[k] === "1" ? svg("path", { class: "glyph-line", d: `M${x + 4} 14v-4` }) : null,
      answers[k] === "1" ? svg("rect", { class: "glyph", x, y: 2, width: 8, height: 8, rx: 1 }) : null,
    ];
  });
  return svg("svg", { width: 53, height: 36, viewBox: "0 0 53 36", "aria-hidden": true }, ...each.filter(Boolean));
}

// From -1 to 1.
export function scaleOf(label, theme) {
  const shades = [-1, -0.6, -0.2, 0, 0.2, 0.6, 1];
  const width = shades.length * 14 + 12 + label.length * 7;
  return svg("svg", { role: "img", "aria-label": label, width, height: 20, viewBox: `0 0 ${width} 20` },
    ...shades.map((value, k) => svg("rect", { class: "unit", x: 1 + k * 14, y: 4, width: 14, height: 12, fill: signedColour(value, 1, theme) })),
    svg("text", { class: "small", x: shades.length * 14 + 8, y: 15 }, label));
}
