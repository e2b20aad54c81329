// Numbers as the reader's language writes them, and what a reader typed as a number.

const formats = new Map(); // making one costs more than using it a thousand times

function formatOf(lang, digits, style) {
  const key = `${lang}/${digits}/${style}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat(lang, { style, minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false, signDisplay: "negative" }));
  }
  return formats.get(key);
}

// 2 decimals by default, a real minus sign, never "-0.00".
export function formatNumber(value, lang, digits = 2) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  return formatOf(lang, digits, "decimal").format(value).replace("-", "−");
}

export const formatPercent = (share, lang) => formatOf(lang, 0, "percent").format(share);

// A probability that is neither 0 nor 1 is not to read so: "<1 %", ">99 %".
export function percentOf(share, lang) {
  if (share > 0 && share < 0.005) return `<${formatPercent(0.01, lang)}`;
  if (share < 1 && share >= 0.995) return `>${formatPercent(0.99, lang)}`;
  return formatPercent(share, lang);
}

// As many decimals as the number has.
export const formatExact = (value, lang) => formatNumber(value, lang, (String(value).split(".")[1] ?? "").length);

// A number as people type it (decimal point or comma), or null. NaN, infinity and hexadecimal are not numbers here.
export function parseNumber(text) {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : null;
}

// A series apart by spaces, semicolons or line ends ("0,5 1 0", "0, 1, 0"); where the language writes a decimal point, or
// where there is more than one of them, commas alone will do ("0,1,0"). Returns the pieces as text, for parseNumber.
export function splitSeries(text, lang) {
  const pieces = text.trim().split(/[\s;]+/).filter((piece) => piece !== "");
  const commas = (text.match(/,/g) ?? []).length;
  const apart = commas > 1 || (commas === 1 && formatNumber(0.5, lang, 1).includes("."));
  if (pieces.length === 1 && apart) return text.split(",").map((piece) => piece.trim());
  return pieces.map((piece) => piece.replace(/,$/, "")).filter((piece) => piece !== "");
}

export const clampTo = (value, low, high) => Math.min(high, Math.max(low, value));
export const roundTo = (value, unit) => Number((Math.round(value / unit) * unit).toFixed(6));
