// The projector: an attribute on <html> that page.css answers to, and the largest size at which the picture still fits the screen.
// The size is found while the picture is not seen yet, and kept in this browser for the next time that the step is shown.

const PROJECTOR = "lesson-projector";
const PLACE = ".st-key-lesson_picture";
const NEEDED = 900; // px of width below which pictures take their layout for a phone
const ROOM = { least: 1, step: 0.03, foot: 8 };
const MOST_TRIES = 7;
const PATIENCE_UNSEEN = 3000; // ms for which a picture that is not complete is waited for

// Private windows may refuse to keep anything; then it lasts as long as the page.
function remembered(storage, name, value) {
  try {
    if (value === undefined) return storage().getItem(name);
    if (value === null) storage().removeItem(name);
    else storage().setItem(name, value);
  } catch {
    return null;
  }
  return value;
}
const tab = () => sessionStorage;
const browser = () => localStorage;

export function makeProjector() {
  const root = document.documentElement;
  const on = () => root.hasAttribute("data-projector");
  let step = "";
  let [frame, tries, low, high, since] = [0, 0, 0, 0, 0];
  let done = null; // the picture whose size is found

  function set(shown) {
    remembered(tab, PROJECTOR, shown ? "yes" : null);
    if (shown) begin();
    else end();
  }

  function begin() {
    root.toggleAttribute("data-projector", true);
    done = null;
    search();
  }

  function search() {
    [low, high, tries, since] = [ROOM.least, Math.max(1, (innerWidth - 48) / NEEDED), 0, performance.now()];
    root.toggleAttribute("data-fitting", true);
    size(Math.min(high, Math.max(low, Number(remembered(browser, nameOf())) || high)));
    look();
  }

  function end() {
    cancelAnimationFrame(frame);
    root.toggleAttribute("data-projector", false);
    root.toggleAttribute("data-fitting", false);
    for (const name of ["zoom", "above"]) root.style.removeProperty(`--lesson-${name}`);
  }

  const nameOf = () => `${PROJECTOR}/${step}/${root.lang}/${innerWidth}x${innerHeight}`;
  const zoom = () => Number(root.style.getPropertyValue("--lesson-zoom"));
  const size = (value) => root.style.setProperty("--lesson-zoom", value.toFixed(3));

  // Pictures draw themselves anew when their width has changed, in the frame after; then it is seen whether they fit.
  function look() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => { frame = requestAnimationFrame(() => { frame = requestAnimationFrame(fit); }); });
  }

  function fit() {
    if (!on()) return;
    const picture = mainPicture();
    const late = performance.now() - since > PATIENCE_UNSEEN;
    // A step that asks first has no picture yet; a step that has just come may still show that of the step before.
    if (!picture || picture === done || (!late && isBusy(picture))) {
      if (!document.querySelector(PLACE)) since = performance.now();
      else if (late) root.toggleAttribute("data-fitting", false);
      return look();
    }
    const above = `${Math.round(topOf(picture))}px`;
    if (root.style.getPropertyValue("--lesson-above") !== above) {
      root.style.setProperty("--lesson-above", above);
      return look();
    }
    const now = zoom();
    if (fits(picture)) low = now;
    else high = now;
    tries += 1;
    if (low === now && (tries === 1 || high - low < ROOM.step)) return settle(picture);
    if (high <= ROOM.least || tries > MOST_TRIES || high - low < ROOM.step) {
      if (now === low || now === ROOM.least) return settle(picture);
      size(low);
      return look();
    }
    // About right at once, as most of a picture grows with the size; then by halves.
    const about = (now * (innerHeight - topOf(picture))) / (endOf(picture) + ROOM.foot - topOf(picture));
    size(about > low + ROOM.step / 2 && about < high - ROOM.step / 2 ? about : (low + high) / 2);
    return look();
  }

  // From now on it keeps its size, whatever the picture shows, until there is another picture.
  function settle(picture) {
    done = picture;
    remembered(browser, nameOf(), zoom().toFixed(3));
    root.toggleAttribute("data-fitting", false);
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
      if (!remembered(tab, PROJECTOR)) return;
      if (on()) search();
      else begin();
    },
    end() {
      removeEventListener("resize", onResize);
      end();
    },
  };
}

// The first picture of the step is the one that is shown; page.css hides the others.
function mainPicture() {
  const parts = [...document.querySelectorAll(`${PLACE} [data-testid^=stBidiComponent]`)].filter((part) => part.getClientRects().length && part.shadowRoot);
  // A step may have words alone.
  return parts.find((part) => part.shadowRoot.querySelector("svg, [data-picture]")) ?? (parts.some(isBusy) ? undefined : parts[0]);
}

const isBusy = (picture) => picture.shadowRoot.querySelector("[aria-busy=true]") !== null;
const scrolled = () => document.querySelector("[data-testid=stMain]").scrollTop;
const topOf = (picture) => picture.getBoundingClientRect().top + scrolled();

// Where the picture ends, in px of the screen. A component says with `data-picture` what of it has to be seen, if not all.
function endOf(picture) {
  const named = [...picture.shadowRoot.querySelectorAll("[data-picture]")];
  return Math.max(...(named.length ? named : [picture]).map((one) => one.getBoundingClientRect().bottom)) + scrolled();
}

// On the screen from top to bottom, and from left to right without scrolling.
function fits(picture) {
  if (endOf(picture) + ROOM.foot > innerHeight) return false;
  const wide = [...picture.shadowRoot.querySelectorAll(".scroller, .patients")].some((one) => one.scrollWidth > one.clientWidth + 1);
  return !wide && [...picture.shadowRoot.querySelectorAll("svg")].every((one) => one.getBoundingClientRect().right <= innerWidth);
}
