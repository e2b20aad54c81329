// The reader's state as parameters of the page's address, and back. What comes from a link is never trusted:
// whatever is not valid gives a problem to name and the nearest valid state. One readable parameter for each thing, and not one
// for all: a teacher can read such a link aloud, and change the step in it by hand.

import { GATES } from "./../lib/cells.js";
import { clampTo, parseNumber } from "./../lib/numbers.js";
import { LIMITS, STAGES, baseCell, freshState, memoryLimit, memoryOf, readWeight } from "./state.js";

export const PARAMETERS = ["cell", "seed", "t", "stage", "open", "unit", "x", "h0", "c0", "weights", "hold"];
const LONGEST = 20_000; // characters of one parameter that are read at all

// Numbers are apart by "_", rows by "*": characters that an address carries unescaped.
const packRow = (row) => row.map(String).join("_");

export function toLink(state, example) {
  const kind = example.cell.kind;
  const all = {
    cell: state.cell,
    seed: example.seeds ? String(state.seed) : null,
    t: String(state.t + 1),
    stage: STAGES[kind][state.stage],
    open: state.open,
    unit: state.unit !== example.unit ? String(state.unit + 1) : null,
    x: state.x && state.x.map(packRow).join("*"),
    h0: state.h0 && packRow(state.h0),
    c0: state.c0 && packRow(state.c0),
    weights: Object.entries(state.weights).map(([key, value]) => `${key}_${value}`).join("*"),
    hold: state.holds.map((hold) =>
      hold.action === "clamp" ? `${hold.gate}_${hold.units[0] + 1}_${hold.value}_${hold.start + 1}` :
        `memory_${hold.units[0] + 1}_${hold.value}_${hold.start + 1}`).join("*"),
  };
  return Object.entries(all).filter(([, value]) => value !== null && value !== "");
}

function unpackRow(text, size, limit) {
  const row = text.split("_").map(parseNumber);
  return row.length === size && row.every((v) => v !== null && Math.abs(v) <= limit) ? row : null;
}

function unpackSeries(text, D) {
  const rows = text.split("*").slice(0, LIMITS.steps + 1).map((row) => unpackRow(row, D, LIMITS.x));
  return rows.length <= LIMITS.steps && rows.every((row) => row !== null) ? rows : null;
}

function unpackWeights(text, cell) {
  const weights = {};
  for (const piece of text.split("*")) {
    const at = piece.lastIndexOf("_");
    const key = piece.slice(0, at);
    const value = parseNumber(piece.slice(at + 1));
    const known = /^(W_ih|W_hh|b_ih|b_hh)(\.\d{1,2}){2,3}$/.test(key) && typeof readWeight(cell, key) === "number";
    if (!known || value === null || Math.abs(value) > LIMITS.weights) return null;
    weights[key] = value;
  }
  return weights;
}

function unpackHolds(text, kind, H, T) {
  const holds = [];
  for (const piece of text.split("*")) {
    const [what, ...numbers] = piece.split("_");
    const [unit, value, step] = numbers.map(parseNumber);
    const [u, start] = [unit - 1, step - 1];
    const place = numbers.length === 3 && value !== null && Number.isInteger(u) && u >= 0 && u < H &&
      Number.isInteger(start) && start >= 0 && start < T;
    const isGate = kind !== "rnn" && GATES[kind].includes(what);
    const low = what === "candidate" ? -1 : 0;
    const fits = isGate ? value >= low && value <= 1 : what === "memory" && Math.abs(value) <= memoryLimit(kind);
    if (!place || !fits) return null;
    holds.push(isGate
      ? { action: "clamp", gate: what, value, units: [u], start, stop: null }
      : { action: "set", gate: null, value, units: [u], start, stop: start + 1 });
  }
  return holds;
}

// params: URLSearchParams; examples by id; `open` names that are valid for a kind. Returns {state, problems: [{name, value, used}]}.
export function fromLink(params, examples, first, quantitiesOf) {
  const problems = [];
  const given = (name) => {
    const value = params.get(name);
    if (value === null) return null;
    if (value.length <= LONGEST) return value;
    problems.push({ name, value: value.slice(0, 40), used: null });
    return null;
  };
  const refuse = (name, value, used) => problems.push({ name, value: value.slice(0, 40), used });

  const id = given("cell");
  const known = id !== null && Object.hasOwn(examples, id);
  if (id !== null && !known) refuse("cell", id, "cell");
  const example = examples[known ? id : first];
  let state = freshState(example);
  const kind = example.cell.kind;

  const whole = (name, low, high, otherwise = low) => {
    const text = given(name);
    if (text === null) return otherwise;
    const value = parseNumber(text);
    const used = value === null ? low : clampTo(Math.round(value), low, high);
    if (used !== value) refuse(name, text, used);
    return used;
  };
  const part = (name, unpack) => {
    const text = given(name);
    if (text === null) return null;
    const value = unpack(text);
    if (value === null) refuse(name, text, null);
    return value;
  };

  const absent = (name) => part(name, () => null);
  if (example.seeds) state.seed = whole("seed", 0, example.seeds.length - 1);
  else absent("seed");
  const cell = baseCell(example, state);
  const [D, H] = [cell.W_ih[0][0].length, cell.b_ih[0].length];
  state.x = part("x", (text) => unpackSeries(text, D));
  const T = (state.x ?? example.x).length;
  state.t = whole("t", 1, T, Math.min(T, state.t + 1)) - 1;
  state.unit = whole("unit", 1, H, state.unit + 1) - 1;
  const stage = given("stage");
  state.stage = Math.max(0, STAGES[kind].indexOf(stage));
  if (stage !== null && !STAGES[kind].includes(stage)) refuse("stage", stage, null);
  state.open = part("open", (text) => (quantitiesOf(kind).includes(text) ? text : null));
  state.h0 = part("h0", (text) => unpackRow(text, H, LIMITS.h0));
  if (memoryOf(kind) === "c") state.c0 = part("c0", (text) => unpackRow(text, H, LIMITS.c0));
  else absent("c0");
  state.weights = part("weights", (text) => unpackWeights(text, cell)) ?? {};
  state.holds = part("hold", (text) => unpackHolds(text, kind, H, T)) ?? [];
  return { state, problems };
}
