// The lecture's keys and the projector, for as long as the lecture goes on: it stays while the steps come and go.

import { say, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { forgetWalk, readLesson, writeLesson } from "../lib/visited.js";
import { makeProjector } from "./projector.js";

const PATIENCE = 4000; // ms after which a step that did not come may be asked for again
const BOUNCE = 350; // ms in which a clicker's second press is none
const TAKES_LETTERS = "input:not([type=range], [type=radio], [type=checkbox]), select, textarea, [contenteditable]";
const TAKES_KEYS = "input, select, textarea, [contenteditable], [role=slider], [role=radio], [role=tab], [role=menuitem], [role=option], [role=combobox]";
const LINKS = { 1: ".st-key-lesson_next a", "-1": ".st-key-lesson_previous a" };

export default (component) => live(component, makeBar);

function makeBar(root) {
  const said = root.querySelector(".bar");
  const others = new BroadcastChannel("lesson");
  const projector = makeProjector();
  let step = null;
  let leaving = 0; // when the next step was asked for, ms; 0: one can go
  let asks = ""; // the question of this step
  let queued = 0; // one press that came too early
  let pressed = -Infinity; // when the last one came that counts, ms

  // A question that is still to come to the page will want the press.
  const waits = () => (asks && document.documentElement.dataset.question !== asks) || (leaving && performance.now() - leaving < PATIENCE);

  function press(by) {
    if (performance.now() - pressed < BOUNCE) return;
    pressed = performance.now();
    go(by, false);
  }

  function go(by, early) {
    if (waits()) queued = by;
    // A question that is not answered yet takes the press, and shows its answer, unless nobody can have read it.
    else if (by < 0 || document.dispatchEvent(new CustomEvent("lesson-next", { cancelable: true, detail: { early } }))) {
      const link = document.querySelector(LINKS[by]);
      if (!link) return;
      leaving = performance.now();
      link.click();
    }
  }

  function goOn() {
    if (waits()) return;
    const by = queued;
    queued = 0;
    if (by) go(by, true);
  }

  function onPage(event) {
    const by = { PageDown: 1, PageUp: -1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) press(by);
  }

  // A finger on "Next" is a press too, for the question that is still open.
  function onClick(event) {
    if (!event.isTrusted || event.ctrlKey || event.metaKey || event.shiftKey || !event.target.closest?.(LINKS[1])) return;
    if (document.dispatchEvent(new CustomEvent("lesson-next", { cancelable: true, detail: { early: false } }))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function onKey(event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    const target = event.composedPath()[0];
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (target instanceof Element && target.closest(by ? TAKES_KEYS : TAKES_LETTERS)) return;
    const act = by ? () => press(by) : { p: projector.flip, escape: projector.leave }[event.key.toLowerCase()];
    if (!act || act() === false) return;
    event.preventDefault();
  }

  function receive(data) {
    const arrived = data.step !== step;
    if (arrived) {
      const first = step === null;
      step = data.step;
      leaving = 0;
      asks = data.asks;
      // What the pictures keep for the next visit belongs to the step before.
      for (const name of Object.getOwnPropertySymbols(globalThis)) if (Symbol.keyFor(name)?.startsWith("lstm-lab.")) forget(globalThis[name]);
      if (first && data.begins) forgetWalk(); // yesterday's, in the same window
      const { seen } = readLesson();
      writeLesson({ at: step, seen: seen.includes(step) ? seen : [...seen, step] });
      if (!first) focusHeading();
    }
    others.postMessage({ step });
    say(said, data.title);
    write(said, "data-step", step);
    // The bar at the bottom of a phone has the colour of the theme, which the page's own style sheet is not told.
    document.documentElement.style.setProperty("--lesson-ground", getComputedStyle(said).backgroundColor);
    if (arrived) projector.arrive(step);
    write(said, "aria-busy", false);
    if (arrived) goOn();
  }

  // Another window, such as the speaker notes, asks where the lecture is.
  others.onmessage = ({ data }) => {
    if (data?.ask) others.postMessage({ step });
    if (data?.go) press(data.go);
  };
  addEventListener("keydown", onPage, { capture: true });
  addEventListener("keydown", onKey);
  addEventListener("click", onClick, { capture: true });
  document.addEventListener("lesson-question", goOn);
  document.addEventListener("lesson-projector", projector.flip);

  function leave() {
    removeEventListener("keydown", onPage, { capture: true });
    removeEventListener("keydown", onKey);
    removeEventListener("click", onClick, { capture: true });
    document.removeEventListener("lesson-question", goOn);
    document.removeEventListener("lesson-projector", projector.flip);
    others.close();
    projector.end();
  }

  return { receive, leave };
}

function forget(kept) {
  for (const name of Object.keys(kept)) kept[name] = typeof kept[name] === "string" ? "" : undefined;
}

// Readers who hear the page go on from the new title. A field that has the focus keeps it: that was the reader's choice.
function focusHeading() {
  const heading = document.querySelector(".st-key-lesson_row h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
}
