// One patient's weight to move, and what three kinds of trained net answer: the probability of getting worse than most.

import { fillIn, say, svg, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { formatNumber, formatPercent } from "../lib/numbers.js";
import { themeOf } from "../lib/theme.js";
import { movedPatient } from "../disease/patient.js";
import { vectorNet } from "../disease/vector_nets.js";

const CARD_ROW = 32; // px a net
const CARD_LEFT = 118;
const CARD_RIGHT = 52;

export default (component) => live(component, makeCasesCard);

function makeCasesCard(root) {
  const box = root.querySelector("[data-role=cases-card]");
  const picture = root.querySelector("svg");
  const slider = root.querySelector("input");
  let data = null;
  let nets = [];

  function draw() {
    const width = box.clientWidth;
    if (!width || !data) return;
    const { row, control, labels, lang } = data;
    const now = Number(slider.value);
    const found = movedPatient(row, [control], [now]);
    const answers = nets.map((net) => net(found));
    const long = width - CARD_LEFT - CARD_RIGHT;
    write(picture, "viewBox", `0 0 ${width} 96`);
    picture.replaceChildren(...data.nets.flatMap(({ kind, name }, k) => [
      svg("text", { class: "net", x: 0, y: k * CARD_ROW + 20 }, name),
      svg("rect", { class: "groove", x: CARD_LEFT, y: k * CARD_ROW + 5, width: long, height: 22 }),
      svg("rect", { class: `bar ${kind}`, x: CARD_LEFT, y: k * CARD_ROW + 5, width: long * answers[k], height: 22 }),
      svg("text", { x: width, y: k * CARD_ROW + 21, "text-anchor": "end" }, formatPercent(answers[k], lang)),
    ]), svg("path", { class: "half", d: `M${CARD_LEFT + long / 2} 0V96` }));
    const text = fillIn(labels.weight, { weight: formatNumber(now, lang, 0) });
    const each = data.nets.map(({ name }, k) => `${name} ${formatPercent(answers[k], lang)}`).join("; ");
    write(picture, "aria-label", `${labels.about} ${text}: ${each}.`);
    say(root.querySelector("p"), labels.about);
    say(root.querySelector("label span"), text);
    write(slider, "aria-label", labels.slider);
    write(slider, "aria-valuetext", text);
    write(box, "aria-busy", false);
  }

  function receive(next) {
    const begins = data === null;
    data = next;
    box.dataset.theme = themeOf(box);
    if (begins) {
      nets = data.nets.map((net) => vectorNet(net.kind, net.weights, data.scale));
      for (const name of ["min", "max", "step"]) write(slider, name, data.control[{ min: "low", max: "high", step: "step" }[name]]);
      [slider.value] = data.row.first;
    }
    draw();
  }

  slider.oninput = draw;
  const watch = new ResizeObserver(draw);
  watch.observe(box);
  return { receive, leave: () => watch.disconnect() };
}
