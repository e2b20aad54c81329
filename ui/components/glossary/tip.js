// The explanation of the term under the pointer or the finger: it can be pointed at itself, and Escape puts it away.

import { entry } from "./entry.js";

const WAIT = 180; // ms that the pointer rests before it is shown, and that it may be away
const NEAR = 2; // px around the letters that still count

// Returns { look(event), tap(event), hide(), leave() }. terms(): the terms now; marks: see marks.js.
export function makeTip(tip, marks, terms) {
  let [shown, timer, asked] = [null, 0, null];

  // The text node and place under a point, also inside of a component.
  function placeAt(x, y, path) {
    const shadowRoots = path.filter((node) => node instanceof ShadowRoot);
    if (document.caretPositionFromPoint) {
      const place = document.caretPositionFromPoint(x, y, { shadowRoots });
      return place && { node: place.offsetNode, offset: place.offset };
    }
    const range = document.caretRangeFromPoint?.(x, y);
    return range && { node: range.startContainer, offset: range.startOffset };
  }

  // The term whose letters are under the event, with the box around them; else null.
  function under(event) {
    const path = event.composedPath();
    if (!marks.has(path[0])) return null;
    const place = placeAt(event.clientX, event.clientY, path);
    const hit = place && marks.at(place.node, place.offset);
    if (!hit || hit.end > place.node.data.length) return null;
    const range = document.createRange();
    range.setStart(place.node, hit.start);
    range.setEnd(place.node, hit.end);
    const inside = (box) => event.clientX >= box.left - NEAR && event.clientX <= box.right + NEAR && event.clientY >= box.top - NEAR && event.clientY <= box.bottom + NEAR;
    const box = [...range.getClientRects()].find(inside);
    return box ? { term: hit.term, node: place.node, start: hit.start, box } : null;
  }

  const same = (one, other) => one && other && one.node === other.node && one.start === other.start;

  function show(found) {
    clearTimeout(timer);
    shown = found;
    tip.replaceChildren(...entry(terms()[found.term]));
    tip.showPopover?.();
    // On a projector the page is zoomed, and with it what stands in it.
    const zoom = tip.currentCSSZoom ?? 1;
    const { width, height } = tip.getBoundingClientRect();
    const left = Math.max(8, Math.min(found.box.left, innerWidth - width - 8));
    const below = found.box.bottom + 6;
    const top = below + height > innerHeight - 8 ? Math.max(8, found.box.top - height - 6) : below;
    tip.style.left = `${left / zoom}px`;
    tip.style.top = `${top / zoom}px`;
  }

  function hide() {
    clearTimeout(timer);
    asked = null;
    if (!shown) return false;
    shown = null;
    tip.hidePopover?.();
    return true;
  }

  function wait(work) {
    clearTimeout(timer);
    timer = setTimeout(work, WAIT);
  }

  function look(event) {
    if (event.pointerType !== "mouse" || event.buttons) return;
    if (event.composedPath().includes(tip)) {
      clearTimeout(timer);
      asked = shown;
      return;
    }
    const found = under(event);
    if (same(found, asked) || (!found && !asked)) return;
    asked = found;
    if (same(found, shown)) clearTimeout(timer);
    else wait(found ? () => show(found) : hide);
  }

  function tap(event) {
    if (event.composedPath().includes(tip)) return;
    const found = event.pointerType === "mouse" ? null : under(event);
    if (found && !same(found, shown)) show(found);
    else hide();
  }

  return { look, tap, hide, leave: hide };
}
