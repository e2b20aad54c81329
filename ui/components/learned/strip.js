// The net of one checkpoint over the sentence: what its most telling cells hold, their gates that keep, what these leave of what was
// there at the cue (their product: 0.95 and 0.999 look alike, but not after 60 words), and what the probe reads.

import { fillIn, svg, write } from "../lib/dom.js";
import { HEAT_GAP, heatDepth, makeHeat } from "../lib/heat.js";
import { formatPercent } from "../lib/numbers.js";
import { lectureRoom } from "../lib/room.js";
import { linePath } from "../lib/scales.js";
import { memoryColour, unitName } from "../lib/units.js";
import { makeChips, wordAxis } from "../lib/words.js";
import { makeLevels } from "./levels.js";

const STRIP_START = { across: 112, tall: 46 }; // px before the first word
const CELL_THICK = { across: 14, tall: 14 };
const READ_THICK = { across: 64, tall: 84 };
const READ_BRIEF = 44; // px of what the probe reads, in the lecture
const STRIP_HEAD = { across: 20, tall: 8 }; // px over a group of rows

export function makeStrip(picture) {
  const chips = makeChips();
  const [memory, gates, left] = [makeHeat(), makeLevels(), makeLevels()];
  const [names, still] = [svg("g", {}), svg("g", {})];
  const line = svg("path", { class: "line" });
  const lineOf = svg("g", {}, line);
  const cursor = svg("rect", { class: "cursor", rx: 3 });
  picture.append(still, chips.node, memory.node, gates.node, left.node, lineOf, names, cursor);
  let [data, axis, tall, places] = [null, null, false, null];

  function layout(next, width, isTall) {
    [data, tall] = [next, isTall];
    const form = tall ? "tall" : "across";
    const start = STRIP_START[form];
    axis = wordAxis(tall ? { words: data.columns, length: 0, tall, start, least: 26 } : { words: data.columns, length: width - start - 1, start, least: 12 });
    const K = data.cells.length;
    const thickness = CELL_THICK[form];
    let across = axis.depth + STRIP_HEAD[form] + (tall ? 4 : 0);
    places = { thickness, memory: across };
    across += heatDepth(K, thickness) + STRIP_HEAD[form];
    // A phone has room for two groups, and so has the lecture; the product tells more than the gates themselves.
    const brief = lectureRoom(picture) !== null;
    for (const group of data.gate ? (tall || brief ? ["left"] : ["gates", "left"]) : []) {
      places[group] = across;
      across += heatDepth(K, thickness) + STRIP_HEAD[form];
    }
    places.read = data.value === null ? null : across + (tall ? 0 : 8);
    places.long = tall ? Math.max(44, Math.min(READ_THICK.tall, width - across - 2)) : brief ? READ_BRIEF : READ_THICK.across;
    if (data.value !== null) across += places.long + (tall ? 2 : 14);
    places.depth = across;
    const along = start + axis.length + 2;
    const size = tall ? { width: Math.max(width, across), height: along } : { width: Math.max(width, along), height: across };
    write(picture, "viewBox", `0 0 ${size.width} ${size.height}`);
    for (const name of ["width", "height"]) write(picture, name, size[name]);
    chips.update({ axis, across: 0, marks: (column) => ({ names: [column === data.cue ? "cue" : "", column === axis.T ? (data.asked ? "asked" : "") : data.rows[column - 1] ? "" : "unread"] }) });
    names.replaceChildren(...(tall ? overColumns() : besideRows()));
    still.replaceChildren(...readGrid());
    write(lineOf, "class", `line-of ${data.style}`);
    write(lineOf, "visibility", data.value === null ? "hidden" : "visible");
    return { ...size, axis };
  }

  const level = (chance) => (tall ? places.read + chance * places.long : places.read + (1 - chance) * places.long);

  function readGrid() {
    if (data.value === null) return [];
    const [from, to] = [axis.start, axis.start + axis.length];
    const rule = (chance, name) => svg("path", { class: name, d: tall ? `M${level(chance)} ${from}V${to}` : `M${from} ${level(chance)}H${to}` });
    return [rule(0, "grid"), rule(0.5, "grid"), rule(1, "grid"), rule(data.guess, "guess")];
  }

  function besideRows() {
    const L = data.labels;
    const head = (at, text) => svg("text", { class: "group", x: 0, y: at - 6 }, text);
    const cells = (at) => data.cells.map((cell, k) => svg("text", { class: "small", x: 4, y: at + k * (places.thickness + HEAT_GAP) + places.thickness / 2 + 4 }, unitName(data.kind, cell)));
    return [head(places.memory, L.memory), ...cells(places.memory),
      ...("gates" in places ? [head(places.gates, L.gates), ...cells(places.gates)] : []),
      ...(data.gate ? [head(places.left, L.left), ...cells(places.left)] : []),
      ...(data.value === null ? [] : [head(places.read, fillIn(L.probe, { value: data.value })),
        ...[0, 0.5, 1].map((chance) => svg("text", { class: "small", x: axis.start - 6, y: level(chance) + 4, "text-anchor": "end" }, formatPercent(chance, data.lang))),
        svg("text", { class: "small", x: 4, y: level(data.guess) + 1 }, L.guess)])];
  }

  function overColumns() {
    const L = data.labels;
    const head = (at, text) => svg("text", { class: "small", x: at, y: 14 }, text);
    const cells = (at) => data.cells.map((cell, k) => svg("text", { class: "small", "text-anchor": "start", transform: `translate(${at + k * (places.thickness + HEAT_GAP) + places.thickness / 2 + 4} ${axis.start - 4}) rotate(-90)` }, unitName(data.kind, cell)));
    return [head(places.memory, L.memory_short), ...cells(places.memory),
      ...(data.gate ? [head(places.left, L.left_short), ...cells(places.left)] : []),
      ...(data.value === null ? [] : [svg("text", { class: "small", x: level(1), y: 14, "text-anchor": "end" }, L.probe_short),
        ...[0, 1].map((chance) => svg("text", { class: "small", x: level(chance), y: axis.start - 6, "text-anchor": chance ? "end" : "start" }, formatPercent(chance, data.lang)))])];
  }

  function scrub(moment, theme) {
    const K = data.cells.length;
    const rows = data.cells.map((_, k) => k);
    const valueOf = (values) => (k, column) => {
      const number = data.rows[column - 1] ? values[(data.rows[column - 1] - 1) * K + k] : NaN;
      return Number.isNaN(number) ? null : number;
    };
    memory.update({ axis, across: places.memory, thickness: places.thickness, rows, value: valueOf(moment.memory), colour: (number) => memoryColour(data.kind, number, theme) });
    for (const [levels, group, values] of [[gates, "gates", moment.keeps], [left, "left", moment.kept]]) {
      const drawn = group in places;
      levels.update({ axis, across: places[group] ?? 0, thickness: places.thickness, count: drawn ? K : 0, value: drawn ? valueOf(values) : () => null });
    }
    if (data.value === null) return;
    write(lineOf, "visibility", moment.read ? "visible" : "hidden");
    const points = data.rows.map((row, index) => {
      if (!row || !moment.read || index + 1 < (data.cue ?? 1)) return null;
      const at = level(moment.read[row - 1]);
      return tall ? [at, axis.at(index + 1)] : [axis.at(index + 1), at];
    });
    write(line, "d", linePath(points.filter(Boolean)));
  }

  function point(column) {
    chips.point(column);
    write(cursor, "visibility", column === null ? "hidden" : "visible");
    if (column === null) return;
    for (const [name, value] of Object.entries(axis.frame(column, -1, places.depth))) write(cursor, name, Math.round(value * 10) / 10);
  }

  // The column at a place of the picture, null before the first.
  function columnAt(x, y) {
    const along = tall ? y : x;
    return along < axis.start ? null : axis.wordAt(along);
  }
  return { layout, scrub, point, columnAt };
}
