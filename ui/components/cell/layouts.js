// Where everything stands in the drawings: for each kind of cell one wide layout, with time from left to right, and one tall
// layout for phones, with time from top to bottom and a camera that follows the stages. Data only; diagram.js draws it.

// columns: centre of a quantity's column of numbers. boxes: gates (x, y, width, height), their curve and the place of their word.
// symbols: where the symbol of a column stands when above it is no room. ops: discs with a sign. wires: points, the role whose colour they take, the stages at which they are lit; they run from centre
// to centre, and diagram.js ends them at the edge of what they touch, whatever its size.
const op = (sign, at, stages) => ({ sign, at, stages });
const wire = (role, stages, ...points) => ({ role, stages, points });
const box = (id, cx, stages) => ({ id, stages, rect: [cx - 44, 213, 88, 167], curve: [cx, 357], word: [cx, 338] });
const tallBox = (id, x, cy, stages) => ({ id, stages, rect: [x, cy - 70, 116, 128], curve: [x + 22, cy + 2], word: [x + 58, cy - 54] });

const LSTM_WIDE = {
  width: 760, height: 400,
  columns: {
    c_prev: [44, 76], kept: [216, 76], c: [510, 76], h_prev: [44, 222], x: [44, 335], forget: [136, 270], input: [234, 270],
    candidate: [330, 270], written: [424, 178], output: [546, 270], tanh_c: [640, 208], h: [714, 306],
  },
  symbols: { written: [384, 152], tanh_c: [682, 141] },
  boxes: [box("forget", 136, [1]), box("input", 234, [2]), box("candidate", 330, [2]), box("output", 546, [4])],
  ops: [op("×", [136, 76], [1]), op("×", [282, 196], [2]), op("+", [424, 76], [3]), op("×", [640, 306], [4])],
  curves: [{ id: "tanh_c", at: [640, 136], stages: [4] }],
  wires: [
    wire("c", [0, 1], [44, 76], [136, 76]), wire("c", [1], [136, 76], [216, 76]), wire("c", [3], [216, 76], [424, 76]),
    wire("c", [3], [424, 76], [510, 76]), wire("c", [3, 4], [510, 76], [760, 76]),
    wire("x", [0, 1, 2, 4], [44, 222], [83, 222], [83, 390]), wire("x", [0, 1, 2, 4], [44, 335], [83, 335], [83, 390]),
    wire("x", [1], [83, 390], [136, 390], [136, 357]), wire("x", [2], [83, 390], [234, 390], [234, 357]),
    wire("x", [2], [83, 390], [330, 390], [330, 357]), wire("x", [4], [83, 390], [546, 390], [546, 357]),
    wire("forget", [1], [136, 270], [136, 76]), wire("input", [2], [234, 270], [234, 196], [282, 196]),
    wire("candidate", [2], [330, 270], [330, 196], [282, 196]), wire("c", [2], [282, 196], [282, 162], [424, 162]),
    wire("c", [3], [424, 178], [424, 76]), wire("c", [4], [640, 76], [640, 136]), wire("c", [4], [640, 136], [640, 208]),
    wire("c", [4], [640, 208], [640, 306]), wire("output", [4], [546, 306], [640, 306]), wire("h", [4], [640, 306], [714, 306]),
    wire("h", [4], [714, 306], [760, 306]),
  ],
};

const LSTM_TALL = {
  width: 358, height: 850,
  camera: { window: 400, at: [0, 0, 215, 250, 445] },
  columns: {
    c_prev: [300, 76], h_prev: [54, 76], x: [150, 76], forget: [96, 220], kept: [300, 300], input: [96, 364], candidate: [222, 364],
    written: [222, 508], c: [300, 592], output: [96, 650], tanh_c: [300, 766], h: [100, 786],
  },
  symbols: { tanh_c: [256, 691], c: [344, 560], kept: [242, 262], written: [172, 508] },
  boxes: [tallBox("forget", 24, 220, [1]), tallBox("input", 24, 364, [2]), tallBox("candidate", 150, 364, [2]), tallBox("output", 24, 650, [4])],
  ops: [op("×", [300, 210], [1]), op("×", [145, 452], [2]), op("+", [300, 508], [3]), op("×", [210, 756], [4])],
  curves: [{ id: "tanh_c", at: [300, 686], stages: [4] }],
  wires: [
    wire("c", [0, 1], [300, 76], [300, 210]), wire("c", [1], [300, 210], [300, 300]), wire("c", [3], [300, 300], [300, 508]),
    wire("c", [3], [300, 508], [300, 592]), wire("c", [3, 4], [300, 592], [300, 652], [345, 652], [345, 850]),
    wire("x", [0, 1, 2, 4], [54, 76], [54, 140], [14, 140], [14, 222]), wire("x", [0, 1, 2, 4], [150, 76], [150, 140], [14, 140], [14, 222]),
    wire("x", [1], [14, 210], [14, 222], [46, 222]), wire("x", [2], [14, 222], [14, 366], [46, 366]),
    wire("x", [2], [14, 366], [14, 430], [145, 430], [145, 366], [172, 366]), wire("x", [4], [14, 366], [14, 652], [46, 652]),
    wire("forget", [1], [96, 210], [300, 210]), wire("input", [2], [96, 364], [96, 452], [145, 452]),
    wire("candidate", [2], [222, 364], [222, 452], [145, 452]), wire("c", [2], [145, 452], [145, 516], [222, 516]),
    wire("c", [3], [222, 508], [300, 508]), wire("c", [4], [300, 652], [300, 686]), wire("c", [4], [300, 686], [300, 756]),
    wire("c", [4], [300, 756], [210, 756]), wire("output", [4], [96, 650], [210, 650], [210, 756]), wire("h", [4], [210, 756], [100, 756]),
  ],
};

const GRU_WIDE = {
  width: 760, height: 400,
  columns: {
    h_prev: [44, 76], kept: [306, 76], h: [630, 76], x: [44, 335], reset: [136, 270], recalled: [274, 290], candidate: [364, 270],
    written: [466, 204], update: [572, 270],
  },
  symbols: { written: [400, 172] },
  boxes: [box("reset", 136, [1]), box("candidate", 364, [2]), box("update", 572, [3])],
  ops: [op("×", [208, 290], [1]), op("×", [216, 76], [4]), op("×", [466, 300], [4]), op("+", [466, 76], [4])],
  curves: [],
  notes: [{ text: "1−z", at: [506, 292], stages: [4] }, { text: "U h + b", at: [238, 366], stages: [1] }],
  wires: [
    wire("h", [0, 4], [44, 76], [216, 76]), wire("h", [4], [216, 76], [306, 76]), wire("h", [4], [306, 76], [466, 76]),
    wire("h", [4], [466, 76], [630, 76]), wire("h", [4], [630, 76], [760, 76]),
    wire("x", [0, 1, 2, 3], [44, 76], [44, 200], [83, 200], [83, 390]), wire("x", [0, 1, 2, 3], [44, 335], [83, 335], [83, 390]),
    wire("x", [1], [83, 390], [136, 390], [136, 357]), wire("x", [1], [83, 390], [208, 390], [208, 290]),
    wire("x", [2], [83, 390], [364, 390], [364, 357]), wire("x", [3], [83, 390], [572, 390], [572, 357]),
    wire("forget", [1], [136, 290], [208, 290]), wire("h", [1], [208, 290], [274, 290]), wire("h", [2], [274, 290], [364, 290]),
    wire("candidate", [4], [364, 300], [466, 300]), wire("input", [4], [572, 300], [466, 300]),
    wire("h", [4], [466, 300], [466, 204]), wire("h", [4], [466, 204], [466, 76]),
    wire("input", [4], [572, 270], [572, 142], [216, 142], [216, 76]),
  ],
};

const GRU_TALL = {
  width: 358, height: 790,
  camera: { window: 400, at: [0, 0, 120, 285, 390] },
  columns: {
    h_prev: [300, 76], x: [150, 76], reset: [96, 220], recalled: [222, 220], candidate: [96, 380], update: [96, 530], kept: [300, 440],
    written: [222, 650], h: [300, 730],
  },
  symbols: { written: [222, 716], kept: [244, 402], h: [244, 740], recalled: [222, 158] },
  boxes: [tallBox("reset", 24, 220, [1]), tallBox("candidate", 24, 380, [2]), tallBox("update", 24, 530, [3])],
  ops: [op("×", [166, 220], [1]), op("×", [300, 340], [4]), op("×", [166, 650], [4]), op("+", [300, 650], [4])],
  curves: [],
  notes: [{ text: "1−z", at: [110, 640], stages: [4] }, { text: "U h + b", at: [200, 296], stages: [1] }],
  wires: [
    wire("h", [0, 4], [300, 76], [300, 340]), wire("h", [4], [300, 340], [300, 440]), wire("h", [4], [300, 440], [300, 650]),
    wire("h", [4], [300, 650], [300, 730]), wire("h", [4], [300, 730], [300, 790]),
    wire("x", [0, 1, 2, 3], [300, 76], [225, 76], [225, 140], [14, 140], [14, 222]), wire("x", [0, 1, 2, 3], [150, 76], [150, 140], [14, 140]),
    wire("x", [1], [14, 210], [14, 222], [46, 222]), wire("x", [1], [14, 222], [14, 300], [166, 300], [166, 220]),
    wire("x", [2], [14, 300], [14, 382], [46, 382]), wire("x", [3], [14, 382], [14, 532], [46, 532]),
    wire("forget", [1], [96, 220], [166, 220]), wire("h", [1], [166, 220], [222, 220]), wire("h", [2], [222, 220], [222, 380], [96, 380]),
    wire("candidate", [4], [96, 414], [166, 414], [166, 650]), wire("input", [4], [82, 530], [82, 650], [166, 650]),
    wire("h", [4], [166, 650], [222, 650]), wire("h", [4], [222, 650], [300, 650]),
    wire("input", [4], [96, 530], [252, 530], [252, 340], [300, 340]),
  ],
};

const RNN_WIDE = {
  width: 760, height: 400,
  columns: { h_prev: [90, 120], x: [90, 310], sum: [370, 210], h: [610, 210] },
  boxes: [],
  ops: [op("+", [250, 210], [1])],
  curves: [{ id: "sum", at: [490, 210], stages: [2] }],
  notes: [{ text: "W x", at: [190, 302], stages: [0, 1] }, { text: "U h", at: [190, 112], stages: [0, 1] }, { text: "b", at: [284, 246], stages: [1] }],
  wires: [
    wire("h", [0, 1], [90, 120], [250, 120], [250, 210]), wire("x", [0, 1], [90, 310], [250, 310], [250, 210]),
    wire("candidate", [1], [250, 210], [370, 210]), wire("candidate", [2], [370, 210], [490, 210]), wire("h", [2], [490, 210], [610, 210]),
    wire("h", [2], [610, 210], [760, 210]), wire("h", [], [690, 210], [690, 30], [90, 30], [90, 60]),
  ],
};

const RNN_TALL = {
  width: 358, height: 600,
  camera: { window: 400, at: [0, 60, 200] },
  columns: { h_prev: [90, 76], x: [250, 76], sum: [170, 300], h: [170, 500] },
  boxes: [],
  ops: [op("+", [170, 200], [1])],
  curves: [{ id: "sum", at: [170, 396], stages: [2] }],
  notes: [{ text: "U h", at: [66, 180], stages: [0, 1] }, { text: "W x", at: [276, 180], stages: [0, 1] }, { text: "b", at: [206, 230], stages: [1] }],
  wires: [
    wire("h", [0, 1], [90, 76], [90, 200], [170, 200]), wire("x", [0, 1], [250, 76], [250, 200], [170, 200]),
    wire("candidate", [1], [170, 200], [170, 300]), wire("candidate", [2], [170, 300], [170, 396]), wire("h", [2], [170, 396], [170, 500]),
    wire("h", [2], [170, 500], [170, 600]),
  ],
};

export const LAYOUTS = {
  lstm: { wide: LSTM_WIDE, tall: LSTM_TALL },
  gru: { wide: GRU_WIDE, tall: GRU_TALL },
  rnn: { wide: RNN_WIDE, tall: RNN_TALL },
};
