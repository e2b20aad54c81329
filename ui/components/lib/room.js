// In the lecture a picture has the screen to itself: how much of it is left from the top of a node on.

const LEAST_MARGIN = 8; // px below

// In px of the node's own, which a projector enlarges; null outside the lecture.
export function lectureRoom(node) {
  if (!document.querySelector(".st-key-lesson_picture")) return null;
  const root = document.documentElement;
  const zoom = (root.hasAttribute("data-projector") && Number(root.style.getPropertyValue("--lesson-zoom"))) || 1;
  const scrolled = document.querySelector("[data-testid=stMain]")?.scrollTop ?? 0;
  return (innerHeight - node.getBoundingClientRect().top - scrolled) / zoom - LEAST_MARGIN;
}
