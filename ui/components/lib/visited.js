// What a browser remembers of the lecture: where one is, which steps were seen, and what was answered. It never leaves the browser
// but for an answer that is shown again.

const LESSON = "lesson";

// {at, seen: [step], answers: {question: {choice, right, when}}}; a browser that keeps nothing starts anew each time.
export function readLesson() {
  try {
    const { at = "", seen = [], answers = {} } = JSON.parse(localStorage.getItem(LESSON) ?? "{}") ?? {};
    return { at: String(at), seen: Array.isArray(seen) ? seen : [], answers: answers && typeof answers === "object" ? answers : {} };
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
