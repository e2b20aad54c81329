// A sentence with more or less in between, and what two nets say at its end: the probability of the right word, and the word they say.

import { fillIn, html, say, svg, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { formatPercent } from "../lib/numbers.js";
import { themeOf } from "../lib/theme.js";

const ROW = 40; // px a net
const BAR_LEFT = 56;
const BAR_RIGHT = 128;

export default (component) => live(component, makeMemoryCard);

function makeMemoryCard(root) {
  const box = root.querySelector("[data-role=memory-card]");
  const picture = root.querySelector("svg");
  const slider = root.querySelector("input");
  let data = null;

  function draw() {
    const width = box.clientWidth;
    if (!width) return;
    const { nets, chance, labels, lang, first, last } = data;
    const n = Number(slider.value);
    const long = width - BAR_LEFT - BAR_RIGHT;
    const rows = nets.flatMap(({ name, style, said }, k) => {
      const { word, right } = said[n];
      const y = 6 + k * ROW;
      return [
        svg("text", { class: `net ${style}`, x: 0, y: y + 19 }, name),
        svg("rect", { class: "groove", x: BAR_LEFT, y, width: long, height: 26 }),
        svg("rect", { class: `bar ${style}`, x: BAR_LEFT, y, width: long * right, height: 26 }),
        svg("text", { x: BAR_LEFT + long + 8, y: y + 19 }, `${word} ${word === data.right ? "✓" : "✗"} ${formatPercent(right, lang)}`),
      ];
    });
    const at = BAR_LEFT + long * chance;
    write(picture, "viewBox", `0 0 ${width} 96`);
    write(picture, "aria-label", fillIn(labels.alt, { n, each: nets.map(({ name, said }) => `${name}: ${said[n].word}, ${formatPercent(said[n].right, lang)}`).join("; ") }));
    picture.replaceChildren(...rows,
      svg("path", { class: "chance", d: `M${at} 2V${6 + nets.length * ROW - 8}` }),
      svg("text", { x: at + 4, y: 94 }, labels.chance));
    root.querySelector("p").replaceChildren(`${first} … `, html("b", {}, labels.between.split("{n}").join(n)), ` … ${last} `, html("b", {}, "???"));
    const text = fillIn(labels.bias, { n });
    say(root.querySelector("label span"), text);
    write(slider, "aria-label", labels.slider);
    write(slider, "aria-valuetext", text);
    write(box, "aria-busy", false);
  }

  function receive(next) {
    const begins = data === null;
    data = next;
    box.dataset.theme = themeOf(box);
    write(slider, "max", data.nets[0].said.length - 1);
    if (begins) slider.value = data.nets[0].said.length - 1;
    draw();
  }

  slider.oninput = draw;
  const watch = new ResizeObserver(draw);
  watch.observe(box);
  return { receive, leave: () => watch.disconnect() };
}
