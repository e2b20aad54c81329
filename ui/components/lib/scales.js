// From numbers to places in a drawing, and back to the round numbers that stand at an axis.

export const linear = (from, to) => (value) => to[0] + ((value - from[0]) / (from[1] - from[0] || 1)) * (to[1] - to[0]);

// Round numbers between low and high, about `count` of them.
export function roundTicks(low, high, count) {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough || 1));
  const step = [1, 2, 5, 10].map((k) => k * power).find((size) => size >= rough * 0.999) ?? power;
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-6; k++) ticks.push(Number((k * step).toPrecision(12)));
  return ticks;
}

// Whole numbers between low and high, at most `count` of them: the exponents of a logarithmic axis.
export function wholeTicks(low, high, count) {
  const step = Math.max(1, Math.ceil((high - low) / Math.max(1, count)));
  const ticks = [];
  for (let k = Math.ceil(low); k <= high; k++) if ((k - Math.ceil(low)) % step === 0) ticks.push(k);
  return ticks;
}

// The places of a line, in pieces: where there is nothing (null) it is interrupted.
export function pieces(places) {
  const found = [];
  let open = null;
  for (const place of places) {
    if (place === null) open = null;
    else if (open) open.push(place);
    else found.push((open = [place]));
  }
  return found;
}

const point = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;

// A line through places, [x, y] or null. A place alone between two gaps is drawn as a short stroke.
export const linePath = (places) => pieces(places).map((piece) => `M${piece.map(point).join("L")}${piece.length === 1 ? "h0.1" : ""}`).join("");

// The area between two lines through the same places.
export function bandPath(low, high) {
  const both = low.map((place, k) => (place && high[k] ? [place, high[k]] : null));
  return pieces(both).map((piece) => `M${piece.map((pair) => point(pair[0])).join("L")}L${piece.map((pair) => point(pair[1])).reverse().join("L")}Z`).join("");
}
