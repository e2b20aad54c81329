// What a pointer means.

// Whether a mouse was really moved: a browser also sends events when the page scrolls away under one that rests, and a reader who
// uses the keyboard does not mean these.
export const isMoved = (event) => event.pointerType === "mouse" && (event.movementX !== 0 || event.movementY !== 0);
