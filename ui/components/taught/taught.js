// Who taught whom: a place for each pair of a loss and an earlier step. All nets are here, before and after training, so that
// switching between them needs no server; which place the reader picks goes back to it.

import { fillIn, html, paragraphs, say, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { isMoved, spotIn } from "../lib/pointer.js";
import { scientific } from "../lib/powers.js";
import { themeOf } from "../lib/theme.js";
import { makeFigure } from "../race/figure.js";
import { drawTaught, planOf } from "./matrix.js";

export default (component) => live(component, makeTable);

function makeTable(root) {
  const box = root.querySelector("[data-role=taught]");
  const readout = root.querySelector("[data-role=readout]");
  const prose = root.querySelector("[data-slot=readings]");
  let data = null;
  let shown = { lane: 0, when: "after" };
  let at = null; // {r: index of the row, t: step from 1} under the cursor
  let hovered = false; // whether a mouse put it there
  let drawn = null;
  let pick = () => {};
  const figure = makeFigure({ get labels() { return data.labels; } }, "taught");
  // Keys and the pointer belong to a field that lies over the picture.
  const pad = html("div", { class: "pad", tabindex: 0, role: "application" });
  const stage = html("div", { class: "stage" }, pad);
  figure.picture.replaceWith(stage);
  stage.prepend(figure.picture);
  root.querySelector("[data-slot=figure]").append(figure.node);

  const view = () => data.lanes[shown.lane][shown.when];

  function choices() {
    const button = (name, style, on, to) => html("button", { type: "button", class: style, "aria-pressed": String(on), onclick: () => { shown = { ...shown, ...to }; update(); } }, name);
    const focused = root.activeElement?.dataset?.choice;
    const groups = [
      html("div", { class: "choice", role: "group", "aria-label": data.labels.net }, ...data.lanes.map((lane, k) => button(lane.name, lane.style, k === shown.lane, { lane: k }))),
      html("div", { class: "choice", role: "group", "aria-label": data.labels.when }, ...["before", "after"].map((when) => button(data.labels[when], null, when === shown.when, { when }))),
    ];
    groups.flatMap((group) => [...group.children]).forEach((one, k) => { one.dataset.choice = k; });
    root.querySelector("[data-slot=choices]").replaceChildren(...(data.lanes.length > 1 ? groups : groups.slice(1)));
    if (focused) root.querySelector(`[data-choice="${focused}"]`)?.focus();
  }

  function update() {
    const width = box.clientWidth;
    if (!data || !width) return;
    box.dataset.theme = themeOf(box);
    choices();
    const { headline, readings } = view();
    figure.update(headline, fillIn(data.labels.alt, { headline, readings: readings.join(" ").replaceAll("*", "") }));
    prose.replaceChildren(...paragraphs(readings.join("\n\n")));
    write(pad, "aria-label", data.labels.pad);
    const plan = planOf(data, width);
    standProse(plan);
    drawn = drawTaught(figure.picture, data, { ...data.lanes[shown.lane], ...view() }, plan, box.dataset.theme);
    point(at);
    write(box, "aria-busy", false);
  }

  // Beside the triangle if there is room, else below it.
  function standProse(plan) {
    const { left, top, width } = plan.beside ?? {};
    (plan.beside ? stage : box).append(prose);
    prose.classList.toggle("beside", plan.beside !== null);
    for (const [name, value] of Object.entries({ left, top, width })) prose.style[name] = value === undefined ? "" : `${value}px`;
    if (plan.beside) plan.height = Math.max(plan.height, top + prose.offsetHeight);
  }

  function point(to) {
    at = to && to.r < data.rows.length && to.t <= data.rows[to.r] ? to : null;
    drawn.point(at);
    say(readout, at ? said() : data.labels.click);
  }

  function said() {
    const tau = data.rows[at.r];
    const log = view().logs[at.r][at.t - 1];
    const largest = drawn.largest;
    const share = typeof log === "number" && typeof largest === "number" ? log - largest : log;
    return fillIn(data.labels.here, { tau, t: at.t, loss: data.words[tau - 1], word: data.words[at.t - 1], d: tau - at.t,
      value: scientific(log, data.lang), share: scientific(share, data.lang) });
  }

  const choose = () => at && pick({ what: "contribution", nets: shown.when, lane: shown.lane, net: view().seed, start: at.t, end: data.rows[at.r] });

  pad.onkeydown = (event) => {
    hovered = false;
    const [rows, { r, t }] = [data.rows, at ?? { r: data.rows.length - 1, t: data.rows.at(-1) }];
    const to = { ArrowLeft: { r, t: t - 1 }, ArrowRight: { r, t: t + 1 }, ArrowUp: { r: r - 1, t }, ArrowDown: { r: r + 1, t }, Home: { r, t: 1 }, End: { r, t: rows[r] } }[event.key];
    if (event.key === "Enter" || event.key === " ") choose();
    else if (!to) return;
    else if (at === null) point({ r, t });
    else if (to.r >= 0 && to.r < rows.length) point({ r: to.r, t: Math.max(1, Math.min(rows[to.r], to.t)) });
    event.preventDefault();
  };
  const placeOf = (event) => {
    return drawn.placeAt(...spotIn(figure.picture, event));
  };
  const same = (one, other) => one && other && one.r === other.r && one.t === other.t;
  pad.onpointermove = (event) => {
    if (!isMoved(event)) return;
    hovered = true;
    point(placeOf(event));
  };
  pad.onpointerleave = () => hovered && point(null);
  // A finger points first, and a second tap at the same place picks.
  let touched = null;
  pad.onpointerdown = (event) => { touched = event.pointerType === "mouse" ? placeOf(event) : at; };
  pad.onclick = (event) => {
    const to = placeOf(event);
    point(to);
    if (same(touched, to)) choose();
  };

  let width = 0;
  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    update();
  });
  watch.observe(box);

  function receive(next, { setTriggerValue }) {
    if (data?.key !== next.key || data.lanes.length !== next.lanes.length) {
      shown = { lane: next.lane, when: next.when };
      at = null;
    }
    [data, pick] = [next, (place) => setTriggerValue("pick", place)];
    update();
  }

  return { receive, leave: () => watch.disconnect() };
}
