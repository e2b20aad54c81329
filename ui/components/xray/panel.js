// One panel of the X-ray: for each net the probability of what the sentence says, as a line over the words, and below it a ribbon
// of what its memory is read to be. Where the sentence says nothing of the attribute, the line is that anything was said.

import { fillIn, svg, write } from "../lib/dom.js";
import { formatPercent } from "../lib/numbers.js";
import { linePath } from "../lib/scales.js";
import { drawSide } from "./worth.js";

const RIBBON_LINE = 15; // px that a line of text takes
const RIBBON_LETTER = 6.9; // px that a letter takes at 12 px

export function drawPanel(data, placed, plan) {
  const { attribute } = placed;
  const { axis, tall } = plan;
  const level = (chance) => (tall ? placed.curves + chance * placed.thick : placed.curves + placed.thick - chance * placed.thick);
  const place = (column, chance) => (tall ? [level(chance), axis.at(column)] : [axis.at(column), level(chance)]);
  const begins = attribute.truth === null ? 1 : data.cue; // there is a true value from the cue on
  const from = axis.start;
  const to = axis.start + axis.length;
  const across = (chance, name) => {
    const at = level(chance).toFixed(1);
    return svg("path", { class: name, d: tall ? `M${at} ${from}V${to}` : `M${from} ${at}H${to}` });
  };
  const lines = attribute.nets.map((net, k) => {
    const places = data.rows.map((row, index) => (row && index + 1 >= begins ? place(index + 1, lineValue(attribute, net, row)) : undefined)).filter(Boolean);
    return svg("g", { class: `line-of ${data.nets[k].style}`, "data-line": data.nets[k].name }, svg("path", { class: "line", d: linePath(places) }));
  });
  const dots = attribute.nets.map((_, k) => svg("circle", { class: `dot line-of ${data.nets[k].style}`, r: 4 }));
  const node = svg("g", { "data-panel": attribute.id },
    ...titles(data, placed, plan, level),
    ...[0, 0.5, 1].map((chance) => across(chance, "grid")),
    attribute.truth === null ? null : across(attribute.guess, "guess"),
    ...placed.ribbons.flatMap((ribbon) => ribbonOf(data, placed, plan, ribbon)),
    ...lines, ...dots, ...lostMarks(data, attribute, place, tall ? Infinity : to),
    ...(placed.side === null ? [] : [drawSide(data, attribute, placed)]));
  function move(column, t) {
    attribute.nets.forEach((net, k) => {
      const there = t > 0 && column >= begins;
      write(dots[k], "visibility", there ? "visible" : "hidden");
      if (!there) return;
      const [x, y] = place(column, lineValue(attribute, net, t));
      write(dots[k], "cx", x.toFixed(1));
      write(dots[k], "cy", y.toFixed(1));
    });
  }
  return { node, move };
}

// After word t: the chance of the true value if one must be named, or that anything was said.
export function lineValue(attribute, net, t) {
  const L = attribute.values.length;
  const something = 1 - net.chances[t * L - 1];
  return attribute.truth === null ? something : Math.min(1, net.chances[(t - 1) * L + attribute.truth] / Math.max(something, 1e-12));
}

// Which label is the likeliest after word t, and how likely; of the first `among` labels.
export function likeliestAt(attribute, net, t, among = attribute.values.length) {
  const L = attribute.values.length;
  let best = 0;
  for (let k = 1; k < among; k++) if (net.chances[(t - 1) * L + k] > net.chances[(t - 1) * L + best]) best = k;
  return { label: best, chance: net.chances[(t - 1) * L + best] };
}

function titles(data, placed, plan, level) {
  const { attribute } = placed;
  const { labels, lang } = data;
  const { tall, axis } = plan;
  const said = attribute.truth !== null;
  const name = said ? fillIn(labels.said, { name: attribute.name, value: attribute.values[attribute.truth] }) : fillIn(labels.unsaid, { name: attribute.name });
  const about = said ? fillIn(tall ? labels.y_short : labels.y_said, { value: attribute.values[attribute.truth] }) : labels.y_unsaid;
  const ticks = [0, 0.5, 1].map((chance) => [level(chance), formatPercent(chance, lang)]);
  const guess = fillIn(labels.guess, { n: attribute.values.length - 1 });
  if (tall) {
    return [
      svg("text", { class: "panel-name", x: 0, y: 14 }, name),
      svg("text", { class: "small", x: 0, y: 31 }, about),
      ...ticks.map(([x, text], k) => svg("text", { class: "tick", x, y: axis.start - 7, "text-anchor": k ? (k > 1 ? "end" : "middle") : "start" }, text)),
      ...placed.ribbons.map(({ k, at }) => svg("text", { class: `net-name ${data.nets[k].style}`, x: at + placed.thickness / 2, y: axis.start - 7, "text-anchor": "middle" }, data.nets[k].name)),
      ...keyOf(data, 0, 46),
    ];
  }
  const y = placed.head + 13;
  return [
    svg("text", { class: "panel-name", x: 0, y }, name, svg("tspan", { class: "small", dx: 12 }, about)),
    ...ticks.map(([at, text]) => svg("text", { class: "tick", x: axis.start - 6, y: at + 4, "text-anchor": "end" }, text)),
    said ? svg("text", { class: "small", x: 0, y: level(attribute.guess) + (attribute.guess === 0.5 ? 19 : 4) }, guess) : null, // not over "50 %"
    ...placed.ribbons.map(({ k, at }) => svg("g", { class: `line-of ${data.nets[k].style}`, transform: `translate(0 ${at + placed.thickness / 2})` },
      svg("path", { class: "line", d: "M2 0H30" }), svg("text", { class: "net-name", x: 38, y: 4.5 }, data.nets[k].name))),
  ].filter(Boolean);
}

// Which line is which, where the ribbons do not say it.
function keyOf(data, x, y) {
  let at = x;
  return data.nets.map((net) => {
    const entry = svg("g", { class: `line-of ${net.style}`, transform: `translate(${at} ${y})` },
      svg("path", { class: "line", d: "M0 0H24" }), svg("text", { class: "net-name", x: 29, y: 4.5 }, net.name));
    at += 44 + net.name.length * 8.5;
    return entry;
  });
}

// The words in runs of one reading, each with its name where there is room for it. Where "nothing said" is likeliest, a true value
// that comes first among the others is shown faintly.
function ribbonOf(data, placed, { axis, tall }, { k, at }) {
  const { attribute, thickness } = placed;
  const nothing = attribute.values.length - 1;
  const runs = [];
  data.rows.forEach((row, index) => {
    if (!row) return;
    const read = (among) => likeliestAt(attribute, attribute.nets[k], row, among).label;
    const [label, named] = [read(), read(nothing)];
    const truth = index + 1 >= data.cue ? attribute.truth : null;
    const kind = label !== nothing ? (label === truth ? "true" : attribute.truth === null ? "other" : "false") : named === truth ? "faint" : "none";
    const value = kind === "faint" ? named : label;
    const last = runs.at(-1);
    if (last && last.kind === kind && last.value === value) last.end = index + 1;
    else runs.push({ kind, value, begin: index + 1, end: index + 1 });
  });
  return runs.map(({ kind, value, begin, end }) => {
    const first = axis.rect(begin, at, thickness);
    const long = (end - begin + 1) * axis.step;
    const box = tall ? { ...first, height: long } : { ...first, width: long };
    const text = tall && long < RIBBON_LINE ? "" : shortTo(kind === "none" ? data.labels.nothing : attribute.values[value], Math.floor((box.width - 5) / RIBBON_LETTER));
    return svg("g", { class: `run ${kind} ${data.nets[k].style}` }, svg("title", {}, attribute.values[value]),
      svg("rect", { x: box.x + 0.5, y: box.y + 0.5, width: box.width - 1, height: box.height - 1, rx: 3 }),
      text ? svg("text", { x: box.x + box.width / 2, y: tall ? box.y + Math.min(box.height, 26) / 2 + 4 : box.y + box.height / 2 + 4, "text-anchor": "middle" }, text) : null);
  });
}

const shortTo = (text, letters) => ([...text].length <= letters ? text : letters >= 5 ? `${[...text].slice(0, letters - 1).join("")}…` : "");

// Up to where a net is reliable: a cross where it is lost then, a stroke where single words are right later on; on a phone, which
// has no edge here, without words.
function lostMarks(data, attribute, place, edge) {
  if (attribute.truth === null) return [];
  return attribute.nets.flatMap((net, k) => {
    if (!net.last || net.last === data.T) return [];
    const [x, y] = place(data.rows.indexOf(net.last) + 1, lineValue(attribute, net, net.last));
    const text = fillIn(net.lost ? data.labels.lost_here : data.labels.reliable_here, { name: data.nets[k].name });
    return svg("g", { class: `lost line-of ${data.nets[k].style}`, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` },
      svg("title", {}, text), svg("circle", { r: 7 }), svg("path", { d: net.lost ? "M-3-3L3 3M-3 3L3-3" : "M-3 3L3-3" }),
      edge === Infinity ? null : x > edge - 160 ? svg("text", { x: -11, y: -6, "text-anchor": "end" }, text) : svg("text", { x: 11, y: -6 }, text));
  });
}
