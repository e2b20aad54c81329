// The steps of the lecture in their groups. Which were seen, and where to go on, this browser knows alone.

import { dataOf } from "../lib/data.js";
import { fillIn, html, write } from "../lib/dom.js";
import { forgetWalk, readLesson, writeLesson } from "../lib/visited.js";

const opened = new WeakMap(); // which groups the reader has folded out
const keys = new WeakMap(); // what stops listening to them
const FIELDS_USE = "input, select, textarea, [contenteditable], [role=slider]";

export default function (component) {
  const { goals, inside, labels } = dataOf(component);
  const path = component.parentElement.querySelector(".path");
  const { at, seen, answers } = readLesson();
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
    open: open.get(group.key) ?? (!inside && group.steps.includes(here)),
    ontoggle: (event) => open.set(group.key, event.target.open),
  }, html("summary", {}, html("span", { class: "name" }, group.title), dots(group), time(group)), html("ol", {}, ...group.steps.map(row)));

  const anew = () => {
    writeLesson({ at: "", seen: [], answers: {} });
    forgetWalk();
  };
  const answered = Object.keys(answers).length > 0;
  const begin = link(steps[0], { class: here && !last ? null : "first", onclick: anew }, answered ? labels.anew : labels.begin);
  const onward = here && !last ? [link(here, { class: "first" }, fillIn(labels.go_on, { title: here.title }))] : [];

  path.replaceChildren(
    ...(inside ? [] : [html("div", { class: "ways" }, ...onward, begin)]),
    ...goals.flatMap((goal) => [html("h3", {}, html("span", {}, goal.title), time(goal)), ...goal.groups.map(fold)]),
  );
  write(path, "aria-label", labels.name);
  write(path, "aria-busy", false);

  // A clicker begins the lecture; within it, the bar has the keys.
  const onKey = (event) => {
    if (event.key !== "PageDown" || event.defaultPrevented || event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.composedPath()[0];
    if (target instanceof Element && target.closest(FIELDS_USE)) return;
    event.preventDefault();
    location.assign(steps[0].link);
  };
  keys.get(path)?.();
  keys.set(path, () => removeEventListener("keydown", onKey));
  if (!inside) addEventListener("keydown", onKey);
  return keys.get(path);
}
