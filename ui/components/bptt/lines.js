// The equations of each stop, once in symbols and once with this stop's numbers. Pointing at a number lights its place in the drawing,
// and the reverse.

import { html, say, toggle } from "../lib/dom.js";
import { gradientOf, valueOf } from "./box.js";
import { partOf, stepOf } from "./phases.js";
import { symbolHtml } from "./writing.js";

const value = (q, t = 0) => ({ side: "value", q, t });
const slopeRef = (t) => ({ side: "slope", q: "h", t });
const grad = (q, t = 0) => ({ side: "gradient", q, t });
const weight = (q) => ({ side: "weight", q });

const sumLine = (t) => [value("a", t), weight("Wx"), "·", value("x", t), "+", weight("Wh"), "·", value("h", t === null ? "t−1" : t - 1), "+", weight("b")];
const squashLine = (t) => [value("h", t), "tanh(", value("a", t), ")"];
const readLine = (t) => [value("y", t), weight("Wy"), "·", value("h", t)];
const lossLine = (t) => [value("L", t), "½ (", value("y", t), "−", value("target", t), ")²"];
const through = (t, next) => [grad("h", t), weight("Wy"), "·", grad("y", t), ...(next ? ["+", weight("Wh"), "·", grad("a", next)] : [])];

// [[result, ...what it is made of], ...]: texts, and numbers by side, name and step.
export function linesAt(s, T, asked) {
  const t = stepOf(s, T);
  switch (`${s.phase} ${partOf(s, T)}`) {
    case "loop rest": return [sumLine(null), squashLine(null), readLine(null)];
    case "loop step": return [sumLine(t), squashLine(t), readLine(t)];
    case "forward sum": return [sumLine(t)];
    case "forward squash": return [squashLine(t)];
    case "forward read": return asked[t - 1] ? [readLine(t), lossLine(t)] : [readLine(t)];
    case "forward total": return [[value("total"), ...asked.flatMap((yes, k) => (yes ? ["+", value("L", k + 1)] : [])).slice(1)]];
    case "backward error": return asked[t - 1] ? [[grad("y", t), value("y", t), "−", value("target", t)]] : [[grad("y", t), "0"]];
    case "backward state": return [through(t, t < T ? t + 1 : null)];
    case "backward through": return [[grad("a", t), slopeRef(t), "·", grad("h", t)], ...(t === 1 ? [[grad("h", 0), weight("Wh"), "·", grad("a", 1)]] : [])];
    default: return [];
  }
}

function symbolsOf(ref) {
  if (typeof ref === "string") return [ref];
  const low = ref.t === null ? "t" : ref.q === "total" ? "" : ref.t;
  if (ref.side === "weight") return symbolHtml(ref.q);
  if (ref.side === "slope") return ["(1 − ", ...symbolHtml("h", low), "²)"];
  return ref.side === "gradient" ? ["∂L/∂", ...symbolHtml(ref.q, low)] : symbolHtml(ref.q, low);
}

const numberOf = (view, { side, q, t }) => ({ value: () => valueOf(view, q, t), gradient: () => gradientOf(view, q, t),
  slope: () => view.sweep.slope[t - 1], weight: () => view.net.weights[q] })[side]();

const isOpenable = ({ side, q, t }) => side === "weight" || (side === "value" && (q === "x" || q === "target" || (q === "h" && t === 0)));
const placeOf = ({ side, q, t }) => (side === "weight" ? { weight: q } : { q, t });
const samePlace = (one, other) => Boolean(one) && one.weight === other.weight && one.q === other.q && one.t === other.t;

// A number of an equation or table, that follows the view. parts collects what is to be called on every change.
export function liveNumber(ctx, ref, parts) {
  const place = placeOf(ref);
  const openable = isOpenable(ref);
  const node = html(openable ? "button" : "span", { class: `live ${ref.side}${ref.side === "weight" ? ` weight-${ref.q}` : ""}`, type: openable ? "button" : null });
  node.onpointerenter = () => ctx.look(place);
  node.onpointerleave = () => ctx.look(null);
  if (openable) node.onclick = () => ctx.open(place);
  parts.push((view) => {
    say(node, ctx.short(numberOf(view, ref), 3));
    toggle(node, "looked", samePlace(ctx.looked(), place));
  });
  return node;
}

export function equation(ctx, [result, ...terms], parts, symbolsOnly) {
  const general = html("div", { class: "general" }, ...symbolsOf(result), " = ", ...terms.flatMap((term) => [...symbolsOf(term), " "]));
  if (symbolsOnly) return html("div", { class: "line" }, general);
  const numbers = [...terms, "=", result].map((term) => (typeof term === "string" ? html("span", {}, term.replace("·", "×")) : liveNumber(ctx, term, parts)));
  return html("div", { class: "line" }, general, html("div", { class: "numbers" }, ...numbers));
}
