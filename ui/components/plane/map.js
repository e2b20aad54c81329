// How the map of starts is drawn: a cell for each place, the number of steps in it, edges where steps or regions change.

import { svg, write } from "../lib/dom.js";
import { linear } from "../lib/scales.js";
import { SHADES, shadeOf } from "../lib/powers.js";

const MAP_MARGIN = { left: 58, right: 8, top: 6, bottom: 46 };
const MARK = "M0-8L6.5 0L0 8L-6.5 0z";
const TICK_ROOM = 30; // px that a number on the axis needs
export const EXPLODES = 1;

// The step classes of the legend: a place belongs to the first that is not below its steps.
const CLASSES = [1, 2, 5, 10, 20, 50, 100, Infinity];
const classOf = (steps) => CLASSES.findIndex((most) => (steps ?? Infinity) <= most);

// Blue pales the sooner the gradient has fallen, as everywhere on the page; what explodes is orange.
function fillOf(steps, theme) {
  return shadeOf(-SHADES * (1 - classOf(steps) / (CLASSES.length - 1)), theme);
}

const isDark = (colour) => {
  const [r, g, b] = colour.match(/\d+/g).map(Number);
  return 0.2126 * (r / 255) ** 2.2 + 0.7152 * (g / 255) ** 2.2 + 0.0722 * (b / 255) ** 2.2 < 0.18;
};

const hatch = (id) => svg("pattern", { id, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, svg("path", { class: "hatch", d: "M0 0V7" }));

// data: {x: {at, texts, ticks, title}, y: the same, steps (Y, X) or null, last (Y, X), regions (Y, X), names, mark: [x, y] in cells or null}.
export function drawMap(picture, data, { width, height, theme }) {
  const [X, Y] = [data.x.at.length, data.y.at.length];
  const x = linear([0, X], [MAP_MARGIN.left, width - MAP_MARGIN.right]);
  const y = linear([0, Y], [height - MAP_MARGIN.bottom, MAP_MARGIN.top]);
  write(picture, "viewBox", `0 0 ${width} ${height}`);
  write(picture, "width", width);
  write(picture, "height", height);
  const size = { width: x(1) - x(0), height: y(0) - y(1) };
  const places = data.steps.flatMap((row, j) => row.map((steps, i) => ({ i, j, steps, region: data.regions[j][i] })));
  const names = namesOf(places, data, x, y, size);
  const covered = new Set(names.flatMap((name) => name.covers));
  const numbers = places.filter(({ i, j, steps, region }) => steps !== null && region !== EXPLODES && !covered.has(`${i}/${j}`) && size.width >= 20);
  const cursor = [svg("rect", { class: "place" }), svg("rect", { class: "place over" })];
  picture.replaceChildren(
    svg("defs", {}, hatch("map-hatch")),
    ...places.map(({ i, j, steps, region }) => svg("rect", { ...frameOf(i, j, x, y, size, 0.3), fill: region === EXPLODES ? shadeOf(SHADES, theme) : fillOf(steps, theme) })),
    ...places.filter(({ region }) => region === EXPLODES).map(({ i, j }) => svg("rect", { ...frameOf(i, j, x, y, size, 0), fill: "url(#map-hatch)" })),
    svg("path", { class: "step-edge", d: edges(places, X, x, y, ({ steps, region }) => (region === EXPLODES ? "grown" : classOf(steps))) }),
    svg("path", { class: "region-edge", d: edges(places, X, x, y, ({ region }) => region) }),
    ...numbers.map(({ i, j, steps }) => svg("text", { class: "cell-number", x: x(i + 0.5).toFixed(1), y: (y(j + 0.5) + 4).toFixed(1), style: `fill: ${isDark(fillOf(steps, theme)) ? "#fff" : "#000"}` }, String(steps))),
    ...axesOf(data, x, y, width, height),
    ...names.map(({ text, at }) => svg("text", { class: "region-name", x: at[0].toFixed(1), y: (at[1] + 5).toFixed(1) }, text)),
    ...(data.mark ? [svg("path", { class: "start-mark", d: MARK, transform: `translate(${x(data.mark[0]).toFixed(1)} ${y(data.mark[1]).toFixed(1)})` })] : []),
    ...cursor,
  );
  picture.showCursor = ([i, j]) => cursor.forEach((node) => Object.entries(frameOf(i, j, x, y, size, 1)).forEach(([name, value]) => write(node, name, value)));
  picture.placeAt = (px, py) => {
    const [i, j] = [Math.floor((px - x(0)) / size.width), Math.floor((y(0) - py) / size.height)];
    return i >= 0 && i < X && j >= 0 && j < Y ? [i, j] : null;
  };
}

const frameOf = (i, j, x, y, size, more) => ({ x: (x(i) - more).toFixed(1), y: (y(j + 1) - more).toFixed(1), width: (size.width + 2 * more).toFixed(1), height: (size.height + 2 * more).toFixed(1) });

// The edges between neighbours that differ in what `of` says of them.
function edges(places, X, x, y, of) {
  return places.map((place, k) => {
    const { i, j } = place;
    const [left, below] = [i > 0 && of(places[k - 1]) !== of(place), j > 0 && of(places[k - X]) !== of(place)];
    return (left ? `M${x(i).toFixed(1)} ${y(j).toFixed(1)}V${y(j + 1).toFixed(1)}` : "") + (below ? `M${x(i).toFixed(1)} ${y(j).toFixed(1)}H${x(i + 1).toFixed(1)}` : "");
  }).join("");
}

// Each region's name where there is most room for it: in the middle of its longest run of cells, nearest to its own middle.
function namesOf(places, data, x, y, size) {
  return [-1, 0, 1].flatMap((region) => {
    const own = places.filter((place) => place.region === region);
    if (!own.length) return [];
    const middle = own.reduce((sum, { j }) => sum + j, 0) / own.length;
    const runs = data.regions.map((row, j) => ({ j, ...longestRun(row, region) }));
    const best = runs.reduce((a, b) => (roomOf(b, middle) > roomOf(a, middle) ? b : a));
    const text = data.names[region + 1];
    const half = Math.min(text.length * 4.3, x(data.x.at.length) - x(0)) + 4;
    const centre = Math.max(x(0) + half, Math.min(x(data.x.at.length) - half, x(best.from + best.count / 2)));
    const covers = places.filter(({ i, j }) => j === best.j && x(i + 1) > centre - half && x(i) < centre + half).map(({ i, j }) => `${i}/${j}`);
    return [{ text, at: [centre, y(best.j + 0.5)], covers }];
  });
}

const roomOf = (run, middle) => run.count - 0.35 * Math.abs(run.j - middle);

function longestRun(row, region) {
  let best = { from: 0, count: 0 };
  let from = 0;
  row.forEach((one, i) => {
    if (one !== region) from = i + 1;
    else if (i + 1 - from > best.count) best = { from, count: i + 1 - from };
  });
  return best;
}

function axesOf(data, x, y, width, height) {
  const bottom = height - MAP_MARGIN.bottom;
  return [
    ...data.x.ticks.filter((i) => i % 2 === 0 || x(1) - x(0) >= TICK_ROOM).map((i) => svg("text", { class: "tick", x: x(i + 0.5).toFixed(1), y: bottom + 17, "text-anchor": "middle" }, data.x.texts[i])),
    ...data.y.ticks.map((j) => svg("text", { class: "tick", x: MAP_MARGIN.left - 6, y: (y(j + 0.5) + 4).toFixed(1), "text-anchor": "end" }, data.y.texts[j])),
    svg("text", { class: "axis-title", x: (MAP_MARGIN.left + width) / 2, y: height - 8, "text-anchor": "middle" }, data.x.title),
    svg("text", { class: "axis-title", transform: `translate(13 ${(MAP_MARGIN.top + bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }, data.y.title),
  ];
}

// A sample for the legend: of a class of steps (null: more than there are), "grown", or "mark".
export function drawSwatch(what, T, theme) {
  const node = svg("svg", { viewBox: "0 0 22 18", width: 22, height: 18, "aria-hidden": "true" });
  if (what === "mark") node.append(svg("path", { class: "start-mark", d: MARK, transform: "translate(11 9)" }));
  else node.append(svg("rect", { width: 22, height: 18, fill: what === "grown" ? shadeOf(SHADES, theme) : fillOf(what, theme) }));
  if (what === "grown") node.append(svg("defs", {}, hatch("swatch-hatch")), svg("rect", { width: 22, height: 18, fill: "url(#swatch-hatch)" }));
  if (what !== "mark") node.append(svg("rect", { class: "frame", x: 0.5, y: 0.5, width: 21, height: 17 }));
  return node;
}
