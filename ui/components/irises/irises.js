// Two pictures of eyes in, the probability that they are of the same eye out: three nets, a threshold, and what it costs.
// Python hands over textures and weights; the second picture is taken and all nets are asked here, while a slider moves.

import { floatsOf, signedBytesOf } from "../lib/arrays.js";
import { fillIn, html, say, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { themeOf } from "../lib/theme.js";
import { makeFigure } from "../race/figure.js";
import { makeEyes } from "./eye.js";
import { makeMaking } from "./making.js";
import { makePair } from "./pair.js";
import { makeRoc } from "./roc.js";
import { makeRows } from "./rows.js";
import { codeOf, sameOf } from "./twins.js";

const NARROW_IRISES = 620; // px of width below which all stands below one another
const WIDE_IRISES = 980; // px from which on the ROC curve stands beside the rest
const RESTS = 400; // ms after the last change that the reader counts as having stopped

export default (component) => live(component, makeRoom);

function makeRoom(root) {
  const page = root.querySelector("[data-role=irises]");
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  let [data, send, view] = [null, null, null];
  let [camera, nets, sheets, grains] = [null, [], null, null];
  let [parts, width, built, resting] = [null, 0, "", null];
  let [pictures, stages, codes, answers, errors] = [{}, null, {}, [], []];

  const ctx = {
    get data() { return data; },
    get labels() { return data.labels; },
    get view() { return view; },
    get pictures() { return pictures; },
    get stages() { return stages; },
    get answers() { return answers; },
    get errors() { return errors; },
    sheet: (which) => sheets.subarray((view[which] - 1) * data.kit.rings * data.kit.angles, view[which] * data.kit.rings * data.kit.angles),
    setEye(which, by) {
      view[which] = ((view[which] - 1 + by + data.eyes.count) % data.eyes.count) + 1;
      changed(which);
    },
    setLook(name, value) {
      view[name] = value;
      changed("b");
    },
    another() {
      for (const [name, { low, high, step }] of Object.entries(data.looks)) view[name] = Number((low + Math.round((Math.random() * (high - low)) / step) * step).toFixed(6));
      changed("b");
    },
    // For this Python has other nets.
    shuffle() {
      view.shuffled = 1 - view.shuffled;
      parts.pair.update(parts.size);
      tell();
    },
    setThreshold(value) {
      view.threshold = value;
      changed("");
    },
  };

  function changed(which) {
    if (which) take(which);
    ask();
    draw();
    clearTimeout(resting);
    resting = setTimeout(() => {
      say(root.querySelector("[data-role=spoken]"), headline());
      tell();
    }, RESTS);
  }

  const tell = () => send.setStateValue("view", { ...view });

  // The picture of one eye, and what each net's encoder makes of it.
  function take(which) {
    const { side } = data.kit;
    const noise = grains.subarray(which === "a" ? 0 : side * side, which === "a" ? side * side : 2 * side * side);
    const looks = which === "a" ? data.usual : view;
    const made = camera.stages(ctx.sheet(which), looks, noise, data.order);
    if (which === "b") stages = made;
    pictures[which] = made.shuffled ?? made.seen;
    codes[which] = nets.map((net) => codeOf(net, pictures[which]));
  }

  function ask() {
    answers = nets.map((net, k) => sameOf(net, codes.a[k], codes.b[k]));
    const over = (scores) => scores.filter((score) => score >= view.threshold).length / scores.length;
    errors = data.nets.map(({ scores }) => ({ accepts: over(scores.different), rejects: 1 - over(scores.same) }));
  }

  function headline() {
    const same = view.a === view.b;
    const right = data.nets.filter((_, k) => (answers[k] >= view.threshold) === same).map((net) => net.name);
    const wrong = data.nets.map((net) => net.name).filter((name) => !right.includes(name));
    const list = (names) => new Intl.ListFormat(data.lang, { type: "conjunction" }).format(names);
    const L = data.labels;
    const said = [L.all_right, L.one_wrong, L.two_wrong, L.all_wrong][wrong.length];
    return `${same ? L.truth_same : L.truth_different} ${fillIn(said, { right: list(right), wrong: list(wrong) })}`;
  }

  function draw() {
    if (!data || !width) return;
    const [narrow, wide] = [width < NARROW_IRISES, width >= WIDE_IRISES];
    toggle(page, "narrow", narrow);
    toggle(page, "wide", wide);
    const roomOf = (name) => parts[name].clientWidth;
    parts.size = Math.min(narrow ? 132 : 190, (roomOf("left") - 12) / 2);
    parts.pair.update(parts.size);
    parts.rows.update(Math.max(260, roomOf("middle")), narrow ? 276 : 356);
    parts.roc.update(Math.max(240, Math.min(roomOf("right"), 340)));
    parts.making.update();
    parts.scores.update(data.labels.title_scores, "");
    say(root.querySelector("[data-role=headline]"), headline());
    write(page, "aria-busy", false);
  }

  function build() {
    const [pair, rows, roc, making] = [makePair(ctx), makeRows(ctx), makeRoc(ctx), makeMaking(ctx)];
    const scores = makeFigure(ctx, "scores");
    scores.picture.remove();
    const key = html("p", { class: "key" }, ...["same", "different", "wrong", "here"].map((name) => html("span", {}, html("i", { class: `key-${name}`, "aria-hidden": "true" }), data.labels[`key_${name}`])));
    const [left, middle, right] = [html("div", { class: "left" }, pair.node), html("div", { class: "middle" }, scores.node, rows.node, key), html("div", { class: "right" }, roc.node)];
    slot("board").replaceChildren(left, middle, right);
    slot("making").replaceChildren(making.node);
    parts = { pair, rows, roc, making, scores, left, middle, right };
  }

  function receive(next, component) {
    const other = data?.key !== next.key;
    data = next;
    send = component;
    page.dataset.theme = themeOf(page);
    view ??= { ...data.usual, ...data.start };
    if (other) {
      camera = makeEyes(data.kit);
      sheets = signedBytesOf(data.eyes.sheets);
      grains = floatsOf(data.grains);
      nets = data.nets.map(netOf);
      take("a");
      take("b");
    }
    ask();
    const form = `${data.lang}/${data.order !== null}`;
    if (built !== form) build();
    built = form;
    draw();
  }

  // A net with its weights taken apart: they come one behind the other.
  function netOf({ kind, shapes, weights }) {
    const all = floatsOf(weights);
    let at = 0;
    const named = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const values = all.subarray(at, at + size);
      at += size;
      return [name, { shape, values }];
    }));
    return { kind, weights: named, side: data.kit.side, gain: data.kit.gain, grey: data.kit.grey };
  }

  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    draw();
  });
  watch.observe(page);

  function leave() {
    clearTimeout(resting);
    watch.disconnect();
  }

  return { receive, leave };
}
