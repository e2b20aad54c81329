// What a memory cell is called and how its number is coloured, the same in every picture of a memory.

import { signedColour } from "./scale.js";

const LOW_DIGITS = "₀₁₂₃₄₅₆₇₈₉";

// C₁₇ of an LSTM, h₁₇ of the others; cells are counted from 1.
export const unitName = (kind, cell) => (kind === "lstm" ? "C" : "h") + [...String(cell)].map((digit) => LOW_DIGITS[digit]).join("");

// C grows to 20 and more where a cell counts up; it is drawn as it can be put out, by its tanh, on the scale of h.
export const memoryColour = (kind, value, theme) => signedColour(kind === "lstm" ? Math.tanh(value) : value, 1, theme);
