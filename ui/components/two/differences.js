// The words of both sentences, and under them the cells of each net whose memories differ longest, those first that tell most of the country.

import { fillIn, svg, write } from "../lib/dom.js";
import { HEAT_GAP, heatDepth, makeHeat } from "../lib/heat.js";
import { formatNumber } from "../lib/numbers.js";
import { signedColour } from "../lib/scale.js";
import { unitName } from "../lib/units.js";
import { makeChips } from "../lib/words.js";
import { shortName } from "./curves.js";
import { WIDEST, putOut } from "./telling.js";

const LETTERS_PX = 7.6;

export function makeDifferences(ctx) {
  const [chips, sides, pill] = [makeChips(), svg("g", {}), svg("g", { class: "changed" })];
  const heats = ctx.data.nets.map(() => makeHeat());
  const cursor = svg("path", { class: "cursor" });
  const node = svg("svg", { role: "img", "data-figure": "two" }, chips.node, ...heats.map((heat) => heat.node), sides, cursor, pill);

  function update(places) {
    const { axis, nets } = places;
    write(node, "viewBox", `0 0 ${places.width} ${places.height}`);
    write(node, "width", places.width);
    write(node, "height", places.height);
    chips.update({ axis, across: places.chips, marks: (t) => ({ names: [t === ctx.data.place ? "cue" : ""] }) });
    nets.forEach(({ net, across, thickness, cells }, k) => {
      const theme = ctx.theme();
      heats[k].update({ axis, across, thickness, rows: cells, value: (cell, t) => net.rows[net.cells.indexOf(cell)][t - 1], colour: (value) => signedColour(value, WIDEST, theme) });
    });
    pill.replaceChildren(...(places.pill === null ? [] : pillOf(ctx, places)));
    sides.replaceChildren(...nets.flatMap((placed, k) => (places.tall ? overColumns(ctx, placed, axis, k) : besideRows(ctx, placed, places))));
    move(places);
  }

  // A frame around the word's lines and around its cells of each net; what is written between them stays free.
  function move({ axis, nets, tall, chips: first, curves }) {
    const words = tall ? [first, curves.across + curves.depth - first] : [curves.across, first + axis.depth - curves.across];
    const bands = [words, ...nets.map(({ across, thickness, cells }) => [across - 1, heatDepth(cells.length, thickness) + 2])];
    chips.point(ctx.s);
    write(cursor, "d", bands.map(([across, depth]) => framePath(axis.frame(ctx.s, across, depth))).join(""));
  }
  return { node, update, move };
}

const framePath = ({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}Z`;

// The word of the other sentence under the one it replaces; all others are the same.
function pillOf(ctx, { axis, pill }) {
  const width = [...ctx.data.word].length * LETTERS_PX + 16;
  const middle = axis.at(ctx.data.place);
  const x = Math.max(0, Math.min(axis.start + axis.length - width, middle - width / 2));
  return [
    svg("path", { class: "instead", d: `M${middle} ${pill - 1}V${pill + 5}` }),
    svg("rect", { x, y: pill + 3, width, height: 22, rx: 5 }),
    svg("text", { x: x + width / 2, y: pill + 18.5, "text-anchor": "middle" }, ctx.data.word),
  ];
}

const nameClass = (net, cell) => `small name${net.telling.includes(cell) ? " telling" : ""}`;

const toldOf = ({ labels }, { telling }) => fillIn(telling.length ? labels.telling_some : labels.telling_none, { k: telling.length });

function besideRows(ctx, { net, across, thickness, cells }, { axis }) {
  const { labels: L, lang } = ctx;
  const name = svg("text", { class: "net-name", x: 0, y: across - 7 }, shortName(net.name));
  const what = svg("text", { class: "small", x: axis.start, y: across - 7 }, `${fillIn(L.cells, { what: putOut(net), n: cells.length, H: net.H })}; ${toldOf(ctx, net)}`);
  const rows = cells.map((cell, row) => {
    const y = across + row * (thickness + HEAT_GAP) + thickness / 2 + 4.2;
    return svg("text", { class: nameClass(net, cell), x: axis.start - 8, y, "text-anchor": "end" }, unitName(net.kind, cell));
  });
  const ends = cells.map((cell, row) => {
    const y = across + row * (thickness + HEAT_GAP) + thickness / 2 + 4.2;
    return svg("text", { class: "small", x: axis.start + axis.length + 8, y }, formatNumber(net.rows[row].at(-1), lang, 2));
  });
  return [svg("g", { class: net.style }, name, what, ...rows, ...ends)];
}

function overColumns(ctx, { net, across, thickness, cells }, axis) {
  const columns = cells.map((cell, row) => {
    const x = across + row * (thickness + HEAT_GAP) + thickness / 2 + 4;
    return svg("text", { class: nameClass(net, cell), transform: `translate(${x} ${axis.start - 5}) rotate(-90)` }, unitName(net.kind, cell));
  });
  return [svg("g", { class: net.style }, svg("text", { class: "net-name", x: across, y: 14 }, shortName(net.name)),
    svg("text", { class: "small", x: across, y: 31 }, putOut(net)), ...columns)];
}
