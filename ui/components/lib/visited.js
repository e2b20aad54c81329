// What a browser remembers of the lecture: where one is, which steps were seen, and what was answered. It never leaves the browser
// but for an answer that is shown again.

const LESSON = "lesson";
const WALK = "lesson-walk"; // in this window alone: {question: choice}, -1 where its answer was only shown

// Other programs at this address share the browser's memory: what names no option of a question is no answer.
const choicesIn = (kept, choiceOf) => Object.fromEntries(Object.entries(kept ?? {}).filter(([, one]) => Number.isInteger(choiceOf(one))));

// {at, seen: [step], answers: {question: {choice, right, when}}}; a browser that keeps nothing starts anew each time.
export function readLesson() {
  try {
    const { at = "", seen = [], answers = {} } = JSON.parse(localStorage.getItem(LESSON) ?? "{}") ?? {};
    return { at: String(at), seen: Array.isArray(seen) ? seen : [], answers: choicesIn(answers, (one) => one?.choice) };
  } catch {
    return { at: "", seen: [], answers: {} };
  }
}

export function writeLesson(change) {
  try {
    localStorage.setItem(LESSON, JSON.stringify({ ...readLesson(), ...change }));
  } catch {
    // Private windows may refuse.
  }
}

// What this window has been shown on its way through the lecture: it is there again after a reload, or on the way back from a page.
export function readWalk() {
  try {
    return choicesIn(JSON.parse(sessionStorage.getItem(WALK) ?? "{}"), (choice) => choice);
  } catch {
    return {};
  }
}

export function writeWalk(question, choice) {
  try {
    const { [question]: _before, ...others } = readWalk();
    sessionStorage.setItem(WALK, JSON.stringify(choice === null ? others : { ...others, [question]: choice }));
  } catch {
    // Private windows may refuse.
  }
}

export function forgetWalk() {
  try {
    sessionStorage.removeItem(WALK);
  } catch {
    // Private windows may refuse.
  }
}
