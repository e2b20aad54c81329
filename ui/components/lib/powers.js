// Numbers that span hundreds of powers of ten: as text, and as a shade of the gradient's own colour.
// They come as logarithms to base 10; null is an exact zero, and a number over 308 (or "inf") what no computer number can hold.

import { formatNumber } from "./numbers.js";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const raised = (n) => (n < 0 ? "⁻" : "") + [...String(Math.abs(n))].map((digit) => RAISED[digit]).join("");

export const powerText = (exponent) => (exponent === 0 ? "1" : `10${raised(exponent)}`);

// 10 to the power of `log` as people write it: "0.35", "2.1·10⁻⁸", "0", "∞".
export function scientific(log, lang, digits = 1) {
  if (log === null) return "0";
  if (log === "inf" || log > 308) return "∞";
  if (log >= -2 && log < 4) return formatNumber(10 ** log, lang, log >= 1 ? digits : log >= 0 ? 2 : 3);
  const exponent = Math.floor(log + 1e-12);
  const front = formatNumber(10 ** (log - exponent), lang, digits);
  return front.replace(/\D/g, "") === `10${"0".repeat(digits)}` ? powerText(exponent + 1) : `${front}·${powerText(exponent)}`;
}

export const SHADES = 6; // powers of ten from full to empty

const WHOLE_SHADE = { light: [8, 104, 172], dark: [124, 184, 255] }; // at 1
const GONE_SHADE = { light: [255, 255, 255], dark: [18, 22, 28] }; // at 10^-SHADES and below
const GROWN_SHADES = { light: [[128, 58, 140], [200, 82, 6]], dark: [[214, 130, 220], [255, 140, 50]] }; // grown: at 10^2, at 10^SHADES

const WARM = 2; // powers of ten from blue to purple; half-way from blue to orange there would be grey

// The shade of 10^log: blue pales as it vanishes; over 1 it turns, by way of purple, to orange as it explodes. An exact zero has no shade (null).
export function shadeOf(log, theme) {
  if (log === null || log === undefined) return null;
  const value = log === "inf" ? SHADES : Math.max(-SHADES, Math.min(SHADES, log));
  if (value <= 0) return mixedShade(WHOLE_SHADE[theme], GONE_SHADE[theme], -value / SHADES);
  const [warm, hot] = GROWN_SHADES[theme];
  return value < WARM ? mixedShade(WHOLE_SHADE[theme], warm, value / WARM) : mixedShade(warm, hot, (value - WARM) / (SHADES - WARM));
}

const mixedShade = (from, to, share) => `rgb(${from.map((v, k) => Math.round(v + (to[k] - v) * share)).join(",")})`;
