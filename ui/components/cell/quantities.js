// What can be seen in a cell at one time step: its name, where it is read, when it is lit, what it is made from,
// and what dragging it changes. One table a kind of cell; the drawings, the sum card and the time lines all read it.

// role: its colour. range: "gate" (0..1, drawn by fill), "unit" (-1..1), "memory", "input".
// from: quantities that enter it ("all" units of them, or the "same" unit). drag: what a drag changes.
const q = (id, symbol, role, range, stages, read, from = [], drag = null) => ({ id, symbol, role, range, stages, read, from, drag });

const gate = (name) => (run, x, t) => run.gates[name][t];
const pairwise = (a, b, f) => (run, x, t) => a(run, x, t).map((value, u) => f(value, b(run, x, t)[u]));
const times = (a, b) => a * b;
const before = (name) => (run, x, t) => run[name][t];
const after = (name) => (run, x, t) => run[name][t + 1];
const input = (run, x, t) => x[t];
const WIRED = [["x", "all"], ["h_prev", "all"]];
const same = (...ids) => ids.map((id) => [id, "same"]);

const LSTM = [
  q("x", "x", "x", "input", [0, 1, 2, 4], input, [], "input"),
  q("h_prev", "h(t−1)", "h", "unit", [0, 1, 2, 4], before("h"), [], "h0"),
  q("c_prev", "C(t−1)", "c", "memory", [0, 1], before("c"), [], "c0"),
  q("forget", "f", "forget", "gate", [1], gate("forget"), WIRED, "gate"),
  q("kept", "f·C(t−1)", "c", "memory", [1, 3], pairwise(gate("forget"), before("c"), times), same("forget", "c_prev")),
  q("input", "i", "input", "gate", [2], gate("input"), WIRED, "gate"),
  q("candidate", "g", "candidate", "unit", [2], gate("candidate"), WIRED, "gate"),
  q("written", "i·g", "c", "memory", [2, 3], pairwise(gate("input"), gate("candidate"), times), same("input", "candidate")),
  q("c", "C(t)", "c", "memory", [3, 4], after("c"), same("kept", "written"), "memory"),
  q("output", "o", "output", "gate", [4], gate("output"), WIRED, "gate"),
  q("tanh_c", "tanh C", "c", "unit", [4], (run, x, t) => run.c[t + 1].map(Math.tanh), same("c")),
  q("h", "h(t)", "h", "unit", [4], after("h"), same("output", "tanh_c")),
];

// What the candidate of a GRU hears of the past: r * (W_hn h + b_hn) is the sum less the input's part and its bias.
function recalled(run, x, t, cell) {
  const row = cell.W_ih[2];
  return run.z.candidate[t].map((z, u) => z - row[u].reduce((sum, w, j) => sum + w * x[t][j], 0) - cell.b_ih[2][u]);
}

const GRU = [
  q("x", "x", "x", "input", [0, 1, 2, 3], input, [], "input"),
  q("h_prev", "h(t−1)", "h", "unit", [0, 1, 2, 3, 4], before("h"), [], "h0"),
  q("reset", "r", "forget", "gate", [1], gate("reset"), WIRED, "gate"),
  q("recalled", "r·(U h + b)", "h", "memory", [1, 2], recalled, [["reset", "same"], ["h_prev", "all"]]),
  q("candidate", "n", "candidate", "unit", [2, 4], gate("candidate"), [["x", "all"], ["recalled", "same"]], "gate"),
  q("update", "z", "input", "gate", [3, 4], gate("update"), WIRED, "gate"),
  q("kept", "z·h(t−1)", "h", "unit", [4], pairwise(gate("update"), before("h"), times), same("update", "h_prev")),
  q("written", "(1−z)·n", "h", "unit", [4], pairwise(gate("update"), gate("candidate"), (z, n) => (1 - z) * n), same("update", "candidate")),
  q("h", "h(t)", "h", "unit", [4], after("h"), same("kept", "written"), "memory"),
];

const RNN = [
  q("x", "x", "x", "input", [0, 1], input, [], "input"),
  q("h_prev", "h(t−1)", "h", "unit", [0, 1], before("h"), [], "h0"),
  q("sum", "Σ", "candidate", "memory", [1, 2], (run, x, t) => run.z.candidate[t], WIRED),
  q("h", "h(t)", "h", "unit", [2], after("h"), same("sum"), "memory"),
];

export const QUANTITIES = { lstm: LSTM, gru: GRU, rnn: RNN };

// The quantity a stage is about; its sum is open unless the reader opened another.
export const MAIN = {
  lstm: { in: "x", forget: "forget", learn: "input", update: "c", output: "h" },
  gru: { in: "x", reset: "reset", idea: "candidate", update: "update", output: "h" },
  rnn: { in: "x", sum: "sum", squash: "h" },
};

export const quantity = (kind, id) => QUANTITIES[kind].find((entry) => entry.id === id);
export const quantityIds = (kind) => QUANTITIES[kind].map((entry) => entry.id);
export const readQuantity = (view, id, t, run = view.run) => quantity(view.kind, id).read(run, view.x, t, view.cell);

// The rows of the time lines, gates first; and whether a quantity is squashed by sigmoid, tanh or nothing.
export const ROWS = {
  lstm: ["forget", "input", "candidate", "output", "c", "h"],
  gru: ["reset", "update", "candidate", "h"],
  rnn: ["sum", "h"],
};
export const isGate = (entry) => entry.range === "gate";
