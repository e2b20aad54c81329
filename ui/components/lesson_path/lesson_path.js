// The steps of the lecture in their groups. Which were seen, and where to go on, this browser knows alone.

import { fillIn, html, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { forgetWalk, readLesson, writeLesson } from "../lib/visited.js";

const FIELDS_USE = "input, select, textarea, [contenteditable], [role=slider]";

export default (component) => live(component, makePath);

function makePath(root) {
  const path = root.querySelector(".path");
  const open = new Map(); // which groups the reader has folded out or in
  let start = null; // where a clicker begins the lecture; within it, the bar has the keys

  function receive({ goals, inside, labels }) {
    const { at, seen, answers } = readLesson();
    const steps = goals.flatMap(({ groups }) => groups.flatMap((group) => group.steps));
    const here = steps.find(({ key }) => key === at);
    const last = here === steps.at(-1);
    start = inside ? null : steps[0].link;

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
  }

  function onKey(event) {
    if (start === null || event.key !== "PageDown" || event.defaultPrevented || event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.composedPath()[0];
    if (target instanceof Element && target.closest(FIELDS_USE)) return;
    event.preventDefault();
    location.assign(start);
  }

  addEventListener("keydown", onKey);
  return { receive, leave: () => removeEventListener("keydown", onKey) };
}
