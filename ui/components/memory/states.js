// What one net computed over the sentence: Python sends its gates, and the equations of the slides make memory and output of them, here.

import { floatsOf } from "../lib/arrays.js";

// What can be shown of each kind of net, the memory first: letter -> the name of its gate, or null for a state.
export const QUANTITIES = {
  lstm: { C: null, h: null, f: "forget", i: "input", g: "candidate", o: "output" },
  gru: { h: null, z: "update", r: "reset", g: "candidate" },
  rnn: { h: null },
};
const GATE_LETTERS = ["f", "i", "o", "z", "r"];

export const isGate = (letter) => GATE_LETTERS.includes(letter);
export const memoryOf = (net) => Object.keys(QUANTITIES[net.kind])[0];

// What is shown of a net when the switch stands at `letter`: that, or its memory where it has no such thing.
export const shownOf = (net, letter) => (letter in QUANTITIES[net.kind] ? letter : memoryOf(net));

// {at(letter, t, cell)} of a net over T words: states have t = 0..T (0 is the start, all zeros), gates t = 1..T.
export function statesOf(net, T) {
  const { H } = net;
  const gates = Object.fromEntries(Object.entries(net.gates).map(([name, packed]) => [name, floatsOf(packed)]));
  const states = { h: new Float64Array((T + 1) * H) };
  if (net.kind === "lstm") states.C = new Float64Array((T + 1) * H);
  for (let k = 0; k < T * H; k++) {
    const now = k + H;
    if (net.kind === "lstm") {
      states.C[now] = gates.forget[k] * states.C[k] + gates.input[k] * gates.candidate[k];
      states.h[now] = gates.output[k] * Math.tanh(states.C[now]);
    } else if (net.kind === "gru") {
      states.h[now] = gates.update[k] * states.h[k] + (1 - gates.update[k]) * gates.candidate[k];
    } else {
      states.h[now] = gates.candidate[k];
    }
  }
  const at = (letter, t, cell) => (letter in states ? states[letter][t * H + cell] : gates[QUANTITIES[net.kind][letter]][(t - 1) * H + cell]);
  return { at };
}
