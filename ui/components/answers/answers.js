// What the reader answered, from the browser's own memory: nobody else has it.

import { fillIn, html, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { themeOf } from "../lib/theme.js";
import { readLesson, writeLesson } from "../lib/visited.js";

export default (component) => live(component, makeAnswers);

function makeAnswers(root) {
  const page = root.querySelector(".answers");
  return { receive: (data) => drawAnswers(page, data, false) };
}

function drawAnswers(page, data, sure) {
  const { closing, questions, labels } = data;
  const { answers } = readLesson();
  // What is kept may be of an older lecture, or written by hand.
  const choiceOf = ({ key, options }) => (Object.hasOwn(answers, key) && options[answers[key]?.choice] ? answers[key].choice : null);
  // What the nets say now: the answer may have been given in the other language, whose nets said something else.
  const rightOf = ({ key, options, right }) => right ?? (Array.isArray(answers[key]?.right) ? answers[key].right.filter((k) => options[k]) : []);
  const answered = questions.filter((one) => choiceOf(one) !== null);
  const isRight = (one) => rightOf(one).includes(choiceOf(one));
  const [right, wrong] = [answered.filter(isRight), answered.filter((one) => !isRight(one))];
  const open = questions.length - answered.length;

  const way = ({ link, title }) => html("a", { href: link }, title);
  const surprise = (one) => html("li", {},
    html("p", { class: "asked" }, one.ask),
    html("p", { class: "wrong" }, `${one.options[choiceOf(one)].text} — ${one.options[choiceOf(one)].why}`),
    ...rightOf(one).map((k) => html("p", { class: "right" }, `${one.options[k].text} — ${one.options[k].why}`)),
    way(one));
  const short = (one) => html("li", { class: "right" }, `${one.ask} `, way(one));
  const list = (title, rows) => (rows.length ? [html("h2", {}, title), html("ul", {}, ...rows)] : []);
  const clear = () => {
    writeLesson({ answers: {} });
    drawAnswers(page, data, false);
    page.querySelector(".counts").focus();
  };
  const ask = (now) => {
    drawAnswers(page, data, now);
    page.querySelector("button").focus();
  };
  const buttons = !answered.length ? []
    : sure ? [html("button", { type: "button", onclick: clear }, labels.really), html("button", { type: "button", onclick: () => ask(false) }, labels.keep)]
    : [html("button", { type: "button", onclick: () => ask(true) }, labels.clear)];

  page.dataset.theme = themeOf(page);
  page.replaceChildren(
    html("ol", { class: "closing", "data-picture": true }, ...closing.map((sentence) => html("li", {}, sentence))),
    html("section", { class: answered.length ? "own" : "own none" },
      html("p", { class: "counts", tabindex: -1, role: "status" },
        answered.length ? fillIn(labels.counts, { right: right.length, wrong: wrong.length, open }) : labels.none),
      ...list(labels.surprises, wrong.map(surprise)),
      ...list(labels.foreseen, right.map(short)),
      ...buttons,
      html("p", {}, labels.where)),
  );
  write(page, "aria-busy", false);
}
