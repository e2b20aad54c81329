// Decay curves: how much of a nudge is left so many steps later. Python hands over the curves; the cursor and the zoom are at home here.

import { putBeside } from "../lib/beside.js";
import { fillIn, paragraphs, html, say, svg, toggle, write } from "../lib/dom.js";
import { live } from "../lib/life.js";
import { spotIn } from "../lib/pointer.js";
import { scientific } from "../lib/powers.js";
import { lectureRoom } from "../lib/room.js";
import { themeOf } from "../lib/theme.js";
import { decayLimits, drawDecay } from "./plot.js";

const DECAY_NARROW = 560; // px of width below which the picture is for a phone
const KEY_ROOM = 30; // px for the names of the lines, on top of the curves
const ADDRESS_PAUSE = 200; // ms; browsers refuse more than about ten changes of the address a second

export default (component) => live(component, makeDecay);

function makeDecay(root) {
  const find = (selector) => root.querySelector(selector);
  const page = find("[data-role=decay]");
  const picture = find("svg[data-figure]");
  const range = find("[data-do=lag]");
  const zoom = find("[data-do=zoom]");
  const note = find(".note-how");
  let [data, lag, zoomed, width, chosen] = [null, null, false, 0, 0];
  let rows = [];
  let address = null;
  let report = null; // tells Python of a place

  const value = (line, name = "mid") => scientific(line[name][Math.min(lag, line[name].length - 1)], data.lang);
  const reaches = (line) => lag < line.mid.length;

  function draw() {
    if (!width) return;
    const narrow = width < DECAY_NARROW;
    toggle(page, "narrow", narrow);
    const room = narrow ? null : lectureRoom(picture);
    const plain = Math.max(300, Math.min(400, width * 0.44));
    const height = room === null ? plain : Math.max(240, Math.min(plain, room - KEY_ROOM));
    const size = { width, height: narrow ? 320 : Math.round(height), narrow };
    drawDecay(picture, { ...data, ...size, ...decayLimits(data.lines, zoomed), chosen });
    move();
    write(page, "aria-busy", false);
  }

  // What follows the cursor: its line, the marks on the curves, and the numbers in the legend.
  function move() {
    picture.moveCursor?.(lag, chosen);
    if (Number(range.value) !== lag) range.value = lag;
    const text = fillIn(data.labels.at_lag, { lag });
    say(find("output"), text);
    write(range, "aria-valuetext", `${text}: ${data.lines.filter(reaches).map((line) => `${line.name} ${value(line)}`).join(", ")}`);
    data.lines.forEach((line, k) => {
      const row = rows[k];
      const [low, mid, high] = reaches(line) ? ["low", "mid", "high"].map((name) => value(line, name)) : ["", "–", ""];
      say(row.value, mid);
      say(row.range, low === high ? "" : fillIn(data.labels.range, { low, high }));
      toggle(row.node, "chosen", k === chosen);
      if (row.button) write(row.button, "aria-label", fillIn(data.labels.pick, { name: line.name, lag, value: mid }));
    });
  }

  function goTo(to) {
    lag = Math.max(0, Math.min(data.T, Math.round(to)));
    move();
  }

  function pick(k) {
    const line = data.lines[k];
    chosen = k;
    move();
    const end = line.mid.length - 1;
    const at = Math.min(lag, end);
    if (line.place.what !== "bound") report({ ...line.place, net: line.net[at], start: end - at, end });
  }

  function makeRows() {
    rows = data.lines.map((line, k) => {
      const parts = { value: html("b", { class: "value" }), range: html("span", { class: "range" }) };
      const inside = [svg("svg", { class: `sample line-of ${line.style}`, viewBox: "0 0 34 12", width: 34, height: 12, "aria-hidden": "true" }, svg("path", { class: "line", d: "M2 6H32" })),
        html("span", { class: "name" }, line.name), parts.value, parts.range];
      const button = line.place.what === "bound" ? null : html("button", { type: "button", onclick: () => pick(k) }, ...inside);
      return { node: html("li", {}, button ?? html("div", {}, ...inside)), button, ...parts };
    });
    find("[data-slot=legend]").replaceChildren(...rows.map((row) => row.node));
  }

  function receive(next, { setTriggerValue }) {
    const [before, L] = [data, next.labels];
    data = next;
    report = (place) => setTriggerValue("pick", place);
    page.dataset.theme = themeOf(page);
    if (lag === null || (before && before.T !== data.T && lag === before.lag) || lag > data.T) lag = data.lag;
    const names = (one) => one.lines.map((line) => `${line.name}/${line.style}/${line.place.what}`).join();
    if (!before || names(before) !== names(data)) {
      chosen = Math.max(0, data.lines.findIndex((line) => !line.style.includes("faint")));
      makeRows();
    }
    say(find("h3"), L.title);
    write(find(".how"), "aria-label", `${L.how_to_read}: ${L.title}`);
    if (before?.labels.how !== L.how) note.replaceChildren(...paragraphs(L.how));
    say(zoom, L.zoom);
    say(find("[data-role=lag-name]"), L.keys);
    write(range, "aria-label", L.lag);
    write(range, "max", data.T);
    const said = data.takeaway.join("\n");
    if (before?.takeaway.join("\n") !== said) find("[data-slot=takeaway]").replaceChildren(...data.takeaway.map((text, k) => html("p", { class: k ? "more" : "headline" }, text)));
    write(picture, "aria-label", `${L.title}. ${said}`);
    draw();
    clearTimeout(address);
    address = setTimeout(writeAddress, ADDRESS_PAUSE);
  }

  // The knobs stand in the page's address, without an entry in its history.
  function writeAddress() {
    const url = new URL(location.href);
    for (const [name, text] of Object.entries(data.link)) text === null ? url.searchParams.delete(name) : url.searchParams.set(name, text);
    if (url.href !== location.href) window.history.replaceState(window.history.state, "", url);
  }

  range.oninput = () => goTo(Number(range.value));
  range.onkeydown = (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === "Enter") pick(chosen);
    else if (step) chosen = (chosen + step + data.lines.length) % data.lines.length;
    else return;
    move();
    event.preventDefault();
  };
  const at = (event) => {
    const [x, y] = spotIn(picture, event);
    return [(x / picture.clientWidth) * width, y];
  };
  picture.onpointermove = (event) => {
    if (event.pointerType !== "mouse") return;
    const [x, y] = at(event);
    if (picture.isAbove(y)) return;
    goTo(picture.lagAt(x));
    chosen = picture.nearest(lag, y) ?? chosen;
    move();
  };
  picture.onclick = (event) => {
    const [x, y] = at(event);
    if (picture.isAbove(y)) return;
    goTo(picture.lagAt(x));
    pick(picture.nearest(lag, y) ?? chosen);
  };
  zoom.onclick = () => {
    zoomed = !zoomed;
    write(zoom, "aria-pressed", zoomed);
    draw();
  };
  // A popover stands where it is put: beside its button.
  note.ontoggle = (event) => {
    if (event.newState !== "open") return;
    putBeside(note, find(".how"));
  };
  const watch = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    if (data) draw();
  });
  watch.observe(page);

  function leave() {
    clearTimeout(address);
    watch.disconnect();
  }

  return { receive, leave };
}
