// The answer of the net of one checkpoint: a bar for each that is compared, the right one marked.

import { html, svg, say, write } from "../lib/dom.js";
import { percentOf } from "../lib/numbers.js";

const ANSWER = { name: 96, row: 22, share: 48 }; // px

export function makeAnswers(slot) {
  const heading = html("h4", {});
  const picture = svg("svg", { role: "img", "data-figure": "learned-answers" });
  slot.append(heading, picture);
  let [data, bars, long] = [null, [], 0];

  function layout(next, width) {
    data = next;
    say(heading, data.labels.answers);
    long = width - ANSWER.name - ANSWER.share;
    const height = data.answers.length * ANSWER.row + 4;
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height })) write(picture, name, value);
    bars = data.answers.map((text, k) => {
      const right = k === data.wanted;
      const bar = svg("rect", { class: right ? "answer-bar right" : "answer-bar", x: ANSWER.name, y: k * ANSWER.row + 4, height: ANSWER.row - 8, width: 0, rx: 2 });
      const share = svg("text", { class: right ? "share right" : "share", y: k * ANSWER.row + 16 });
      const name = svg("text", { class: right ? "answer right" : "answer", x: ANSWER.name - 8, y: k * ANSWER.row + 16, "text-anchor": "end" }, `${right ? "✓ " : ""}${cut(text)}`);
      return { node: svg("g", { class: `line-of ${data.style}` }, svg("title", {}, text), name, bar, share), bar, share };
    });
    picture.replaceChildren(...bars.map(({ node }) => node));
  }

  function move({ answers, line }) {
    answers.forEach((chance, k) => {
      const wide = Math.max(0.5, chance * long);
      write(bars[k].bar, "width", wide.toFixed(1));
      write(bars[k].share, "x", (ANSWER.name + wide + 6).toFixed(1));
      say(bars[k].share, percentOf(chance, data.lang));
    });
    write(picture, "aria-label", `${line}. ${data.labels.answers}: ${data.answers.map((text, k) => `${text} ${percentOf(answers[k], data.lang)}${k === data.wanted ? ` (${data.labels.right})` : ""}`).join(", ")}`);
  }
  return { layout, move };
}

const cut = (text) => ([...text].length > 12 ? `${[...text].slice(0, 11).join("")}…` : text);
