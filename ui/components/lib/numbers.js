// Numbers as the reader's language writes them, and what a reader typed as a number.

// 2 decimals by default, a real minus sign, never "-0.00"; very large and very small ones in powers of ten.
export function formatNumber(value, lang, digits = 2) {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  let text = Math.abs(value) >= 1e5 ? value.toExponential(2) : value.toFixed(digits);
  if (Number(text) === 0) text = text.replace("-", "");
  text = text.replace("-", "−");
  return lang === "es" ? text.replace(".", ",") : text;
}

export function formatPercent(share, lang) {
  const text = String(Math.round(100 * share));
  return lang === "es" ? `${text} %` : `${text}%`;
}

// A number as people type it (decimal point or comma), or null. NaN, infinity and hexadecimal are not numbers here.
export function parseNumber(text) {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : null;
}

// A series apart by spaces, semicolons or line ends ("0,5 1 0"), or by commas alone ("0, 1, 0" or "0,1,0").
// Returns the pieces as text, for parseNumber.
export function splitSeries(text) {
  const pieces = text.trim().split(/[\s;]+/).filter((piece) => piece !== "");
  const commas = (text.match(/,/g) ?? []).length;
  if (pieces.length === 1 && commas > 1) return text.split(",").map((piece) => piece.trim());
  return pieces.map((piece) => piece.replace(/,$/, "")).filter((piece) => piece !== "");
}

export const clampTo = (value, low, high) => Math.min(high, Math.max(low, value));
export const roundTo = (value, unit) => Number((Math.round(value / unit) * unit).toFixed(6));
