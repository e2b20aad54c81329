// Saves a plotly figure of the page as SVG or PNG, made here from what the reader sees.

import { dataOf } from "../lib/data.js";
import { html, write } from "../lib/dom.js";
import { saveFile, toPng } from "../lib/files.js";

const NS = "http://www.w3.org/2000/svg";

export default function (component) {
  const { labels, figure, name } = dataOf(component);
  const root = component.parentElement.querySelector(".save");
  const text = () => wholeFigure(document.querySelector(`.st-key-${figure} .js-plotly-plot`), root);
  root.replaceChildren(
    html("button", { type: "button", onclick: () => saveFile(`${name}.svg`, text(), "image/svg+xml") }, labels.svg),
    html("button", { type: "button", onclick: async () => saveFile(`${name}.png`, await toPng(text()), "image/png") }, labels.png));
  write(root, "aria-busy", false);
}

// Plotly draws in layers, one SVG over the other; a file has them all in one, on the page's own ground.
function wholeFigure(plot, root) {
  const { width, height } = plot.getBoundingClientRect();
  const whole = document.createElementNS(NS, "svg");
  for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) whole.setAttribute(key, value);
  const ground = document.createElementNS(NS, "rect");
  for (const [key, value] of Object.entries({ width, height, fill: getComputedStyle(root).getPropertyValue("--st-background-color") })) ground.setAttribute(key, value);
  whole.append(ground, ...[...plot.querySelectorAll(".main-svg")].map((layer) => {
    const copy = layer.cloneNode(true);
    copy.style.background = "none";
    return copy;
  }));
  return new XMLSerializer().serializeToString(whole);
}
