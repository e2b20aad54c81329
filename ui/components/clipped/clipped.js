// With and without clipping: above the norm of the gradient before it is clipped, below how many answers are right.

import { fillIn, say, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { formatNumber, formatPercent } from "../lib/numbers.js";
import { powerText } from "../lib/powers.js";
import { roundTicks, wholeTicks } from "../lib/scales.js";
import { themeOf } from "../lib/theme.js";
import { drawChart } from "../race/chart.js";
import { makeFigure } from "../race/figure.js";

const NARROW_PAIR = 640; // px of width below which the pictures stand below one another
const PANEL_HEIGHT = 205; // px

export default (component) => live(component, makePair);

// Whole powers of ten, and where they are few 2 and 5 of each as well.
function normTicks(low, high, lang) {
  const powers = wholeTicks(low, high, 7);
  if (high - low > 4) return powers.map((at) => ({ at, text: powerText(at) }));
  return powers.concat(Math.floor(low)).flatMap((power) => [1, 2, 5].map((digit) => Math.log10(digit) + power))
    .filter((at, k, all) => at >= low - 1e-9 && at <= high + 1e-9 && all.indexOf(at) === k)
    .map((at) => ({ at, text: formatNumber(10 ** at, lang, Math.max(0, Math.ceil(-at - 1e-9))) }));
}

function makePair(root) {
  const box = root.querySelector("[data-role=clipped]");
  const slot = root.querySelector("[data-slot=panels]");
  let data = null;
  let panels = [];
  let built = "";
  let width = 0;
  const ctx = { get labels() { return data.labels; } };

  function build() {
    panels = ["norm", "score"].flatMap((what) => data.lanes.map((_lane, k) => ({ what, k, ...makeFigure(ctx, what) })));
    panels.forEach(({ node, picture, what, k }) => {
      node.querySelector(".note-how").id = `how-${what}-${k}`;
      write(node.querySelector(".how"), "popovertarget", `how-${what}-${k}`);
      write(picture, "data-figure", `${what}-${k}`);
    });
    slot.replaceChildren(...panels.map(({ node }) => node));
  }

  const seriesOf = (lane, rows) => rows.map((ys, k) => ({ lane: { id: `${lane.style}-${k}`, style: `${lane.style} net-${(k % 3) + 1}` }, xs: lane.steps, mid: ys, low: [], high: [] }));

  function normAxis() {
    const logs = data.lanes.flatMap((lane) => [...lane.norms.flat(), lane.clip]).filter((log) => typeof log === "number");
    const low = Math.floor(2 * logs.reduce((a, b) => Math.min(a, b), 0) - 0.3) / 2; // room below a threshold at the edge
    const high = Math.ceil(2 * logs.reduce((a, b) => Math.max(a, b), 1) + 0.2) / 2;
    return { low, high, ticks: normTicks(low, high, data.lang), title: data.labels.norm_axis };
  }

  function draw() {
    if (!data || !width) return;
    toggle(box, "narrow", width < NARROW_PAIR);
    const last = Math.max(1, ...data.lanes.map((lane) => lane.steps.at(-1) ?? 0));
    const y = { norm: normAxis(), score: { low: 0, high: 1.02, ticks: [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, text: formatPercent(at, data.lang) })), title: data.labels.score_axis } };
    for (const { what, k, node, picture, update } of panels) {
      const lane = data.lanes[k];
      const size = { width: Math.max(200, node.clientWidth), height: PANEL_HEIGHT };
      const rows = what === "norm" ? lane.norms.map((row) => row.map((log) => (log === "inf" ? y.norm.high : log))) : lane.scores;
      const references = what === "score" ? [{ at: data.chance, text: data.labels.chance }]
        : [...(lane.clip === null ? [] : [{ at: lane.clip, text: data.labels.threshold }]), ...(lane.infinite ? [{ at: y.norm.high, text: lane.infinite }] : [])];
      drawChart(picture, {
        ...size, references, beyond: null, points: false, series: seriesOf(lane, rows), y: y[what],
        x: { low: 0, high: last, title: data.labels.step_axis, ticks: roundTicks(0, last, Math.floor(size.width / 75)).filter(Number.isInteger).map((at) => ({ at, text: formatNumber(at, data.lang, 0) })) },
      });
      update(fillIn(data.labels[`title_${what}`], { name: lane.name }), lane[`${what}_alt`]);
    }
    write(box, "aria-busy", false);
  }

  function receive(next) {
    data = next;
    box.dataset.theme = themeOf(box);
    if (built !== `${data.lang}/${data.lanes.length}`) build();
    built = `${data.lang}/${data.lanes.length}`;
    say(root.querySelector("[data-role=about]"), data.about);
    say(root.querySelector("[data-role=headline]"), data.headline);
    draw();
  }

  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    draw();
  });
  watch.observe(box);

  return { receive, leave: () => watch.disconnect() };
}
