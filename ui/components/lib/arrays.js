// Arrays of numbers as Python packs them: float32, little endian, base64 (see `packed` in ui/memory/picture.py).

export function floatsOf(base64) {
  const text = atob(base64);
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}
