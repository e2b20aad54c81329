// A chain of states in a thumbnail: above each its value, below it how much of the last error comes back there.

import { sweepNet } from "../bptt/bptt_maths.js";
import { fillIn, say, svg, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { formatNumber, percentOf } from "../lib/numbers.js";
import { signedColour } from "../lib/scale.js";
import { themeOf } from "../lib/theme.js";
import { inkOn } from "../lib/words.js";

const ROW = 34; // px of a number
const TOP = 14;

export default (component) => live(component, makeUnrolledCard);

function makeUnrolledCard(root) {
  const [box, picture, slider] = ["[data-role=unrolled-card]", "svg", "input"].map((selector) => root.querySelector(selector));
  let data = null;

  function draw() {
    const { lang, labels, net } = data;
    const loop = Number(slider.value);
    const { h, dh, T } = sweepNet({ ...net, weights: { ...net.weights, Wh: loop } });
    const share = (t) => (dh[T] === 0 ? 0 : dh[t] / dh[T]);
    picture.replaceChildren(...Array.from({ length: T }, (_, k) => column(k + 1, T, h[k + 1], share(k + 1))).flat());
    const first = percentOf(Math.abs(share(1)), lang);
    const text = fillIn(labels.loop, { weight: formatNumber(loop, lang, 1) });
    write(picture, "aria-label", fillIn(labels.alt, { weight: formatNumber(loop, lang, 1), first, T }));
    say(root.querySelector("label span"), text);
    write(slider, "aria-label", labels.slider);
    write(slider, "aria-valuetext", text);
    say(root.querySelector("p"), fillIn(labels.sentence, { first, T }));
    write(box, "aria-busy", false);
  }

  function column(t, T, state, share) {
    const at = (part) => `${(100 * (t - 1 + part)) / T}%`;
    const cell = (value, row, text) => {
      const fill = signedColour(value, Math.max(1, Math.abs(value)), box.dataset.theme);
      return [svg("rect", { x: at(0.12), y: TOP + row * ROW, width: `${76 / T}%`, height: ROW, class: "half", style: `fill: ${fill}` }),
        svg("rect", { x: at(0.12), y: TOP + row * ROW, width: `${76 / T}%`, height: ROW, class: "frame" }),
        svg("text", { x: at(0.5), y: TOP + row * ROW + 22, style: `fill: ${inkOn(fill)}` }, text)];
    };
    return [...cell(state, 0, formatNumber(state, data.lang)), ...cell(share, 1, percentOf(Math.abs(share), data.lang)),
      t < T ? svg("line", { class: "way", x1: at(0.88), x2: at(1.12), y1: TOP + ROW, y2: TOP + ROW }) : null,
      svg("text", { x: at(0.5), y: TOP + 2 * ROW + 18, class: "tick" }, `t = ${t}`)].filter(Boolean);
  }

  function receive(next) {
    data = next;
    box.dataset.theme = themeOf(box);
    draw();
  }

  slider.oninput = draw;
  return { receive };
}
