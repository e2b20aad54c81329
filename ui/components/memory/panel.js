// What comes next, at the word under the cursor: what each net expected there, as bars; where a word is asked for, all its candidates.

import { fillIn, html, say, svg, toggle, write } from "../lib/dom.js";
import { percentText } from "./told.js";

const LINE = 20; // px of a bar with its number
const GAP_BARS = 6; // px between the bars of two candidates
const NUMBER = 46; // px of a number beside a bar
const SHORT = 10; // letters of a label that stands beside its bars
const TICK = "M-4 0.5L-1 3.5L4.2-3.6";

export function makePanel(ctx) {
  const title = html("h3", {});
  const after = html("p", { class: "after" });
  const bars = svg("svg", { role: "img", "data-figure": "memory-next" });
  const [note, ask] = [html("p", { class: "note" }), html("p", { class: "ask" })];
  const more = html("button", { type: "button", class: "more", onclick: () => ctx.unfold() });
  const node = [title, more, ask, after, bars, note];
  function update(width, zoom) {
    const { data, labels: L } = ctx;
    const column = ctx.cursor();
    const [last, word] = [column === data.columns.length, data.columns[column - 1]];
    const choice = ctx.choice(column);
    const before = data.columns.slice(0, column - 1).filter((_, k) => data.rows[k]).slice(-3).join(" ").replaceAll(" ,", ",");
    const expected = ctx.nets().map((net) => ({ net, list: ctx.expected(net, column) }));
    say(title, fillIn(last ? (data.asked ? L.panel_asked : L.panel_open) : data.rows[column - 1] ? L.panel_word : L.panel_unread, { word }));
    say(after, before ? fillIn(L.after, { words: before }) : L.panel_first);
    const drawn = !before ? [] : choice ? together(ctx, expected, width) : apart(ctx, expected, width);
    const height = drawn.height ?? 0;
    write(bars, "viewBox", `0 0 ${width} ${height}`);
    write(bars, "width", width * zoom);
    write(bars, "height", height * zoom);
    write(bars, "aria-label", [title.textContent, ...expected.map(({ net, list }) => `${net.name}: ${list.map((one) => `${one.word} ${percentText(ctx, one.chance)}`).join(", ")}`)].join(". "));
    bars.replaceChildren(...(drawn.nodes ?? []));
    const line = choice ? fillIn(L.chance_among, { n: choice.length }) : fillIn(L.chance_any, { V: data.words.length });
    say(note, before ? line : "");
    say(ask, last && !data.asked ? L.add_asked : "");
    const brief = ctx.nets().map((net) => [net, ctx.likeliest(net, column)]).map(([net, first]) => (first ? `${net.name} ${first.word} ${percentText(ctx, first.chance)}` : "")).filter(Boolean).join(" · ");
    say(more, `${brief} ${ctx.unfolded() ? "▾" : "▴"}`);
    write(more, "aria-expanded", ctx.unfolded());
    write(more, "aria-label", `${L.unfold}: ${brief}`);
    toggle(more, "none", !brief);
  }
  return { node, update };
}

const text = (x, y, words, name, anchor = "start") => svg("text", { class: name, x, y, "text-anchor": anchor }, words);

// One bar with its number: x where bars begin, long the px of 100 %.
function bar(ctx, net, { chance }, x, y, long, name) {
  return [
    svg("rect", { class: "track", x, y, width: long, height: 10, rx: 2 }),
    svg("rect", { class: `bar ${net.style} ${name}`, x, y, width: Math.max(0.5, chance * long), height: 10, rx: 2 }),
    text(x + long + 5, y + 9.5, percentText(ctx, chance), `small number ${name}`),
  ];
}

const tick = (x, y) => svg("path", { class: "right-tick", d: TICK, transform: `translate(${x} ${y})` });
const chanceLine = (x, from, to) => svg("path", { class: "chance", d: `M${x} ${from}V${to}` });

// All candidates, a label each with a bar of each net, and what is left for all other words. Long labels stand over their bars.
function together(ctx, expected, width) {
  const [first] = expected;
  const places = [...first.list.filter((one) => one.place !== null).map((one) => one.place).sort((a, b) => a - b), null];
  const over = first.list.some((one) => [...one.word].length > SHORT);
  const x = over ? 14 : 86;
  const long = width - x - NUMBER;
  const bars = expected.length * 13;
  const find = (list, place) => list.find((one) => one.place === place);
  const nodes = key(expected, x);
  let y = LINE;
  for (const place of places) {
    const one = find(first.list, place);
    const at = over ? y + 11 : y + bars / 2 + 2;
    nodes.push(text(14, at, fit(one.word, over ? 32 : SHORT), `small ${one.right ? "right" : ""}`));
    if (one.right) nodes.push(tick(5, at - 4));
    if (over) y += 15;
    expected.forEach(({ net, list }, k) => nodes.push(...bar(ctx, net, find(list, place), x, y + k * 13, long, one.right ? "right" : "")));
    if (place !== null) nodes.push(chanceLine(x + long / (places.length - 1), y - 3, y + bars));
    y += bars + GAP_BARS;
  }
  return { nodes, height: y };
}

// Which bar is which net's.
function key(expected, x) {
  return expected.flatMap(({ net }, k) => [
    svg("rect", { class: `bar ${net.style}`, x: x + k * 66, y: 2, width: 10, height: 10, rx: 2 }),
    text(x + k * 66 + 14, 11.5, fit(net.name, 7), `small key ${net.style}`),
  ]);
}

// The five likeliest of each net, and the word that came where it is not among them.
function apart(ctx, expected, width) {
  const x = 98;
  const long = width - x - NUMBER;
  const nodes = [];
  let y = 0;
  for (const { net, list } of expected) {
    nodes.push(text(0, y + 12, fit(net.name, 24), `net ${net.style}`));
    y += 19;
    const from = y;
    for (const one of list) {
      nodes.push(text(14, y + 10, fit(one.word, 11), `small ${one.right ? "right" : ""}`));
      if (one.right) nodes.push(tick(5, y + 6));
      nodes.push(...bar(ctx, net, one, x, y, long, one.right ? "right" : ""));
      y += LINE;
    }
    nodes.push(chanceLine(x + long / ctx.data.words.length, from - 2, y - 7));
    y += 8;
  }
  return { nodes, height: y };
}

const fit = (word, most) => ([...word].length > most ? `${[...word].slice(0, most - 1).join("")}…` : word);
