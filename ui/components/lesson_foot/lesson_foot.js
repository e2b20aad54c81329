// Links below a step. That to the whole page takes along what the reader has changed, which stands in the address.

import { dataOf } from "../lib/data.js";
import { html, write } from "../lib/dom.js";

export default function (component) {
  const { page, whole: shows, back, notes, labels } = dataOf(component);
  const foot = component.parentElement.querySelector(".foot");
  const whole = page && html("a", { href: page }, labels.whole);
  if (whole) {
    const follow = () => {
      const parameters = new URLSearchParams(location.search);
      for (const [name, value] of Object.entries(shows)) parameters.set(name, value);
      write(whole, "href", `${page}?${parameters}`);
    };
    follow();
    Object.assign(whole, { onpointerdown: follow, onfocus: follow, onpointerenter: follow });
  }
  const projector = html("button", { type: "button", class: "projector", onclick: () => document.dispatchEvent(new CustomEvent("lesson-projector")) }, labels.projector);
  foot.replaceChildren(
    html("a", { href: back }, labels.back),
    ...(whole ? [whole] : []),
    projector,
    html("a", { href: notes, target: "lesson-notes" }, labels.notes),
    html("span", { class: "keys" }, labels.keys),
  );
  write(foot, "aria-label", labels.name);
  write(foot, "aria-busy", false);
}
