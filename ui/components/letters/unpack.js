// Numbers as they travel: of each cell a row of 16-bit integers and the largest value, of which they are shares.

const FULL = 32767;

// packed: {bytes: base64, largest: [H], length}; value(cell, t) is the number of a cell at a place.
export function unpacked(packed) {
  const raw = Uint8Array.from(atob(packed.bytes), (letter) => letter.charCodeAt(0));
  const view = new DataView(raw.buffer);
  return (cell, t) => (view.getInt16(2 * (cell * packed.length + t), true) / FULL) * packed.largest[cell];
}
