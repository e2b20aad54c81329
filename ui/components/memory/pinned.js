// Where a sentence is too long for the screen and the picture is scrolled: the column of the word that decides, kept in sight.

import { svg, toggle, write } from "../lib/dom.js";
import { makeHeat } from "../lib/heat.js";
import { makeChips } from "../lib/words.js";

const GAP_WIDTH = 16; // px of the sign that words are left out

// {node, update(layout, heats, mark), slide(layout, left), move(on)}; heats: what each net's rows show, mark: what its chip looks like.
export function makePinned() {
  const [back, edge] = [svg("rect", { class: "side-back", y: 0 }), svg("rect", { class: "pinned-now", rx: 3 })];
  const [chips, heats] = [makeChips(), [makeHeat(), makeHeat()]];
  const gap = svg("text", { class: "gap", "text-anchor": "middle" }, "⋯");
  const node = svg("g", { class: "pinned gone", "aria-hidden": "true" }, back, chips.node, ...heats.map((heat) => heat.node), gap, edge);

  function update({ axis, cue, start, depth, nets }, shown, mark) {
    if (!cue || axis.tall) return;
    const one = { ...axis, T: 1, words: [axis.words[cue - 1]], length: axis.step };
    chips.update({ axis: one, across: 0, marks: () => mark });
    nets.forEach((_, k) => heats[k].update({ ...shown[k], axis: one, value: (cell) => shown[k].value(cell, cue) }));
    toggle(heats[1].node, "gone", nets.length < 2);
    put(back, { x: start - 2, width: axis.step + GAP_WIDTH + 2, height: depth });
    put(edge, { x: start, y: -1, width: axis.step, height: depth + 2 });
    put(gap, { x: start + axis.step + GAP_WIDTH / 2, y: axis.depth - 6 });
  }

  function slide(layout, left) {
    toggle(node, "gone", !layout.hides(left));
    write(node, "transform", `translate(${left} 0)`);
  }

  return { node, update, slide, move: (on) => toggle(edge, "gone", !on) };
}

const put = (node, box) => Object.entries(box).forEach(([name, value]) => write(node, name, value));
