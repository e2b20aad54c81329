// Grey values as a picture within an SVG, every pixel a square that can be seen.

import { svg, write } from "../lib/dom.js";

// A picture of width * height values, drawn `shown` px wide and its own share high.
export function makePhoto(name, width, height, shown) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const ink = canvas.getContext("2d");
  const data = ink.createImageData(width, height);
  const image = svg("image", { width, height, preserveAspectRatio: "none", style: "image-rendering: pixelated" });
  const node = svg("svg", { class: "photo", role: "img", "data-figure": name, viewBox: `0 0 ${width} ${height}`, width: shown, height: (shown * height) / width, preserveAspectRatio: "none" }, image);
  let drawn = null;
  function draw(values, alt) {
    write(node, "aria-label", alt);
    if (values === drawn) return;
    drawn = values;
    for (let k = 0; k < values.length; k++) {
      const grey = Math.round(255 * Math.min(1, Math.max(0, values[k])));
      data.data.set([grey, grey, grey, 255], 4 * k);
    }
    ink.putImageData(data, 0, 0);
    write(image, "href", canvas.toDataURL());
  }
  function size(px) {
    write(node, "width", px);
    write(node, "height", (px * height) / width);
  }
  return { node, draw, size };
}
