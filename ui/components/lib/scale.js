// The one signed colour scale of the app: orange, neutral, blue, centred on 0. Out of range and NaN are marked, not coloured.

const NEGATIVE = [179, 88, 6]; // #b35806
const POSITIVE = [8, 104, 172]; // #0868ac
const NEUTRAL = { light: [247, 247, 247], dark: [70, 74, 84] };

// value in -limit..limit -> css colour; null for what the scale cannot show.
export function signedColour(value, limit, theme) {
  if (!Number.isFinite(value) || Math.abs(value) > limit * (1 + 1e-9)) return null;
  const share = Math.min(1, Math.abs(value) / limit);
  // The dark theme lifts both ends, so that a full bar is seen on a dark ground.
  const lift = theme === "dark" ? 60 : 0;
  const end = (value < 0 ? NEGATIVE : POSITIVE).map((v) => Math.min(255, v + lift));
  const mixed = NEUTRAL[theme].map((v, k) => Math.round(v + (end[k] - v) * Math.sqrt(share)));
  return `rgb(${mixed.join(",")})`;
}

// The limit that a row of numbers is drawn on: at least `least`, or where all are below a tenth of it, a tenth.
export function rangeOf(values, least) {
  const largest = values.reduce((m, v) => (Number.isFinite(v) ? Math.max(m, Math.abs(v)) : m), 0);
  return largest > 0 && largest < least / 10 ? least / 10 : Math.max(least, largest);
}
