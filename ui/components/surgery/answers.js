// What the net says after the last word: for each answer a bar before the operation and one after it.

import { fillIn, html, svg, write } from "../lib/dom.js";
import { percentOf } from "../lib/numbers.js";

const THICK = 10; // px of a bar
const NAME = 92; // px
const SHARE = 44; // px of a number beside a bar
const TICK = "M-4 0.5L-1 3.5L4.2-3.6";

export function drawAnswers(ctx, width) {
  const { data, labels: L, lang } = ctx;
  const whens = data.done ? ["before", "after"] : ["before"];
  const high = whens.length * (THICK + 3) + 9;
  const long = width - NAME - SHARE;
  const nodes = keyOf(L, whens);
  let y = 24;
  const best = Object.fromEntries(whens.map((when) => [when, Math.max(...data.answers.map((one) => (one.word === null ? 0 : one[when])))]));
  for (const answer of data.answers) {
    const middle = y + (whens.length * (THICK + 3)) / 2 + 3;
    const first = answer.word !== null && whens.some((when) => answer[when] === best[when]);
    if (answer.right) nodes.push(svg("path", { class: "tick", d: TICK, transform: `translate(6 ${middle - 4})` }));
    nodes.push(svg("text", { class: `answer ${first ? "first" : ""}`, x: 16, y: middle }, short(answer.word ?? L.others_words)));
    whens.forEach((when, k) => {
      const top = y + k * (THICK + 3);
      nodes.push(
        svg("rect", { class: "track", x: NAME, y: top, width: long, height: THICK, rx: 2 }),
        svg("rect", { class: when === "before" ? "was" : "is", x: NAME, y: top, width: Math.max(0.5, answer[when] * long), height: THICK, rx: 2 }),
        svg("text", { class: "small", x: NAME + long + 5, y: top + 9.5 }, percentOf(answer[when], lang)));
    });
    y += high;
  }
  const each = data.answers.map((one) => `${one.word ?? L.others_words} ${whens.map((when) => percentOf(one[when], lang)).join(" → ")}`).join(", ");
  const picture = svg("svg", { role: "img", "data-figure": "surgery-answers", width, height: y, viewBox: `0 0 ${width} ${y}` }, ...nodes);
  write(picture, "aria-label", fillIn(L.answers_alt, { each }));
  return [html("h3", {}, data.asked ? L.answer_title : L.next_title), picture];
}

function keyOf(L, whens) {
  if (whens.length < 2) return [];
  return whens.flatMap((when, k) => [
    svg("rect", { class: when === "before" ? "was" : "is", x: NAME + k * 70, y: 4, width: THICK, height: THICK, rx: 2 }),
    svg("text", { class: "small", x: NAME + k * 70 + 14, y: 13.5 }, L[when]),
  ]);
}

const short = (word) => ([...word].length > 11 ? `${[...word].slice(0, 10).join("")}…` : word);
