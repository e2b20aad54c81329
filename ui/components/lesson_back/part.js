// The part of the page that the link names is brought into view, and held there while what stands above it is still being drawn.

const NAMED = /^[\w-]+$/;
const EVERY = 100; // ms between two looks
const STILL = 4; // looks in a row at which nothing has moved, after which it is there
const PATIENCE_PART = 20_000; // ms
const READER_MOVES = ["wheel", "pointerdown", "touchstart", "keydown"];
const HEADER = "72px"; // of Streamlit's, which covers the top of the page

// Returns what gives it up, which a reader does too who scrolls.
export function bringIntoView(name) {
  const begun = performance.now();
  let [still, before] = [0, null];

  function look() {
    const part = document.querySelector(`.st-key-${name}`);
    if (part) {
      part.style.scrollMarginTop = HEADER;
      part.scrollIntoView({ block: "start" });
      const top = part.getBoundingClientRect().top;
      still = top === before && isDrawn() ? still + 1 : 0;
      before = top;
    }
    if (still === STILL || performance.now() - begun > PATIENCE_PART) giveUp();
  }

  function giveUp() {
    clearInterval(timer);
    for (const event of READER_MOVES) removeEventListener(event, giveUp, { capture: true });
  }

  const timer = NAMED.test(name) ? setInterval(look, EVERY) : 0;
  for (const event of READER_MOVES) addEventListener(event, giveUp, { capture: true, passive: true });
  return giveUp;
}

const isDrawn = () => document.querySelector("[data-test-script-state=notRunning]") && !document.querySelector("[data-testid=stSkeleton]")
  && [...document.querySelectorAll("[data-testid^=stBidiComponent]")].every((one) => !one.shadowRoot?.querySelector("[aria-busy=true]"));
