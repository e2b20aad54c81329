// The smallest recurrent network and its training, in double precision: the twin of lstm_core/bptt.py for what must follow the finger.
// A net is { weights: {Wx, Wh, b, Wy}, x: [T], target: [T], h0, wanted: "every" | "last" }. Row t - 1 is of step t; h and dh have one
// row more, row 0 is the start.

export const WEIGHT_NAMES = ["Wx", "Wh", "b", "Wy"];
export const MOST_WEIGHT = 1e120; // to which updates may make it explode: what is larger Python does not take, see ui/bptt/example.py

const sumOf = (values) => values.reduce((sum, value) => sum + value, 0);

// Both sweeps: forward a, h, y, loss (0 where nothing is asked), total; backward dy, what arrives at h from its output and from the
// future, their sum dh, the slope 1 - h², da, dx; for each weight what each step adds (parts), and their sum (gradient).
export function sweepNet({ weights, x, target, h0, wanted }) {
  const T = x.length;
  const [a, h, y] = [[], [h0], []];
  for (let t = 0; t < T; t++) {
    a.push(weights.Wx * x[t] + weights.Wh * h[t] + weights.b);
    h.push(Math.tanh(a[t]));
    y.push(weights.Wy * h[t + 1]);
  }
  const asked = x.map((_, t) => wanted === "every" || t === T - 1);
  const dy = y.map((value, t) => (asked[t] ? value - target[t] : 0));
  const loss = dy.map((error) => (error * error) / 2);
  const fromOutput = dy.map((error) => weights.Wy * error);
  const slope = h.slice(1).map((value) => 1 - value * value);
  const [fromFuture, dh, da] = [new Array(T + 1).fill(0), new Array(T + 1), new Array(T)];
  for (let t = T; t > 0; t--) {
    dh[t] = fromOutput[t - 1] + fromFuture[t];
    da[t - 1] = slope[t - 1] * dh[t];
    fromFuture[t - 1] = weights.Wh * da[t - 1];
  }
  dh[0] = fromFuture[0];
  const parts = { Wx: da.map((d, t) => d * x[t]), Wh: da.map((d, t) => d * h[t]), b: [...da], Wy: dy.map((d, t) => d * h[t + 1]) };
  const gradient = Object.fromEntries(WEIGHT_NAMES.map((name) => [name, sumOf(parts[name])]));
  return { T, a, h, y, loss, total: sumOf(loss), asked, dy, fromOutput, fromFuture, dh, slope, da, dx: da.map((d) => weights.Wx * d), parts, gradient };
}

// Gradient descent: [{ weights, total, gradient }] before the first update and after each of `count`; it ends early where a number is
// no longer finite or a weight larger than can be told.
export function descend(net, rate, count) {
  const path = [];
  let weights = net.weights;
  for (let k = 0; k <= count; k++) {
    const { total, gradient } = sweepNet({ ...net, weights });
    if (!Number.isFinite(total) || !WEIGHT_NAMES.every((name) => Number.isFinite(gradient[name]))) break;
    path.push({ weights, total, gradient });
    weights = Object.fromEntries(WEIGHT_NAMES.map((name) => [name, path[k].weights[name] - rate * gradient[name]]));
    if (WEIGHT_NAMES.some((name) => Math.abs(weights[name]) > MOST_WEIGHT)) break;
  }
  return path;
}
