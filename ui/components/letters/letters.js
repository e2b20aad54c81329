// A text under the glass: one cell at a time colours its letters, the arrow keys flip through the cells, and a rule can be laid
// under it. All values are here, so that nothing of this asks the server; where the reader stopped is told to it for the link.

import { fillIn, html, say, svg, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { formatNumber } from "../lib/numbers.js";
import { isMoved, spotIn } from "../lib/pointer.js";
import { rangeOf } from "../lib/scale.js";
import { themeOf } from "../lib/theme.js";
import { makeFigure } from "../race/figure.js";
import { layOut, letterAt, makeGrid, shown } from "./grid.js";
import { legend, legendHeight } from "./legend.js";
import { nextBars } from "./next.js";
import { netTable, ruleTable } from "./rules.js";
import { unpacked } from "./unpack.js";

const SETTLED = 500; // ms after which the link follows

export default (component) => live(component, makeBoard);

function makeBoard(root) {
  const box = root.querySelector("[data-role=letters]");
  const readout = root.querySelector("[data-role=readout]");
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  let data = null;
  let values = {}; // quantity -> value(cell, t)
  let view = { cell: 0, quantity: "memory", rule: null }; // rule: {rule, which} as places, or null
  let at = 0; // the letter under the cursor
  let [plan, grid, timer, drawnFor] = [null, null, null, ""];
  let send = () => {};
  const figure = makeFigure({ get labels() { return data.labels; } }, "letters");
  const pad = html("div", { class: "pad", tabindex: 0, role: "application" });
  const stage = html("div", { class: "stage" }, pad);
  figure.picture.replaceWith(stage);
  stage.prepend(figure.picture);
  slot("figure").append(figure.node);
  const bar = makeBar();

  const quantity = () => data.quantities.find((one) => one.name === view.quantity);
  const follower = () => (view.rule && view.quantity === "memory" ? (data.rules[view.rule.rule].cells[view.rule.which] ?? null) : null);
  const valueAt = (name, k, cell = view.cell) => values[name](cell, data.places[k]);

  function makeBar() {
    const [back, on] = [-1, 1].map((by) => html("button", { type: "button", onclick: () => flip(view.cell + by) }, by < 0 ? "▲" : "▼"));
    const input = html("input", { type: "text", inputmode: "numeric", autocomplete: "off", maxlength: 5 });
    const [of, error, choice] = [html("span", {}), html("span", { class: "error", role: "alert" }), html("div", { class: "choice", role: "group" })];
    const label = html("label", {}, html("span", {}), " ", input);
    input.onchange = () => {
      const wanted = Number(input.value.trim());
      const fits = /^\d+$/.test(input.value.trim()) && wanted >= 1 && wanted <= data.H;
      say(error, fits ? "" : fillIn(data.labels.no_cell, { text: input.value.slice(0, 12), H: data.H }));
      if (fits) flip(wanted - 1);
      else input.value = String(view.cell + 1);
    };
    input.onkeydown = (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      flip(view.cell + by);
    };
    slot("bar").append(html("div", { class: "flip" }, back, label, of, on, error), choice);
    return { back, on, input, of, error, choice, label };
  }

  function flip(to) {
    const cell = ((to % data.H) + data.H) % data.H;
    // Another cell is no longer the one that was found for the rule; the rule stays under the text.
    const found = view.rule ? data.rules[view.rule.rule].cells.findIndex((one) => one.cell === cell) : -1;
    view = { ...view, cell, rule: view.rule ? { ...view.rule, which: found < 0 ? null : found } : null };
    say(bar.error, "");
    refresh();
    settle();
  }

  function choose(rule, which) {
    const same = view.rule?.rule === rule && view.rule.which === which;
    view = same ? { ...view, rule: null } : { cell: data.rules[rule].cells[which].cell, quantity: "memory", rule: { rule, which } };
    refresh();
    settle();
  }

  function settle() {
    clearTimeout(timer);
    const rule = view.rule ? data.rules[view.rule.rule].name : "";
    timer = setTimeout(() => send({ cell: view.cell, quantity: view.quantity, rule }), SETTLED);
  }

  // The picture anew: another text, another width, another theme.
  function update() {
    const width = slot("figure").clientWidth;
    if (!data || !width) return;
    box.dataset.theme = themeOf(box);
    const now = `${data.key}/${width}`;
    if (drawnFor !== now) {
      plan = layOut(data.letters, width);
      grid = makeGrid(figure.picture, data.letters, plan, data);
      drawnFor = now;
    }
    write(pad, "aria-label", data.labels.pad);
    refresh();
    write(box, "aria-busy", false);
  }

  // The colours anew: another cell, another quantity, another rule.
  function refresh() {
    const { gate, title, legend: name } = quantity();
    const theme = box.dataset.theme;
    const row = data.letters.map((_, k) => (data.read[k] ? valueAt(view.quantity, k) : 0));
    const limit = gate ? 1 : rangeOf(row, 1);
    const one = follower();
    const truth = view.rule ? [...data.rules[view.rule.rule].truth].map((bit) => bit === "1") : null;
    const verdict = one ? row.map((value, k) => data.read[k] && (one.above ? value > one.threshold : value < one.threshold)) : null;
    grid.paint({ value: (k) => row[k], limit, gate, theme });
    grid.underline(truth, verdict);
    grid.point(at);
    const heading = one ? one.title : fillIn(title, { cell: view.cell + 1 });
    const lines = [data.given ? ["given", data.labels.given] : null, truth ? ["truth", data.rules[view.rule.rule].label] : null, verdict ? ["verdict", data.labels.verdict] : null].filter(Boolean);
    const room = slot("figure").clientWidth;
    const whole = { width: plan.width, height: plan.height + legendHeight(lines, room) };
    write(figure.picture, "viewBox", `0 0 ${whole.width} ${whole.height}`);
    for (const [side, px] of Object.entries(whole)) write(figure.picture, side, px);
    figure.picture.querySelector(".legend")?.remove();
    figure.picture.append(svg("g", { class: "legend" },
      ...legend({ y: plan.height, width: plan.width, room, limit, gate, theme, lang: data.lang, name, threshold: one?.threshold ?? null, lines })));
    figure.update(heading, fillIn(data.labels.alt, { heading, said: one ? one.said : "" }));
    refreshBar();
    refreshRules();
    slot("nets").replaceChildren(...(data.nets ? netTable(data) : []));
    point(at);
  }

  function refreshBar() {
    const L = data.labels;
    write(bar.back, "aria-label", L.back);
    write(bar.on, "aria-label", L.on);
    say(bar.label.firstChild, L.cell);
    say(bar.of, fillIn(L.of, { H: data.H }));
    if (root.activeElement !== bar.input || bar.input.value !== String(view.cell + 1)) bar.input.value = String(view.cell + 1);
    write(bar.choice, "aria-label", L.quantity);
    const buttons = data.quantities.map((one) => html("button", { type: "button", "data-name": one.name, title: one.long, "aria-label": `${one.symbol}: ${one.long}`, "aria-pressed": String(one.name === view.quantity),
      onclick: () => { view = { ...view, quantity: one.name }; refresh(); settle(); } }, one.symbol));
    swap(bar.choice, buttons, "name");
  }

  // New buttons in place of old ones, without the focus going astray.
  function swap(node, children, mark) {
    const focused = node.contains(root.activeElement) ? root.activeElement.dataset[mark] : null;
    node.replaceChildren(...children);
    if (focused) node.querySelector(`[data-${mark}="${focused}"]`)?.focus();
  }

  function refreshRules() {
    const L = data.labels;
    const title = html("h3", {}, L.rules_title);
    if (!data.rules.length) return slot("rules").replaceChildren(title, html("p", { class: "about" }, data.rules_about));
    const one = follower();
    const about = html("p", { class: "about", "data-role": "about" }, one ? one.said : L.rules_click);
    const notes = [data.rules_about, data.rules_missing].filter(Boolean).map((text) => html("p", { class: "small" }, text));
    swap(slot("rules"), [title, about, ruleTable(data, view.rule, choose), ...notes], "rule");
  }

  function point(to) {
    at = Math.max(0, Math.min(data.letters.length - 1, to));
    grid.point(at);
    if (!data.read[at]) {
      say(readout, fillIn(data.labels.unread, { n: at + 1, letter: shown(data.letters[at]) }));
      slot("next").replaceChildren();
      return;
    }
    const number = (value) => formatNumber(value, data.lang);
    const said = Object.fromEntries(data.quantities.map(({ name }) => [name, number(valueAt(name, at))]));
    const before = number(values.before(view.cell, data.places[at]));
    const numbers = { ...said, before: before.startsWith("−") ? `(${before})` : before, n: at + 1, letter: shown(data.letters[at]), cell: view.cell + 1 };
    if (numbers.candidate?.startsWith("−")) numbers.candidate = `(${numbers.candidate})`;
    if (data.quantities.some(({ name }) => name === "update")) numbers.rest = number(1 - valueAt("update", at));
    say(readout, `${fillIn(data.labels.here, numbers)} ${fillIn(quantity().step, numbers)}`);
    const five = data.next[at].map(([i, share]) => [data.vocabulary[i], share]);
    const came = data.came[at];
    slot("next").replaceChildren(...nextBars(data, five, came ? [data.vocabulary[came[0]], came[1]] : null));
  }

  function down(from, by) {
    const { row, column } = plan.places[from];
    const there = plan.places.map((place, k) => [place, k]).filter(([place]) => place.row === row + by);
    return there.length ? (there.find(([place]) => place.column === column) ?? there.at(-1))[1] : from;
  }

  pad.onkeydown = (event) => {
    const keys = {
      ArrowUp: () => flip(view.cell - 1), ArrowDown: () => flip(view.cell + 1), Home: () => flip(0), End: () => flip(data.H - 1),
      ArrowLeft: () => point(at - 1), ArrowRight: () => point(at + 1), PageUp: () => point(down(at, -1)), PageDown: () => point(down(at, 1)),
    };
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    keys[event.key]();
    event.preventDefault();
  };
  const under = (event) => {
    return letterAt(plan, ...spotIn(figure.picture, event));
  };
  const go = (event) => { const k = under(event); if (k !== null && k !== at) point(k); };
  pad.onpointermove = (event) => isMoved(event) && go(event);
  pad.onpointerdown = go;

  let width = 0;
  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    update();
  });
  watch.observe(slot("figure"));

  function receive(next, { setStateValue }) {
    const [other, first] = [data?.net !== next.net, data === null];
    if (data?.key !== next.key) {
      values = Object.fromEntries(Object.entries(next.values).map(([name, packed]) => [name, unpacked(packed)]));
      const whole = values.memory; // one more than letters: before the first there is memory too
      values.memory = (cell, t) => whole(cell, t + 1);
      values.before = whole;
      at = Math.min(next.given ? next.given : 0, next.letters.length - 1);
      drawnFor = "";
    }
    [data, send] = [next, (value) => setStateValue("view", value)];
    if (first) view = begun(next.view);
    else if (other) view = begun(next.opening);
    update();
  }

  // What a link or the server asks for, as far as this net has it.
  function begun({ cell, quantity: name, rule }) {
    const r = data.rules.findIndex((one) => one.name === rule);
    const which = r < 0 ? -1 : data.rules[r].cells.findIndex((one) => one.cell === cell);
    return { cell: cell < data.H ? cell : 0, quantity: data.quantities.some((one) => one.name === name) ? name : "memory", rule: r < 0 ? null : { rule: r, which: which < 0 ? null : which } };
  }

  function leave() {
    watch.disconnect();
    clearTimeout(timer);
  }
  return { receive, leave };
}
