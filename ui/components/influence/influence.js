// How much each word speaks for the answer: a bar for what its absence takes away, a ring for gradient times input.

import { fillIn, html, say, svg, write } from "../lib/dom.js";
import { makeHandle } from "../lib/handle.js";
import { live } from "../lib/life.js";
import { formatNumber, percentOf } from "../lib/numbers.js";
import { isMoved, spotIn } from "../lib/pointer.js";
import { linear, roundTicks } from "../lib/scales.js";
import { themeOf } from "../lib/theme.js";
import { makeChips, wordAxis } from "../lib/words.js";

const BAND = { wide: 120, tall: 128 }; // px across of one net
const BETWEEN = { wide: 30, tall: 10 }; // px before a band: its net's name stands there
const FOOT = 30; // px below or beside the words on a phone
const SIDE = 40; // px for the ticks
const NARROW_WIDTH = 640;
const LEAST_WIDTH = 160;

export default (component) => live(component, makeInfluence);

function makeInfluence(root) {
  const page = root.querySelector("[data-role=influence]");
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  const scroller = slot("scroller");
  let [data, axis, width, now] = [null, null, 0, 1];
  let chips = null;
  let frame = null;

  const keyOf = (cls) => svg("svg", { width: 16, height: 14, "aria-hidden": true }, cls === "left-out"
    ? svg("rect", { class: cls, x: 4, y: 1, width: 8, height: 12 }) : svg("circle", { class: cls, cx: 8, cy: 7, r: 5 }));

  function draw() {
    if (width < LEAST_WIDTH) return; // the page is still being laid out
    const tall = width < NARROW_WIDTH;
    const { nets, words, labels, lang } = data;
    const band = tall ? Math.min(BAND.tall, (width - 110) / nets.length - BETWEEN.tall) : BAND.wide;
    axis = wordAxis({ words, length: width - SIDE, tall, start: tall ? 46 : SIDE, least: tall ? 26 : 14 });
    const values = nets.flatMap((net) => [...net.gradient, ...net.leftOut]);
    const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
    const across = tall ? axis.depth + FOOT : 0;
    const size = nets.length * (band + BETWEEN[tall ? "tall" : "wide"]);
    chips = makeChips();
    const chipsAt = tall ? 0 : size + 10;
    const bands = nets.map((net, k) => {
      const from = across + k * (band + BETWEEN[tall ? "tall" : "wide"]) + BETWEEN[tall ? "tall" : "wide"];
      const place = tall ? linear([low, high], [from, from + band]) : linear([low, high], [from + band, from]);
      return drawNet(net, place, tall, from);
    });
    frame = svg("rect", { class: "here", rx: 4 });
    const drawn = svg("svg", {
      "data-figure": "", role: "img", "aria-label": altOf(),
      width: tall ? width : SIDE + axis.length, height: tall ? 46 + axis.length + 8 : chipsAt + axis.depth + 4,
    }, frame, ...bands, chips.node);
    chips.update({ axis, across: chipsAt, marks: (t) => ({ names: t === data.cue ? ["cue"] : [] }) });
    say(slot("title"), titleOf());
    slot("legend").replaceChildren(
      html("span", {}, keyOf("left-out"), labels.left_out), html("span", {}, keyOf("gradient"), labels.gradient));
    scroller.replaceChildren(drawn, handle.node);
    handle.update(axis);
    write(scroller, "aria-label", labels.slider);
    write(scroller, "aria-valuemax", words.length);
    go(now, false);
    write(page, "aria-busy", false);

    function drawNet(net, place, isTall, from) {
      const ticks = roundTicks(low, high, isTall ? 2 : 4);
      const [first, last] = [axis.start, axis.start + axis.length];
      const rule = (value, cls) => svg("path", { class: cls, d: isTall ? `M${place(value)} ${first}V${last}` : `M${first} ${place(value)}H${last}` });
      const tickText = (value) => formatNumber(value, lang, Number.isInteger(value) ? 0 : 1);
      return svg("g", { class: net.style },
        ...ticks.map((value) => rule(value, value === 0 ? "zero" : "grid")),
        ...ticks.map((value) => isTall ? svg("text", { class: "tick", x: place(value), y: 40, "text-anchor": "middle" }, tickText(value))
          : svg("text", { class: "tick", x: SIDE - 6, y: place(value) + 4, "text-anchor": "end" }, tickText(value))),
        svg("text", { class: "net", x: isTall ? from : SIDE, y: isTall ? 18 : from - 8 }, isTall ? net.name : fillIn(labels.net, { name: net.name, word: net.word, chance: percentOf(net.chance, lang) })),
        ...net.leftOut.map((value, k) => svg("rect", { class: "left-out", ...barOf(k + 1, place(0), place(value), isTall) })),
        ...net.gradient.map((value, k) => svg("circle", { class: "gradient", r: Math.min(4, axis.step / 4), ...(isTall ? { cx: place(value), cy: axis.at(k + 1) } : { cx: axis.at(k + 1), cy: place(value) }) })));
    }
  }

  function barOf(t, zero, end, tall) {
    const thick = Math.max(4, axis.step * 0.6);
    const [from, long] = [Math.min(zero, end), Math.abs(end - zero)];
    return tall ? { x: from, y: axis.at(t) - thick / 2, width: long, height: thick } : { x: axis.at(t) - thick / 2, y: from, width: thick, height: long };
  }

  const titleOf = () => data.nets.map((net) => {
    const k = strongest(net);
    return fillIn(data.labels.title, { name: net.name, word: data.words[k], answer: net.word, chance: percentOf(net.chance, data.lang), without: percentOf(net.without[k], data.lang) });
  }).join(" ");
  const strongest = (net) => net.leftOut.reduce((best, value, k) => (Math.abs(value) > Math.abs(net.leftOut[best]) ? k : best), 0);

  function altOf() {
    return `${data.labels.alt} ${titleOf()}`;
  }

  function sentenceOf(net, k) {
    const { labels, lang, words } = data;
    return fillIn(labels.said, {
      name: net.name, word: words[k], answer: net.word, left: formatNumber(net.leftOut[k], lang, 1), gradient: formatNumber(net.gradient[k], lang, 1),
      chance: percentOf(net.chance, lang), without: percentOf(net.without[k], lang),
    });
  }

  function go(t, follow = true) {
    now = Math.max(1, Math.min(data.words.length, t));
    const tall = axis.tall;
    chips.point(now);
    const box = axis.frame(now, 0, 0);
    const drawn = scroller.querySelector("svg");
    for (const [name, value] of Object.entries(tall ? { x: 1, y: box.y, width: width - 2, height: box.height } : { x: box.x, y: 1, width: box.width, height: Number(drawn.getAttribute("height")) - 2 })) write(frame, name, value);
    const text = data.nets.map((net) => sentenceOf(net, now - 1)).join(" ");
    say(slot("said"), text);
    write(scroller, "aria-valuenow", now);
    write(scroller, "aria-valuetext", `${data.words[now - 1]}: ${text}`);
    if (follow && !tall && axis.length > width) scroller.scrollLeft = axis.at(now) - width / 2;
  }

  scroller.onkeydown = (event) => {
    const to = { ArrowRight: now + 1, ArrowDown: now + 1, ArrowLeft: now - 1, ArrowUp: now - 1, Home: 1, End: data.words.length }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  const point = (event) => {
    const [x, y] = spotIn(scroller.querySelector("svg"), event);
    go(axis.wordAt(axis.tall ? y : x), false);
  };
  const handle = makeHandle(point);
  scroller.onpointermove = (event) => isMoved(event) && point(event);
  scroller.onclick = point;

  function receive(next) {
    const another = data === null || data.key !== next.key;
    data = next;
    page.dataset.theme = themeOf(page);
    if (another) now = data.cue ?? strongest(data.nets[0]) + 1;
    if (width) draw();
  }

  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    if (data) draw();
  });
  watch.observe(page);
  return { receive, leave: () => watch.disconnect() };
}
