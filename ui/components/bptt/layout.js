// Where everything stands: time from left to right on a screen, from top to bottom on a phone. Places of a step are relative to its
// own origin, so that the folded drawing and its copies are the same drawing.

const WIDE_STEP = 172;
const TALL_STEP = 168;

export const WIDE = {
  name: "wide", width: 800, height: 492, loopHeight: 492,
  offset: (t) => [180 + WIDE_STEP * (t - 1), 0],
  loop: [390, 0],
  boxes: { x: [-27, 414, 54, 46], a: [-27, 275, 54, 46], h: [27, 275, 54, 46], y: [27, 141, 54, 46], L: [27, 62, 54, 46], target: [-46, 62, 54, 26] },
  symbols: { x: [-57, 419, "end"], a: [-45, 244, "middle"], h: [54, 244, "middle"], y: [-6, 146, "end"], L: [57, 67, "start"], target: [-46, 42, "middle"] },
  badges: { Wx: [-26, 346], Wh: [-86, 275], b: [-26, 206], Wy: [26, 206] },
  messages: { Wx: [[0, 341, "start"], [0, 358, "start"]], Wy: [[53, 201, "start"], [53, 218, "start"]], Wh: [[-86, 250, "middle"], [-86, 310, "middle"]],
    tanh: [[0, 246, "middle"], [0, 314, "middle"]] },
  // From where the forward value comes to where it goes; the gradient takes the second, the other way.
  edges: { Wx: ["M-26 391V300", "M-33 303V389"], Wh: ["M-120 275H-55", "M-56 282H-117"], b: ["M-26 206V250", ""], Wy: ["M26 252V166", "M33 168V250"],
    yL: ["M26 118V87", "M33 89V116"], target: ["M-20 62H-2", ""] },
  start: { at: [30, 275], size: [52, 46], symbol: [30, 244, "middle"] },
  total: { at: [34, 62], symbol: [68, 67, "start"], bus: (T) => `M${206 + WIDE_STEP * (T - 1)} 22H34V37`, tap: "M26 39V22" },
  time: [0, 455, "middle"],
  part: [0, 477], whole: [34, 477], wholeSymbol: [34, 457, "middle"], sign: [-86, 483],
  loopPath: "M52 275H120V468H-150V275H-109", loopEnd: "M-63 275H-55", delay: [-70, 468], delayWords: [[-20, 486, "start"]],
};

export const TALL = {
  name: "tall", width: 360, height: 816, loopHeight: 326,
  offset: (t) => [0, 172 + TALL_STEP * (t - 1)],
  loop: [0, 160],
  boxes: { x: [34, -22, 56, 44], a: [150, -22, 60, 44], h: [150, 22, 60, 44], y: [262, 22, 52, 44], L: [328, 22, 52, 44], target: [328, -40, 52, 26] },
  symbols: { x: [34, -50, "middle"], a: [138, -50, "end"], h: [114, 12, "end"], y: [262, -6, "middle"], L: [328, 62, "middle"], target: [328, -58, "middle"] },
  badges: { Wx: [92, -22], Wh: [150, -84], b: [212, -22], Wy: [208, 22] },
  messages: { Wx: [[92, -46, "middle"], [62, 14, "middle"]], Wy: [[208, 57, "middle"], [208, 73, "middle"]], Wh: [[123, -88, "end"], [123, -72, "end"]],
    tanh: [[115, 31, "end"], [115, 47, "end"]] },
  edges: { Wx: ["M62 -22H118", "M117 -29H64"], Wh: ["M150 -125V-46", "M157 -47V-123"], b: ["M212 -22H182", ""], Wy: ["M180 22H234", "M233 29H182"],
    yL: ["M288 22H300", "M300 29H289"], target: ["M328 -27V-2", ""] },
  start: { at: [150, 26], size: [60, 44], symbol: [114, 31, "end"] },
  total: { at: [320, 784], symbol: [286, 789, "end"], bus: () => "M358 194V784H349", tap: "M354 22H358" },
  time: [8, -72, "start"],
  part: [40, 61], whole: [40, 784], wholeSymbol: [80, 789, "start"], sign: [82, 67],
  loopPath: "M150 44V116H357V-136H150V-104", loopEnd: "M150 -64V-46", delay: [255, 116], delayWords: [[255, 150, "middle"]],
};
