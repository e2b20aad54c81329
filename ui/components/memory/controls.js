// Over the picture: what to see, how to read it, what is shown of which nets, and the scale of the colours.

import { putBeside } from "../lib/beside.js";
import { html, paragraphs, say, svg, write } from "../lib/dom.js";
import { formatNumber } from "../lib/numbers.js";
import { signedColour } from "../lib/scale.js";
import { QUANTITIES, isGate } from "./states.js";
import { ratesOf, titleOf } from "./told.js";

export function makeTitle(ctx) {
  const L = ctx.labels;
  const heading = html("h2", {});
  const note = html("div", { class: "note-how", popover: "auto", id: "how-memory" }, ...paragraphs(L.how));
  const button = html("button", { type: "button", class: "how", popovertarget: "how-memory", "aria-label": `${L.how_to_read}: ${L.title}` }, html("i", { "aria-hidden": "true" }, "i"));
  note.ontoggle = (event) => {
    if (event.newState !== "open") return;
    putBeside(note, button);
  };
  const rates = html("p", { class: "rates" });
  function update() {
    say(heading, titleOf(ctx));
    say(rates, ratesOf(ctx));
  }
  return { node: html("div", { class: "head" }, html("div", { class: "title" }, heading, button, note), rates), update };
}

export function makeBar(ctx) {
  const L = ctx.labels;
  const letters = html("div", { class: "switch", role: "group", "aria-label": L.show });
  const choices = ctx.data.nets.length < 3 ? [] : [0, 1].map((k) => html("select", { "aria-label": k ? L.lower : L.upper, onchange: (event) => ctx.setLane(k, Number(event.target.value)) },
    ...ctx.data.nets.map((net) => html("option", { value: net.lane }, net.name))));
  const all = html("button", { type: "button", class: "all", onclick: () => ctx.toggleAll() }, L.all);
  const scale = svg("svg", { class: "scale", "data-figure": "memory-scale", role: "img" });
  let made = "";
  function update({ zoom }) {
    const [net] = ctx.nets();
    const form = `${net.kind}/${ctx.lang}`;
    if (form !== made) {
      letters.replaceChildren(...Object.keys(QUANTITIES[net.kind]).map((letter) =>
        html("button", { type: "button", "data-show": letter, "aria-label": L[`name_${letter}`], title: L[`name_${letter}`], onclick: () => ctx.setShow(letter) }, letter)));
    }
    made = form;
    [...letters.children].forEach((button) => write(button, "aria-pressed", button.dataset.show === ctx.shown(net)));
    choices.forEach((choice, k) => { choice.value = String(ctx.nets()[k].lane); });
    write(all, "aria-pressed", ctx.view.all);
    drawScale(ctx, scale, zoom);
  }
  return { node: html("div", { class: "controls" }, letters, ...choices, all, scale), update };
}

const BAND = 160; // px of the colours
const STEPS = 32;

// The signed colours, and under them for each net where its numbers stand: C by its tanh. And how a gate is drawn where one is.
function drawScale(ctx, node, zoom) {
  const L = ctx.labels;
  const nets = ctx.nets().map((net) => ({ letter: ctx.shown(net), limit: ctx.limit(net) }));
  const lines = new Map(nets.filter(({ letter }) => !isGate(letter)).map(({ letter, limit }) => [`${letter}/${limit}`, { letter, limit }]));
  const gate = nets.some(({ letter }) => isGate(letter));
  const form = JSON.stringify([nets, ctx.lang, ctx.theme(), zoom]);
  if (node.dataset.form === form) return;
  node.dataset.form = form;
  const small = (x, y, words, anchor) => svg("text", { class: "small", x, y, "text-anchor": anchor }, words);
  const parts = [];
  let x = 0;
  if (lines.size) {
    const left = 40;
    parts.push(...Array.from({ length: STEPS }, (_, k) => svg("rect", { x: left + (k * BAND) / STEPS, y: 1, width: BAND / STEPS + 0.4, height: 10, fill: signedColour(((k + 0.5) / STEPS) * 2 - 1, 1, ctx.theme()) })));
    [...lines.values()].forEach(({ letter, limit }, k) => {
      const y = 23 + k * 14;
      const squeezed = letter === "C";
      parts.push(small(0, y, letter, "start"));
      for (const value of squeezed ? [-3, -1, 0, 1, 3] : [-limit, 0, limit]) {
        const at = squeezed ? Math.tanh(value) : value / limit;
        const text = formatNumber(value, ctx.lang, squeezed || limit === 1 ? 0 : 1);
        parts.push(small(left + ((at + 1) / 2) * BAND, y, value > 0 ? `+${text}` : text, "middle"));
      }
    });
    x = left + BAND + 24;
  }
  if (gate) {
    [1, 0.5, 0.06].forEach((open, k) => parts.push(svg("rect", { class: "heat-row", x: x + k * 14, y: 2, width: 12, height: 16 }), svg("rect", { class: "heat-cell level", x: x + k * 14, y: 18 - 16 * open, width: 12, height: 16 * open })));
    parts.push(small(x, 33, L.open_shut, "start"));
    x += Math.max(48, L.open_shut.length * 6.8);
  }
  write(node, "viewBox", `0 0 ${x} 40`);
  write(node, "width", x * zoom);
  write(node, "height", 40 * zoom);
  write(node, "aria-label", L.scale_alt);
  node.replaceChildren(...parts);
}
