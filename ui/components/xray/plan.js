// Where everything of the X-ray stands. Across a page its words are in the columns of the main picture, and the panels below one
// another; on a phone time runs from top to bottom, and there is one panel.

import { wordAxis } from "../lib/words.js";

const XRAY_START = 112; // px before the first word, as in the main picture
const XRAY_SIDE = 260; // px beside the last word, which there the panel of next words takes
const LEAST_SIDE = 176; // px that say what a probe is worth
const LEAST_WORD = 12; // px
const CURVES = { across: 104, tall: 112 }; // px that the lines take
const RIBBON = { across: 20, tall: 72 }; // px of what one net's memory is read to be
const RIBBON_GAP = 3;
const XRAY_HEAD = { across: 24, tall: 76 }; // px over the lines

// {axis, tall, chips, panels: [{attribute, head, curves, thick, ribbons: [{k, at}], thickness, side}], width, height, depth}
export function xrayPlan(data, attributes, width, tall) {
  const form = tall ? "tall" : "across";
  const words = data.columns;
  const left = Math.min(XRAY_SIDE, width - XRAY_START - 1 - LEAST_WORD * words.length);
  const side = !tall && left >= LEAST_SIDE ? left : 0;
  const start = tall ? XRAY_HEAD.tall : XRAY_START;
  const axis = wordAxis(tall ? { words, length: 0, tall, start, least: 26 } : { words, length: width - XRAY_START - side - 1, start, least: LEAST_WORD });
  const drawn = data.nets.map((net, k) => ({ net, k })).filter(({ net }) => !tall || net.pair);
  let across = axis.depth + (tall ? 12 : 8);
  const thickness = tall ? Math.max(40, Math.min(RIBBON.tall, (width - across - CURVES.tall - 14) / Math.max(1, drawn.length) - RIBBON_GAP)) : RIBBON.across;
  const panels = attributes.map((attribute) => {
    const head = across;
    const curves = head + (tall ? 0 : XRAY_HEAD.across);
    let at = curves + CURVES[form] + 10;
    const ribbons = drawn.map(({ k }) => ({ k, at: at + drawn.findIndex((one) => one.k === k) * (thickness + RIBBON_GAP) }));
    at += drawn.length * (thickness + RIBBON_GAP);
    across = at + (tall ? 0 : 20);
    return { attribute, head, curves, thick: CURVES[form], ribbons, thickness, side: side ? { from: width - side + 16, length: side - 16 } : null };
  });
  const depth = Math.max(axis.depth + 2, across - (tall ? 0 : 12));
  const along = start + axis.length + (tall ? 2 : 1);
  return { axis, tall, chips: 0, panels, depth, width: tall ? Math.max(width, depth) : Math.max(width, along), height: tall ? along : depth };
}
