// The keys of this page. They work from anywhere on it, but never take a key from a field or another widget.

const FIELDS = "input, select, textarea, [contenteditable]";
const BUTTONS = "button, summary, [role=button]"; // they have a use of their own for the space bar
const SCROLLS = ".scroll"; // and these for arrows
const WIDGETS = "button, a, [role=radio], [role=button], [role=tab], [role=menuitem], [role=slider]";

function actOf(ctx, event, onButton) {
  if (event.ctrlKey || event.metaKey) {
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return null;
    return key === "y" || event.shiftKey ? ctx.redo : ctx.undo;
  }
  const walk = (by) => () => (event.shiftKey ? ctx.walkTime(by) : ctx.walk(by));
  const act = { ArrowRight: walk(1), ArrowLeft: walk(-1), Home: () => ctx.toEnd(-1), End: () => ctx.toEnd(1) }[event.key];
  if (act) return act;
  if (event.key.toLowerCase() === "t") return ctx.showTable;
  return event.key === " " && !onButton ? () => ctx.togglePlay() : null;
}

// page: the component's root; what happens inside it is ours, outside only what nobody else wants.
export function makeKeys(ctx, page) {
  return (event) => {
    const path = event.composedPath();
    const target = path[0];
    const element = target instanceof Element;
    const inside = path.includes(page);
    if (element && target.matches(SCROLLS) && event.key !== "t") return;
    if (event.defaultPrevented || event.altKey || (element && target.matches(FIELDS)) || (!inside && element && target.closest(WIDGETS))) return;
    const act = actOf(ctx, event, element && target.matches(BUTTONS));
    if (!act) return;
    event.preventDefault();
    act();
  };
}
