// The page's address holds the reader's state: read on arrival, written shortly after every change, without a rerun.

import { fillIn, html } from "../lib/dom.js";
import { PARAMETERS, fromLink, toLink } from "./link.js";

const PAUSE_MS = 200; // browsers refuse more than about ten changes of the address a second
// Streamlit drops the parameters of the address when the page changes; coming back finds them here, for each address its own.
const remembered = (globalThis[Symbol.for("lstm-lab.bptt")] ??= new Map());

// Whether the link asks to walk to the end of its phase by itself.
export const asksToPlay = () => new URLSearchParams(location.search).get("bptt_play") === "yes";

// {state, problems} of the address, or where it says nothing of ours, of the last visit.
export function readAddress(first) {
  const here = new URLSearchParams(location.search);
  const ours = PARAMETERS.some((name) => here.has(name));
  return fromLink(ours ? here : new URLSearchParams(remembered.get(location.pathname) ?? ""), first);
}

export function makeAddress(state, first) {
  let timer = null;
  const path = location.pathname;
  const ours = () => toLink(state(), first());
  function write() {
    if (location.pathname !== path) return;
    const url = new URL(location.href);
    for (const name of PARAMETERS) url.searchParams.delete(name);
    for (const [name, value] of ours()) url.searchParams.set(name, value);
    remembered.set(path, new URLSearchParams(ours()).toString());
    if (url.href !== location.href) window.history.replaceState(window.history.state, "", url);
  }
  function writeSoon() {
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE_MS);
  }
  // Whoever else writes an address of this page may have an old copy of ours; then it is written once more.
  const onEntry = () => {
    const here = new URLSearchParams(location.search);
    if (location.pathname === path && ours().some(([name, value]) => here.get(name) !== value)) writeSoon();
  };
  window.navigation?.addEventListener("currententrychange", onEntry);
  return {
    writeSoon,
    leave() {
      clearTimeout(timer);
      window.navigation?.removeEventListener("currententrychange", onEntry);
      remembered.set(path, new URLSearchParams(ours()).toString());
    },
  };
}

// A sentence for each part of a link that could not be used, and a button that puts them away.
export function problemLines(labels, problems, putAway) {
  const lines = problems.slice(0, 5).map(({ name, value, used }) =>
    html("p", {}, fillIn(used === null ? labels.link_refused : labels.link_nearest, { name, value, used })));
  return lines.length ? [...lines, html("button", { type: "button", onclick: putAway }, labels.understood)] : [];
}
