// What every figure has: a title that says what to see, the picture with its takeaway in words, and an "i" that says how to read it.

import { putBeside } from "../lib/beside.js";
import { html, paragraphs, say, svg, write } from "../lib/dom.js";

// name: which of the labels `title_<name>`, `how_<name>` are meant. Returns the section, its picture, and how to say both anew.
export function makeFigure(ctx, name) {
  const heading = html("h3", {});
  const note = html("div", { class: "note-how", popover: "auto", id: `how-${name}` });
  const button = html("button", { type: "button", class: "how", popovertarget: `how-${name}` }, html("i", { "aria-hidden": "true" }, "i"));
  // A popover stands where it is put: beside its button.
  note.ontoggle = (event) => {
    if (event.newState !== "open") return;
    putBeside(note, button);
  };
  const picture = svg("svg", { role: "img", "data-figure": name });
  const node = html("section", { class: `figure figure-${name}` }, html("div", { class: "head" }, heading, button), note, picture);
  let explained = null;
  function update(title, alt) {
    say(heading, title);
    write(button, "aria-label", `${ctx.labels.how_to_read}: ${title}`);
    const how = ctx.labels[`how_${name}`];
    if (explained !== how) note.replaceChildren(...paragraphs(how));
    explained = how;
    write(picture, "aria-label", alt);
  }
  return { node, picture, update };
}
