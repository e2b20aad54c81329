// A button that scrolls to the controls of the page and gives the first of them the focus.

import { dataOf } from "../lib/data.js";
import { say, write } from "../lib/dom.js";

export default function (component) {
  const { label, controls } = dataOf(component);
  const way = component.parentElement.querySelector(".way");
  const button = way.querySelector("button");
  say(button, label);
  button.onclick = () => {
    const there = document.querySelector(controls);
    there?.scrollIntoView({ block: "start" });
    there?.querySelector("button, input, [tabindex]")?.focus({ preventScroll: true });
  };
  write(way, "aria-busy", false);
}
