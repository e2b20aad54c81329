// The drawing: the words, under them the cells of both nets and whether each expected the word, and the cursor across it all.

import { fillIn, svg, toggle, write } from "../lib/dom.js";
import { HEAT_GAP, makeHeat } from "../lib/heat.js";
import { formatNumber } from "../lib/numbers.js";
import { unitName } from "../lib/units.js";
import { makeChips } from "../lib/words.js";
import { EXPECTED } from "./layout.js";
import { makePinned } from "./pinned.js";
import { isGate } from "./states.js";
import { altOf, percentText, scoreOf } from "./told.js";

const LINE_HIGH = 13; // px of a line of small text
const RIGHT = "M-3.6 0.4L-1 3L3.8-3.4";

export function makeChart(ctx) {
  const [chips, marks, sides] = [makeChips(), svg("g", {}), svg("g", {})];
  const heats = [makeHeat(), makeHeat()];
  const [cursor, chosen] = [svg("rect", { class: "cursor", rx: 3 }), svg("rect", { class: "chosen", rx: 2 })];
  const pinned = makePinned();
  const node = svg("svg", { role: "img", "data-figure": "memory" }, chips.node, ...heats.map((heat) => heat.node), marks, chosen, cursor, pinned.node, sides);
  let [made, shown, left] = ["", [], 0]; // left: how far it is scrolled

  function update(layout) {
    const { axis, tall, nets } = layout;
    const { show, lanes, all } = ctx.view;
    const form = JSON.stringify([ctx.data.key, ctx.data.lang, show, lanes, all, layout.width, layout.height, layout.zoom, ctx.theme()]);
    if (form !== made) {
      write(node, "viewBox", `0 0 ${layout.width} ${layout.height}`);
      write(node, "width", layout.width * layout.zoom);
      write(node, "height", layout.height * layout.zoom);
      shown = nets.map((placed) => heatOf(ctx, placed));
      nets.forEach((_, k) => heats[k].update({ ...shown[k], axis }));
      toggle(heats[1].node, "gone", nets.length < 2);
      marks.replaceChildren(...nets.flatMap((placed) => stripOf(ctx, layout, placed)), ...(tall ? expectedOf(ctx, layout) : []));
      write(node, "aria-label", altOf(ctx));
    }
    made = form;
    sides.replaceChildren(...nets.map((placed) => sideOf(ctx, layout, placed)));
    chips.update({ axis, across: 0, marks: (t) => chipOf(ctx, t) });
    if (layout.overflows) pinned.update(layout, shown, chipOf(ctx, layout.cue));
    slide(left);
    move(layout);
  }

  // What follows the pointer: nothing else is touched.
  function move({ axis, cue, depth, nets, tall }) {
    pinned.move(ctx.cursor() === cue);
    chips.point(ctx.cursor());
    place(cursor, axis.frame(ctx.cursor(), -1, depth + 2));
    const row = ctx.row();
    const placed = row && nets[row.k];
    const at = placed ? placed.cells.indexOf(row.cell) : -1;
    toggle(chosen, "gone", at < 0);
    if (at < 0) return;
    const across = placed.across + at * (placed.thickness + HEAT_GAP);
    const along = { on: axis.start, long: axis.length };
    place(chosen, tall ? { x: across, y: along.on, width: placed.thickness, height: along.long } : { x: along.on, y: across, width: along.long, height: placed.thickness });
  }

  // Where the picture is scrolled, what is said of the rows stays in sight.
  function slide(to) {
    left = to;
    write(sides, "transform", `translate(${left} 0)`);
    pinned.slide(ctx.layout(), left);
  }
  return { node, update, move, slide };
}

const place = (node, box) => Object.entries(box).forEach(([name, value]) => write(node, name, Math.round(value * 10) / 10));

function heatOf(ctx, placed) {
  const { net, cells, across, thickness } = placed;
  const letter = ctx.shown(net);
  const states = ctx.states(net);
  return {
    across, thickness, rows: cells, gate: isGate(letter),
    value: (cell, column) => (ctx.data.rows[column - 1] ? states.at(letter, ctx.data.rows[column - 1], cell) : null),
    colour: ctx.paint(net),
  };
}

// A chip: which kind of word it is, and with a chosen cell the colour of what that holds there.
function chipOf(ctx, column) {
  const { data, view } = ctx;
  const t = data.rows[column - 1];
  const last = column === data.columns.length;
  const names = [column === data.cue ? "cue" : "", last ? (data.asked ? "asked" : "open") : t ? "" : "unread"];
  const net = view.cell && ctx.nets()[view.cell.k];
  if (!net || !t) return { names, fill: null };
  const letter = ctx.shown(net);
  const value = ctx.states(net).at(letter, t, view.cell.cell);
  return { names, fill: isGate(letter) ? openShade(value, ctx.theme()) : ctx.paint(net)(value) };
}

// A gate's chip pales as the gate closes.
function openShade(value, theme) {
  const [shut, open] = theme === "dark" ? [[29, 35, 44], [205, 210, 218]] : [[247, 247, 247], [92, 92, 92]];
  return `rgb(${shut.map((one, k) => Math.round(one + (open[k] - one) * value)).join(",")})`;
}

// Whether the net's likeliest word was the one that came: a tick in its colour, or a dot.
function stripOf(ctx, { axis, strip, tall }, { net, strip: across }) {
  const middle = across + strip / 2;
  return ctx.data.columns.flatMap((_, index) => {
    const right = ctx.right(net, index + 1);
    if (right === null) return [];
    const last = index + 1 === axis.T;
    const [x, y] = tall ? [middle, axis.at(index + 1)] : [axis.at(index + 1), middle];
    const turn = `translate(${x} ${y})${last ? " scale(1.35)" : ""}`;
    return [right ? svg("path", { class: `tick ${net.style}`, d: RIGHT, transform: turn }) : svg("circle", { class: "miss", r: last ? 2.6 : 1.5, transform: turn })];
  });
}

// On a phone: the word that the net above held for the likeliest at each place, and its chance: below it, or behind it, and where rows
// are thinner than a line not at every place.
function expectedOf(ctx, { axis, expected, start }) {
  const [net] = ctx.nets();
  const [two, every] = [axis.step >= 2 * LINE_HIGH, Math.ceil(LINE_HIGH / axis.step)];
  const head = [net.name, ctx.labels.expects_head].map((words, k) => svg("text", { class: k ? "small" : `net-name ${net.style}`, x: expected, y: start - 22 + 14 * k }, shortened(words, 9)));
  return head.concat(ctx.data.columns.flatMap((_, index) => {
    const first = ctx.likeliest(net, index + 1);
    if (!first || (axis.T - index - 1) % every) return [];
    const y = axis.at(index + 1);
    const [word, share] = two ? [{ y: y - 2 }, { x: expected, y: y + 11 }] : [{ y: y + 4 }, { x: expected + EXPECTED - 3, y: y + 4, "text-anchor": "end" }];
    return [
      svg("text", { class: "small", x: expected, ...word }, shortened(first.word, two ? 10 : 6)),
      svg("text", { class: `small share ${ctx.right(net, index + 1) ? net.style : ""}`, ...share }, percentText(ctx, first.chance)),
    ];
  }));
}

const shortened = (word, most) => ([...word].length > most ? `${[...word].slice(0, most - 1).join("")}…` : word);

// What is said of a net's rows: its name, what is shown, and for each cell its number, how much it holds and its mean forget gate.
function sideOf(ctx, layout, placed) {
  return layout.tall ? overColumns(ctx, placed) : besideRows(ctx, layout, placed);
}

const PLACES = [2, 66, 112]; // px at which the columns of numbers stand: the cell's name from the left, the others to the right

function besideRows(ctx, layout, placed) {
  const { net, cells, across, thickness, k } = placed;
  const L = ctx.labels;
  const letter = ctx.shown(net);
  const kept = net.kept !== null;
  const small = (x, y, words, anchor, name = "") => svg("text", { class: `small ${name}`, x, y, "text-anchor": anchor }, words);
  const lines = cells.flatMap((cell, row) => {
    const y = across + row * (thickness + HEAT_GAP) + thickness / 2 + 4.2;
    const on = ctx.view.cell?.k === k && ctx.view.cell.cell === cell ? "on" : "";
    return [
      small(PLACES[0], y, unitName(net.kind, cell + 1), "start", `name ${on}`),
      small(PLACES[1], y, formatNumber(net.latch[cell], ctx.lang), "end", on),
      kept ? small(PLACES[2], y, formatNumber(net.kept[cell], ctx.lang), "end", on) : null,
    ];
  });
  const head = across - 5;
  const columns = k === 0 || kept; // the second net's numbers stand under the first one's headings where these fit
  const top = k ? across - (columns ? 32 : 20) : 0;
  const name = svg("text", { class: `net-name ${net.style}`, x: PLACES[0], y: head - (columns ? 14 : 0) }, shortened(net.name, 9));
  name.append(svg("tspan", { class: "what", dx: 5 }, L[`short_${letter}`]));
  return svg("g", { class: "side" },
    svg("rect", { class: "side-back", x: 0, y: top, width: layout.start - 2, height: placed.strip + layout.strip - top }),
    name,
    columns ? small(PLACES[1], head, L.holds, "end") : null, columns && kept ? small(PLACES[2], head, net.kind === "gru" ? L.mean_z : L.mean_f, "end") : null,
    ...lines, scored(ctx, placed));
}

// How often any next word was right, beside the marks that say at which.
function scored(ctx, { net, strip }) {
  const score = scoreOf(ctx, net);
  const title = svg("title", {}, fillIn(ctx.labels.score_alt, score));
  return score.all ? svg("text", { class: "small", x: PLACES[0], y: strip + 13 }, fillIn(ctx.labels.score, score), title) : null;
}

function overColumns(ctx, placed) {
  const { net, cells, across, thickness, k } = placed;
  const names = cells.map((cell, row) => {
    const x = across + row * (thickness + HEAT_GAP) + thickness / 2 + 4.2;
    const on = ctx.view.cell?.k === k && ctx.view.cell.cell === cell ? "on" : "";
    return svg("text", { class: `small name ${on}`, transform: `translate(${x} ${ctx.layout().start - 5}) rotate(-90)` }, unitName(net.kind, cell + 1));
  });
  return svg("g", {}, svg("text", { class: `net-name ${net.style}`, x: across, y: 14 }, shortened(net.name, 9)),
    svg("text", { class: "small", x: across, y: 30 }, ctx.labels[`short_${ctx.shown(net)}`]), ...names);
}

