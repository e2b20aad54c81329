// Saves a figure of the page as SVG or PNG, made here from what the reader sees: one of plotly, or one that a component draws.

import { dataOf } from "../lib/data.js";
import { html, write } from "../lib/dom.js";
import { saveFile, standaloneSvg, toPng } from "../lib/files.js";

const NS = "http://www.w3.org/2000/svg";
const BETWEEN = 8; // from one drawing to the next below it

export default function (component) {
  const { labels, figure, name } = dataOf(component);
  const root = component.parentElement.querySelector(".save");
  const text = () => {
    const ground = getComputedStyle(root).getPropertyValue("--st-background-color");
    const plot = document.querySelector(`.st-key-${figure} .js-plotly-plot`);
    return plot ? wholeFigure(plot, ground) : drawnFigure(figure, ground);
  };
  root.replaceChildren(
    html("button", { type: "button", onclick: () => saveFile(`${name}.svg`, text(), "image/svg+xml") }, labels.svg),
    html("button", { type: "button", onclick: async () => saveFile(`${name}.png`, await toPng(text()), "image/png") }, labels.png));
  write(root, "aria-busy", false);
}

// Plotly draws in layers, one SVG over the other; a file has them all in one, on the page's own ground.
function wholeFigure(plot, fill) {
  const { width, height } = plot.getBoundingClientRect();
  const layers = [...plot.querySelectorAll(".main-svg")].map((layer) => {
    const copy = layer.cloneNode(true);
    copy.style.background = "none";
    return copy;
  });
  return asText(width, height, fill, layers);
}

// What a component draws, <svg data-figure> in its shadow root; several stand one below the other.
function drawnFigure(figure, fill) {
  const { shadowRoot } = document.querySelector(`.st-key-${figure} [data-testid^=stBidiComponent]`);
  const drawn = [...shadowRoot.querySelectorAll("svg[data-figure]")].filter((one) => one.getClientRects().length > 0);
  if (drawn.length === 1) return standaloneSvg(drawn[0], fill);
  let [width, y] = [0, 0];
  const parts = drawn.map((one) => {
    const part = new DOMParser().parseFromString(standaloneSvg(one, fill), "image/svg+xml").documentElement;
    part.setAttribute("y", y);
    width = Math.max(width, Number(part.getAttribute("width")));
    y += Number(part.getAttribute("height")) + BETWEEN;
    return part;
  });
  return asText(width, y - BETWEEN, fill, parts);
}

function asText(width, height, fill, parts) {
  const whole = document.createElementNS(NS, "svg");
  for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) whole.setAttribute(key, value);
  const ground = document.createElementNS(NS, "rect");
  for (const [key, value] of Object.entries({ width, height, fill })) ground.setAttribute(key, value);
  whole.append(ground, ...parts);
  return new XMLSerializer().serializeToString(whole);
}
