// Over the picture: its title, how to read it, what is shown, and the scale of the colours.

import { putBeside } from "../lib/beside.js";
import { html, paragraphs, say, write } from "../lib/dom.js";
import { formatNumber } from "../lib/numbers.js";
import { signedColour } from "../lib/scale.js";

let notes = 0; // several pictures may stand on a page

export function makeBar(ctx) {
  const L = ctx.labels;
  const id = `how-surgery-${(notes += 1)}`;
  const note = html("div", { class: "note-how", popover: "auto", id }, ...paragraphs(L.how));
  const button = html("button", { type: "button", class: "how", popovertarget: id, "aria-label": `${L.how_to_read}: ${L.title}` }, html("i", { "aria-hidden": "true" }, "i"));
  note.ontoggle = (event) => {
    if (event.newState !== "open") return;
    putBeside(note, button);
  };
  const letters = html("div", { class: "switch", role: "group", "aria-label": L.shown }, ...ctx.data.shown.map(({ letter }) =>
    html("button", { type: "button", "data-show": letter, "aria-label": L[`name_${letter}`], title: L[`name_${letter}`], onclick: () => ctx.show(letter) }, letter)));
  const [low, colours, high] = [html("span"), html("i"), html("span")];
  const name = html("span");
  const heading = html("h3");
  const scale = html("div", { class: "scale", role: "img" }, name, low, colours, high);
  const node = html("div", { class: "bar" }, html("div", { class: "title" }, heading, button, note), letters, scale);
  function update() {
    const { letter, gate } = ctx.shown();
    [...letters.children].forEach((one) => write(one, "aria-pressed", one.dataset.show === letter));
    letters.hidden = ctx.data.shown.length < 2;
    const beyond = !gate && ctx.beyond();
    const what = L[`${gate || letter === "h" ? "name" : "colour"}_${letter}`];
    say(heading, ctx.data.done ? L.title : L.title_before);
    say(name, what);
    say(low, `${beyond ? "≤ " : ""}${formatNumber(gate ? 0 : -1, ctx.lang, 0)}`);
    say(high, `${beyond ? "≥ " : ""}${formatNumber(1, ctx.lang, 0)}`);
    const stops = Array.from({ length: 21 }, (_, k) => signedColour((k - 10) / 10, 1, ctx.theme()));
    colours.style.background = gate ? "linear-gradient(to top right, color-mix(in srgb, var(--ink) 62%, var(--ground)) 50%, var(--panel) 50%)" : `linear-gradient(to right, ${stops.join(",")})`;
    write(scale, "aria-label", `${what}, ${L.scale.replace("{low}", low.textContent).replace("{high}", high.textContent)}`);
  }
  return { node, update };
}
