// What the nets answer to the example: a bar for each net at each answer it may choose from, the right one marked; or the number.

import { fillIn, svg, write } from "../lib/dom.js";
import { makeFigure } from "./figure.js";
import { linear, roundTicks } from "../lib/scales.js";

export function makeAnswer(ctx) {
  const figure = makeFigure(ctx, "answer");
  function update(size) {
    const draw = ctx.task.regression ? drawNumbers : drawBars;
    const height = size.tall ? (ctx.task.regression ? 40 + 30 * ctx.lanes.length : ctx.task.answers.length * 30 + 24) : size.height;
    write(figure.picture, "viewBox", `0 0 ${size.width} ${height}`);
    write(figure.picture, "width", size.width);
    write(figure.picture, "height", height);
    figure.picture.replaceChildren(...draw(ctx, { width: size.width, height }).filter(Boolean));
    figure.update(ctx.labels.title_answer, `${fillIn(ctx.labels.at_step, { step: ctx.step() })} ${ctx.lanes.map((lane) => saidAnswer(ctx, lane)).join(" ")}`);
  }
  return { node: figure.node, update, scrub: update };
}

function saidAnswer(ctx, lane) {
  const answer = ctx.at(lane).profile?.answer ?? [];
  const { regression, wanted, answers } = ctx.task;
  if (!answer.length) return "";
  if (regression) return fillIn(ctx.labels.answer_alt_number, { name: lane.name, number: ctx.format(answer[0] ?? NaN), wanted: ctx.format(wanted) });
  return fillIn(ctx.labels.answer_alt, { name: lane.name, share: ctx.percent(answer[wanted] ?? 0), answer: answers[wanted] });
}

function drawBars(ctx, { width, height }) {
  const { answers, wanted } = ctx.task;
  const left = Math.min(width * 0.45, Math.max(...answers.map((name) => [...name].length)) * 7.2 + 22);
  const bottom = height - 20;
  const pitch = bottom / answers.length;
  const bar = Math.min(9, (pitch - 3) / ctx.lanes.length);
  const x = linear([0, 1], [left, width - 6]);
  return [
    ...[0, 0.5, 1].map((at) => svg("path", { class: "grid", d: `M${x(at)} 0V${bottom}` })),
    ...[0, 1].map((at) => svg("text", { class: "tick", x: x(at), y: height - 5, "text-anchor": at ? "end" : "middle" }, ctx.percent(at))),
    ...answers.flatMap((name, a) => {
      const middle = (a + 0.5) * pitch;
      const top = middle - (bar * ctx.lanes.length) / 2;
      return [
        a === wanted ? svg("rect", { class: "wanted", x: 0, y: middle - pitch / 2 + 0.5, width: width - 2, height: pitch - 1, rx: 3 }) : null,
        svg("text", { class: a === wanted ? "word right" : "word", x: left - 6, y: middle + 4, "text-anchor": "end" }, a === wanted ? `✓ ${name}` : name),
        ...ctx.lanes.map((lane, k) => {
          const share = ctx.at(lane).profile?.answer[a] ?? null;
          return share === null ? null : svg("g", { class: `lane ${lane.style}` }, svg("rect", { class: "bar", x: left, y: (top + k * bar).toFixed(1), width: Math.max(1, x(share) - left).toFixed(1), height: Math.max(1, bar - 1).toFixed(1) }));
        }),
      ];
    }),
  ];
}

function drawNumbers(ctx, { width, height }) {
  const { wanted } = ctx.task;
  const x = linear([-0.2, 2.2], [12, width - 12]);
  const bottom = height - 24;
  const pitch = bottom / (ctx.lanes.length + 1);
  return [
    ...roundTicks(0, 2, 4).map((at) => svg("path", { class: "grid", d: `M${x(at)} 0V${bottom}` })),
    ...roundTicks(0, 2, 2).map((at) => svg("text", { class: "tick", x: x(at), y: height - 8, "text-anchor": "middle" }, ctx.format(at, 0))),
    svg("path", { class: "reference", d: `M${x(wanted)} 0V${bottom}` }),
    svg("text", { class: "word right", x: x(wanted) + 4, y: 13 }, `✓ ${ctx.format(wanted)}`),
    ...ctx.lanes.flatMap((lane, k) => {
      const value = ctx.at(lane).profile?.answer[0] ?? null;
      if (value === null) return [];
      const at = x(Math.max(-0.2, Math.min(2.2, value)));
      const y = (k + 1.4) * pitch;
      return [svg("g", { class: `lane ${lane.style}` }, svg("circle", { class: "bar", cx: at, cy: y, r: 5 })),
        svg("text", { class: "tick", x: at > width - 80 ? at - 9 : at + 9, y: y + 4, "text-anchor": at > width - 80 ? "end" : "start" }, `${lane.short} ${ctx.format(value)}`)];
    }),
  ];
}
