// The drawing itself: inputs, gates, memories and outputs with the lines between them, made once and then only shaded anew.

import { fillIn, say, svg, toggle, write } from "../lib/dom.js";
import { shadeOf } from "../lib/powers.js";
import { gatePaths } from "./gates.js";
import { numberText, ownSteps } from "./said.js";
import { answerFrom, leftAt, shownAt, verdictOf } from "./values.js";

export function makePicture(ctx) {
  const node = svg("svg", { role: "img", "data-figure": "unrolled" });
  let [made, rows, word] = ["", [], null];
  function update(layout) {
    const form = JSON.stringify([layout.tall, layout.width, layout.height, layout.pitch, layout.rows.map((row) => row.net.lane)]);
    if (form !== made) {
      write(node, "viewBox", `0 0 ${layout.width} ${layout.height}`);
      write(node, "width", layout.width);
      write(node, "height", layout.height);
      rows = layout.rows.map((row) => makeRow(ctx, layout, row));
      word = makeWords(ctx, layout);
      node.replaceChildren(word.node, ...rows.map((row) => row.node));
    }
    made = form;
    rows.forEach((row) => row.update());
    word.update();
  }
  return { node, update };
}

const line = (from, to, name) => svg("path", { class: name, d: `M${from.map(tenth).join(" ")}L${to.map(tenth).join(" ")}` });
const tenth = (value) => Math.round(value * 10) / 10;
const put = (node, [x, y]) => write(node, "transform", `translate(${tenth(x)} ${tenth(y)})`);

function makeRow(ctx, layout, row) {
  const { T, r, g, pitch, tall } = layout;
  const { net, depths, at } = row;
  const steps = [...Array(T).keys()].map((k) => k + 1);
  const between = (t) => { // of the forget gate, on the line between two memories
    const [x, y] = at(t, depths.memory);
    return tall ? [x, y - pitch / 2] : [x - pitch / 2, y];
  };
  const glows = steps.slice(1).map((t) => line(at(t - 1, depths.memory), at(t, depths.memory), "glow"));
  const wires = steps.flatMap((t) => [
    t > 1 ? line(at(t - 1, depths.memory), at(t, depths.memory), "wire") : null,
    line(at(t, 0), at(t, depths.output ?? depths.memory), "wire"),
  ]);
  const places = { in: (t) => at(t, depths.in), out: (t) => at(t, depths.out), keep: between };
  const gates = Object.keys(ctx.of(net).gates).flatMap((name) => steps.filter((t) => name !== "keep" || t > 1).map((t) => {
    const flows = (name === "keep") !== tall ? "down" : "across"; // which way the line runs that it opens and closes
    const mark = svg("path", { class: "gate-mark" });
    const level = svg("path", { class: "gate-level" });
    const back = svg("circle", { class: "gate-back", r: tenth(g + 1) });
    const all = svg("g", { class: "gate" }, back, level, mark);
    put(all, places[name](t));
    return { all, mark, level, name, t, flows };
  }));
  const inputs = steps.map((t) => svg("circle", { class: "input", cx: tenth(at(t, 0)[0]), cy: tenth(at(t, 0)[1]), r: tenth(Math.max(2, r * 0.32)) }));
  const memories = steps.map((t) => makeNode(at(t, depths.memory), r));
  const outputs = depths.output === undefined ? [] : steps.map((t) => makeNode(at(t, depths.output), Math.max(2.4, r * 0.58)));
  const ring = svg("circle", { class: "ring", r: tenth(r + Math.min(3.6, r * 0.45)) });
  const texts = makeTexts(ctx, layout, row);
  const node = svg("g", { class: net.style }, ...glows, ...wires, ...gates.map((gate) => gate.all), ...inputs,
    ...outputs.map((one) => one.node), ...memories.map((one) => one.node), ring, texts.node);

  function update() {
    const measured = ctx.of(net);
    const { s, reach, T: last } = ctx;
    const theme = ctx.theme();
    const reached = (log, t) => (t <= reach ? log : undefined);
    memories.forEach((one, k) => one.update(reached(leftAt(measured, s, k + 1), k + 1), theme));
    outputs.forEach((one, k) => one.update(reached(shownAt(measured, s, k + 1), k + 1), theme));
    glows.forEach((glow, k) => {
      const log = reached(k + 1 >= s ? leftAt(measured, s, k + 2) : undefined, k + 2);
      write(glow, "stroke", shadeOf(log ?? null, theme) ?? "none");
    });
    inputs.forEach((input, k) => toggle(input, "nudged", k + 1 === s));
    put(ring, at(s, depths.memory));
    for (const gate of gates) {
      const open = measured.gates[gate.name][gate.t - 1];
      const paths = gatePaths(open, g, gate.flows);
      write(gate.mark, "d", paths.mark);
      write(gate.level, "d", paths.level);
      toggle(gate.all, "closed", open <= 0.5);
    }
    texts.update(measured, s, Math.max(s, Math.min(reach, last)));
  }
  return { node, update };
}

// A circle that is shaded by log10 of what is left there; undefined: nothing can be there yet, null: exactly nothing is.
function makeNode(place, r) {
  const circle = svg("circle", { r: tenth(r) });
  const cross = svg("path", { class: "zero", d: `M${-r * 0.45} ${-r * 0.45}L${r * 0.45} ${r * 0.45}M${-r * 0.45} ${r * 0.45}L${r * 0.45} ${-r * 0.45}` });
  const node = svg("g", { class: "node" }, circle, cross);
  put(node, place);
  function update(log, theme) {
    toggle(node, "empty", log === undefined);
    toggle(node, "nothing", log === null);
    circle.style.fill = shadeOf(log, theme) ?? "";
  }
  return { node, update };
}

// The net's name and what its lines are at the left, and at the right how much of the nudge the last step has left.
function makeTexts(ctx, layout, { net, depths, text, at }) {
  const L = ctx.labels;
  const text12 = (x, y, words, anchor = "start") => svg("text", { class: "small", x: tenth(x), y: tenth(y), "text-anchor": anchor }, words);
  const [left, base] = [at(1, 0)[0] - layout.pitch / 2 - 6, at(1, 0)[1]];
  const rows = { input: L.row_input, in: L.row_in, out: L.row_out, output: L.row_output };
  const names = text.labels ? Object.entries(depths).filter(([name]) => rows[name]).map(([name, depth]) => text12(left, base - depth + 4, rows[name], "end")) : [];
  const name = [...net.name].length > 14 ? `${[...net.name].slice(0, 13).join("")}…` : net.name;
  const memory = text.labels && name.length < 7 ? [text12(left, base - depths.memory + 4, net.kind === "lstm" ? L.row_cell : L.row_state, "end")] : [];
  const title = svg("text", { class: "net-name", x: text.name[0], y: tenth(text.name[1]) }, layout.tall || text.labels ? name : name.slice(0, 7));
  const [x, y] = text.end;
  const trained = text12(x, y - (layout.tall ? 20 : 18), "");
  const number = svg("text", { class: "left", x: tenth(x), y: tenth(y) });
  const later = text12(x, y + 15, "");
  const verdict = svg("text", { class: "verdict", x: tenth(x), y: tenth(y + 30) });
  const owes = text12(x, y + 45, "");
  // While the nudge travels, what is left where it has come to.
  function update(measured, s, t) {
    const log = leftAt(measured, s, t);
    say(trained, ctx.phase === "after" && ownSteps(ctx) ? fillIn(L.after, { step: net.after.step }) : "");
    say(number, numberText(ctx, log));
    say(later, s === t ? L.at_once : fillIn(L.steps_later, { t }));
    say(verdict, s === t || ctx.playing() ? "" : L[verdictOf(log)]);
    say(owes, ctx.playing() ? "" : fillIn(L.owes, { number: numberText(ctx, answerFrom(measured, s)) }));
  }
  return { node: svg("g", {}, title, ...names, ...memory, trained, number, later, verdict, owes), update };
}

// The words that are read, one at each step; the one that is nudged stands in the accent's frame, which source.js moves.
function makeWords(ctx, layout) {
  const { words: place, tall, along } = layout;
  const texts = ctx.data.words.map((word, k) => {
    const at = along(k + 1);
    const [x, y] = tall ? [place.width - 12, at + 4] : [at, place.y + place.height / 2 + 4];
    if (tall) return svg("text", { class: "word", x: tenth(x), y: tenth(y), "text-anchor": "end" }, word);
    if (place.upright) return svg("text", { class: "word", x: tenth(x), y: tenth(y), "text-anchor": "middle" }, word);
    return svg("text", { class: "word", transform: `translate(${tenth(x + 4)} ${tenth(place.y + place.height - 6)}) rotate(-90)` }, clipped(word, place.height));
  });
  function update() {
    texts.forEach((text, k) => {
      const chosen = k + 1 === ctx.s;
      // Where there is no room for all, the one that is nudged is there, and its neighbours make room.
      const near = place.every > 1 && Math.abs(k + 1 - ctx.s) < place.every;
      toggle(text, "chosen", chosen);
      write(text, "visibility", chosen || (!near && k % place.every === 0) ? "visible" : "hidden");
    });
  }
  return { node: svg("g", {}, ...texts), update };
}

const clipped = (word, height) => {
  const most = Math.floor((height - 10) / 6.5);
  return [...word].length > most ? `${[...word].slice(0, most - 1).join("")}…` : word;
};
