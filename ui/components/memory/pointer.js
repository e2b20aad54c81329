// Mouse, finger and keyboard over the picture: one control whose value is the word under the cursor, with the cell rows beside it.

import { html, say, write } from "../lib/dom.js";
import { makeHandle } from "../lib/handle.js";
import { isMoved, spotIn } from "../lib/pointer.js";
import { cellAbout, cellText, cursorText } from "./told.js";

export function makePointer(ctx) {
  const node = html("div", { class: "over", role: "slider", tabindex: 0, "aria-label": ctx.labels.words });
  const tip = html("div", { class: "tip", "aria-hidden": "true" });
  tip.hidden = true;

  const placeOf = (event) => {
    const { zoom, hit } = ctx.layout();
    return hit(...spotIn(node, event).map((along) => along / zoom), ctx.scrolled() / zoom);
  };

  function tell(event, { t, row }) {
    tip.hidden = !row;
    if (!row) return;
    say(tip, t ? cellText(ctx, row.k, t, row.cell) : cellAbout(ctx, row.k, row.cell));
    const [x, y] = spotIn(tip.offsetParent, event);
    tip.style.left = `${Math.max(0, Math.min(tip.offsetParent.clientWidth - tip.offsetWidth, x + 12))}px`;
    tip.style.top = `${y + 18}px`;
  }

  const handle = makeHandle((event) => ctx.goTo(placeOf(event).t ?? ctx.pinned()));
  node.append(handle.node);
  node.onpointermove = (event) => {
    if (!isMoved(event)) return;
    const at = placeOf(event);
    ctx.peek(at.t, at.row);
    tell(event, at);
  };
  node.onpointerleave = (event) => {
    if (event.pointerType !== "mouse") return;
    tip.hidden = true;
    ctx.peek(null, null);
  };
  node.onclick = (event) => {
    const at = placeOf(event);
    ctx.pin(at.t, at.row);
  };
  node.onkeydown = (event) => {
    const [forth, back, down, up] = ctx.layout().tall ? ["ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft"] : ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"];
    const T = ctx.data.columns.length;
    const word = { [forth]: ctx.pinned() + 1, [back]: ctx.pinned() - 1, Home: 1, End: T, PageUp: ctx.pinned() - 10, PageDown: ctx.pinned() + 10 }[event.key];
    const step = { [down]: 1, [up]: -1 }[event.key];
    if (event.key === "Escape") ctx.rest();
    else if (word !== undefined) ctx.goTo(word);
    else if (step !== undefined) ctx.stepRow(step);
    else return;
    event.preventDefault();
    tip.hidden = true;
  };

  function update({ axis, width, height, tall, zoom }) {
    handle.update(axis);
    node.style.width = `${width * zoom}px`;
    node.style.height = `${height * zoom}px`;
    write(node, "aria-orientation", tall ? "vertical" : "horizontal");
    write(node, "aria-valuemin", 1);
    write(node, "aria-valuemax", ctx.data.columns.length);
    move();
  }
  function move() {
    write(node, "aria-valuenow", ctx.cursor());
    write(node, "aria-valuetext", cursorText(ctx));
  }
  return { node, tip, update, move };
}
