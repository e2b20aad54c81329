// A sound as Python hands it over, {audio, rate, bands, T, B, peaks}: to be played, and its picture in time and pitch.

import { waveFile } from "./wave.js";

export function bytesOfText(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let k = 0; k < text.length; k += 1) bytes[k] = text.charCodeAt(k);
  return bytes;
}

// One player at a time on the whole page. onTime(seconds) with every frame of the screen while it plays; onEnd() once.
export function makePlayer(sound, { onTime = () => {}, onEnd = () => {} } = {}) {
  const whole = new Int16Array(bytesOfText(sound.audio).buffer);
  const samples = Float32Array.from(whole, (value) => value / 32767);
  const address = URL.createObjectURL(new Blob([waveFile({ rate: sound.rate, samples })], { type: "audio/wav" }));
  const audio = new Audio(address);
  let frame = 0;
  const follow = () => {
    onTime(audio.currentTime);
    frame = requestAnimationFrame(follow);
  };
  const end = () => {
    cancelAnimationFrame(frame);
    onEnd();
  };
  const stop = () => {
    audio.pause();
    end();
  };
  audio.onended = end;
  async function play(from = 0) {
    document.dispatchEvent(new CustomEvent("lesson-sound", { detail: audio }));
    audio.currentTime = from;
    try {
      await audio.play();
      cancelAnimationFrame(frame);
      follow();
    } catch {
      end(); // the browser does not let it sound
    }
  }
  const others = (event) => { if (event.detail !== audio && !audio.paused) stop(); };
  document.addEventListener("lesson-sound", others);
  function leave() {
    stop();
    document.removeEventListener("lesson-sound", others);
    URL.revokeObjectURL(address);
  }
  return { play, stop, leave, isPlaying: () => !audio.paused };
}

// The energies as a picture of T by B points, low pitches below: dark where it is loud, on a light ground (and light on a dark one).
export function spectrogramAddress(sound, theme) {
  const bytes = bytesOfText(sound.bands); // (T, B), 0..255
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [sound.T, sound.B];
  const context = canvas.getContext("2d");
  const image = context.createImageData(sound.T, sound.B);
  for (let t = 0; t < sound.T; t += 1) {
    for (let b = 0; b < sound.B; b += 1) {
      const level = bytes[t * sound.B + b];
      const shade = theme === "dark" ? level : 255 - level;
      image.data.set([shade, shade, shade, 255], 4 * ((sound.B - 1 - b) * sound.T + t));
    }
  }
  context.putImageData(image, 0, 0);
  return canvas.toDataURL();
}

// The outline of the wave, peaks in 0..1, mirrored about `middle`, from x = left over `width` px.
export function outlinePath(peaks, left, width, middle, half) {
  const x = (k) => (left + (k / Math.max(1, peaks.length - 1)) * width).toFixed(1);
  const upper = peaks.map((peak, k) => `${x(k)} ${(middle - half * peak).toFixed(1)}`);
  const lower = peaks.map((peak, k) => `${x(k)} ${(middle + half * peak).toFixed(1)}`).reverse();
  return `M${upper.join("L")}L${lower.join("L")}Z`;
}
