// A few seconds from the microphone at the press of a button, or wave files, handed to Python. Nothing is kept here.

import { fillIn, say, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { themeOf } from "../lib/theme.js";
import { toBase64, waveFile } from "../lib/wave.js";
import { listen, whyNot } from "./microphone.js";

export default (component) => live(component, makeRecorder);

function makeRecorder(root) {
  const find = (selector) => root.querySelector(selector);
  const [box, button, level, input, status] = [".record", "[data-role=record]", ".level", "input", "p"].map(find);
  let [data, send, ending] = [null, null, null]; // ending: ends the recording that goes on

  function receive(next, { setTriggerValue }) {
    data = next;
    send = (files) => setTriggerValue("sent", files);
    box.dataset.theme = themeOf(box);
    say(find("[data-role=files]"), data.labels.files);
    write(level, "aria-label", data.labels.level);
    if (!ending) ready();
    write(box, "aria-busy", false);
  }

  function ready() {
    say(find("[data-role=label]"), data.labels.record);
    toggle(box, "live", false);
    level.hidden = true;
    write(button, "aria-disabled", !data.enabled);
    input.disabled = !data.enabled;
    input.multiple = data.most > 1;
    toggle(find(".files"), "off", !data.enabled);
  }

  function show(loudness, share) {
    const percent = Math.round(100 * Math.min(1, loudness));
    write(level, "aria-valuenow", percent);
    find(".bar").style.width = `${percent}%`;
    find(".left").style.width = `${Math.round(100 * share)}%`;
  }

  async function take() {
    if (!data.enabled) return say(status, data.labels.full);
    if (ending) return ending.abort();
    ending = new AbortController();
    say(status, "");
    say(find("[data-role=label]"), data.labels.busy);
    try {
      const sound = await listen({ rate: data.rate, seconds: data.seconds, signal: ending.signal, started, show });
      if (box.isConnected) send([{ name: "", base64: toBase64(waveFile(sound)) }]);
    } catch (error) {
      say(status, data.labels[whyNot(error)]);
    }
    ending = null;
    ready();
  }

  function started() {
    say(find("[data-role=label]"), data.labels.now);
    toggle(box, "live", true);
    level.hidden = false;
  }

  async function choose() {
    const files = [...input.files].slice(0, data.most);
    say(status, input.files.length > data.most ? fillIn(data.labels.too_many, { n: data.most }) : "");
    // Of a large one only the name travels: what Python says of it takes the place of what it said of the file before.
    const bytesOf = async (file) => (file.size > data.largest ? null : toBase64(new Uint8Array(await file.arrayBuffer())));
    if (files.length) send(await Promise.all(files.map(async (file) => ({ name: file.name.slice(0, 80), base64: await bytesOf(file) }))));
    input.value = ""; // so that the same file can be chosen again
  }

  button.onclick = take;
  input.onchange = choose;

  return { receive, leave: () => ending?.abort() };
}
