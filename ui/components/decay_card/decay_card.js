// How a nudge fades in fresh nets, in a thumbnail: the RNN's curve, and the LSTM's at the forget bias of the slider.

import { fillIn, say, svg, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { formatNumber } from "../lib/numbers.js";
import { powerText, scientific } from "../lib/powers.js";
import { linePath, linear } from "../lib/scales.js";
import { themeOf } from "../lib/theme.js";

const CARD_HEIGHT = 170; // px
const CARD_EDGE = { left: 44, right: 92, top: 10, bottom: 24 };

export default (component) => live(component, makeDecayCard);

function makeDecayCard(root) {
  const box = root.querySelector("[data-role=decay-card]");
  const picture = root.querySelector("svg");
  const slider = root.querySelector("input");
  let data = null;

  function draw() {
    const width = box.clientWidth;
    if (!width) return;
    const { rnn, lstm, biases, low, labels, lang } = data;
    const chosen = lstm[Number(slider.value)];
    const bias = formatNumber(biases[Number(slider.value)], lang, 0);
    const T = rnn.length - 1;
    const x = linear([0, T], [CARD_EDGE.left, width - CARD_EDGE.right]);
    const y = linear([low, 1], [CARD_HEIGHT - CARD_EDGE.bottom, CARD_EDGE.top]);
    const places = (logs) => logs.map((log, lag) => (log === null ? null : [x(lag), y(log)]));
    const named = (kind, logs) => svg("text", { class: `name ${kind}`, x: x(T) + 6, y: y(logs[T]) + 5 }, `${kind.toUpperCase()} ${scientific(logs[T], lang, 0)}`);
    write(picture, "viewBox", `0 0 ${width} ${CARD_HEIGHT}`);
    write(picture, "aria-label", fillIn(labels.alt, { bias, T, rnn: scientific(rnn[T], lang), lstm: scientific(chosen[T], lang) }));
    picture.replaceChildren(
      ...[0, low / 2, low].map((at) => svg("path", { class: "grid", d: `M${CARD_EDGE.left} ${y(at)}H${width - CARD_EDGE.right}` })),
      ...[0, low / 2, low].map((at) => svg("text", { class: "tick", x: CARD_EDGE.left - 6, y: y(at) + 4, "text-anchor": "end" }, powerText(at))),
      svg("text", { class: "tick", x: (x(0) + x(T)) / 2, y: CARD_HEIGHT - 5, "text-anchor": "middle" }, labels.axis),
      svg("path", { class: "line rnn", d: linePath(places(rnn)) }),
      svg("path", { class: "line lstm", d: linePath(places(chosen)) }),
      named("rnn", rnn), named("lstm", chosen));
    const text = fillIn(labels.bias, { bias });
    say(root.querySelector("label span"), text);
    write(slider, "aria-label", labels.slider);
    write(slider, "aria-valuetext", text);
    write(box, "aria-busy", false);
  }

  function receive(next) {
    const first = data === null;
    data = next;
    box.dataset.theme = themeOf(box);
    write(slider, "max", data.biases.length - 1);
    if (first) slider.value = data.biases.indexOf(0);
    draw();
  }

  slider.oninput = draw;
  const watch = new ResizeObserver(draw);
  watch.observe(box);
  return { receive, leave: () => watch.disconnect() };
}
