// Arrays of numbers as Python packs them: float32, little endian, base64 (see `packed` in ui/memory/picture.py).

export function floatsOf(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  // A function for each letter would take ten times as long.
  for (let k = 0; k < text.length; k++) bytes[k] = text.charCodeAt(k);
  return new Float32Array(bytes.buffer);
}

// int8, base64.
export const signedBytesOf = (base64) => Int8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
