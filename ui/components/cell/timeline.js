// Time from left to right: the inputs as a strip that can be redrawn by hand, the scrub bar, and below the drawing every gate,
// C and h over all steps; all share the same columns, with the present step marked in each.

import { fillIn, html, say, svg, toggle, write } from "./../lib/dom.js";
import { onDrag } from "./../lib/drag.js";
import { roundTo } from "./../lib/numbers.js";
import { limitOf } from "./number.js";
import { QUANTITIES, ROWS, isGate, quantity, readQuantity } from "./quantities.js";
import { LIMITS, memoryOf, setInput, stillHeld } from "./state.js";

const WIDE = { width: 760, gutter: 92 };
const TALL = { width: 358, gutter: 64 };
const HEAD = 20; // room for the step numbers
const ROW = { input: 32, line: 44, memory: 30 };

function columnsOf(size, T) {
  const width = (size.width - size.gutter) / T;
  return { width, left: (t) => size.gutter + t * width, centre: (t) => size.gutter + (t + 0.5) * width };
}

// Step numbers, thinned out where they would touch.
function stepNumbers(columns, T) {
  const every = Math.ceil(22 / columns.width);
  return Array.from({ length: T }, (_, t) => t).filter((t) => t === T - 1 || (t % every === 0 && T - 1 - t >= every))
    .map((t) => svg("text", { x: columns.centre(t), y: 14, class: "tick" }, String(t + 1)));
}

// The step under the pointer, or null left of the first.
function stepUnder(event, picture, size, T) {
  const frame = picture.getBoundingClientRect();
  const x = ((event.clientX - frame.left) / frame.width) * size.width - size.gutter;
  return x < 0 ? null : Math.min(T - 1, Math.floor((x / (size.width - size.gutter)) * T));
}

const place = (value, limit, top, height) => top + height / 2 - Math.max(-1, Math.min(1, value / limit)) * (height / 2 - 6);

// A channel that is never negative uses the whole height of its row. value -> y, the inverse, and the height of 1.
function inputScale(view, d, top, height) {
  const values = view.x.map((row) => row[d]);
  const limit = Math.max(1, ...values.map(Math.abs));
  const low = values.some((value) => value < 0) ? -limit : 0;
  const unit = (height - 16) / (limit - low);
  const base = top + height - 8;
  return { unit, low, limit, y: (value) => base - (Math.min(limit, Math.max(low, value)) - low) * unit };
}

export function makeStrip(ctx, tall) {
  const v = ctx.view();
  const L = ctx.labels;
  const size = tall ? TALL : WIDE;
  const columns = columnsOf(size, v.T);
  const below = HEAD + v.D * ROW.input;
  const height = below + ROW.memory;
  const cursor = svg("rect", { y: 0, width: columns.width, height, class: "cursor", rx: 4 });
  // Behind the memory: how much of what it held after each step is still in it now.
  const held = Array.from({ length: v.T }, (_, t) => svg("rect", { x: columns.left(t) + 1, width: Math.max(1, columns.width - 2), class: "still-held" }, svg("title")));
  const memory = makeRow(ctx, columns, memoryOf(v.kind), below, size, ROW.memory);
  const channels = Array.from({ length: v.D }, (_, d) => makeChannel(ctx, columns, d, HEAD + d * ROW.input, size));
  const picture = svg("svg", { viewBox: `0 0 ${size.width} ${height}`, class: "strip", role: "group", "aria-label": L.strip },
    cursor, ...held, ...stepNumbers(columns, v.T), ...channels.map((channel) => channel.node), memory.node);
  // A click anywhere in it draws nothing; it goes to the step.
  picture.onclick = (event) => {
    const t = stepUnder(event, picture, size, v.T);
    if (t !== null) ctx.go({ t });
  };
  const scrub = html("input", { type: "range", min: 1, max: v.T, step: 1, class: "scrub", "aria-label": L.scrub, "data-do": "scrub" });
  const share = (x) => `${(100 * x) / size.width}%`;
  scrub.style.top = `${(100 * HEAD) / 2 / height}%`;
  scrub.style.left = `calc(${share(columns.centre(0))} - 9px)`;
  scrub.style.width = `calc(${share(columns.centre(v.T - 1) - columns.centre(0))} + 18px)`;
  scrub.oninput = () => ctx.go({ t: Number(scrub.value) - 1 });
  const node = html("div", { class: "strip-box" }, picture, scrub);

  function update(view, s) {
    write(cursor, "x", columns.left(s.t));
    if (Number(scrub.value) !== s.t + 1) scrub.value = s.t + 1;
    write(scrub, "aria-valuetext", fillIn(L.step_of, { t: s.t + 1, T: view.T }));
    const shares = stillHeld(view, s);
    held.forEach((bar, t) => {
      const value = shares?.[t] ?? null;
      write(bar, "height", value === null || t === s.t ? 0 : (ROW.memory * value).toFixed(1));
      write(bar, "y", value === null ? height : (height - ROW.memory * value).toFixed(1));
      say(bar.firstChild, value === null ? "" : fillIn(L.still_held, { step: t + 1, share: ctx.percent(value) }));
    });
    channels.forEach((channel) => channel.update(view, s));
    memory.update(view, s);
  }
  return { node, update };
}

function makeChannel(ctx, columns, d, top, size) {
  const v = ctx.view();
  const name = v.inputs[d];
  const height = ROW.input;
  const middle = top + height / 2;
  const curve = svg("path", { class: "input-curve" });
  const axis = svg("path", { class: "axis" });
  const ground = svg("rect", { x: size.gutter, y: top, width: size.width - size.gutter, height, class: "draw" });
  const handles = v.x.map((_, t) => makeHandle(ctx, columns, t, d, top, name));
  const scaleNow = () => inputScale(ctx.view(), d, top, height);
  // Redraw by hand: the nearest step takes the height of the pen, on the scale that held when it touched down.
  let pen = null;
  const draw = (event) => {
    const frame = ground.getBoundingClientRect();
    const view = ctx.view();
    const t = Math.max(0, Math.min(view.T - 1, Math.floor(((event.clientX - frame.left) / frame.width) * view.T)));
    const fromBase = height - 8 - ((event.clientY - frame.top) / frame.height) * height;
    const value = Math.max(pen.low, Math.min(pen.limit, pen.low + fromBase / pen.unit));
    ctx.change((state, now) => setInput(state, now, t, d, roundTo(value, 0.05)), true);
  };
  onDrag(ground, {
    start: () => true,
    move: ({ event }) => {
      pen ??= scaleNow();
      draw(event);
    },
    end: (drawn) => {
      pen = null;
      if (drawn) ctx.commit();
    },
  });
  const node = svg("g", { class: "channel" }, axis, ground,
    svg("text", { x: 0, y: middle + 5, class: "row-name" }, name), curve, ...handles.map((handle) => handle.node));
  function update(view, s) {
    const scale = pen ?? inputScale(view, d, top, height);
    const ys = view.x.map((row) => scale.y(row[d]));
    write(axis, "d", `M${size.gutter} ${scale.y(0).toFixed(1)}H${size.width}`);
    write(curve, "d", `M${ys.map((y, t) => `${columns.centre(t).toFixed(1)} ${y.toFixed(1)}`).join("L")}`);
    handles.forEach((handle, t) => handle.update(ys[t], view.x[t][d], t === s.t));
  }
  return { node, update };
}

function makeHandle(ctx, columns, t, d, top, name) {
  const cx = columns.centre(t);
  const dot = svg("circle", { cx, r: Math.max(1.5, Math.min(5, columns.width / 3.2)), class: "dot" });
  const node = svg("g", { class: "handle", role: "slider", "data-drag": `x-${t}-${d}`, tabindex: -1,
    "aria-label": fillIn(ctx.labels.input_at, { name, step: t + 1 }), "aria-valuemin": -LIMITS.x, "aria-valuemax": LIMITS.x },
  svg("rect", { x: cx - Math.min(22, columns.width / 2), width: Math.min(44, columns.width), y: top, height: ROW.input, class: "reach" }), dot, svg("title"));
  const now = () => ctx.view().x[t][d];
  const set = (value, live) => ctx.change((state, view) => setInput(state, view, t, d, roundTo(value, 0.05)), live);
  let from = 0;
  let perPixel = 0;
  let press = null;
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    // A finger scrolls the page past any handle but that of the present step.
    const scrolling = event.pointerType === "touch" && ctx.state().t !== t;
    ctx.go({ t });
    if (scrolling) return;
    press = event.clientY;
    from = now();
    const zoom = node.getBoundingClientRect().height / ROW.input; // the drawing may be shown larger than drawn
    perPixel = 1 / (inputScale(ctx.view(), d, top, ROW.input).unit * zoom);
    node.setPointerCapture(event.pointerId);
  });
  // Past the edge of the row the value goes on, up to what an input may be.
  node.addEventListener("pointermove", (event) => press !== null && set(from + (press - event.clientY) * perPixel, true));
  for (const ending of ["pointerup", "pointercancel"]) {
    node.addEventListener(ending, () => {
      if (press !== null) ctx.commit();
      press = null;
    });
  }
  node.addEventListener("keydown", (event) => {
    const by = { ArrowUp: 0.1, ArrowDown: -0.1, PageUp: 0.5, PageDown: -0.5 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(now() + by, false);
  });
  function update(y, value, current) {
    write(dot, "cy", y.toFixed(1));
    toggle(node, "current", current);
    write(node, "tabindex", current ? 0 : -1);
    write(node, "aria-valuenow", value);
    write(node, "aria-valuetext", ctx.format(value));
    say(node.lastChild, `${name}, ${t + 1}: ${ctx.format(value)}`);
  }
  return { node, update };
}

// --- every gate, C and h over all steps ---

export function makeTimeline(ctx, tall) {
  const v = ctx.view();
  const size = tall ? TALL : WIDE;
  const columns = columnsOf(size, v.T);
  const tops = [];
  let height = HEAD;
  for (const id of ROWS[v.kind]) {
    tops.push(height);
    height += ROW.line + (isGate(quantity(v.kind, id)) ? 16 : 4);
  }
  const cursor = svg("rect", { y: 0, width: columns.width, height, class: "cursor", rx: 4 });
  const rows = ROWS[v.kind].map((id, k) => makeRow(ctx, columns, id, tops[k], size));
  const title = svg("title", { id: "timeline-title" });
  const picture = svg("svg", { viewBox: `0 0 ${size.width} ${height}`, class: "timeline", role: "img", "aria-labelledby": "timeline-title", "data-role": "timeline" },
    title, cursor, ...stepNumbers(columns, v.T), ...rows.map((row) => row.node));
  const toStep = (event) => {
    const t = stepUnder(event, picture, size, v.T);
    if (t !== null) ctx.go({ t });
  };
  picture.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    picture.setPointerCapture(event.pointerId);
    toStep(event);
  });
  picture.addEventListener("pointermove", (event) => event.buttons === 1 && toStep(event));
  const node = html("section", { class: "over-time" }, html("h3", {}, ctx.labels.over_time), html("p", { class: "faint" }, ctx.labels.over_time_how), picture);
  function update(view, s) {
    write(cursor, "x", columns.left(s.t));
    say(title, summary(ctx, view, s));
    rows.forEach((row) => row.update(view, s));
  }
  return { node, update };
}

// The takeaway of the time lines in a sentence: where the memory ended, and its largest value.
function summary(ctx, v, s) {
  const id = memoryOf(v.kind);
  const values = Array.from({ length: v.T }, (_, t) => readQuantity(v, id, t)[s.unit]);
  const peak = values.reduce((best, value, t) => (Math.abs(value) > Math.abs(values[best]) ? t : best), 0);
  return fillIn(ctx.labels.timeline_alt, { symbol: id === "c" ? "C" : "h", T: v.T, end: ctx.format(values.at(-1)), peak: ctx.format(values[peak]), step: peak + 1 });
}

function makeRow(ctx, columns, id, top, size, height = ROW.line) {
  const v = ctx.view();
  const entry = quantity(v.kind, id);
  const gate = isGate(entry);
  const middle = gate ? top + height - 7 : top + height / 2;
  const lines = Array.from({ length: v.H }, () => svg("path", { class: "series" }));
  const ghosts = Array.from({ length: v.H }, () => svg("path", { class: "series ghost-series" }));
  const dots = v.x.map((_, t) => svg("circle", { cx: columns.centre(t).toFixed(1), r: Math.min(3.5, columns.width / 5), class: "sample" }));
  const marks = gate ? v.x.map((_, t) => svg("text", { x: columns.centre(t).toFixed(1), y: top + height + 10, class: "oc" })) : [];
  const limitText = svg("text", { x: size.gutter - 8, y: top + 12, class: "limit" });
  const node = svg("g", { class: `row role-${entry.role}` }, svg("path", { d: `M${size.gutter} ${middle}H${size.width}`, class: "axis" }),
    svg("text", { x: 0, y: top + height / 2 + 5, class: "row-name" }, size === TALL ? entry.symbol : `${entry.symbol} ${ctx.labels[`word_${v.kind}_${id}`] ?? ""}`), limitText, ...ghosts, ...lines, ...dots, ...marks);
  function update(view, s) {
    const limit = limitOf(view, entry, s.unit);
    const y = (value) => (gate ? top + height - 7 - Math.max(0, Math.min(1, value)) * (height - 14) : place(value, limit, top, height));
    const path = (run, u) => `M${view.x.map((_, t) => `${columns.centre(t).toFixed(1)} ${y(readQuantity(view, id, t, run)[u]).toFixed(1)}`).join("L")}`;
    say(limitText, gate ? "1" : `±${ctx.format(limit, limit >= 10 || Number.isInteger(limit) ? 0 : 1)}`);
    lines.forEach((line, u) => {
      write(line, "d", path(view.run, u));
      toggle(line, "chosen", u === s.unit);
      write(ghosts[u], "d", view.ghost ? path(view.ghost, u) : "");
      toggle(ghosts[u], "chosen", u === s.unit);
    });
    dots.forEach((dot, t) => write(dot, "cy", y(readQuantity(view, id, t)[s.unit]).toFixed(1)));
    marks.forEach((mark, t) => {
      const open = readQuantity(view, id, t)[s.unit] > 0.5;
      say(mark, open ? "o" : "–");
      toggle(mark, "open", open);
    });
  }
  return { node, update };
}

// All values of the run as a table, for whoever would rather read than look; filled only while it is open.
export function makeTable(ctx) {
  const L = ctx.labels;
  const body = html("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": L.table });
  const node = html("details", { class: "table" }, html("summary", {}, L.table), body);
  node.ontoggle = () => ctx.refresh();
  // One key away for whoever would rather read than look.
  function show() {
    node.open = !node.open;
    if (!node.open) return;
    ctx.refresh();
    node.scrollIntoView({ block: "nearest" });
    body.focus();
  }
  function update(v, s) {
    if (!node.open) return;
    // What came from the step before stands in the row above.
    const ids = QUANTITIES[v.kind].map((entry) => entry.id).filter((id) => !id.endsWith("_prev"));
    const head = html("tr", {}, html("th", { scope: "col" }, "t"), ...ids.flatMap((id) => (id === "x" ? v.inputs : [quantity(v.kind, id).symbol]).map((name) => html("th", { scope: "col" }, name))));
    const rows = v.x.map((row, t) => html("tr", t === s.t ? { class: "current" } : {}, html("th", { scope: "row" }, String(t + 1)),
      ...ids.flatMap((id) => (id === "x" ? row : [readQuantity(v, id, t)[s.unit]]).map((value) => html("td", {}, ctx.format(value, 3))))));
    const caption = v.H > 1 ? html("caption", {}, `${L.unit} ${s.unit + 1}`) : null;
    body.replaceChildren(html("table", {}, caption, html("thead", {}, head), html("tbody", {}, ...rows)));
  }
  return { node, update, show };
}
