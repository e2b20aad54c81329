// The nodes for mouse, finger and keyboard: invisible buttons over the drawing, with what there is to say of each.

import { html, write } from "../lib/dom.js";
import { enlarged } from "../lib/pointer.js";
import { nodeLines } from "./said.js";

export function makeNodes(ctx, stage) {
  const node = html("div", { class: "nodes", role: "group", "aria-label": ctx.labels.nodes });
  const tip = html("div", { class: "tip", "aria-hidden": "true" });
  tip.hidden = true;
  let [made, buttons, layout] = ["", [], null];
  let here = null; // the button that the text stands beside

  function hide() {
    here = null;
    tip.hidden = true;
  }

  function tell(button) {
    here = button;
    const lines = nodeLines(ctx, netOf(button), Number(button.dataset.t));
    write(button, "aria-label", lines.join(" "));
    tip.replaceChildren(...lines.map((line, k) => html(k ? "p" : "b", {}, line)));
    tip.hidden = false;
    const [at, whole, zoom] = [button.getBoundingClientRect(), stage.getBoundingClientRect(), enlarged(stage)];
    const x = (at.left + at.width / 2 - whole.left) / zoom - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(0, Math.min(whole.width / zoom - tip.offsetWidth, x))}px`;
    tip.style.top = `${(at.bottom - whole.top) / zoom + 2}px`;
  }

  const netOf = (button) => layout.rows[Number(button.dataset.row)].net;

  function make() {
    buttons = layout.rows.map((row, k) => Array.from({ length: layout.T }, (_, index) => {
      const t = index + 1;
      const button = html("button", { type: "button", "data-row": k, "data-t": t, tabindex: t === 1 && k === 0 ? 0 : -1 });
      button.onpointerenter = (event) => event.pointerType === "mouse" && tell(button);
      button.onpointerleave = hide;
      button.onblur = hide;
      button.onfocus = () => tell(button);
      button.onclick = () => {
        tell(button);
        ctx.pick(netOf(button), t);
      };
      button.onkeydown = (event) => move(event, k, t);
      return button;
    }));
    node.replaceChildren(...buttons.flat());
    hide();
  }

  function move(event, row, t) {
    const [on, beside] = layout.tall ? [["ArrowDown", "ArrowUp"], ["ArrowRight", "ArrowLeft"]] : [["ArrowRight", "ArrowLeft"], ["ArrowDown", "ArrowUp"]];
    const go = { [on[0]]: [row, t + 1], [on[1]]: [row, t - 1], [beside[0]]: [row + 1, t], [beside[1]]: [row - 1, t], Home: [row, 1], End: [row, layout.T] }[event.key];
    if (event.key === "Escape") hide();
    if (!go) return;
    event.preventDefault();
    const next = buttons[go[0]]?.[go[1] - 1];
    if (!next) return;
    buttons.flat().forEach((button) => write(button, "tabindex", button === next ? 0 : -1));
    next.focus();
  }

  function update(now) {
    layout = now;
    const form = `${layout.rows.length}/${layout.T}`;
    if (form !== made) make();
    made = form;
    layout.rows.forEach((row, k) => buttons[k].forEach((button, index) => {
      const along = layout.along(index + 1) - layout.pitch / 2;
      const { near, far } = row.box;
      const box = layout.tall ? [near, along, far - near, layout.pitch] : [along, near, layout.pitch, far - near];
      ["left", "top", "width", "height"].forEach((side, n) => { button.style[side] = `${box[n].toFixed(1)}px`; });
      write(button, "aria-label", nodeLines(ctx, row.net, index + 1).join(" "));
    }));
    if (here) tell(here);
  }

  return { node, tip, update };
}
