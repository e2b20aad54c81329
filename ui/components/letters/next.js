// The five likeliest next letters as bars, the one that came marked, and how common each is in the text as a tick.

import { fillIn, html } from "../lib/dom.js";
import { percentOf } from "../lib/numbers.js";
import { shown } from "./grid.js";

// five: [[letter, probability], ...]; came: the letter that follows in the text with its probability, or null at the end.
export function nextBars({ labels, lang, usual, style }, five, came) {
  const rows = came && !five.some(([letter]) => letter === came[0]) ? [...five, came] : five;
  const list = html("div", { class: `next ${style}`, role: "list", "aria-label": labels.next });
  for (const [letter, share] of rows) {
    const right = came && letter === came[0];
    const track = html("span", { class: "track", "aria-hidden": "true" }, html("span", { class: "share" }), html("span", { class: "usual" }));
    track.firstChild.style.width = `${(100 * share).toFixed(2)}%`;
    track.lastChild.style.left = `calc(${(100 * (usual[letter] ?? 0)).toFixed(2)}% - 1px)`;
    const line = html("div", { role: "listitem", style: "display: contents" },
      html("span", { class: "name" }, shown(letter)), track, html("span", {}, percentOf(share, lang)), html("span", { class: right ? "came" : "" }, right ? labels.came : ""));
    list.append(line);
  }
  return [html("p", { class: "small" }, fillIn(labels.next_title, {})), list];
}
