// The picture: the wave, the spectrogram, and for each net a strip of its beliefs, one column a frame, in which the six words share
// the height. A word's name stands where it has most of the height for long enough.

import { svg, write } from "../lib/dom.js";
import { formatNumber, percentOf } from "../lib/numbers.js";
import { linear } from "../lib/scales.js";
import { outlinePath, spectrogramAddress } from "../lib/sound.js";

const GAP = 6; // px between two bands of the picture
const TITLE = 19; // px of a net's name above its strip
const AXIS = 34; // px below
const LETTER = 7.4; // px that a letter of a name takes
const NAMED = 0.5; // of the height that a word must have to be named

export function planHearing(data, width, narrow) {
  const [wave, pitch, strip] = narrow ? [34, 62, 32] : [40, 84, 36];
  const [left, right] = [0, width];
  const top = wave + GAP + pitch;
  const strips = data.nets.map((_, n) => top + GAP + n * (TITLE + strip + GAP) + TITLE);
  const depth = strips.at(-1) + strip;
  return { width, left, right, wave, pitch, strip, strips, depth, height: depth + AXIS, x: linear([0, data.seconds], [left, right]) };
}

export function drawHearing(picture, data, plan, theme) {
  const { left, right, wave, pitch, x } = plan;
  write(picture, "viewBox", `0 0 ${plan.width} ${plan.height}`);
  write(picture, "width", plan.width);
  write(picture, "height", plan.height);
  const K = data.words.length;
  const begin = x(data.starts[0]);
  const wide = x(data.starts.at(-1) + data.step) - begin;
  const told = data.nets.map((net, n) => svg("text", { class: "told over", x: begin + wide - 6, y: plan.strips[n] - 5, "text-anchor": "end" }));
  const veil = svg("rect", { class: "veil", y: 0, height: plan.depth });
  const head = svg("path", { class: "moment" });
  const times = Array.from({ length: Math.floor(data.seconds / 0.2) }, (_, k) => 0.2 * (k + 1));
  picture.replaceChildren(
    svg("path", { class: "wave", d: outlinePath(data.sound.peaks, left, right - left, wave / 2, wave / 2 - 1) }),
    svg("image", { href: spectrogramAddress(data.sound, theme), x: begin, y: wave + GAP, width: wide, height: pitch, preserveAspectRatio: "none" }),
    ...data.nets.flatMap((net, n) => stripOf(data, net, plan, n)),
    veil,
    ...[["wave", 12], ["pitch", wave + GAP + 13]].map(([name, y]) => svg("text", { class: "small over", x: left + 2, y }, data.labels[name])),
    ...times.flatMap((time) => [
      svg("path", { class: "tick", d: `M${x(time).toFixed(1)} ${plan.depth}v4` }),
      x(time) > right - 12 ? null : svg("text", { class: "small", x: x(time), y: plan.depth + 16, "text-anchor": "middle" }, formatNumber(time, data.lang, 1)),
    ]).filter(Boolean),
    svg("text", { class: "small", x: (left + right) / 2, y: plan.depth + 30, "text-anchor": "middle" }, data.labels.axis),
    head,
    ...data.nets.map((net, n) => svg("text", { class: "net over", x: left, y: plan.strips[n] - 5 }, net.name)),
    ...told,
  );

  // What is not yet heard is veiled; above each strip what the net believes now, and at the end its answer.
  function move(t) {
    const at = x(data.starts[t] + data.step);
    const end = t === data.sound.T - 1;
    write(veil, "x", at.toFixed(1));
    write(veil, "width", end ? 0 : Math.max(0, right - at).toFixed(1));
    write(head, "d", `M${Math.min(right - 1, at).toFixed(1)} 0V${plan.depth}`);
    data.nets.forEach((net, n) => {
      const shares = data.words.map((_, k) => net.beliefs[t * K + k]);
      const best = end ? net.answer : shares.indexOf(Math.max(...shares));
      const share = end ? net.share : shares[best];
      const mark = !end || data.is_changed ? "" : net.answer === data.said ? ` ✓ ${data.labels.right}` : ` ✗ ${data.labels.wrong}`;
      told[n].textContent = `${data.words[best]} ${percentOf(share, data.lang)}${mark}`;
      write(told[n], "class", end ? "told over final" : "told over");
    });
  }

  return { move };
}

function stripOf(data, net, plan, n) {
  const K = data.words.length;
  const { x, strip } = plan;
  const top = plan.strips[n];
  const T = data.sound.T;
  const places = data.starts.map((start) => x(start));
  places.push(x(data.starts.at(-1) + data.step));
  const below = Array.from({ length: T }, () => 0); // how much of each column is taken
  const areas = data.words.map((_, k) => {
    const upper = below.slice();
    for (let t = 0; t < T; t += 1) below[t] += net.beliefs[t * K + k];
    const line = (levels) => levels.flatMap((level, t) => [`${places[t].toFixed(1)} ${(top + level * strip).toFixed(1)}`, `${places[t + 1].toFixed(1)} ${(top + level * strip).toFixed(1)}`]);
    return svg("path", { class: `area word-${k}`, d: `M${line(upper).join("L")}L${line(below).reverse().join("L")}Z` });
  });
  const parts = [...areas, svg("rect", { class: "frame", x: places[0], y: top, width: places[T] - places[0], height: strip })];
  for (const { word, from, to } of runs(net.beliefs, T, K)) {
    const room = places[to] - places[from];
    const name = data.words[word];
    if (room < name.length * LETTER + 4) continue;
    const level = middleOf(net.beliefs, word, from, to, K);
    parts.push(svg("text", { class: "name", x: (places[from] + places[to]) / 2, y: top + level * strip + 5, "text-anchor": "middle" }, name));
  }
  if (net.alone) {
    const at = (places[net.at] + places[net.at + 1]) / 2;
    parts.push(svg("path", { class: "its", d: `M${at.toFixed(1)} ${top - 1}v${strip + 2}` }), svg("path", { class: "point", d: `M${at.toFixed(1)} ${top + strip + 1}l-5 7h10z` }));
  }
  return parts;
}

// Where one word has more than NAMED of the height, frame after frame.
function runs(beliefs, T, K) {
  const found = [];
  for (let t = 0; t < T; t += 1) {
    for (let k = 0; k < K; k += 1) {
      if (beliefs[t * K + k] <= NAMED) continue;
      const open = found.at(-1);
      if (open?.word === k && open.to === t) open.to = t + 1;
      else found.push({ word: k, from: t, to: t + 1 });
    }
  }
  return found;
}

// The height, 0 above to 1 below, in the middle of a word's area over a run of frames.
function middleOf(beliefs, word, from, to, K) {
  let sum = 0;
  for (let t = from; t < to; t += 1) {
    for (let k = 0; k < word; k += 1) sum += beliefs[t * K + k];
    sum += beliefs[t * K + word] / 2;
  }
  return sum / (to - from);
}
