// The numbers that Python sent, as logarithms to base 10: null is an exact zero, "inf" infinite.

const PARTS = 100000; // of a power of ten, of which each number is a count; as in ui/gradients/slide.py

// Each number of a row is given less the one before it; what is no number stands as it is.
function summed(row) {
  let sum = 0;
  return row.map((one) => (typeof one === "number" ? (sum += one) : one));
}

const unpackedRow = (row) => summed(summed(row)); // they come as differences of differences

// What was measured of a net, its rows as the numbers themselves.
export const unpacked = (measured) => ({ ...measured, memory: measured.memory.map(unpackedRow), shown: measured.shown?.map(unpackedRow) ?? null });

const asLog = (number) => (typeof number === "number" ? number / PARTS : number);

// What is left at step t of a nudge at step s, in the memory of what one net measured; undefined before the nudge.
export const leftAt = (measured, s, t) => (t < s ? undefined : asLog(measured.memory[s - 1][t - s]));

// What of it shows at the output of step t; undefined where it cannot show yet, and of nets whose memory is their output.
export const shownAt = (measured, s, t) => (measured.shown && t > s ? asLog(measured.shown[s - 1][t - s - 1]) : undefined);

// How the answer depends on the input of step s.
export const answerFrom = (measured, s) => asLog(measured.answer[s - 1]);

const VERDICTS = [[-2, "vanished"], [-0.5, "fading"], [0.5, "kept"], [2, "grown"]];

// In a word what became of the nudge.
export function verdictOf(log) {
  if (log === null) return "vanished";
  if (log === "inf") return "exploded";
  return VERDICTS.find(([limit]) => log <= limit)?.[1] ?? "exploded";
}
