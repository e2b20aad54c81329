// How the second picture was made, step by step: the texture of the eye, then all that differs from picture to picture.

import { fillIn, html, say } from "../lib/dom.js";
import { makeFigure } from "../race/figure.js";
import { makePhoto } from "./photo.js";

const STAGES = ["round", "wide", "turned", "covered", "seen", "shuffled"]; // the last one only where pixels are shuffled
const MADE_WIDE = 104; // px of a picture

export function makeMaking(ctx) {
  const { side, rings, angles } = ctx.data.kit;
  const sheet = makePhoto("iris-texture", angles, rings, MADE_WIDE * 2);
  const photos = STAGES.map((stage) => makePhoto(`iris-made-${stage}`, side, side, MADE_WIDE));
  const names = ["sheet", ...STAGES].map((stage) => html("figcaption", { "data-stage": stage }));
  const steps = [sheet, ...photos].map((photo, k) => html("figure", { class: k ? "" : "sheet" }, photo.node, names[k]));
  const figure = makeFigure(ctx, "making");
  figure.picture.remove();
  const node = html("section", { class: "making" }, figure.node, html("div", { class: "made" }, ...steps));
  function update() {
    const L = ctx.labels;
    const told = ["sheet", ...STAGES].map((stage) => fillIn(L[`made_${stage}`], { eye: ctx.view.b }));
    sheet.draw(ctx.stages.sheet, told[0]);
    STAGES.forEach((stage, k) => {
      steps[k + 1].hidden = !ctx.stages[stage];
      if (ctx.stages[stage]) photos[k].draw(ctx.stages[stage], told[k + 1]);
    });
    names.forEach((name, k) => say(name, told[k]));
    figure.update(L.title_making, "");
  }
  return { node, update };
}
