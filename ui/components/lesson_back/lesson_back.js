// The way back to the lecture. Whoever comes from it with a clicker goes on with it.

import { dataOf } from "../lib/data.js";
import { say, write } from "../lib/dom.js";

const keys = new WeakMap(); // what stops listening to them
const MOVES_BY_KEYS = "input, select, textarea, [contenteditable], [role=slider]";

export default function (component) {
  const { link, label } = dataOf(component);
  const back = component.parentElement.querySelector(".back");
  say(back, label);
  write(back, "href", link);
  write(back, "aria-busy", false);

  const onKey = (event) => {
    if (event.key !== "PageDown" || event.defaultPrevented || event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.composedPath()[0];
    if (target instanceof Element && target.closest(MOVES_BY_KEYS)) return;
    event.preventDefault();
    back.click();
  };
  keys.get(back)?.();
  keys.set(back, () => removeEventListener("keydown", onKey));
  addEventListener("keydown", onKey);
  return keys.get(back);
}
