// One memory over a few steps, really computed, and one gate that the reader may hold: the lesson in a thumbnail.

import { runCell } from "../lib/cells.js";
import { fillIn, say, svg, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { formatNumber, formatPercent } from "../lib/numbers.js";
import { signedColour } from "../lib/scale.js";
import { themeOf } from "../lib/theme.js";

const GATE_HEIGHT = 34;
const BAR_HEIGHT = 84;
const GROUND = BAR_HEIGHT + 20; // a number stands on each bar
const FULL = 2; // the memory can hold its value twice, when nothing is forgotten

const percent = (share) => `${100 * share}%`;

export default (component) => live(component, makeMiniature);

function makeMiniature(root) {
  const find = (selector) => root.querySelector(selector);
  const [slider, button, picture] = ["input", "button", ".picture"].map(find);
  let data = null;
  let held = null; // the value at which the reader holds the gate

  function draw() {
    const { cell, x, h0, c0, lang, labels } = data;
    const clamp = { action: "clamp", gate: "forget", value: held, units: null, start: 0, stop: null };
    const untouched = runCell(cell, x, { h0, c0 });
    const run = held === null ? untouched : runCell(cell, x, { h0, c0, interventions: [clamp] });
    const theme = themeOf(find(".miniature"));
    picture.replaceChildren(
      ...data.inputs.map((name, j) => row(name, inputs(x.map((step) => step[j]), theme, lang))),
      row(labels.forget, gates(run.gates.forget.map((units) => units[0]), held !== null)),
      row(labels.memory, bars(run.c.slice(1), untouched.c.slice(1), theme, lang)),
      row(labels.step, numbers(x.length)),
    );
    const memory = run.c.slice(1).map((units) => formatNumber(units[0], lang)).join("; ");
    write(picture, "aria-label", fillIn(labels.alt, { memory }));
    say(find(".title"), labels.title);
    say(find("label"), labels.hold);
    say(find("output"), held === null ? "" : formatPercent(held, lang));
    say(button, labels.release);
    write(button, "aria-disabled", held === null);
    toggle(find(".control"), "free", held === null);
    write(slider, "aria-valuetext", held === null ? labels.free : formatPercent(held, lang));
    say(find(".sentence"), sentence(run));
  }

  // What the reader should see: how much of what was written at one step is left some steps later.
  function sentence(run) {
    const { x, lang, labels, written, later } = data;
    if (held === null) return labels.untouched;
    const at = (step) => formatNumber(run.c[step][0], lang);
    const share = formatPercent(held, lang);
    const last = x.length;
    const values = { share, written, later, last, before: at(written), after: at(later), end: at(last) };
    return fillIn(held === 1 ? labels.open : labels.held, values);
  }

  function receive(next) {
    data = next;
    draw();
    write(find(".miniature"), "aria-busy", false);
  }

  slider.oninput = () => {
    held = Number(slider.value);
    draw();
  };
  button.onclick = () => {
    held = null;
    slider.value = 1;
    draw();
  };
  return { receive };
}

function row(name, drawing) {
  const line = document.createElement("div");
  line.className = "row";
  const title = document.createElement("span");
  title.className = "name";
  title.textContent = name;
  line.append(title, drawing);
  return line;
}

// A drawing in which column k of n starts at k / n of the width, whatever the width is: numbers keep their size.
function columns(height, values, draw) {
  const drawing = svg("svg", { height, "aria-hidden": "true" });
  const n = values.length;
  values.forEach((value, k) => {
    drawing.append(...draw(value, { left: percent((k + 0.15) / n), middle: percent((k + 0.5) / n), width: percent(0.7 / n) }, k));
  });
  return drawing;
}

function inputs(values, theme, lang) {
  return columns(24, values, (value, at) => [
    svg("rect", { class: "frame", x: at.left, y: 1, width: at.width, height: 22, rx: 3, style: `fill: ${signedColour(value, 1, theme)}` }),
    svg("text", { class: value > 0.5 ? `on-blue-${theme}` : null, x: at.middle, y: 17 }, formatNumber(value, lang, 0)),
  ]);
}

// A gate is a level in a frame: full is open (o), empty is closed (–).
function gates(values, held) {
  const drawing = columns(GATE_HEIGHT + 18, values, (value, at) => [
    svg("rect", { class: "level", x: at.left, y: 1 + GATE_HEIGHT * (1 - value), width: at.width, height: GATE_HEIGHT * value }),
    svg("rect", { class: "frame", x: at.left, y: 1, width: at.width, height: GATE_HEIGHT, rx: 2 }),
    svg("text", { x: at.middle, y: GATE_HEIGHT + 15 }, value > 0.9 ? "o" : value < 0.1 ? "–" : ""),
  ]);
  toggle(drawing, "held", held);
  return drawing;
}

function bars(memory, before, theme, lang) {
  const top = (value) => GROUND - (BAR_HEIGHT * value) / FULL;
  const drawing = columns(GROUND + 2, memory, ([value], at, k) => {
    const ghost = before[k][0];
    const parted = Math.abs(ghost - value) >= 0.005;
    return [
      svg("rect", { x: at.left, y: top(value), width: at.width, height: GROUND - top(value), fill: signedColour(value, FULL, theme) }),
      parted ? svg("rect", { class: "ghost", x: at.left, y: top(ghost), width: at.width, height: GROUND - top(ghost) }) : null,
      svg("text", { class: "total", x: at.middle, y: top(value) - 5 }, formatNumber(value, lang)),
    ].filter(Boolean);
  });
  drawing.append(svg("line", { class: "ground", x1: 0, x2: "100%", y1: GROUND, y2: GROUND }));
  return drawing;
}

function numbers(n) {
  return columns(18, Array.from({ length: n }, (_, k) => k + 1), (value, at) => [
    svg("text", { x: at.middle, y: 14 }, String(value)),
  ]);
}
