// A word that nets have heard, and what each believes after every frame; the moment follows the sound, the slider or the pointer.

import { say, svg, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { formatNumber, percentOf } from "../lib/numbers.js";
import { linear, linePath } from "../lib/scales.js";
import { makePlayer, outlinePath, spectrogramAddress } from "../lib/sound.js";
import { themeOf } from "../lib/theme.js";

const TOP_WAVE = 40; // px of the wave, of its energies, of a net's beliefs, above these, and between two nets
const PITCH_DEPTH = 84;
const BELIEF = 96;
const HEAD_ROOM = 24;
const APART = 16;
const SIDES = { left: 46, right: 84, bottom: 34 };
const BROADEST = 860;

export default (component) => live(component, makeHeard);

function makeHeard(root) {
  const find = (selector) => root.querySelector(selector);
  const [box, picture, button, slider] = [".heard", "svg", "button", "input"].map(find);
  const head = svg("path", { class: "head" });
  let [data, player, width, now, x] = [null, null, 0, 0, null];

  const secondsAt = (t) => data.ends[t];
  const frameAt = (time) => data.ends.reduce((best, end, t) => (Math.abs(end - time) < Math.abs(data.ends[best] - time) ? t : best), 0);

  function moveTo(t) {
    now = Math.max(0, Math.min(data.sound.T - 1, t));
    slider.value = now;
    write(slider, "aria-valuetext", `${formatNumber(secondsAt(now), data.lang)} s. ${told()}`);
    say(find("[data-role=time]"), `${formatNumber(secondsAt(now), data.lang)} s`);
    say(find("output"), told());
    write(head, "d", `M${x(secondsAt(now)).toFixed(1)} 0V${data.depth}`);
  }

  function told() {
    return data.nets.map((net) => {
      const shares = data.words.map((word, k) => `${word} ${percentOf(net.beliefs[now][k], data.lang)}`);
      return `${net.name}: ${shares.join(", ")}`;
    }).join(". ");
  }

  function standing() {
    say(button, player.isPlaying() ? data.labels.stop : data.labels.play);
  }

  function receive(next) {
    if (next.sound.audio !== data?.sound.audio) {
      player?.leave();
      player = makePlayer(next.sound, {
        onTime: (time) => moveTo(frameAt(time)),
        onEnd: () => { moveTo(data.sound.T - 1); standing(); },
      });
      now = next.sound.T - 1;
    }
    data = next;
    box.dataset.theme = themeOf(box);
    write(slider, "max", data.sound.T - 1);
    write(slider, "aria-label", data.labels.moment);
    write(picture, "aria-label", data.alt);
    standing();
    draw();
  }

  function draw() {
    if (!data || !width) return;
    const across = Math.max(260, Math.min(width, BROADEST));
    const [left, right] = [SIDES.left, across - SIDES.right];
    const length = data.seconds;
    x = linear([0, length], [left, right]);
    const begin = TOP_WAVE + PITCH_DEPTH;
    data.depth = begin + data.nets.length * (HEAD_ROOM + BELIEF + APART);
    const height = data.depth + SIDES.bottom;
    write(picture, "width", across);
    write(picture, "height", height);
    write(picture, "viewBox", `0 0 ${across} ${height}`);
    const times = Array.from({ length: Math.floor(length / 0.2) + 1 }, (_, k) => 0.2 * k);
    picture.replaceChildren(
      svg("path", { class: "wave", d: outlinePath(data.sound.peaks, left, right - left, TOP_WAVE / 2, TOP_WAVE / 2 - 2) }),
      svg("image", { href: spectrogramAddress(data.sound, box.dataset.theme), x: left, y: TOP_WAVE, width: right - left, height: PITCH_DEPTH, preserveAspectRatio: "none" }),
      svg("text", { class: "small", x: left - 5, y: TOP_WAVE + 11, "text-anchor": "end" }, data.labels.high),
      svg("text", { class: "small", x: left - 5, y: begin - 3, "text-anchor": "end" }, data.labels.low),
      ...data.nets.flatMap((net, n) => beliefs(net, begin + n * (HEAD_ROOM + BELIEF + APART) + HEAD_ROOM, left, right)),
      ...times.map((time) => svg("text", { class: "small", x: x(time), y: data.depth + 14, "text-anchor": "middle" }, formatNumber(time, data.lang, 1))),
      svg("text", { class: "small", x: (left + right) / 2, y: data.depth + 30, "text-anchor": "middle" }, data.labels.axis),
      head,
    );
    moveTo(now);
    write(box, "aria-busy", false);
  }

  function beliefs(net, top, left, right) {
    const y = linear([0, 1], [top + BELIEF, top]);
    const last = net.beliefs.at(-1);
    // Names stand at their lines' ends, moved apart where these lie together.
    const order = last.map((_, k) => k).sort((a, b) => last[b] - last[a]);
    const at = [];
    order.forEach((k, place) => { at[k] = Math.max(y(last[k]) + 4, place ? at[order[place - 1]] + 15 : top + 8); });
    const over = Math.max(0, Math.max(...at) - (top + BELIEF + 4));
    return [
      svg("text", { class: "title", x: left, y: top - 7 }, net.name),
      ...[0, 0.5, 1].flatMap((share) => [
        svg("path", { class: "grid", d: `M${left} ${y(share)}H${right}` }),
        svg("text", { class: "small", x: left - 5, y: y(share) + 4, "text-anchor": "end" }, percentOf(share, data.lang)),
      ]),
      svg("path", { class: "chance", d: `M${left} ${y(1 / data.words.length)}H${right}` }),
      ...data.words.map((_, k) => svg("path", { class: `line word-${k}`, d: linePath(net.beliefs.map((row, t) => [x(secondsAt(t)), y(row[k])])) })),
      ...data.words.map((word, k) => svg("text", { class: `name name-${k}`, x: right + 6, y: at[k] - over }, word.length > 10 ? `${word.slice(0, 9)}…` : word)),
    ];
  }

  button.onclick = async () => {
    if (player.isPlaying()) player.stop();
    else await player.play();
    standing();
  };
  slider.oninput = () => moveTo(Number(slider.value));
  picture.onpointermove = (event) => {
    if (!data || player.isPlaying()) return;
    const inside = event.clientX - picture.getBoundingClientRect().left;
    moveTo(frameAt(linear([x(0), x(data.seconds)], [0, data.seconds])(inside)));
  };

  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    draw();
  });
  watch.observe(box);

  function leave() {
    watch.disconnect();
    player?.leave();
  }

  return { receive, leave };
}
