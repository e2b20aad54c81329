// Saves a figure of the page as SVG or PNG, made here from what the reader sees: one of plotly, or one that a component draws.

import { html, say, write } from "../lib/dom.js";
import { saveFile, standaloneSvg, toPng } from "../lib/files.js";
import { live } from "../lib/life.js";

const NS = "http://www.w3.org/2000/svg";
const EDGE = 16; // around every drawing
const TITLE = 28; // height of a heading

export default (component) => live(component, makeSaving);

function makeSaving(root) {
  const save = root.querySelector(".save");
  let data = null;
  const text = () => {
    const ground = getComputedStyle(save).getPropertyValue("--st-background-color");
    const plot = document.querySelector(`.st-key-${data.figure} .js-plotly-plot`);
    return plot ? wholeFigure(plot, ground) : drawnFigure(data.figure, ground);
  };
  const asSvg = html("button", { type: "button", onclick: () => saveFile(`${data.name}.svg`, text(), "image/svg+xml") });
  const asPng = html("button", { type: "button", onclick: async () => saveFile(`${data.name}.png`, await toPng(text()), "image/png") });
  save.append(asSvg, asPng);

  function receive(next) {
    data = next;
    say(asSvg, data.labels.svg);
    say(asPng, data.labels.png);
    write(save, "aria-busy", false);
  }

  return { receive };
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
