// So many seconds of sound from the reader's microphone, which is let go at once afterwards.

const QUIET = -60; // dB at which the meter shows nothing

// The word for why there is no recording: a label of the component.
export function whyNot(error) {
  if (!globalThis.isSecureContext || !navigator.mediaDevices?.getUserMedia) return "insecure";
  return { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "missing", OverconstrainedError: "missing" }[error.name] ?? "failed";
}

// Resolves to { rate, samples: Float32Array, one channel }. started() when the sound begins to be kept; show(loudness 0..1, share of
// the time) with every frame of the screen; the signal ends it early, and what there is by then counts.
export async function listen({ rate, seconds, signal, started, show }) {
  if (!navigator.mediaDevices?.getUserMedia) throw new Error("no microphone");
  // As the microphone hears it: what helps a telephone call would cut off the beginning of a word.
  const wanted = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: true };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: wanted });
  const context = new AudioContext();
  try {
    const blob = await recorded(stream, context, { seconds, signal, started, show });
    return await decoded(await blob.arrayBuffer(), rate, context);
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    context.close();
  }
}

function recorded(stream, context, { seconds, signal, started, show }) {
  const meter = new AnalyserNode(context, { fftSize: 1024 });
  context.createMediaStreamSource(stream).connect(meter);
  const heard = new Float32Array(meter.fftSize);
  const recorder = new MediaRecorder(stream);
  const pieces = [];
  let frame = 0;
  return new Promise((resolve, reject) => {
    const stop = () => recorder.state !== "inactive" && recorder.stop();
    recorder.ondataavailable = (event) => pieces.push(event.data);
    recorder.onerror = (event) => reject(event.error ?? new Error("recorder"));
    recorder.onstop = () => {
      cancelAnimationFrame(frame);
      resolve(new Blob(pieces, { type: recorder.mimeType }));
    };
    recorder.onstart = () => {
      started();
      const began = performance.now();
      const look = () => {
        meter.getFloatTimeDomainData(heard);
        const power = heard.reduce((sum, value) => sum + value * value, 0) / heard.length;
        const share = (performance.now() - began) / 1000 / seconds;
        show(Math.max(0, 1 - (10 * Math.log10(power + 1e-12)) / QUIET), Math.min(1, share));
        frame = requestAnimationFrame(look);
      };
      look();
      setTimeout(stop, 1000 * seconds); // also where no frames are drawn
    };
    signal.addEventListener("abort", stop);
    stream.getTracks().forEach((track) => { track.onended = stop; }); // unplugged
    recorder.start();
  });
}

async function decoded(buffer, rate, context) {
  let sound;
  try {
    // It also brings the sound to this rate. Not every browser has a context so slow.
    sound = await new OfflineAudioContext(1, 1, rate).decodeAudioData(buffer.slice(0));
  } catch {
    sound = await context.decodeAudioData(buffer);
  }
  const samples = new Float32Array(sound.length);
  for (let channel = 0; channel < sound.numberOfChannels; channel += 1) {
    sound.getChannelData(channel).forEach((value, k) => { samples[k] += value / sound.numberOfChannels; });
  }
  return { rate: sound.sampleRate, samples };
}
