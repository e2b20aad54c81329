// The three kinds of net for a vector, from PyTorch's weights: dense, convolutional with the mean over all places, LSTM. The same
// equations stand in lstm_core/cases/disease_twin.py; each returns the probability of the second class.

const sigmoidOf = (z) => 1 / (1 + Math.exp(-z));
const dot = (row, x) => row.reduce((sum, w, k) => sum + w * x[k], 0);
const layerOf = (weights, name) => (x) => weights[`${name}.weight`].map((row, k) => dot(row, x) + weights[`${name}.bias`][k]);
const rectify = (x) => x.map((value) => Math.max(0, value));

// Channels (C, D) to (O, D): three neighbours, with a zero beyond either end.
function convolve(weights, name, channels) {
  const D = channels[0].length;
  return weights[`${name}.weight`].map((kernels, o) => Array.from({ length: D }, (_one, at) => {
    let sum = weights[`${name}.bias`][o];
    kernels.forEach((kernel, c) => kernel.forEach((w, k) => { sum += w * (channels[c][at + k - 1] ?? 0); }));
    return sum;
  }));
}

function denseVector(weights) {
  const first = layerOf(weights, "hidden");
  return (x) => rectify(first(x));
}

const convolutionalVector = (weights) => (x) => {
  const first = convolve(weights, "first", [x]).map(rectify);
  return convolve(weights, "second", first).map(rectify).map((row) => row.reduce((a, b) => a + b, 0) / row.length);
};

function recurrentVector(weights) {
  const [W, U] = [weights["recurrent.weight_ih_l0"], weights["recurrent.weight_hh_l0"]];
  const bias = weights["recurrent.bias_ih_l0"].map((b, k) => b + weights["recurrent.bias_hh_l0"][k]);
  const H = U[0].length;
  return (x) => {
    let [h, c] = [new Array(H).fill(0), new Array(H).fill(0)];
    for (const value of x) {
      const z = bias.map((b, k) => b + W[k][0] * value + dot(U[k], h));
      c = c.map((kept, k) => sigmoidOf(z[H + k]) * kept + sigmoidOf(z[k]) * Math.tanh(z[2 * H + k]));
      h = c.map((memory, k) => sigmoidOf(z[3 * H + k]) * Math.tanh(memory));
    }
    return h;
  };
}

const VECTOR_NETS = { dense: denseVector, convolutional: convolutionalVector, recurrent: recurrentVector };

// Measurements in their own units go in, a probability comes out.
export function vectorNet(kind, weights, { mean, deviation, order }) {
  const [inside, readout] = [VECTOR_NETS[kind](weights), layerOf(weights, "readout")];
  return (values) => {
    const [well, ill] = readout(inside(order.map((at) => (values[at] - mean[at]) / deviation[at])));
    return sigmoidOf(ill - well);
  };
}
