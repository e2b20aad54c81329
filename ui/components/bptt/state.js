// What the reader has set and where they are, as one immutable value, and what follows from it. It draws nothing.

import { clampTo } from "../lib/numbers.js";
import { descend, sweepNet } from "./bptt_maths.js";

export const LIMITS = { x: 3, target: 3, h0: 1, weights: 5, rate: [0.01, 2] };

export function freshState(first) {
  return { phase: "loop", stop: 0, ...first };
}

export const contentOf = ({ weights, x, target, h0, wanted, rate }) => ({ weights, x, target, h0, wanted, rate });

// `net` as it stands at this stop (in the phase of updates, after so many of them), both its sweeps, and the way that the weights take.
export function solve(state, most) {
  const path = descend(state, state.rate, most);
  const count = state.phase === "update" ? Math.min(state.stop, path.length - 1) : 0;
  const weights = path[count]?.weights ?? state.weights;
  const net = { ...contentOf(state), weights };
  return { net, path, count, T: state.x.length, sweep: sweepNet(net) };
}

// --- changes, each a new state ---

export function setGiven(state, name, t, value) {
  if (name === "h") return { ...state, h0: clampTo(value, -LIMITS.h0, LIMITS.h0) };
  const row = [...state[name]];
  row[t - 1] = clampTo(value, -LIMITS[name], LIMITS[name]);
  return { ...state, [name]: row };
}

// After some updates, the weights that are seen are a new start.
export function setWeight(state, view, name, value) {
  const weights = { ...view.net.weights, [name]: clampTo(value, -LIMITS.weights, LIMITS.weights) };
  return { ...state, weights, stop: state.phase === "update" ? 0 : state.stop };
}

export const setRate = (state, rate) => ({ ...state, rate: clampTo(rate, ...LIMITS.rate) });

// The weights after the updates, taken through everything again.
export const takeWeights = (state, view) => ({ ...state, weights: view.net.weights, phase: "forward", stop: 0 });

export const sameContent = (one, other) => JSON.stringify(contentOf(one)) === JSON.stringify(contentOf(other));
