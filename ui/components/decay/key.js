// Which line is which, above the curves and inside of the picture: a figure that is saved has no other legend.

import { svg } from "../lib/dom.js";

const KEY_ROW = 20; // px from one row of names to the next
const KEY_SAMPLE = 34; // px of line before a name
const KEY_GAP = 8; // px between the two
const KEY_APART = 22; // px between two names; a file may be seen in a wider font

// The names in rows from `left` to `right`, as many in each as there is room for; and the height of them all.
export function drawKey(lines, left, right, family) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `13px ${family}`;
  let [x, row] = [left, 0];
  const entries = lines.map((line) => {
    const width = KEY_SAMPLE + KEY_GAP + pen.measureText(line.name).width;
    if (x > left && x + width > right) [x, row] = [left, row + 1];
    const at = `translate(${x.toFixed(1)} ${row * KEY_ROW + 10})`;
    x += width + KEY_APART;
    return svg("g", { class: `line-of ${line.style}`, transform: at },
      svg("path", { class: "line", d: `M0 0H${KEY_SAMPLE}` }), svg("text", { class: "key-name", x: KEY_SAMPLE + KEY_GAP, y: 4.5 }, line.name));
  });
  return { node: svg("g", { class: "key" }, ...entries), height: (row + 1) * KEY_ROW };
}
