// The notes beside the lecture: which step it is at comes from its window, and goes back to it from here.

import { fillIn, say, write } from "../lib/dom.js";
import { live } from "../lib/life.js";

export default (component) => live(component, makeFollower);

function makeFollower(root) {
  const box = root.querySelector(".follow");
  const lecture = new BroadcastChannel("lesson");
  let [data, at, since] = [null, "", 0];

  const noteOf = (step) => document.querySelector(`.st-key-note_${CSS.escape(step)}`);

  function mark(scrolls) {
    const { steps, labels } = data;
    const here = steps.indexOf(at);
    steps.forEach((step, k) => {
      const note = noteOf(step);
      if (!note) return;
      write(note, "data-lecture", k === here ? "now" : here >= 0 && k === here + 1 ? "next" : "");
      if (k === here) write(note, "aria-current", "step");
      else note.removeAttribute("aria-current");
    });
    const minutes = Math.floor((Date.now() - since) / 60000);
    say(root.querySelector("p"), here < 0 ? (at ? labels.elsewhere : labels.waiting) : fillIn(labels.at, { number: here + 1, total: steps.length, minutes }));
    if (scrolls && here >= 0) noteOf(at)?.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  lecture.onmessage = ({ data: told }) => {
    if (typeof told?.step !== "string") return;
    const moved = told.step !== at;
    since ||= Date.now();
    at = told.step;
    mark(moved);
  };
  const clock = setInterval(() => { if (at) mark(false); }, 20000);
  for (const button of root.querySelectorAll("[data-by]")) button.onclick = () => lecture.postMessage({ go: Number(button.dataset.by) });
  root.querySelector("[data-role=print]").onclick = () => print();
  // A clicker may have this window in front.
  const onKey = (event) => {
    const by = { PageDown: 1, PageUp: -1 }[event.key];
    if (!by || event.repeat || !at) return;
    event.preventDefault();
    lecture.postMessage({ go: by });
  };
  addEventListener("keydown", onKey);

  function receive(next) {
    const first = data === null;
    data = next;
    for (const [name, label] of [["[data-by='-1']", "previous"], ["[data-by='1']", "next"], ["[data-role=print]", "print"]]) say(root.querySelector(name), data.labels[label]);
    mark(first);
    if (first) lecture.postMessage({ ask: true });
    // The page's own style sheet is not told the colour of the theme.
    document.documentElement.style.setProperty("--notes-ground", getComputedStyle(box).backgroundColor);
    write(box, "aria-busy", false);
  }

  function leave() {
    clearInterval(clock);
    removeEventListener("keydown", onKey);
    lecture.close();
  }

  return { receive, leave };
}
