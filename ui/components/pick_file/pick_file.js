// One small file of the reader's, handed to Python. A large one is refused here, before it travels.

import { dataOf } from "../lib/data.js";
import { say, write } from "../lib/dom.js";

const encode = (bytes) => {
  let text = "";
  for (let k = 0; k < bytes.length; k += 8192) text += String.fromCharCode(...bytes.subarray(k, k + 8192));
  return btoa(text);
};

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  const { labels, largest } = dataOf(component);
  const find = (selector) => parentElement.querySelector(selector);
  say(find("label"), labels.file);
  const input = find("input");
  input.onchange = async () => {
    const file = input.files[0];
    if (!file) return;
    say(find("p"), file.size > largest ? labels.too_large : "");
    if (file.size > largest) setTriggerValue("picked", { name: file.name.slice(0, 200), refused: "size" });
    else setTriggerValue("picked", { name: file.name.slice(0, 200), base64: encode(new Uint8Array(await file.arrayBuffer())) });
    input.value = ""; // so that the same file can be chosen again
  };
  write(find(".pick"), "aria-busy", false);
}
