// The reader's state as parameters of the page's address, and back. What comes from a link is not trusted: what cannot be read gives
// a problem to name, and the nearest state there is.

import { clampTo, parseNumber } from "../lib/numbers.js";
import { MOST_WEIGHT, WEIGHT_NAMES } from "./bptt_maths.js";
import { PHASES, stopCount } from "./phases.js";
import { LIMITS, freshState } from "./state.js";

export const PARAMETERS = ["phase", "stop", "bptt_w", "bptt_x", "bptt_h0", "bptt_target", "bptt_wanted", "bptt_rate"];
const LONGEST = 400; // characters of one parameter that are read at all
const DIGITS = 12; // of a number in a link: weights after updates have all that there are

const packed = (values) => values.map((value) => String(Number(value.toPrecision(DIGITS)))).join("_");
const weightsRow = (weights) => WEIGHT_NAMES.map((name) => weights[name]);

// [[name, value], ...] of all that differs from the first state `first`; phase and stop always.
export function toLink(state, first) {
  const all = {
    bptt_w: [packed(weightsRow(state.weights)), packed(weightsRow(first.weights))],
    bptt_x: [packed(state.x), packed(first.x)],
    bptt_h0: [packed([state.h0]), packed([first.h0])],
    bptt_target: [packed(state.target), packed(first.target)],
    bptt_wanted: [state.wanted, first.wanted],
    bptt_rate: [packed([state.rate]), packed([first.rate])],
  };
  const changed = Object.entries(all).filter(([, [now, was]]) => now !== was).map(([name, [now]]) => [name, now]);
  return [["phase", state.phase], ["stop", String(state.stop)], ...changed];
}

// params: URLSearchParams. Returns {state, problems: [{name, value, used}]}; used is null where the first state's was left.
export function fromLink(params, first) {
  const problems = [];
  const state = freshState(first);
  const refuse = (name, value, used = null) => problems.push({ name, value: value.slice(0, 40), used });
  const given = (name) => {
    const text = params.get(name);
    if (text === null || text.length <= LONGEST) return text;
    refuse(name, text);
    return null;
  };
  const row = (name, size, limit, take) => {
    const text = given(name);
    if (text === null) return;
    const values = text.split("_").map(parseNumber);
    if (values.length !== size || values.some((value) => value === null || Math.abs(value) > limit)) refuse(name, text);
    else take(values);
  };
  const oneOf = (name, options, key) => {
    const text = given(name);
    if (text === null) return;
    if (options.includes(text)) state[key] = text;
    else refuse(name, text);
  };
  const T = first.x.length;
  oneOf("phase", PHASES, "phase");
  oneOf("bptt_wanted", ["every", "last"], "wanted");
  row("bptt_w", WEIGHT_NAMES.length, MOST_WEIGHT, (values) => { state.weights = Object.fromEntries(WEIGHT_NAMES.map((name, k) => [name, values[k]])); });
  row("bptt_x", T, LIMITS.x, (values) => { state.x = values; });
  row("bptt_h0", 1, LIMITS.h0, ([value]) => { state.h0 = value; });
  row("bptt_target", T, LIMITS.target, (values) => { state.target = values; });
  row("bptt_rate", 1, LIMITS.rate[1], ([value]) => { state.rate = clampTo(value, ...LIMITS.rate); });
  const stop = given("stop");
  if (stop !== null) {
    const wanted = parseNumber(stop);
    state.stop = wanted === null ? 0 : clampTo(Math.round(wanted), 0, stopCount(state.phase, T) - 1);
    if (state.stop !== wanted) refuse("stop", stop, state.stop);
  }
  return { state, problems };
}
