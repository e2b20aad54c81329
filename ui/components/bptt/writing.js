// How numbers and symbols of this page are written.

import { html, svg } from "../lib/dom.js";
import { formatNumber } from "../lib/numbers.js";
import { scientific } from "../lib/powers.js";

// At most seven characters: fewer decimals for larger numbers; a number too small for its decimals or too large as a power of ten.
export function shortNumber(value, lang, digits) {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || value === 0) return formatNumber(value, lang, digits);
  if (size >= 1e4 || size < 0.5 * 10 ** -digits) return (value < 0 ? "−" : "") + scientific(Math.log10(size), lang, 0);
  return formatNumber(value, lang, Math.max(0, digits - (size >= 1000 ? 3 : size >= 100 ? 2 : size >= 10 ? 1 : 0)));
}

// The name of a quantity and what stands low beside it.
const LETTERS = { Wx: ["W", "x"], Wh: ["W", "h"], b: ["b", ""], Wy: ["W", "y"], target: ["y*"], total: ["L", ""], rate: ["η", ""] };
export const letterOf = (q, t) => {
  const [letter, low] = LETTERS[q] ?? [q];
  return [letter, low ?? (t === null ? "t" : String(t))];
};

// As SVG text, at [x, y, anchor]; `put` changes what stands low.
export function symbolText([x, y, anchor], q, className = "symbol") {
  const [letter, low] = letterOf(q, "");
  const sub = svg("tspan", { class: "low", dy: 4 }, low);
  const node = svg("text", { x, y, class: className, "text-anchor": anchor }, svg("tspan", {}, letter), sub);
  return { node, sub };
}

export const symbolHtml = (q, t = "") => {
  const [letter, low] = letterOf(q, t);
  return [letter, low === "" ? null : html("sub", {}, low)];
};

// In words that are only text: "h2", "Wx".
export const plainSymbol = (q, t = "") => letterOf(q, t).join("");
