// The way through the picture: six phases, each with its stops, and which number is there at which stop. It draws nothing.

import { clampTo } from "../lib/numbers.js";

export const PHASES = ["loop", "unrolled", "forward", "backward", "sum", "update"];
export const MOST_UPDATES = 60;
export const SUMMED = ["Wx", "Wh", "b", "Wy"]; // the weight of each stop of "sum"

// How many stops a phase has over T steps.
export const stopCount = (phase, T) => ({ loop: T + 1, unrolled: 2, forward: 3 * T + 1, backward: 3 * T + 1, sum: SUMMED.length, update: MOST_UPDATES + 1 })[phase];

export function moveStop({ phase, stop }, T, by) {
  const last = stopCount(phase, T) - 1;
  const at = PHASES.indexOf(phase);
  if (stop + by > last) return at + 1 < PHASES.length ? { phase: PHASES[at + 1], stop: 0 } : { phase, stop: last };
  if (stop + by < 0) return at > 0 ? { phase: PHASES[at - 1], stop: stopCount(PHASES[at - 1], T) - 1 } : { phase, stop: 0 };
  return { phase, stop: stop + by };
}

// A whole time step at once; where there is none, ten updates or one stop. Only from its end does it leave a phase.
export function moveTime(place, T, by) {
  const size = { forward: 3, backward: 3, update: 10 }[place.phase] ?? 1;
  const last = stopCount(place.phase, T) - 1;
  const atEnd = by > 0 ? place.stop === last : place.stop === 0;
  return atEnd ? moveStop(place, T, by) : { phase: place.phase, stop: clampTo(place.stop + by * size, 0, last) };
}

export const isLastStop = ({ phase, stop }, T) => phase === "update" && stop === stopCount(phase, T) - 1;
export const isFirstStop = ({ phase, stop }) => phase === PHASES[0] && stop === 0;

// The stop of its sweep at which a number appears. Forward: the sum, then the state, then the answer with its loss.
const FORWARD_PART = { a: 0, h: 1, y: 2, L: 2 };
// Backward, from the last step: the error, what arrives at the state, what arrives at the sum (and passes on to input and past).
const BACKWARD_PART = { y: 0, h: 1, a: 2, x: 2 };
const forwardStop = (q, t, T) => (q === "total" ? 3 * T : 3 * (t - 1) + FORWARD_PART[q]);
const backwardStop = (q, t, T) => (q === "L" || q === "total" ? 0 : q === "h" && t === 0 ? 3 * T : 1 + 3 * (T - t) + BACKWARD_PART[q]);

const GIVEN = ["x", "target"];

// Which numbers are there: value(q, t), gradient(q, t); and which have just come: fresh(q, t), freshGradient(q, t).
export function knownAt({ phase, stop }, T) {
  const order = PHASES.indexOf(phase);
  const given = (q, t) => GIVEN.includes(q) || (q === "h" && t === 0);
  const after = (name) => order > PHASES.indexOf(name);
  return {
    value(q, t) {
      if (given(q, t)) return phase !== "loop" || stop > 0;
      if (phase === "loop") return q !== "total" && stop > 0 && t <= stop;
      if (phase === "forward") return forwardStop(q, t, T) <= stop;
      return after("forward");
    },
    gradient(q, t) {
      if (q === "target") return false;
      return phase === "backward" ? backwardStop(q, t, T) <= stop : after("backward");
    },
    fresh: (q, t) => !given(q, t) && ((phase === "forward" && forwardStop(q, t, T) === stop) || (phase === "loop" && t === stop)),
    freshGradient: (q, t) => q !== "target" && phase === "backward" && backwardStop(q, t, T) === stop,
  };
}

// The time step that a stop is about, 1..T, or null where it is about all.
export function stepOf({ phase, stop }, T) {
  if (phase === "loop") return stop || null;
  if (phase === "forward" && stop < 3 * T) return Math.floor(stop / 3) + 1;
  if (phase === "backward" && stop > 0) return T - Math.floor((stop - 1) / 3);
  return null;
}

// What a stop is about, as its words are named.
export function partOf({ phase, stop }, T) {
  if (phase === "loop") return stop ? "step" : "rest";
  if (phase === "unrolled") return ["copies", "same"][stop];
  if (phase === "forward") return stop === 3 * T ? "total" : ["sum", "squash", "read"][stop % 3];
  if (phase === "backward") return stop === 0 ? "start" : ["error", "state", "through"][(stop - 1) % 3];
  if (phase === "sum") return "weight";
  return stop ? "after" : "before";
}
