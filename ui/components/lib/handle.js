// Where time runs down: the words as a handle, along which a finger moves the cursor; elsewhere on the picture it moves the page.

import { html } from "./dom.js";

// {node, update(axis, across)}: lies over the words that begin `across` px across, inside of what a pointer is followed on.
// go(event): the finger is there.
export function makeHandle(go) {
  const node = html("div", { class: "handle" });
  node.onpointerdown = (event) => event.pointerType !== "mouse" && go(event);
  node.onpointermove = (event) => event.pointerType !== "mouse" && event.buttons > 0 && go(event);
  function update(axis, across = 0) {
    node.hidden = !axis.tall;
    for (const [name, px] of Object.entries({ left: across, top: axis.start, width: axis.depth, height: axis.length })) node.style[name] = `${px}px`;
  }
  return { node, update };
}
