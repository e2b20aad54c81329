// A document of its own within the page: as long as it has to be, and printed without the page around it.

import { say, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { themeOf } from "../lib/theme.js";

export default (component) => live(component, makeSheet);

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

  return { receive, leave: () => watch.disconnect() };
}
