// A use as a small sign: which of four steps have an input, and which an answer.

import { svg } from "../lib/dom.js";

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
