// The slider over the words: its thumb is the frame around the word whose step is nudged.

import { fillIn, html, write } from "../lib/dom.js";

export function makeSource(ctx) {
  const node = html("input", { type: "range", class: "source", min: 1, step: 1, "data-do": "from", "aria-label": ctx.labels.slider });
  node.oninput = () => ctx.goTo(Number(node.value));
  function update({ words, tall, T }) {
    for (const side of ["width", "height"]) node.style[side] = `${words[side]}px`;
    node.style.left = `${words.x}px`;
    node.style.top = `${words.y}px`;
    node.style.setProperty("--thumb-width", `${tall ? words.width : words.thumb}px`);
    node.style.setProperty("--thumb-height", `${tall ? words.thumb : words.height}px`);
    write(node, "max", T);
    if (Number(node.value) !== ctx.s) node.value = ctx.s;
    write(node, "aria-valuetext", fillIn(ctx.labels.slider_at, { s: ctx.s, T, word: ctx.data.words[ctx.s - 1] }));
  }
  return { node, update };
}
