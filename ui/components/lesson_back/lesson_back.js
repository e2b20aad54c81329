// The way back to the lecture. Whoever comes from it with a clicker goes on with it; whoever comes from a step sees its part of the page.

import { say, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { bringIntoView } from "./part.js";

const PART = "part"; // of the link: the Streamlit key of the place on the page
const MOVES_BY_KEYS = "input, select, textarea, [contenteditable], [role=slider]";

export default function (component) {
  return live(component, makeBack);
}

function makeBack(place) {
  const back = place.querySelector(".back");
  const giveUp = bringIntoView(new URLSearchParams(location.search).get(PART) ?? "");

  function onKey(event) {
    if (event.key !== "PageDown" || event.defaultPrevented || event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.composedPath()[0];
    if (target instanceof Element && target.closest(MOVES_BY_KEYS)) return;
    event.preventDefault();
    back.click();
  }
  addEventListener("keydown", onKey);

  return {
    receive({ link, label }) {
      say(back, label);
      write(back, "href", link);
      write(back, "aria-busy", false);
    },
    leave() {
      giveUp();
      removeEventListener("keydown", onKey);
    },
  };
}
