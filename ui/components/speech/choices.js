// What is said and how: a button for each word, play, two switches, and three lists. Each change is told at once.

import { html, say, write } from "../lib/dom.js";

export function makeChoices({ words, others, change, play }) {
  let [made, data, playing] = ["", null, false];
  const player = html("button", { type: "button", class: "play", onclick: play });
  const flips = ["backwards", "shuffled"].map((name) => html("button", { type: "button", class: "flip", "data-flip": name, onclick: () => set(name, data.chosen[name] ? "" : "true") }));
  const lists = ["voice", "speed", "noise"].map((name) => html("select", { "data-list": name, onchange: (event) => set(name, event.target.value) }));
  let buttons = [];
  const row = html("div", { class: "words", role: "group" });
  words.append(row, player, ...flips);
  others.append(...lists);

  function set(name, value) {
    change({ ...data.chosen, [name]: value });
  }

  function standing(now) {
    playing = now;
    player.replaceChildren(html("span", { "aria-hidden": "true" }, playing ? "■ " : "▶ "), playing ? data.labels.stop : data.labels.play,
      html("small", {}, ` · ${data.labels.synthetic}`));
  }

  function update(next) {
    data = next;
    const form = JSON.stringify([data.words, data.options, data.labels]);
    if (form !== made) {
      buttons = data.words.map((word, k) => html("button", { type: "button", onclick: () => set("word", String(k + 1)) }, word));
      row.replaceChildren(...buttons);
      write(row, "aria-label", data.labels.word);
      flips.forEach((flip) => say(flip, data.labels[flip.dataset.flip]));
      lists.forEach((list) => {
        write(list, "aria-label", data.labels[list.dataset.list]);
        list.replaceChildren(...data.options[list.dataset.list].map(({ id, name }) => html("option", { value: id }, name)));
      });
    }
    made = form;
    buttons.forEach((button, k) => write(button, "aria-pressed", k === data.said));
    flips.forEach((flip) => write(flip, "aria-pressed", data.chosen[flip.dataset.flip] === "true"));
    lists.forEach((list) => { list.value = data.chosen[list.dataset.list]; });
    standing(false);
  }

  return { update, standing };
}
