// Numbers as a strip of cells, a row for each unit and a cell for each word, aligned with a word axis: signed ones by hue, gates by fill height.

import { svg, write } from "./dom.js";

export const HEAT_GAP = 2; // px between two rows

// Px that so many rows take across.
export const heatDepth = (rows, thickness, gap = HEAT_GAP) => (rows ? rows * thickness + (rows - 1) * gap : 0);

// {node: <g>, update({ axis, across, thickness, rows, value, colour, gate, gap })}
// rows: what the rows are, in order; row k starts at across + k * (thickness + gap), each `thickness` px thick.
// value(row, t) -> number, or null where there is nothing. colour(number) -> css, or null for what the scale cannot show.
// gate: numbers 0..1 are drawn as fill height, and colour is not asked. Only what changed is written.
export function makeHeat() {
  const node = svg("g", { class: "heat" });
  let [made, cells] = ["", []];
  function update({ axis, across, thickness, rows, value, colour, gate = false, gap = HEAT_GAP }) {
    const form = JSON.stringify([axis.T, axis.step, axis.start, axis.tall, across, thickness, rows.length, gap]);
    if (form !== made) {
      cells = rows.map((_, k) => Array.from({ length: axis.T }, (_unused, index) => heatCell(axis.rect(index + 1, across + k * (thickness + gap), thickness))));
      const backs = rows.map((_, k) => heatBack(axis, across + k * (thickness + gap), thickness));
      node.replaceChildren(...backs, ...cells.flat().map((cell) => cell.node));
    }
    made = form;
    rows.forEach((row, k) => cells[k].forEach((cell, index) => {
      const number = value(row, index + 1);
      cell.draw(number, number === null || gate ? null : colour(number), gate);
    }));
  }
  return { node, update };
}

function heatBack(axis, across, thickness) {
  const along = axis.length;
  const box = axis.tall ? { x: across, y: axis.start, width: thickness, height: along } : { x: axis.start, y: across, width: along, height: thickness };
  return svg("rect", { class: "heat-row", ...box });
}

function heatCell(box) {
  const node = svg("rect", { class: "heat-cell", ...box });
  let drawn = "";
  function draw(number, colour, gate) {
    const now = number === null ? "" : gate ? `level ${number}` : (colour ?? "unshown");
    if (now === drawn && node.hasAttribute("visibility")) return;
    drawn = now;
    const height = gate && number !== null ? box.height * Math.max(0, Math.min(1, number)) : box.height;
    write(node, "visibility", number === null ? "hidden" : "visible");
    write(node, "class", `heat-cell${number === null ? "" : gate ? " level" : colour === null ? " unshown" : ""}`);
    write(node, "y", box.y + box.height - height);
    write(node, "height", height);
    if (colour) write(node, "fill", colour);
  }
  return { node, draw };
}
