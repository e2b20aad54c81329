// The two pictures, whose they are, and how the second one was taken.

import { fillIn, html, say, write } from "../lib/dom.js";
import { formatNumber, formatPercent } from "../lib/numbers.js";
import { makePhoto } from "./photo.js";

// ctx: {data, labels, view, pictures: {a, b}, setEye(which, by), setLook(name, value), another(), shuffle()}
export function makePair(ctx) {
  const { side } = ctx.data.kit;
  const photos = { a: makePhoto("iris-a", side, side, 180), b: makePhoto("iris-b", side, side, 180) };
  const eyes = Object.fromEntries(["a", "b"].map((which) => [which, makeEye(ctx, which, photos[which].node)]));
  const sliders = Object.keys(ctx.data.looks).map((name) => makeLook(ctx, name));
  const another = html("button", { type: "button", onclick: () => ctx.another() });
  const shuffle = html("button", { type: "button", onclick: () => ctx.shuffle() });
  const looks = html("div", { class: "looks", role: "group" }, ...sliders.map((slider) => slider.node));
  const node = html("div", { class: "pair" }, html("div", { class: "photos" }, eyes.a.node, eyes.b.node), html("div", { class: "acts" }, shuffle, another), looks);

  function update(px) {
    for (const which of ["a", "b"]) {
      photos[which].size(px);
      photos[which].draw(ctx.pictures[which], fillIn(ctx.labels[`alt_${which}`], { eye: ctx.view[which] }));
      eyes[which].update();
    }
    say(another, ctx.labels.another);
    say(shuffle, ctx.labels.shuffle);
    write(shuffle, "aria-pressed", ctx.view.shuffled === 1);
    write(looks, "aria-label", ctx.labels.looks);
    for (const slider of sliders) slider.update();
  }
  return { node, update };
}

function makeEye(ctx, which, photo) {
  const step = (by, mark) => html("button", { type: "button", onclick: () => ctx.setEye(which, by) }, mark);
  const [before, after] = [step(-1, "‹"), step(1, "›")];
  const name = html("span", { class: "eye-name" });
  const heading = html("h3", {});
  const node = html("div", { class: "eye" }, heading, photo, html("div", { class: "stepper", role: "group" }, before, name, after));
  function update() {
    say(heading, ctx.labels[`name_${which}`]);
    say(name, fillIn(ctx.labels.eye, { eye: ctx.view[which] }));
    write(before, "aria-label", `${ctx.labels[`name_${which}`]}: ${ctx.labels.eye_before}`);
    write(after, "aria-label", `${ctx.labels[`name_${which}`]}: ${ctx.labels.eye_after}`);
  }
  return { node, update };
}

function makeLook(ctx, look) {
  const span = ctx.data.looks[look];
  const input = html("input", { type: "range", min: span.low, max: span.high, step: span.step, "data-look": look });
  input.oninput = () => ctx.setLook(look, Number(input.value));
  const [name, value] = [html("span", {}, span.name), html("b", {})];
  const node = html("label", { class: "look" }, html("span", { class: "look-head" }, name, value), input);
  function update() {
    const now = ctx.view[look];
    if (Number(input.value) !== now) input.value = now;
    const shown = span.unit === "°" ? `${formatNumber(now, ctx.data.lang, 0)}°` : formatPercent(now, ctx.data.lang);
    say(name, span.name);
    say(value, shown);
    write(input, "aria-valuetext", shown);
  }
  return { node, update };
}
