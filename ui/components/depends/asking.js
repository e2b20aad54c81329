// The controls over the picture: which sentence, how far apart, which seed, and whose arcs are drawn.

import { fillIn, html, say, write } from "../lib/dom.js";

// The link's parameters, which are also the names under which Python is asked.
export const NAMES = { sentence: "dep_sentence", n: "dep_n", seed: "dep_seed", net: "dep_net", at: "dep_at" };

export function makeAsking(ctx) {
  const { data, labels: L } = ctx;
  const group = (label, name, options, choose) => html("div", { class: "switch", role: "group", "aria-label": label },
    ...options.map(([value, text]) => html("button", { type: "button", "data-of": name, "data-value": value, onclick: () => choose(value) }, text)));
  const sentences = group(L.sentence, NAMES.sentence, data.sentences.map((one) => [one.name, fillIn(L[one.name], { title: one.title })]),
    (name) => ctx.ask({ [NAMES.sentence]: name, [NAMES.n]: data.sentences.find((one) => one.name === name).n }));
  const slider = html("input", { type: "range", min: 0, max: data.most, step: 1 });
  const text = html("span", {});
  slider.oninput = () => ctx.ask({ [NAMES.n]: Number(slider.value) });
  const seeds = group(L.seed, NAMES.seed, data.seeds.map((seed, k) => [k + 1, String(seed)]), (seed) => ctx.ask({ [NAMES.seed]: Number(seed) }));
  const nets = group(L.nets, NAMES.net, data.nets.map((net) => [net.name, L[net.name]]), (name) => ctx.choose(name));
  const node = html("div", { class: "asking" }, sentences, html("label", { class: "distance" }, text, slider), html("div", { class: "seeds" }, html("span", {}, L.seed), seeds), nets);
  function update() {
    const asked = { ...ctx.asked, [NAMES.net]: ctx.net.name };
    for (const button of node.querySelectorAll("button")) write(button, "aria-pressed", String(asked[button.dataset.of]) === button.dataset.value);
    const n = asked[NAMES.n];
    if (Number(slider.value) !== n) slider.value = n;
    say(text, fillIn(L.distance, { n }));
  }
  return { node, update };
}

// What is as at first stays out of the link.
export function writeAddress(values) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(values)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  if (url.href !== location.href) window.history.replaceState(window.history.state, "", url);
}
