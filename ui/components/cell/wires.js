// The wires of the drawing: where they end, which of them light up, and the sparks that run along them.

import { svg, toggle } from "./../lib/dom.js";

// The edge of the first obstacle that holds the end point of a wire; where none does, the point itself.
function trimmed(from, to, obstacles) {
  const hit = obstacles.find(([x, y, w, h]) => to[0] > x && to[0] < x + w && to[1] > y && to[1] < y + h);
  if (!hit) return to;
  const [x, y, w, h] = hit;
  if (from[0] === to[0]) return [to[0], from[1] < to[1] ? y : y + h];
  return [from[0] < to[0] ? x : x + w, to[1]];
}

function wirePath(points) {
  const [first, ...rest] = points;
  const corners = rest.map(([x, y], k) => {
    if (k === rest.length - 1) return `L${x} ${y}`;
    const [px, py] = points[k];
    const [nx, ny] = points[k + 2];
    const r = Math.min(8, Math.hypot(x - px, y - py) / 2, Math.hypot(nx - x, ny - y) / 2);
    const toward = (ax, ay) => [x + Math.sign(ax - x) * r, y + Math.sign(ay - y) * r];
    return `L${toward(px, py).join(" ")}Q${x} ${y} ${toward(nx, ny).join(" ")}`;
  });
  return `M${first.join(" ")}${corners.join("")}`;
}

function arrowHead([px, py], [x, y]) {
  const angle = Math.atan2(y - py, x - px) * 180 / Math.PI;
  return svg("path", { class: "head", d: "M0 0L-9 -5L-9 5Z", transform: `translate(${x} ${y}) rotate(${angle})` });
}

// Which wires lead to a quantity from those it is made of: backwards from its column, over discs and joints, up to the next columns.
function makeTracer(layout) {
  const within = ([px, py], [x, y, w, h]) => px >= x && px <= x + w && py >= y && py <= y + h;
  const column = (point) => layout.boxes.find(({ rect }) => within(point, rect))?.id ??
    Object.keys(layout.columns).find((id) => layout.columns[id].join() === point.join()) ??
    Object.keys(layout.columns).find((id) => within(point, [layout.columns[id][0] - 27, layout.columns[id][1] - 20, 54, 40]));
  const place = (point) => column(point) ?? point.join();
  const ends = layout.wires.map(({ points }) => ({ from: place(points[0]), to: place(points.at(-1)) }));
  return (looked) => {
    const found = new Set();
    const trace = (to) => ends.forEach((end, k) => {
      if (end.to !== to || found.has(k)) return;
      found.add(k);
      if (!(end.from in layout.columns)) trace(end.from);
    });
    if (looked) trace(looked.id);
    return found;
  };
}

// obstacles: what a wire ends at the edge of, as [x, y, width, height]. light(node, stages) registers what is lit when.
export function makeWires(layout, obstacles, light) {
  const tracer = makeTracer(layout);
  const wires = layout.wires.map(({ role, stages, points }) => {
    const ends = [...points];
    ends[0] = trimmed(points[1], points[0], obstacles);
    ends[ends.length - 1] = trimmed(points.at(-2), points.at(-1), obstacles);
    const path = svg("path", { d: wirePath(ends), class: "line" });
    // A wire that ends at nothing joins another one, or leaves the picture: only the latter has a head.
    const joins = ends.at(-1) === points.at(-1) && ends.at(-1)[0] < layout.width - 40 && ends.at(-1)[1] < layout.height - 4;
    const node = light(svg("g", { class: `wire role-${role}` }, path, joins ? null : arrowHead(ends.at(-2), ends.at(-1))), stages);
    return { stages, role, path, node };
  });
  const sparks = svg("g", { class: "sparks" });

  // Lights the wires that lead to what is looked at.
  function update(looked) {
    const lighted = tracer(looked);
    wires.forEach(({ node }, k) => toggle(node, "source", lighted.has(k)));
  }

  // Sparks run along the wires of a stage that has just been entered; they are gone after it.
  function animate(stage) {
    sparks.replaceChildren();
    for (const { stages, role, path } of wires) {
      if (!stages.includes(stage)) continue;
      const spark = svg("circle", { r: 5, class: `spark role-${role}` });
      const length = path.getTotalLength();
      const frames = Array.from({ length: 7 }, (_, k) => path.getPointAtLength(length * k / 6))
        .map((at, k) => ({ transform: `translate(${at.x}px, ${at.y}px)`, opacity: k === 6 ? 0 : 1 }));
      sparks.append(spark);
      spark.animate(frames, { duration: 350, easing: "ease-in-out", fill: "forwards" }).onfinish = () => spark.remove();
    }
  }

  return { node: svg("g", { class: "wires" }, ...wires.map(({ node }) => node)), sparks, update, animate };
}
