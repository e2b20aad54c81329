// A question before the picture. The reader's answer is kept in this browser; Python is told only to say what the net says.

import { html, say, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { themeOf } from "../lib/theme.js";
import { readLesson, readWalk, writeLesson, writeWalk } from "../lib/visited.js";

const UNANSWERED = -1;
const AGAIN = "again"; // not null, which is what a question that was answered on an earlier visit begins with: nothing would have changed
const PATIENT = 4000; // ms after which a verdict that does not come holds nobody up
const FIELDS_TAKE = "input, select, textarea, [contenteditable]";

export default (component) => live(component, makeQuestion);

function makeQuestion(root) {
  const page = root.querySelector(".question");
  const find = (selector) => page.querySelector(selector);
  const [heading, options, verdict] = [find("h2"), find(".options"), find(".verdict")];
  const [again, more] = [html("button", { type: "button", class: "again" }), html("button", { type: "button", class: "more" })];
  let [data, send, asked, since] = [null, null, null, 0]; // asked: the option that Python is asked about since then

  function choose(option) {
    if (data.verdict || asked !== null) return;
    asked = option;
    since = performance.now();
    draw();
    send.setStateValue("choice", option);
  }

  function draw() {
    const answered = Boolean(data.verdict);
    toggle(page, "answered", answered);
    page.dataset.theme = themeOf(page);
    say(heading, data.ask);
    options.replaceChildren(...data.options.map((text, k) =>
      html("li", {}, html("button", { type: "button", class: asked === k ? "chosen" : null, "aria-disabled": asked !== null && "true", onclick: () => choose(k) },
        html("span", { class: "n", "aria-hidden": "true" }, String(k + 1)), html("span", {}, text)))));
    say(find(".hint"), asked === null ? data.labels.hint : data.labels.asking);
    say(again, data.labels.again);
    say(more, data.labels.why);
    verdict.replaceChildren(...(answered ? told() : []));
  }

  // What the reader said, why that is so or not, and what the net says. On a phone the reasons are folded away, so that the picture
  // stands on the same screen.
  function told() {
    const { labels, verdict: { right, evidence, why }, choice, options: texts } = data;
    const stop = (text) => (/[.?!…]$/.test(text) ? text : `${text}.`);
    const both = right.map((k) => texts[k]).join(" / ");
    const reasons = right.map((k) => (right.length > 1 ? `${stop(texts[k])} ${why[k]}` : why[k])).join(" ");
    const good = right.includes(choice);
    const line = (name, head, ...rest) => html("p", { class: name }, html("b", {}, `${head} `), ...rest);
    const reason = (text) => html("span", { class: "why" }, text);
    const proof = html("span", { class: "evidence" }, evidence);
    const ways = html("span", { class: "ways" }, more, " ", again);
    if (good) return [line("right", `${labels.right} ${stop(texts[choice])}`, reason(why[choice])), " ", html("p", {}, proof, " ", ways)];
    const answer = line("right", `${labels.answer} ${stop(both)}`, choice === UNANSWERED ? reason(`${reasons} `) : "", proof, " ", ways);
    return choice === UNANSWERED ? [answer] : [line("wrong", `${labels.wrong} ${stop(texts[choice])}`, reason(why[choice])), " ", answer];
  }

  function receive(next, component) {
    const first = data === null;
    const revealed = !first && !data.verdict && next.verdict;
    const anew = !first && data.verdict && !next.verdict;
    [data, send] = [next, component];
    if (data.verdict || anew) asked = null;
    if (first || revealed) unfold(false);
    draw();
    const { answers } = readLesson();
    const kept = Object.hasOwn(answers, data.key) ? answers[data.key] : null;
    if (data.verdict) writeWalk(data.key, data.choice);
    if (data.verdict && data.choice !== UNANSWERED && (revealed || !kept)) {
      const when = new Date().toISOString();
      writeLesson({ answers: { ...answers, [data.key]: { choice: data.choice, right: data.verdict.right, when } } });
    } else if (first && !data.verdict) {
      const before = readWalk()[data.key] ?? (isOpenedHere() ? kept?.choice : null);
      if (before === UNANSWERED || before in data.options) choose(before);
    }
    if (revealed && asksFocus()) heading.focus({ preventScroll: true });
    document.documentElement.dataset.question = data.key;
    document.dispatchEvent(new CustomEvent("lesson-question"));
    write(page, "aria-busy", false);
  }

  // Whoever comes back to a question sees what they said. A lecture that begins again asks again, and a projector does not tell
  // what was said in the rehearsal.
  const isOpenedHere = () => new URL(performance.getEntriesByType("navigation")[0].name).pathname === location.pathname
    && !document.documentElement.hasAttribute("data-projector");

  // The button that was pressed is gone.
  const asksFocus = () => root.activeElement !== null || document.activeElement === document.body;

  function onNext(event) {
    if (data.verdict || (asked !== null && performance.now() - since > PATIENT)) return;
    event.preventDefault();
    if (!event.detail.early) choose(UNANSWERED);
  }

  function onNumber(event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    const target = event.composedPath()[0];
    const option = Number(event.key) - 1;
    if (!(option in data.options) || (target instanceof Element && target.matches(FIELDS_TAKE))) return;
    event.preventDefault();
    choose(option);
  }

  function unfold(on) {
    toggle(page, "unfolded", on);
    write(more, "aria-expanded", on);
  }

  more.onclick = () => unfold(!page.classList.contains("unfolded"));
  again.onclick = () => {
    const answers = { ...readLesson().answers };
    delete answers[data.key];
    writeLesson({ answers });
    writeWalk(data.key, null);
    send.setStateValue("choice", AGAIN);
    heading.focus({ preventScroll: true });
  };
  document.addEventListener("lesson-next", onNext);
  addEventListener("keydown", onNumber);

  function leave() {
    document.removeEventListener("lesson-next", onNext);
    removeEventListener("keydown", onNumber);
    delete document.documentElement.dataset.question;
  }

  return { receive, leave };
}
