// The twin nets of the iris case: `lstm_core/cases/iris_twin.py` in JS. Weights by PyTorch's names, {shape, values} each.

const sigmoid = (z) => 1 / (1 + Math.exp(-z));

// (D) -> (O)
function linearLayer(x, weights, name) {
  const { values, shape: [O, D] } = weights[`${name}.weight`];
  const out = Float64Array.from(weights[`${name}.bias`].values);
  for (let o = 0; o < O; o++) for (let d = 0; d < D; d++) out[o] += values[o * D + d] * x[d];
  return out;
}

const rectified = (x) => x.map((value) => Math.max(0, value));

// {C, side, values} -> the same of O channels; stride 2.
function filtered({ C, side, values }, weights, name, padding) {
  const { values: kernel, shape: [O, , K] } = weights[`${name}.weight`];
  const bias = weights[`${name}.bias`].values;
  const out = Math.floor((side + 2 * padding - K) / 2) + 1;
  const found = new Float64Array(O * out * out);
  for (let o = 0; o < O; o++) for (let i = 0; i < out; i++) for (let j = 0; j < out; j++) {
    let sum = bias[o];
    for (let c = 0; c < C; c++) for (let a = 0; a < K; a++) {
      const row = 2 * i + a - padding;
      if (row < 0 || row >= side) continue;
      for (let b = 0; b < K; b++) {
        const column = 2 * j + b - padding;
        if (column >= 0 && column < side) sum += kernel[((o * C + c) * K + a) * K + b] * values[(c * side + row) * side + column];
      }
    }
    found[(o * out + i) * out + j] = Math.max(0, sum);
  }
  return { C: O, side: out, values: found };
}

// The last state of an LSTM that reads `steps` rows of D values each.
function lastState(rows, D, weights, name) {
  const [W, U] = [weights[`${name}.weight_ih_l0`].values, weights[`${name}.weight_hh_l0`].values];
  const [b, d] = [weights[`${name}.bias_ih_l0`].values, weights[`${name}.bias_hh_l0`].values];
  const H = b.length / 4;
  let h = new Float64Array(H);
  const c = new Float64Array(H);
  const z = new Float64Array(4 * H);
  for (let t = 0; t < rows.length / D; t++) {
    for (let k = 0; k < 4 * H; k++) {
      let sum = b[k] + d[k];
      for (let j = 0; j < D; j++) sum += W[k * D + j] * rows[t * D + j];
      for (let j = 0; j < H; j++) sum += U[k * H + j] * h[j];
      z[k] = sum;
    }
    const next = new Float64Array(H);
    for (let u = 0; u < H; u++) {
      const [i, f, g, o] = [sigmoid(z[u]), sigmoid(z[H + u]), Math.tanh(z[2 * H + u]), sigmoid(z[3 * H + u])];
      c[u] = f * c[u] + i * g;
      next[u] = o * Math.tanh(c[u]);
    }
    h = next;
  }
  return h;
}

// What the encoder of a net makes of a picture.
export function codeOf({ kind, weights, side, gain, grey }, picture) {
  const x = Float64Array.from(picture, (value) => gain * (value - grey));
  let told;
  if (kind === "dense") told = rectified(linearLayer(x, weights, "encoder.first"));
  else if (kind === "recurrent") told = lastState(x, side, weights, "encoder.rows");
  else {
    const first = filtered({ C: 1, side, values: x }, weights, "encoder.first", 2);
    told = filtered(filtered(first, weights, "encoder.second", 1), weights, "encoder.third", 1).values;
  }
  return linearLayer(told, weights, "encoder.code");
}

// The probability that two pictures with these codes are of the same eye.
export function sameOf({ weights }, one, other) {
  const [different, same] = linearLayer(one.map((value, k) => Math.abs(value - other[k])), weights, "head");
  return sigmoid(same - different);
}
