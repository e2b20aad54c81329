// The arithmetic of one recurrent cell over a sequence, in double precision: the twin of lstm_core/trace.py
// for what must follow the finger. It draws nothing and knows nothing of the page.

export const GATES = {
  lstm: ["input", "forget", "candidate", "output"],
  gru: ["reset", "update", "candidate"],
  rnn: ["candidate"],
};

export function sigmoid(z) {
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}

export function squash(cell, gate, z) {
  if (gate !== "candidate") return sigmoid(z);
  return cell.activation === "relu" ? Math.max(0, z) : Math.tanh(z);
}

const dot = (row, v) => row.reduce((sum, w, j) => sum + w * v[j], 0);
const covers = (iv, t, unit) =>
  t >= iv.start && (iv.stop === null || t < iv.stop) && (iv.units === null || iv.units.includes(unit));

// What an intervention of the given kind makes of a value; later interventions win.
function overruled(value, before, interventions, t, unit, gate) {
  for (const iv of interventions) {
    if (!covers(iv, t, unit)) continue;
    if (gate !== null) {
      if (iv.action === "clamp" && iv.gate === gate) value = iv.value;
    } else if (iv.action === "set") value = iv.value;
    else if (iv.action === "erase") value = 0;
    else if (iv.action === "freeze") value = before;
  }
  return value;
}

// One forward pass. cell: {kind, activation, W_ih [G][H][D], W_hh [G][H][H], b_ih [G][H], b_hh [G][H]}; x: [T][D].
// Returns z {gate: [T][H]}, gates {gate: [T][H]}, c [T+1][H] (lstm, else null), h [T+1][H]; row 0 of c and h is the start.
export function runCell(cell, x, { h0, c0, interventions = [] }) {
  const names = GATES[cell.kind];
  const H = cell.b_ih[0].length;
  const run = { z: {}, gates: {}, c: cell.kind === "lstm" ? [c0] : null, h: [h0] };
  for (const name of names) {
    run.z[name] = [];
    run.gates[name] = [];
  }
  for (let t = 0; t < x.length; t++) {
    const h = run.h[t];
    names.forEach((name, k) => {
      const z = [];
      for (let u = 0; u < H; u++) {
        const fromInput = dot(cell.W_ih[k][u], x[t]) + cell.b_ih[k][u];
        const fromState = dot(cell.W_hh[k][u], h) + cell.b_hh[k][u];
        // GRU: the reset gate decides how much of the past the new idea sees (PyTorch's form).
        const reset = cell.kind === "gru" && name === "candidate" ? run.gates.reset[t][u] : 1;
        z.push(fromInput + reset * fromState);
      }
      run.z[name].push(z);
      run.gates[name].push(z.map((v, u) => overruled(squash(cell, name, v), null, interventions, t, u, name)));
    });
    const at = (name) => run.gates[name][t];
    const memory = (v, before) => v.map((value, u) => overruled(value, before[u], interventions, t, u, null));
    if (cell.kind === "lstm") {
      const c = at("forget").map((f, u) => f * run.c[t][u] + at("input")[u] * at("candidate")[u]);
      run.c.push(memory(c, run.c[t]));
      run.h.push(at("output").map((o, u) => o * Math.tanh(run.c[t + 1][u])));
    } else if (cell.kind === "gru") {
      run.h.push(memory(at("update").map((z, u) => (1 - z) * at("candidate")[u] + z * h[u]), h));
    } else {
      run.h.push(memory(at("candidate"), h));
    }
  }
  return run;
}

// The additive terms of one pre-activation; their products add up to run.z[gate][t][unit].
export function terms(cell, run, x, t, gate, unit) {
  const k = GATES[cell.kind].indexOf(gate);
  const gated = cell.kind === "gru" && gate === "candidate";
  const reset = gated ? run.gates.reset[t][unit] : 1;
  const term = (source, index, weight, value) => ({ source, index, weight, value, product: weight * value });
  const list = x[t].map((v, j) => term("input", j, cell.W_ih[k][unit][j], v));
  run.h[t].forEach((v, j) => list.push(term("recurrent", j, cell.W_hh[k][unit][j], reset * v)));
  if (gated) list.push(term("recurrent_bias", null, cell.b_hh[k][unit], reset));
  list.push(term("bias", null, cell.b_ih[k][unit] + (gated ? 0 : cell.b_hh[k][unit]), 1));
  return list;
}
