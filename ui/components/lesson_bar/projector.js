// The projector: an attribute on <html> that page.css answers to, and a size at which the picture fills the screen.

const PROJECTOR = "lesson-projector";

export function makeProjector() {
  const root = document.documentElement;
  const on = () => root.hasAttribute("data-projector");

  function set(shown) {
    if (shown) root.setAttribute("data-projector", "");
    else root.removeAttribute("data-projector");
    try {
      if (shown) sessionStorage.setItem(PROJECTOR, "yes");
      else sessionStorage.removeItem(PROJECTOR);
    } catch {
      // Then it lasts as long as the page.
    }
  }

  return {
    flip() { set(!on()); },
    leave() {
      if (!on()) return false;
      set(false);
      return true;
    },
    update() {
      try {
        if (sessionStorage.getItem(PROJECTOR)) set(true);
      } catch {
        // Not kept.
      }
    },
    end() { root.removeAttribute("data-projector"); },
  };
}
