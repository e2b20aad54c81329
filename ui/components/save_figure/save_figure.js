// Saves a figure of the page as SVG or PNG, made here from what the reader sees: one of plotly, or one that a component draws.

import { dataOf } from "../lib/data.js";
import { html, say, write } from "../lib/dom.js";
import { saveFile, standaloneSvg, toPng } from "../lib/files.js";

const NS = "http://www.w3.org/2000/svg";
const EDGE = 16; // around every drawing
const TITLE = 28; // height of a heading

export default function (component) {
  const { labels, figure, name } = dataOf(component);
  const root = component.parentElement.querySelector(".save");
  const text = () => {
    const ground = getComputedStyle(root).getPropertyValue("--st-background-color");
    const plot = document.querySelector(`.st-key-${figure} .js-plotly-plot`);
    return plot ? wholeFigure(plot, ground) : drawnFigure(figure, ground);
  };
  // Made once: a button that is replaced while it is pressed is not pressed.
  if (!root.children.length) root.append(html("button", { type: "button" }), html("button", { type: "button" }));
  const [asSvg, asPng] = root.children;
  say(asSvg, labels.svg);
  say(asPng, labels.png);
  asSvg.onclick = () => saveFile(`${name}.svg`, text(), "image/svg+xml");
  asPng.onclick = async () => saveFile(`${name}.png`, await toPng(text()), "image/png");
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

// What a component draws, <svg data-figure> in its shadow root: one below the other, each under its heading.
function drawnFigure(figure, fill) {
  const { shadowRoot } = document.querySelector(`.st-key-${figure} [data-testid^=stBidiComponent]`);
  const drawn = [...shadowRoot.querySelectorAll("svg[data-figure]")].filter((one) => one.getClientRects().length > 0);
  const parts = [];
  let [width, y, said] = [0, EDGE, ""];
  for (const one of drawn) {
    const heading = (one.closest("section") ?? shadowRoot).querySelector("h2, h3");
    if (heading && heading.textContent !== said) {
      said = heading.textContent;
      parts.push(titleText(heading, y));
      y += TITLE;
    }
    const part = new DOMParser().parseFromString(standaloneSvg(one, fill), "image/svg+xml").documentElement;
    // A label may reach beyond its drawing where the file is seen with another font.
    for (const [key, value] of Object.entries({ x: EDGE, y, overflow: "visible" })) part.setAttribute(key, value);
    parts.push(part);
    width = Math.max(width, Number(part.getAttribute("width")));
    y += Number(part.getAttribute("height")) + EDGE;
  }
  return asText(width + 2 * EDGE, y, fill, parts);
}

function titleText(heading, y) {
  const title = document.createElementNS(NS, "text");
  const { color, fontFamily } = getComputedStyle(heading);
  const attributes = { x: EDGE, y: y + 16, fill: color, "font-family": fontFamily, "font-size": 16, "font-weight": 600 };
  for (const [key, value] of Object.entries(attributes)) title.setAttribute(key, value);
  title.textContent = heading.textContent;
  return title;
}

function asText(width, height, fill, parts) {
  const whole = document.createElementNS(NS, "svg");
  for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) whole.setAttribute(key, value);
  const ground = document.createElementNS(NS, "rect");
  for (const [key, value] of Object.entries({ width, height, fill })) ground.setAttribute(key, value);
  whole.append(ground, ...parts);
  return new XMLSerializer().serializeToString(whole);
}
