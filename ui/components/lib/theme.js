// Whether the reader sees the light or the dark theme, from the colour that text has on `node`.

export function themeOf(node) {
  const [red, green, blue] = getComputedStyle(node).color.match(/[\d.]+/g).map(Number);
  return red + green + blue > 384 ? "dark" : "light";
}
