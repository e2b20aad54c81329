// Patients as a table, and one of them whose measurements the reader moves: the nets that were trained answer at once, in the browser.

import { fillIn, say, svg, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { formatNumber } from "../lib/numbers.js";
import { themeOf } from "../lib/theme.js";
import { makeFigure } from "../race/figure.js";
import { makeKnobs } from "./knobs.js";
import { movedPatient, outsideOf } from "./patient.js";
import { makeTable } from "./table.js";
import { vectorNet } from "./vector_nets.js";

const NARROW_DISEASE = 760; // px of width below which the patient stands below the table
const STILL = 350; // ms without a movement before the server hears of it
const BAR = { row: 30, left: 116, right: 66 }; // px

export default (component) => live(component, makeWard);

function makeWard(root) {
  const find = (name) => root.querySelector(`[data-role=${name}]`);
  const box = find("disease");
  let data = null;
  let nets = [];
  let chosen = 0;
  let before = null;
  let values = [];
  let width = 0;
  let timer = null;
  let tell = () => {};
  const ctx = {
    get data() { return data; },
    get labels() { return data.labels; },
    get values() { return values; },
    chosen: () => chosen,
    choose,
    set(k, value) {
      values = values.map((old, at) => (at === k ? value : old));
      draw();
      tellLater();
    },
    answersWith(k, value) {
      const found = movedPatient(data.rows[chosen], data.controls, values.map((old, at) => (at === k ? value : old)));
      return nets.map((net) => net(found));
    },
  };
  const figure = makeFigure(ctx, "answer");
  const table = makeTable(ctx, find("patients"));
  const knobs = makeKnobs(ctx);
  root.querySelector("[data-slot=answer]").append(figure.node);
  root.querySelector("[data-slot=knobs]").append(knobs.node);
  find("reset").onclick = () => { values = [...data.rows[chosen].first]; draw(); tellLater(); };

  function choose(at) {
    if (at === chosen) return;
    [before, chosen] = [chosen, at];
    values = [...data.rows[chosen].first];
    draw();
    tellLater();
  }

  function tellLater() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const row = data.rows[chosen];
      const found = movedPatient(row, data.controls, values);
      const answers = []; // in the order of the kinds, whatever the nets are called
      data.nets.forEach(({ place }, k) => { answers[place] = nets[k](found); });
      tell({ number: row.number, values, answers });
    }, STILL);
  }

  function drawAnswer(answers, first) {
    const { lang, labels } = data;
    const wide = Math.max(240, figure.node.clientWidth);
    const long = wide - BAR.left - BAR.right;
    const height = BAR.row * data.nets.length;
    const written = answers.map((share) => `${formatNumber(100 * share, lang, 1)} %`);
    write(figure.picture, "viewBox", `0 0 ${wide} ${height}`);
    write(figure.picture, "width", wide);
    write(figure.picture, "height", height);
    figure.picture.replaceChildren(...data.nets.flatMap((net, k) => {
      const y = k * BAR.row;
      return [svg("g", { class: `lane of-${net.look}` },
        svg("text", { class: "answer-name", x: 0, y: y + 19 }, net.name),
        net.look === net.kind ? null : svg("path", { class: "line", d: `M${BAR.left - 56} ${y + 14}h46` }), // without a colour of its own
        svg("rect", { class: "groove", x: BAR.left, y: y + 4, width: long, height: 20 }),
        svg("rect", { class: "bar", x: BAR.left, y: y + 4, width: long * answers[k], height: 20 }),
        Math.abs(first[k] - answers[k]) > 5e-4 ? svg("path", { class: "was", d: `M${(BAR.left + long * first[k]).toFixed(1)} ${y + 1}v26` }) : null,
        svg("text", { class: "answer-value", "data-kind": net.kind, x: wide, y: y + 20, "text-anchor": "end" }, written[k]))];
    }), svg("path", { class: "half", d: `M${BAR.left + long / 2} 0V${height}` }));
    figure.update(labels.title_answer, `${labels.title_answer}. ${data.nets.map((net, k) => `${net.name}: ${written[k]}`).join("; ")}.`);
  }

  function draw() {
    if (!data || !width) return;
    toggle(box, "narrow", width < NARROW_DISEASE);
    const row = data.rows[chosen];
    const found = movedPatient(row, data.controls, values);
    const outside = outsideOf(found, data.bounds);
    drawAnswer(nets.map((net) => net(found)), nets.map((net) => net(row.values)));
    knobs.update();
    table.update(chosen, before, found, outside);
    before = chosen;
    say(find("truth"), fillIn(data.labels.truth, { number: row.number, said: row.said }));
    say(find("reset"), data.labels.reset);
    find("reset").disabled = values.every((value, k) => value === row.first[k]);
    const names = outside.map((k) => `${data.columns[k].name} ${formatNumber(found[k], data.lang, data.columns[k].digits)}`);
    say(find("outside"), outside.length ? fillIn(data.labels.outside, { names: names.join(", ") }) : data.labels.follows);
    write(box, "aria-busy", false);
  }

  function receive(next, { setStateValue }) {
    tell = (patient) => setStateValue("patient", patient);
    const [old, same] = [data, data?.id === next.id];
    data = next;
    box.dataset.theme = themeOf(box);
    if (!same || old.lang !== data.lang) {
      nets = data.nets.map((net) => vectorNet(net.kind, net.weights, data.scale));
      const kept = old?.case === data.case ? data.rows.findIndex((row) => row.number === old.rows[chosen].number) : -1;
      const moved = kept >= 0 ? values : null;
      [before, chosen] = [null, kept >= 0 ? kept : data.start];
      values = moved ?? [...data.rows[chosen].first];
      table.build();
      knobs.build();
      if (width) draw();
      if (width) table.centre(chosen);
      return;
    }
    draw();
  }

  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    const first = !width;
    width = entry.contentRect.width;
    draw();
    if (first) table.centre(chosen);
  });
  watch.observe(box);

  function leave() {
    clearTimeout(timer);
    watch.disconnect();
  }

  return { receive, leave };
}
