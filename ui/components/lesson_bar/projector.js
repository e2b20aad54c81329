// The projector: an attribute on <html> that page.css answers to, and the largest size at which the picture still fits the screen.

const PROJECTOR = "lesson-projector";
const NEEDED = 900; // px of width below which pictures take their layout for a phone
const ROOM = { least: 0.9, step: 0.03, foot: 8 };
const MOST_TRIES = 8;

// Private windows may refuse to keep anything; then it lasts as long as the page.
function remembered(name, value) {
  try {
    if (value === undefined) return sessionStorage.getItem(name);
    if (value === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, value);
  } catch {
    return null;
  }
  return value;
}

export function makeProjector() {
  const root = document.documentElement;
  const on = () => root.hasAttribute("data-projector");
  const watch = new ResizeObserver(() => fitSoon());
  let step = "";
  let [frame, tries, low, high, settled] = [0, 0, 0, 0, 0]; // settled: where the picture ended when its size was found

  function set(shown) {
    root.toggleAttribute("data-projector", shown);
    remembered(PROJECTOR, shown ? "yes" : null);
    if (shown) begin();
    else end();
  }

  function begin() {
    root.toggleAttribute("data-projector", true);
    const main = document.querySelector("[data-testid=stMainBlockContainer]");
    watch.disconnect();
    if (main) watch.observe(main);
    search();
    size(Number(remembered(nameOf())) || high);
  }

  function search() {
    [low, high, tries, settled] = [ROOM.least, Math.max(1, (innerWidth - 48) / NEEDED), 0, 0];
    fitSoon();
  }

  function end() {
    watch.disconnect();
    cancelAnimationFrame(frame);
    root.toggleAttribute("data-projector", false);
    root.style.removeProperty("--lesson-zoom");
  }

  const nameOf = () => `${PROJECTOR}/${step}/${innerWidth}x${innerHeight}`;
  const zoom = () => Number(root.style.getPropertyValue("--lesson-zoom"));
  const size = (value) => root.style.setProperty("--lesson-zoom", value.toFixed(3));

  // Pictures draw themselves anew when their width has changed, in the frame after; then it is seen whether they fit.
  function fitSoon() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => { frame = requestAnimationFrame(fit); });
  }

  function fit() {
    const bottom = pictureBottom();
    if (!on() || !bottom) return;
    const now = zoom();
    const found = () => {
      settled = pictureBottom();
      remembered(nameOf(), now.toFixed(3));
    };
    if (settled) {
      // The answer of a question has come, or the picture has grown.
      if (Math.abs(bottom - settled) > ROOM.foot) search();
      return;
    }
    if (bottom + ROOM.foot <= innerHeight) low = now;
    else high = now;
    tries += 1;
    if (tries > MOST_TRIES || high - low < ROOM.step) {
      if (now === low) return found();
      size(low);
      return fitSoon();
    }
    // About right at once, as most of a picture grows with the size; then by halves.
    const about = (now * innerHeight) / (bottom + ROOM.foot);
    size(about > low + ROOM.step / 2 && about < high - ROOM.step / 2 ? about : (low + high) / 2);
    return fitSoon();
  }

  const onResize = () => { if (on()) begin(); };
  addEventListener("resize", onResize);

  return {
    flip() { set(!on()); },
    leave() {
      if (!on()) return false;
      set(false);
      return true;
    },
    arrive(key) {
      step = key;
      if (remembered(PROJECTOR)) begin();
    },
    end() {
      removeEventListener("resize", onResize);
      end();
    },
  };
}

// Where the picture ends, in px of the screen; what is said below it is for one reader. Words go on below the screen.
function pictureBottom() {
  const parts = [...document.querySelectorAll(".st-key-lesson_picture [data-testid^=stBidiComponent]")];
  const find = (selector) => parts.flatMap((part) => [...(part.shadowRoot?.querySelectorAll(selector) ?? [])]);
  const named = find("svg[data-figure], svg[data-role=diagram]");
  const drawn = (named.length ? named : find("svg")).map((one) => one.getBoundingClientRect());
  const ends = drawn.filter(({ width, height }) => width > 200 && height > 40).map(({ bottom }) => bottom);
  return ends.length ? Math.max(...ends) + document.querySelector("[data-testid=stMain]").scrollTop : 0;
}
