// What the reader has chosen and changed, as one immutable value, and what follows from it: the cell as changed,
// its run, and the run that nobody interfered with. It draws nothing.

import { GATES, runCell } from "./../lib/cells.js";
import { clampTo } from "./../lib/numbers.js";

// The largest values that a reader may enter; a run is at most `steps` long.
export const LIMITS = { x: 10, weights: 100, c0: 100, h0: 1, steps: 64 };

export const STAGES = {
  lstm: ["in", "forget", "learn", "update", "output"],
  gru: ["in", "reset", "idea", "update", "output"],
  rnn: ["in", "sum", "squash"],
};

// t, stage and unit count from 0. x, h0, c0 are null while they are the example's own; open is the quantity whose sum is shown.
// It begins where the example has something to show.
export function freshState(example) {
  return { cell: example.id, seed: 0, t: example.t, stage: 0, unit: example.unit, open: null, x: null, h0: null, c0: null, weights: {}, holds: [] };
}

export const memoryOf = (kind) => (kind === "lstm" ? "c" : "h");

// How far a memory may be overwritten: h lies between -1 and 1, C need not.
export const memoryLimit = (kind) => (kind === "lstm" ? LIMITS.c0 : LIMITS.h0);

// The example's cell, or for a random one the cell of the chosen seed.
export const baseCell = (example, state) => (example.seeds ? example.seeds[state.seed] : example.cell);

// Keys of changed weights: "W_ih.gate.unit.input", "W_hh.gate.unit.unit", "b_ih.gate.unit", "b_hh.gate.unit".
export function readWeight(cell, key) {
  return key.split(".").reduce((part, index) => part?.[index], cell);
}

function changedCell(base, weights) {
  const cell = { ...base };
  for (const name of ["W_ih", "W_hh", "b_ih", "b_hh"]) {
    cell[name] = base[name].map((gate) => gate.map((row) => (Array.isArray(row) ? [...row] : row)));
  }
  for (const [key, value] of Object.entries(weights)) {
    const path = key.split(".");
    const last = path.pop();
    path.reduce((part, index) => part[index], cell)[last] = value;
  }
  return cell;
}

// Everything the pictures need: sizes, the cell as changed, its run, and `ghost`, the run without interventions (or null).
export function solve(state, example) {
  const cell = changedCell(baseCell(example, state), state.weights);
  const x = state.x ?? example.x;
  const start = { h0: state.h0 ?? example.h0, c0: state.c0 ?? example.c0 };
  const run = runCell(cell, x, { ...start, interventions: state.holds });
  const ghost = state.holds.length ? runCell(cell, x, start) : null;
  return { cell, x, ...start, run, ghost, T: x.length, D: x[0].length, H: cell.b_ih[0].length, kind: cell.kind, inputs: example.inputs };
}

// How much of what the chosen unit's memory held after step s is still in it after the present step t, for each s <= t: the
// product of the forget gates in between, 0 across an overwriting; null for later s. Exact for the memory line:
// C(t) = sum over s of (f(s+1)...f(t)) i(s) g(s). For a GRU the product of the update gates, its direct path (h also returns
// through the candidate). A plain RNN has no gate that keeps: null.
export function stillHeld(view, state) {
  if (view.kind === "rnn") return null;
  const keep = view.run.gates[view.kind === "lstm" ? "forget" : "update"];
  const held = new Array(view.T).fill(null);
  let product = 1;
  for (let s = state.t; s >= 0; s--) {
    held[s] = product;
    product *= writtenAt(state, state.unit, s) ? 0 : keep[s][state.unit];
  }
  return held;
}

// --- changes, each a new state ---

export function setInput(state, view, t, d, value) {
  const x = view.x.map((row) => [...row]);
  x[t][d] = clampTo(value, -LIMITS.x, LIMITS.x);
  return { ...state, x };
}

export function setSeries(state, rows) {
  const t = Math.min(state.t, rows.length - 1);
  return { ...state, x: rows, t, holds: state.holds.filter((hold) => hold.start < rows.length) };
}

export function setStart(state, view, name, unit, value) {
  const row = [...view[name]];
  row[unit] = clampTo(value, -LIMITS[name], LIMITS[name]);
  return { ...state, [name]: row };
}

export function setWeight(state, example, key, value) {
  const weights = { ...state.weights, [key]: clampTo(value, -LIMITS.weights, LIMITS.weights) };
  if (weights[key] === readWeight(baseCell(example, state), key)) delete weights[key];
  return { ...state, weights };
}

const isClamp = (hold, gate, unit) => hold.action === "clamp" && hold.gate === gate && hold.units.includes(unit);
const isWrite = (hold, unit, t) => hold.action === "set" && hold.units.includes(unit) && hold.start === t;

// Holds a gate at a value, for all steps or (scope "from") from the present one on, where an earlier hold stays in force before it.
export function holdGate(state, gate, units, value, scope) {
  const start = scope === "from" ? state.t : 0;
  const kept = state.holds.filter((hold) => !units.some((u) => isClamp(hold, gate, u) && (scope === "all" || hold.start >= start)));
  const held = gate === "candidate" ? clampTo(value, -1, 1) : clampTo(value, 0, 1);
  const added = units.map((u) => ({ action: "clamp", gate, value: held, units: [u], start, stop: null }));
  return { ...state, holds: [...kept, ...added] };
}

// Lets a gate go, at all steps or (scope "from") from the present one on, where an earlier hold goes on.
export function releaseGate(state, gate, units, scope) {
  const start = scope === "from" ? state.t : 0;
  return { ...state, holds: state.holds.filter((hold) => !units.some((u) => isClamp(hold, gate, u) && hold.start >= start)) };
}

export function overwriteMemory(state, view, unit, t, value) {
  const limit = memoryLimit(view.kind);
  const kept = state.holds.filter((hold) => !isWrite(hold, unit, t));
  const added = { action: "set", gate: null, value: clampTo(value, -limit, limit), units: [unit], start: t, stop: t + 1 };
  return { ...state, holds: [...kept, added] };
}

export function restoreMemory(state, unit, t) {
  return { ...state, holds: state.holds.filter((hold) => !isWrite(hold, unit, t)) };
}

// The hold in force on a gate of one unit at step t, or null; the overwriting of one unit's memory at step t, or null.
export const heldAt = (state, gate, unit, t) => state.holds.findLast((hold) => isClamp(hold, gate, unit) && hold.start <= t) ?? null;
export const writtenAt = (state, unit, t) => state.holds.find((hold) => isWrite(hold, unit, t)) ?? null;

// --- moving in time: forward and back by one stage, across time steps ---

export function moveStage(state, view, by) {
  const count = STAGES[view.kind].length;
  const place = clampTo(state.t * count + state.stage + by, 0, view.T * count - 1);
  return { ...state, t: Math.floor(place / count), stage: place % count, open: null };
}

export const moveStep = (state, view, by) => ({ ...state, t: clampTo(state.t + by, 0, view.T - 1) });

export const moveToStart = (state) => ({ ...state, t: 0, stage: 0, open: null });
export const moveToEnd = (state, view) => ({ ...state, t: view.T - 1, stage: STAGES[view.kind].length - 1, open: null });
export const isAtEnd = (state, view) => state.t === view.T - 1 && state.stage === STAGES[view.kind].length - 1;

export const gateIndex = (view, gate) => GATES[view.kind].indexOf(gate);
