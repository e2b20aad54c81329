// The page's address holds the reader's state: read on arrival, written shortly after every change, without a rerun.

import { fillIn, html } from "./../lib/dom.js";
import { PARAMETERS, fromLink, toLink } from "./link.js";
import { quantityIds } from "./quantities.js";

const PAUSE_MS = 200; // browsers refuse more than about ten changes of the address a second
// Streamlit drops the parameters of the address when the page changes; coming back finds them here.
const remembered = (globalThis[Symbol.for("lstm-lab.cell")] ??= { search: "" });

// {state, problems} of the address, or where it says nothing of ours, of the last visit.
export function readAddress(examples, first) {
  const here = new URLSearchParams(location.search);
  const ours = PARAMETERS.some((name) => here.has(name));
  return fromLink(ours ? here : new URLSearchParams(remembered.search), examples, first, quantityIds);
}

export function makeAddress(ctx) {
  let timer = null;
  function current() {
    const url = new URL(location.href);
    for (const name of PARAMETERS) url.searchParams.delete(name);
    for (const [name, value] of toLink(ctx.state(), ctx.example())) url.searchParams.set(name, value);
    return url;
  }
  return {
    // The address that gives anybody this very picture, language included.
    link() {
      const url = current();
      url.searchParams.set("lang", ctx.lang);
      return url.href;
    },
    writeSoon() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const url = current();
        remembered.search = url.search;
        window.history.replaceState(window.history.state, "", url);
      }, PAUSE_MS);
    },
    leave() {
      clearTimeout(timer);
      remembered.search = current().search;
    },
  };
}

// A sentence for each part of a link that could not be used, and a button that puts them away.
export function problemLines(ctx, problems, putAway) {
  const lines = problems.slice(0, 5).map(({ name, value, used }) => {
    const shown = used === "cell" ? ctx.example().title : used;
    return html("p", {}, fillIn(used === null ? ctx.labels.link_refused : ctx.labels.link_nearest, { name, value, used: shown }));
  });
  return lines.length ? [...lines, html("button", { type: "button", class: "plain", onclick: putAway }, ctx.labels.understood)] : [];
}
