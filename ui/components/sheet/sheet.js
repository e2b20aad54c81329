// A document of its own within the page: as long as it has to be, and printed without the page around it.

import { dataOf } from "../lib/data.js";
import { say, write } from "../lib/dom.js";
import { themeOf } from "../lib/theme.js";

const sheets = new WeakMap();

export default function (component) {
  const { parentElement } = component;
  if (!sheets.has(parentElement)) sheets.set(parentElement, makeSheet(parentElement));
  const sheet = sheets.get(parentElement);
  sheet.receive(dataOf(component));
  return sheet.leave;
}

function makeSheet(root) {
  const page = root.querySelector("[data-role=sheet]");
  const [button, frame] = [root.querySelector("button"), root.querySelector("iframe")];
  let shown = "";

  const fit = () => {
    const body = frame.contentDocument?.body;
    if (body) frame.style.height = `${body.scrollHeight + 4}px`;
  };
  frame.onload = () => {
    if (frame.srcdoc !== shown) return;
    fit();
    write(page, "aria-busy", false);
  };
  button.onclick = () => frame.contentWindow.print();

  function receive(data) {
    page.dataset.theme = themeOf(page);
    say(button, data.print);
    write(frame, "title", data.title);
    if (data.document === shown) return;
    shown = data.document;
    write(page, "aria-busy", true);
    frame.srcdoc = shown;
  }

  const watch = new ResizeObserver(fit);
  watch.observe(page);

  function leave() {
    watch.disconnect();
    sheets.delete(root);
  }
  return { receive, leave };
}
