// The keys of the cell page. They work from anywhere on the page, but never take a key from a field or another widget.

import { moveStage, moveStep, moveToEnd, moveToStart } from "./state.js";

const FIELDS = "input, select, textarea, [contenteditable]"; // they have a use of their own for letters and arrows
const SCROLLS = ".scroll"; // and this for arrows
const BUTTONS = "button, summary, [role=button]"; // and these for the space bar
const WIDGETS = "button, a, [role=radio], [role=button], [role=tab], [role=menuitem]";

function undoKey(ctx, event) {
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return null;
  return key === "y" || event.shiftKey ? ctx.redo : ctx.undo;
}

function walkKey(ctx, event, onButton) {
  const steps = (by) => (s, v) => (event.shiftKey ? moveStep(s, v, by) : moveStage(s, v, by));
  const walk = { ArrowRight: steps(1), ArrowLeft: steps(-1), Home: moveToStart, End: moveToEnd }[event.key];
  if (walk) return () => ctx.walk(walk);
  if (event.key.toLowerCase() === "t") return ctx.showTable;
  return event.key === " " && !onButton ? () => ctx.togglePlay() : null;
}

// page: the component's root; what happens inside it is ours, outside only what nobody else wants.
export function makeKeys(ctx, page) {
  return (event) => {
    const target = event.composedPath()[0];
    const on = (selector) => target instanceof Element && target.matches(selector);
    const inside = event.composedPath().includes(page);
    if (event.altKey || on(FIELDS) || (!inside && target instanceof Element && target.closest(WIDGETS))) return;
    if (on(SCROLLS) && event.key !== "t") return;
    const act = event.ctrlKey || event.metaKey ? undoKey(ctx, event) : walkKey(ctx, event, on(BUTTONS));
    if (!act) return;
    event.preventDefault();
    act();
  };
}
