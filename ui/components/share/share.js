// A link to copy, and the same as a QR code for whoever sits in front of a projector.

import { dataOf } from "../lib/data.js";
import { say, svg, write } from "../lib/dom.js";

export default function (component) {
  const { parentElement } = component;
  const { link, size, path, labels } = dataOf(component);
  const find = (selector) => parentElement.querySelector(selector);
  const field = find("input");
  const said = find(".said");
  if (field.value !== link) {
    field.value = link;
    say(said, "");
    find(".qr").replaceChildren(
      svg("svg", { viewBox: `0 0 ${size} ${size}`, "shape-rendering": "crispEdges" }, svg("path", { d: path, fill: "#000000" })));
  }
  write(field, "aria-label", labels.link);
  write(find(".qr"), "aria-label", labels.qr);
  say(find("button"), labels.copy);
  field.onfocus = () => field.select();
  find("button").onclick = async () => {
    // Without https (a teacher's machine in a classroom) a browser has no clipboard to write to; then the text stands selected.
    try {
      await navigator.clipboard.writeText(link);
      say(said, labels.copied);
    } catch {
      field.focus();
      field.select();
      say(said, labels.copy_by_hand);
    }
  };
  write(find(".share"), "aria-busy", false);
}
