// What each net says to each of the two sentences: the likeliest words as bars, side by side.

import { fillIn, html, svg, write } from "../lib/dom.js";
import { percentOf } from "../lib/numbers.js";

const LINE_PX = 24;
const HEAD_PX = 44;
const NAME_PX = 96; // of a word
const SHARE_PX = 66; // of its probability, and a tick
const TICKED = "M-4 0L-1 3L4-4";

export function makeAnswers(ctx) {
  const title = html("h2", {}, ctx.labels.answers);
  const figure = svg("svg", { role: "img", "data-figure": "answers" });
  const node = html("div", {}, title, figure);
  function update(width) {
    const blocks = ctx.data.nets.flatMap((net) => net.said.map((said, k) => ({ net, said, word: k ? ctx.data.word : ctx.data.here })));
    const columns = width < 640 ? 1 : width < 900 ? 2 : blocks.length;
    const each = Math.min(300, width / columns);
    const tall = HEAD_PX + 3 * LINE_PX;
    write(figure, "width", Math.floor(columns * each));
    write(figure, "height", Math.ceil(blocks.length / columns) * tall);
    write(figure, "viewBox", `0 0 ${Math.floor(columns * each)} ${Math.ceil(blocks.length / columns) * tall}`);
    figure.replaceChildren(...blocks.map((block, k) => blockOf(ctx, block, (k % columns) * each, Math.floor(k / columns) * tall, each)));
    write(figure, "aria-label", blocks.map((block) => spokenBlock(ctx, block)).join(" "));
  }
  return { node, update };
}

function blockOf(ctx, { net, said, word }, x, y, width) {
  const room = width - NAME_PX - SHARE_PX - 24;
  const head = svg("text", { class: "net-name", x, y: y + 24 }, net.name);
  const under = svg("text", { class: "small", x, y: y + 39 }, fillIn(ctx.labels.with, { word }));
  const lines = said.flatMap((one, k) => {
    const at = y + HEAD_PX + k * LINE_PX;
    const name = one.right ? "answer right" : "answer";
    const text = percentOf(one.chance, ctx.lang);
    return [
      svg("text", { class: name, x, y: at + 16 }, [...one.word].length > 11 ? `${[...one.word].slice(0, 10).join("")}…` : one.word),
      svg("rect", { class: "track", x: x + NAME_PX, y: at + 4, width: room, height: 15, rx: 2 }),
      svg("rect", { class: "bar", x: x + NAME_PX, y: at + 4, width: Math.max(0.5, room * one.chance), height: 15, rx: 2 }),
      svg("text", { class: name, x: x + NAME_PX + room + 6, y: at + 16 }, text),
      one.right ? svg("path", { class: "tick", d: TICKED, transform: `translate(${x + NAME_PX + room + 54} ${at + 11})` }) : null,
    ];
  });
  return svg("g", { class: net.style }, head, under, ...lines);
}

function spokenBlock(ctx, { net, said, word }) {
  const each = said.map((one) => `${one.word} ${percentOf(one.chance, ctx.lang)}${one.right ? ` (${ctx.labels.right})` : ""}`).join(", ");
  return `${net.name}, ${fillIn(ctx.labels.with, { word })}: ${each}.`;
}
