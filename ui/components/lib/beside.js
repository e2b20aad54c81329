// A popover stands where it is put: below its button, and within the window.

import { enlarged } from "./pointer.js";

export function putBeside(note, button) {
  const at = button.getBoundingClientRect();
  const zoom = enlarged(note);
  const within = (wanted, size, most) => `${Math.max(8, Math.min(most / zoom - size - 8, wanted))}px`;
  note.style.left = within(at.left / zoom - note.offsetWidth / 2, note.offsetWidth, innerWidth);
  note.style.top = within(at.bottom / zoom + 6, note.offsetHeight, innerHeight);
}
