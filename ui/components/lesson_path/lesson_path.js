// The steps of the lecture in their groups. Which were seen, and where to go on, this browser knows alone.

import { dataOf } from "../lib/data.js";
import { fillIn, html, write } from "../lib/dom.js";
import { readLesson } from "../lib/visited.js";

const opened = new WeakMap(); // which groups the reader has folded out

export default function (component) {
  const { goals, labels } = dataOf(component);
  const path = component.parentElement.querySelector(".path");
  const { at, seen } = readLesson();
  const steps = goals.flatMap(({ groups }) => groups.flatMap((group) => group.steps));
  const here = steps.find(({ key }) => key === at);
  if (!opened.has(path)) opened.set(path, new Map());
  const open = opened.get(path);
  const last = here === steps.at(-1);

  const link = (step, attrs, ...children) => html("a", { ...attrs, href: step.link }, ...children);
  const time = (one) => html("span", { class: "time" }, one.time);
  const row = (step) => html("li", {}, link(step, { class: step === here ? "here" : null, "aria-current": step === here && "step" },
    html("span", { class: "mark", "aria-hidden": "true" }, step === here ? "●" : seen.includes(step.key) ? "✓" : "○"),
    html("span", {}, step.title), time(step)));
  const dots = ({ steps: own }) => html("span", { class: "dots", role: "img", "aria-label": fillIn(labels.seen, { n: own.filter(({ key }) => seen.includes(key)).length, of: own.length }) },
    ...own.map((step) => html("i", { class: step === here ? "here" : seen.includes(step.key) ? "seen" : null })));
  const fold = (group) => html("details", {
    open: open.get(group.key) ?? group.steps.includes(here),
    ontoggle: (event) => open.set(group.key, event.target.open),
  }, html("summary", {}, html("span", { class: "name" }, group.title), dots(group), time(group)), html("ol", {}, ...group.steps.map(row)));

  path.replaceChildren(
    html("div", { class: "ways" },
      ...(here && !last ? [link(here, { class: "first" }, fillIn(labels.go_on, { title: here.title }))] : []),
      link(steps[0], { class: here && !last ? null : "first" }, labels.begin)),
    ...goals.flatMap((goal) => [html("h3", {}, html("span", {}, goal.title), time(goal)), ...goal.groups.map(fold)]),
  );
  write(path, "aria-label", labels.name);
  write(path, "aria-busy", false);
}
