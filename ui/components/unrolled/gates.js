// The mark of a gate: open is an o that is filled as high as it is open, closed is a bar across the line that it shuts.

const SMALL = 3; // px of radius below which a fill cannot be seen

// open: mean over the units, 0..1. flows: "across" where a bar has to lie for a line that runs up, "down" for one that runs sideways.
export function gatePaths(open, g, flows) {
  if (open <= 0.5) return { mark: flows === "across" ? `M${-g} 0H${g}` : `M0 ${-g}V${g}`, level: "" };
  const mark = `M${-g} 0a${g} ${g} 0 1 0 ${2 * g} 0a${g} ${g} 0 1 0 ${-2 * g} 0Z`;
  if (g < SMALL) return { mark, level: "" };
  const y = g - 2 * g * Math.min(0.995, open);
  const half = Math.sqrt(g * g - y * y);
  return { mark, level: `M${(-half).toFixed(2)} ${y.toFixed(2)}A${g} ${g} 0 1 0 ${half.toFixed(2)} ${y.toFixed(2)}Z` };
}
