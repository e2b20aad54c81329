// Gates as fill height, a row for each cell: one path a row, because a scrub through training changes all of them within a frame.

import { svg, write } from "../lib/dom.js";
import { HEAT_GAP } from "../lib/heat.js";

// {node, update({ axis, across, thickness, rows, value })}: value(k, column) -> 0..1, or null where there is nothing.
export function makeLevels() {
  const node = svg("g", { class: "levels" });
  let rows = [];
  function update({ axis, across, thickness, count, value }) {
    if (rows.length !== count) {
      rows = Array.from({ length: count }, () => ({ back: svg("rect", { class: "heat-row" }), path: svg("path", { class: "level" }) }));
      node.replaceChildren(...rows.flatMap(({ back, path }) => [back, path]));
    }
    rows.forEach(({ back, path }, k) => {
      const at = across + k * (thickness + HEAT_GAP);
      const whole = axis.tall ? { x: at, y: axis.start, width: thickness, height: axis.length } : { x: axis.start, y: at, width: axis.length, height: thickness };
      for (const [name, number] of Object.entries(whole)) write(back, name, number);
      const filled = Array.from({ length: axis.T }, (_, index) => {
        const level = value(k, index + 1);
        if (level === null) return "";
        const { x, y, width, height } = axis.rect(index + 1, at, thickness);
        const bottom = y + height;
        return `M${x.toFixed(1)} ${bottom.toFixed(1)}v${(-height * level).toFixed(3)}h${width.toFixed(1)}V${bottom.toFixed(1)}Z`;
      });
      write(path, "d", filled.join(""));
    });
  }
  return { node, update };
}
