// Whether the reader sees the light or the dark theme, from the colour that text has on `node`.

export function themeOf(node) {
  // A component that comes when its page has been left is out of the document, where nothing has a colour.
  const colour = getComputedStyle(node).color || "rgb(0, 0, 0)";
  const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
  return red + green + blue > 384 ? "dark" : "light";
}
