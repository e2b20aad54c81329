// Dragging with pointer capture: a press that moves is a drag, one that does not stays a click.

const THRESHOLD = 3; // px

// start(event) returns false to refuse; move({dx, dy, event}); end(). Distances are in CSS px from the press.
export function onDrag(node, { start, move, end }) {
  let swallow = false; // the click that the browser sends after a drag is not a click of the reader's
  node.addEventListener("click", (event) => {
    if (swallow) event.stopImmediatePropagation();
    swallow = false;
  }, { capture: true });
  node.addEventListener("pointerdown", (down) => {
    if (down.button !== 0 || start(down) === false) return;
    let dragging = false;
    swallow = false;
    node.setPointerCapture(down.pointerId);
    const moved = (event) => {
      const dx = event.clientX - down.clientX;
      const dy = event.clientY - down.clientY;
      if (!dragging && Math.hypot(dx, dy) < THRESHOLD) return;
      dragging = true;
      move({ dx, dy, event });
    };
    const done = () => {
      node.removeEventListener("pointermove", moved);
      node.removeEventListener("pointerup", done);
      node.removeEventListener("pointercancel", done);
      swallow = dragging;
      end(dragging);
    };
    node.addEventListener("pointermove", moved);
    node.addEventListener("pointerup", done);
    node.addEventListener("pointercancel", done);
  });
}
