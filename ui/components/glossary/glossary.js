// The terms of the lecture on any page: underlined where they stand, explained at a hover or a tap, listed at a key.

import { html, say, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { themeOf } from "../lib/theme.js";
import { meaning, names } from "./entry.js";
import { makeFinder } from "./find.js";
import { makeMarks } from "./marks.js";
import { makeTip } from "./tip.js";

const WRITES = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox]";

export default (component) => live(component, makeGlossary);

function makeGlossary(root) {
  const find = (selector) => root.querySelector(selector);
  const [box, dialog] = [find(".glossary"), find("dialog")];
  const marks = makeMarks(root);
  const tip = makeTip(find("[data-role=tip]"), marks, () => data.terms);
  let [data, known] = [null, ""];

  function receive(next) {
    box.dataset.theme = themeOf(box);
    const text = JSON.stringify(next);
    if (text === known) return;
    [data, known] = [next, text];
    for (const role of ["open", "close"]) {
      write(find(`[data-role=${role}]`), "aria-label", data.labels[role]);
      write(find(`[data-role=${role}]`), "title", data.labels[role]);
    }
    say(find("h2"), data.labels.title);
    say(find("[data-role=all]"), data.labels.all);
    write(find("[data-role=all]"), "href", data.address);
    tip.hide();
    marks.seek(makeFinder(data.terms));
    write(box, "aria-busy", false);
  }

  function open() {
    tip.hide();
    const terms = marks.found().map((number) => data.terms[number]);
    say(find("[data-role=none]"), terms.length ? "" : data.labels.none);
    find("dl").replaceChildren(...terms.flatMap((term) => [html("dt", {}, names(term)), html("dd", {}, ...meaning(term))]));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  }

  function onKey(event) {
    if (event.key === "Escape" && tip.hide()) return;
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || event.repeat || !data) return;
    const target = event.composedPath()[0];
    if (target instanceof Element && target.closest(WRITES) && target.type !== "range") return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else open();
  }

  find("[data-role=open]").onclick = open;
  find("[data-role=close]").onclick = () => dialog.close();
  dialog.onclick = (event) => { if (event.target === dialog) dialog.close(); }; // beside it
  const options = { capture: true, passive: true };
  const heard = { pointermove: tip.look, click: tip.tap, scroll: tip.hide, keydown: onKey };
  const optionsOf = (name) => (name === "keydown" ? { capture: true } : options);
  for (const [name, act] of Object.entries(heard)) addEventListener(name, act, optionsOf(name));

  function leave() {
    for (const [name, act] of Object.entries(heard)) removeEventListener(name, act, optionsOf(name));
    tip.leave();
    marks.leave();
    if (dialog.open) dialog.close();
  }

  return { receive, leave };
}
