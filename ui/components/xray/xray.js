// The X-ray: what linear probes read from the memory of each net, as lines over the sentence. Python hands over every probability;
// which word the reader looks at, and what is unfolded, is at home here.

import { floatsOf } from "../lib/arrays.js";
import { html, say, svg, toggle, write } from "../lib/dom.js";
import { makeHandle } from "../lib/handle.js";
import { live } from "../lib/life.js";
import { isMoved, spotIn } from "../lib/pointer.js";
import { themeOf } from "../lib/theme.js";
import { makeChips } from "../lib/words.js";
import { makeFigure } from "../race/figure.js";
import { drawPanel } from "./panel.js";
import { xrayPlan } from "./plan.js";
import { readingsOf, whereText } from "./readings.js";
import { distanceTable } from "./worth.js";

const XRAY_NARROW = 640; // px of width below which time runs from top to bottom, as in the main picture
const XRAY_SETTLED = 400; // ms after the last change that the reader counts as having stopped

export default (component) => live(component, makeXray);

function makeXray(root) {
  const page = root.querySelector("[data-role=xray]");
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  let [data, send, plan, width, settling] = [null, null, null, 0, null];
  let [word, open, peeked] = [null, null, null]; // columns from 1; what the reader has not set is null
  let [panels, read, madeOf] = [[], [], ""];
  const figure = makeFigure({ get labels() { return data.labels; } }, "xray");
  const pad = html("div", { class: "over", role: "slider", tabindex: 0 });
  const scroller = html("div", { class: "scroller" }, html("div", { class: "plot" }, pad));
  const chips = makeChips();
  const cursor = svg("rect", { class: "cursor", rx: 3 });
  const drawing = svg("g", {});
  figure.picture.replaceWith(scroller);
  pad.before(figure.picture);
  figure.picture.append(drawing, chips.node, cursor);
  slot("figure").append(figure.node);

  const column = () => Math.max(1, Math.min(data.columns.length, peeked ?? word ?? data.first));
  const usual = () => data.attributes.filter((one) => one.open).map((one) => one.id);
  const shown = () => {
    const chosen = data.attributes.filter((one) => (open ?? usual()).includes(one.id));
    return plan?.tall ? chosen.slice(0, 1) : chosen; // a phone has room for one
  };

  function attributes() {
    const focused = root.activeElement?.dataset?.attribute;
    const on = shown().map((one) => one.id);
    const buttons = data.attributes.map((one) => {
      const name = one.truth === null ? one.name : `${one.name}: ${one.values[one.truth]}`;
      return html("button", { type: "button", "aria-pressed": String(on.includes(one.id)), "data-attribute": one.id, onclick: () => flip(one.id) }, name);
    });
    slot("attributes").replaceChildren(html("span", {}, data.labels.others), ...buttons);
    if (focused) root.querySelector(`[data-attribute="${focused}"]`)?.focus();
  }

  function flip(id) {
    const now = open ?? usual();
    if (plan.tall) open = [id];
    else open = now.includes(id) ? now.filter((one) => one !== id) : data.attributes.map((one) => one.id).filter((one) => one === id || now.includes(one));
    if (String(open) === String(usual())) open = null;
    update();
    settle();
  }

  function update() {
    if (!data || !width) return;
    const tall = width < XRAY_NARROW;
    plan = { tall };
    plan = xrayPlan(data, shown(), width, tall);
    toggle(page, "narrow", tall);
    attributes();
    const { axis } = plan;
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${plan.width} ${plan.height}`, width: plan.width, height: plan.height })) write(figure.picture, name, value);
    chips.update({ axis, across: plan.chips, marks: chipOf });
    panels = plan.panels.map((placed) => drawPanel(data, placed, plan));
    drawing.replaceChildren(...panels.map((panel) => panel.node));
    const several = plan.panels.length > 1;
    const verdicts = plan.panels.flatMap(({ attribute }) => attribute.nets.map(({ verdict }) => verdict && (several ? `${attribute.name} · ${verdict}` : verdict))).filter(Boolean);
    figure.update(data.headline, `${data.headline} ${verdicts.join(" ")}`);
    slot("verdicts").replaceChildren(...verdicts.map((text) => html("li", {}, text)));
    slot("worth").replaceChildren(...plan.panels.map(({ attribute }) => distanceTable(data, attribute, tall)));
    say(root.querySelector("[data-role=left_out]"), data.left_out);
    for (const name of ["width", "height"]) pad.style[name] = `${plan[name]}px`;
    handle.update(axis, plan.chips);
    write(pad, "aria-label", data.labels.pad);
    write(pad, "aria-orientation", tall ? "vertical" : "horizontal");
    write(pad, "aria-valuemin", 1);
    write(pad, "aria-valuemax", data.columns.length);
    move();
    write(page, "aria-busy", false);
  }

  function chipOf(at) {
    const last = at === data.columns.length;
    return { names: [at === data.cue ? "cue" : "", last ? (data.asked ? "asked" : "") : data.rows[at - 1] ? "" : "unread"] };
  }

  // What follows the pointer: the cursor, the dots on the lines, and the readings in words.
  function move() {
    const at = column();
    const t = readUpTo(at);
    chips.point(at);
    for (const [name, value] of Object.entries(plan.axis.frame(at, plan.chips - 1, plan.depth - plan.chips + 1))) write(cursor, name, Math.round(value * 10) / 10);
    panels.forEach((panel) => panel.move(at, t));
    const where = whereText(data, at, t);
    const readings = readingsOf(data, plan.tall ? shown() : data.attributes, t, plan.tall);
    say(root.querySelector("[data-role=where]"), where);
    const cells = readout(readings);
    data.nets.forEach((_, k) => readings.forEach(({ of }, c) => say(cells[k][c], of(k))));
    write(pad, "aria-valuenow", at);
    write(pad, "aria-valuetext", `${where}. ${data.nets.map(({ name }, k) => `${name}: ${readings.map(({ head, of }) => `${head}: ${of(k).replaceAll("\n", ", ")}`).join("; ")}`).join(". ")}`);
  }

  // The cells of the readings, by net and column; made anew only when there are others.
  function readout(readings) {
    const form = JSON.stringify([data.nets, readings.map(({ head }) => head)]);
    if (form !== madeOf) {
      read = data.nets.map(() => readings.map(({ name }) => html("td", { class: name })));
      slot("readout").replaceChildren(
        html("thead", {}, html("tr", {}, html("td", {}), ...readings.map(({ head }) => html("th", { scope: "col" }, head)))),
        html("tbody", {}, ...data.nets.map(({ name, style }, k) => html("tr", {}, html("th", { scope: "row", class: style }, name), ...read[k]))));
    }
    madeOf = form;
    return read;
  }

  // How many words were read up to a column.
  const readUpTo = (at) => data.rows.slice(0, at).reduce((most, row) => Math.max(most, row), 0);

  function goTo(at) {
    word = Math.max(1, Math.min(data.columns.length, at));
    if (word === data.first) word = null;
    peeked = null;
    move();
    follow();
    settle();
  }

  // Where not all words fit, the one under the cursor stays in sight.
  function follow() {
    if (!plan || plan.tall || plan.width <= width + 1) return;
    const at = plan.axis.at(column());
    if (at < scroller.scrollLeft + 40 || at > scroller.scrollLeft + width - 40) scroller.scrollLeft = at - width / 2;
  }

  function settle() {
    clearTimeout(settling);
    settling = setTimeout(() => send.setStateValue("view", { word, open }), XRAY_SETTLED);
  }

  const columnOf = (event) => {
    const [x, y] = spotIn(pad, event);
    const along = plan.tall ? y : x;
    return along < plan.axis.start ? null : plan.axis.wordAt(along);
  };
  pad.onpointermove = (event) => {
    if (!isMoved(event)) return;
    peeked = columnOf(event);
    move();
  };
  pad.onpointerleave = (event) => {
    if (event.pointerType !== "mouse") return;
    peeked = null;
    move();
  };
  const choose = (event) => goTo(columnOf(event) ?? column());
  const handle = makeHandle(choose);
  pad.append(handle.node);
  pad.onclick = choose;
  pad.onkeydown = (event) => {
    const [forth, back] = plan.tall ? ["ArrowDown", "ArrowUp"] : ["ArrowRight", "ArrowLeft"];
    const here = word ?? data.first;
    const to = { [forth]: here + 1, [back]: here - 1, Home: 1, End: data.columns.length, PageUp: here - 10, PageDown: here + 10, Escape: data.first }[event.key];
    if (to === undefined) return;
    goTo(to);
    event.preventDefault();
  };

  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    update();
    follow();
  });
  watch.observe(page);

  function receive(next, component) {
    const another = data !== null && data.text !== next.text;
    if (data === null) [word, open] = [next.start.word ?? null, next.start.open ?? null];
    next.attributes.forEach((attribute) => attribute.nets.forEach((net) => { net.chances = floatsOf(net.chances); }));
    [data, send] = [next, component];
    page.dataset.theme = themeOf(page);
    if (another && (word !== null || open !== null)) {
      [word, open, peeked] = [null, null, null];
      settle();
    }
    update();
  }

  function leave() {
    clearTimeout(settling);
    watch.disconnect();
  }

  return { receive, leave };
}
