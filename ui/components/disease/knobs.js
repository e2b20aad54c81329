// A slider for each control, and above it what each net would answer all along it: the rest of the patient stays as it is.

import { fillIn, html, say, svg, write } from "../lib/dom.js";
import { formatNumber, formatPercent } from "../lib/numbers.js";
import { linear, linePath } from "../lib/scales.js";

const POINTS = 33; // of a curve
const CURVE = { height: 58, left: 8, right: 8, top: 4, bottom: 4 }; // px; a slider's thumb ends 8 px from its edge

// ctx: {data, values, answersWith(k, value) -> a probability for each net, set(k, value)}.
export function makeKnobs(ctx) {
  const node = html("div", { class: "knob-list", style: "display: contents" });
  let knobs = [];

  function build() {
    knobs = ctx.data.controls.map((control, k) => {
      const [name, value] = [html("span", {}), html("output", {})];
      const input = html("input", { type: "range", id: `knob-${control.name}`, min: control.low, max: control.high, step: control.step });
      const picture = svg("svg", { role: "img", "data-figure": `disease-${control.name}` });
      input.oninput = () => ctx.set(k, Number(input.value));
      return { name, value, input, picture, node: html("div", { class: "knob" }, html("label", { for: `knob-${control.name}` }, name, value), picture, input) };
    });
    node.replaceChildren(...knobs.map((knob) => knob.node));
  }

  function update() {
    const { controls, lang, labels, nets } = ctx.data;
    controls.forEach((control, k) => {
      const { name, value, input, picture } = knobs[k];
      const now = ctx.values[k];
      const text = `${formatNumber(now, lang, control.digits)} ${control.unit}`.trim();
      say(name, control.label);
      say(value, text);
      if (Number(input.value) !== now) input.value = now;
      write(input, "aria-valuetext", text);
      const width = input.clientWidth || 200;
      const x = linear([control.low, control.high], [CURVE.left, width - CURVE.right]);
      const y = linear([0, 1], [CURVE.height - CURVE.bottom, CURVE.top]);
      const places = Array.from({ length: POINTS }, (_one, at) => control.low + (at / (POINTS - 1)) * (control.high - control.low));
      const curves = places.map((at) => ctx.answersWith(k, at));
      const here = Math.min(control.high, Math.max(control.low, now));
      const answers = ctx.answersWith(k, now);
      write(picture, "viewBox", `0 0 ${width} ${CURVE.height}`);
      write(picture, "height", CURVE.height);
      picture.replaceChildren(
        svg("rect", { class: "frame", x: CURVE.left, y: CURVE.top, width: width - CURVE.left - CURVE.right, height: CURVE.height - CURVE.top - CURVE.bottom }),
        svg("path", { class: "half", d: `M${CURVE.left} ${y(0.5)}H${width - CURVE.right}` }),
        ...nets.map((net, n) => svg("g", { class: `lane of-${net.look}` }, svg("path", { class: "line", d: linePath(places.map((at, p) => [x(at), y(curves[p][n])])) }))),
        svg("path", { class: "here", d: `M${x(here).toFixed(1)} ${CURVE.top}V${CURVE.height - CURVE.bottom}` }),
        ...nets.map((net, n) => svg("g", { class: `lane of-${net.look}` }, svg("circle", { class: "mark", cx: x(here), cy: y(answers[n]), r: 4 }))));
      const each = nets.map((net, n) => `${net.name} ${formatPercent(curves[0][n], lang)} → ${formatPercent(curves.at(-1)[n], lang)}`).join("; ");
      write(picture, "aria-label", fillIn(labels.curve_alt, { name: control.label, low: formatNumber(control.low, lang, control.digits), high: formatNumber(control.high, lang, control.digits), each }));
    });
  }

  return { node, build, update };
}
