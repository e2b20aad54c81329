// One recording: seen, heard, deleted.

import { say, svg, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { makePlayer, outlinePath, spectrogramAddress } from "../lib/sound.js";
import { themeOf } from "../lib/theme.js";

const ACROSS = 132; // px, and how deep the wave and its energies are
const WAVE = 24;
const PITCHES = 48;

export default (component) => live(component, makeTake);

function makeTake(root) {
  const find = (name) => root.querySelector(`[data-role=${name}]`);
  const [card, picture] = [root.querySelector(".take"), root.querySelector("svg")];
  let [player, audio, drawn, labels] = [null, "", "", {}];

  function standing() {
    const plays = player.isPlaying();
    say(find("play").firstChild, plays ? "■" : "▶");
    write(find("play"), "aria-label", plays ? labels.stop : labels.play);
  }

  function receive(data, { setTriggerValue }) {
    labels = data.labels;
    card.dataset.theme = themeOf(card);
    if (audio !== data.sound.audio) {
      player?.leave();
      player = makePlayer(data.sound, { onEnd: standing });
    }
    const form = `${data.sound.audio}/${card.dataset.theme}`;
    if (drawn !== form) draw(data.sound);
    [audio, drawn] = [data.sound.audio, form];
    say(find("name"), labels.name);
    write(picture, "aria-label", labels.alt);
    write(find("delete"), "aria-label", labels.delete);
    find("delete").onclick = () => setTriggerValue("deleted", true);
    find("play").onclick = async () => {
      if (player.isPlaying()) player.stop();
      else await player.play();
      standing();
    };
    standing();
    write(card, "aria-busy", false);
  }

  function draw(sound) {
    picture.replaceChildren(
      svg("path", { class: "wave", d: outlinePath(sound.peaks, 0, ACROSS, WAVE / 2, WAVE / 2 - 1) }),
      svg("image", { href: spectrogramAddress(sound, card.dataset.theme), x: 0, y: WAVE, width: ACROSS, height: PITCHES, preserveAspectRatio: "none" }),
    );
  }

  return { receive, leave: () => player?.leave() };
}
