// What a pointer means, and where it is.

// Whether a mouse was really moved: a browser also sends events when the page scrolls away under one that rests, and a reader who
// uses the keyboard does not mean these.
export const isMoved = (event) => event.pointerType === "mouse" && (event.movementX !== 0 || event.movementY !== 0);

// By how much the page around a node is enlarged, as it is on a projector: what a browser measures on the screen counts that in,
// what is drawn does not.
export const enlarged = (node) => node.currentCSSZoom ?? 1;

// Where the pointer of an event is from the upper left corner of a node, in the px in which the node is drawn.
export function spotIn(node, event) {
  const box = node.getBoundingClientRect();
  return [(event.clientX - box.left) / enlarged(node), (event.clientY - box.top) / enlarged(node)];
}
