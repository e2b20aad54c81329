// A spoken word and four nets that hear it. Python says the word and computes every belief; the moment, which follows the sound,
// a finger or the keys, is at home here.

import { html, say, svg, toggle, write } from "../lib/dom.js";
import { floatsOf } from "../lib/arrays.js";
import { live } from "../lib/life.js";
import { formatNumber, percentOf } from "../lib/numbers.js";
import { isMoved, spotIn } from "../lib/pointer.js";
import { makePlayer } from "../lib/sound.js";
import { themeOf } from "../lib/theme.js";
import { makeFigure } from "../race/figure.js";
import { makeChoices } from "./choices.js";
import { drawHearing, planHearing } from "./hearing.js";

const SPEECH_NARROW = 640; // px of width below which the picture is for a phone

export default (component) => live(component, makeSpeech);

function makeSpeech(root) {
  const page = root.querySelector("[data-role=speech]");
  const slot = (name) => root.querySelector(`[data-slot=${name}]`);
  let [data, plan, drawn, player, width, tell] = [null, null, null, null, 0, null];
  let now = 0; // the last frame that was heard
  const figure = makeFigure({ get labels() { return data.labels; } }, "speech");
  const pad = html("div", { class: "pad", role: "slider", tabindex: 0, "aria-orientation": "horizontal" });
  figure.node.append(html("div", { class: "plot" }, figure.picture, pad));
  slot("figure").append(figure.node);
  const choices = makeChoices({
    words: slot("words"),
    others: slot("choices"),
    change: (view) => { player?.stop(); tell(view); },
    play,
  });

  const last = () => data.sound.T - 1;
  const frameAt = (time) => Math.floor((time - data.starts[0]) / data.step);
  const endOf = (t) => data.starts[t] + data.step;

  async function play() {
    if (player.isPlaying()) player.stop();
    else {
      moveTo(0);
      await player.play();
    }
    choices.standing(player.isPlaying());
  }

  function moveTo(t) {
    now = Math.max(0, Math.min(last(), t));
    drawn.move(now);
    const time = `${formatNumber(endOf(now), data.lang)} s`;
    write(pad, "aria-valuenow", now);
    write(pad, "aria-valuetext", `${time}. ${data.nets.map((net) => `${net.name}: ${believed(net)}`).join(". ")}`);
  }

  // The word that a net believes in most after this frame, and how much.
  function believed(net) {
    const shares = data.words.map((_, k) => net.beliefs[now * data.words.length + k]);
    const best = shares.indexOf(Math.max(...shares));
    return `${data.words[best]} ${percentOf(shares[best], data.lang)}`;
  }

  function draw() {
    if (!data || !width) return;
    const narrow = width < SPEECH_NARROW;
    toggle(page, "narrow", narrow);
    plan = planHearing(data, width, narrow);
    drawn = drawHearing(figure.picture, data, plan, page.dataset.theme);
    const answers = data.nets.map((net) => `${net.name}: ${data.words[net.answer]} ${percentOf(net.share, data.lang)}`).join("; ");
    figure.update(data.labels.title_speech, `${data.labels.title_speech}. ${data.headline} ${answers}.`);
    say(root.querySelector("[data-role=headline]"), data.headline);
    write(pad, "aria-label", data.labels.moment);
    write(pad, "aria-valuemin", 0);
    write(pad, "aria-valuemax", last());
    pad.style.left = `${plan.left}px`;
    pad.style.width = `${plan.right - plan.left}px`;
    moveTo(now);
    write(page, "aria-busy", false);
  }

  function receive(next, { setStateValue }) {
    tell = (view) => setStateValue("view", view);
    const other = next.sound.audio !== data?.sound.audio;
    next.nets.forEach((net) => { net.beliefs = floatsOf(net.beliefs); });
    if (other) player?.leave(); // it moves to the end of what is still drawn
    data = next;
    page.dataset.theme = themeOf(page);
    if (other) {
      player = makePlayer(data.sound, {
        onTime: (time) => moveTo(frameAt(time)),
        onEnd: () => { moveTo(last()); choices.standing(false); },
      });
      now = last();
    }
    choices.update(data);
    draw();
  }

  const frameUnder = (event) => Math.floor(((spotIn(pad, event)[0] / (plan.right - plan.left)) * data.seconds - data.starts[0]) / data.step);
  pad.onpointermove = (event) => { if (!player.isPlaying() && (isMoved(event) || event.buttons)) moveTo(frameUnder(event)); };
  pad.onpointerdown = (event) => {
    player.stop();
    moveTo(frameUnder(event));
  };
  pad.onkeydown = (event) => {
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: last() }[event.key];
    if (event.key === " ") play();
    else if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    else {
      if (player.isPlaying()) player.stop();
      moveTo(to);
    }
    event.preventDefault();
  };

  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    draw();
  });
  watch.observe(page);

  function leave() {
    watch.disconnect();
    player?.leave();
  }

  return { receive, leave };
}
