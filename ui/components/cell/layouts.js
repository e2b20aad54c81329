// Where everything stands in the drawings: for each kind of cell one wide layout, with time from left to right, and one tall
// layout for phones, with time from top to bottom and a camera that follows the stages. Data only; diagram.js draws it.

// A box says where its word, its curve and its symbol stand. columns: centre of a quantity's column of numbers. boxes: gates (x, y, width, height), their curve and the place of their word.
// symbols: where the symbol of a column stands when above it is no room. ops: discs with a sign. wires: points, the role whose colour they take, the stages at which they are lit; they run from centre
// to centre, and diagram.js ends them at the edge of what they touch, whatever its size.
const op = (sign, at, stages) => ({ sign, at, stages });
const wire = (role, stages, ...points) => ({ role, stages, points });
const box = (id, cx, stages) => ({ id, stages, rect: [cx - 44, 193, 88, 167], curve: [cx, 337], word: [cx, 318] });
const tallBox = (id, x, cy, stages) => ({ id, stages, rect: [x, cy - 70, 116, 128], curve: [x + 22, cy + 2], word: [x + 64, cy - 54], symbol: [x + 20, cy - 26] });

const LSTM_WIDE = {
  width: 760, height: 378,
  columns: {
    c_prev: [44, 70], kept: [216, 70], c: [510, 70], h_prev: [44, 202], x: [44, 315], forget: [136, 250], input: [234, 250],
    candidate: [330, 250], written: [424, 158], output: [546, 250], tanh_c: [640, 190], h: [714, 286],
  },
  symbols: { written: [384, 132], tanh_c: [682, 121] },
  boxes: [box("forget", 136, [1]), box("input", 234, [2]), box("candidate", 330, [2]), box("output", 546, [4])],
  ops: [op("×", [136, 70], [1]), op("×", [282, 176], [2]), op("+", [424, 70], [3]), op("×", [640, 286], [4])],
  curves: [{ id: "tanh_c", at: [640, 116], stages: [4] }],
  wires: [
    wire("c", [0, 1], [44, 70], [136, 70]), wire("c", [1], [136, 70], [216, 70]), wire("c", [3], [216, 70], [424, 70]),
    wire("c", [3], [424, 70], [510, 70]), wire("c", [3, 4], [510, 70], [760, 70]),
    wire("x", [0, 1, 2, 4], [44, 202], [83, 202], [83, 370]), wire("x", [0, 1, 2, 4], [44, 315], [83, 315], [83, 370]),
    wire("x", [1], [83, 370], [136, 370], [136, 337]), wire("x", [2], [83, 370], [234, 370], [234, 337]),
    wire("x", [2], [83, 370], [330, 370], [330, 337]), wire("x", [4], [83, 370], [546, 370], [546, 337]),
    wire("forget", [1], [136, 250], [136, 70]), wire("input", [2], [234, 250], [234, 176], [282, 176]),
    wire("candidate", [2], [330, 250], [330, 176], [282, 176]), wire("c", [2], [282, 176], [282, 142], [424, 142]),
    wire("c", [3], [424, 158], [424, 70]), wire("c", [4], [640, 70], [640, 116]), wire("c", [4], [640, 116], [640, 190]),
    wire("c", [4], [640, 190], [640, 286]), wire("output", [4], [546, 286], [640, 286]), wire("h", [4], [640, 286], [714, 286]),
    wire("h", [4], [714, 286], [760, 286]),
  ],
};

const LSTM_TALL = {
  width: 358, height: 850,
  camera: { window: 400, at: [0, 0, 215, 250, 445] },
  columns: {
    c_prev: [300, 76], h_prev: [54, 76], x: [150, 76], forget: [98, 220], kept: [300, 300], input: [98, 364], candidate: [224, 364],
    written: [222, 508], c: [300, 592], output: [98, 650], tanh_c: [300, 766], h: [100, 786],
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
  width: 760, height: 378,
  columns: {
    h_prev: [44, 70], kept: [306, 70], h: [630, 70], x: [44, 315], reset: [136, 250], recalled: [274, 270], candidate: [364, 250],
    written: [466, 190], update: [572, 250],
  },
  symbols: { written: [398, 152] },
  boxes: [box("reset", 136, [1]), box("candidate", 364, [2]), box("update", 572, [3])],
  ops: [op("×", [208, 270], [1]), op("×", [216, 70], [4]), op("×", [466, 280], [4]), op("+", [466, 70], [4])],
  curves: [],
  notes: [{ text: "1−z", at: [506, 272], stages: [4] }, { text: "U h + b", at: [238, 346], stages: [1] }],
  wires: [
    wire("h", [0, 4], [44, 70], [216, 70]), wire("h", [4], [216, 70], [306, 70]), wire("h", [4], [306, 70], [466, 70]),
    wire("h", [4], [466, 70], [630, 70]), wire("h", [4], [630, 70], [760, 70]),
    wire("x", [0, 1, 2, 3], [44, 70], [44, 180], [83, 180], [83, 370]), wire("x", [0, 1, 2, 3], [44, 315], [83, 315], [83, 370]),
    wire("x", [1], [83, 370], [136, 370], [136, 337]), wire("x", [1], [83, 370], [208, 370], [208, 270]),
    wire("x", [2], [83, 370], [364, 370], [364, 337]), wire("x", [3], [83, 370], [572, 370], [572, 337]),
    wire("forget", [1], [136, 270], [208, 270]), wire("h", [1], [208, 270], [274, 270]), wire("h", [2], [274, 270], [364, 270]),
    wire("candidate", [4], [364, 280], [466, 280]), wire("input", [4], [572, 280], [466, 280]),
    wire("h", [4], [466, 280], [466, 190]), wire("h", [4], [466, 190], [466, 70]),
    wire("input", [4], [572, 250], [572, 130], [216, 130], [216, 70]),
  ],
};

const GRU_TALL = {
  width: 358, height: 790,
  camera: { window: 400, at: [0, 0, 120, 285, 390] },
  columns: {
    h_prev: [300, 76], x: [150, 76], reset: [98, 220], recalled: [222, 220], candidate: [98, 380], update: [98, 530], kept: [300, 440],
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
  width: 760, height: 378,
  columns: { h_prev: [90, 114], x: [90, 290], sum: [370, 190], h: [610, 190] },
  symbols: { h_prev: [32, 119] },
  boxes: [],
  ops: [op("+", [250, 190], [1])],
  curves: [{ id: "sum", at: [490, 190], stages: [2] }],
  notes: [{ text: "W x", at: [190, 282], stages: [0, 1] }, { text: "U h", at: [190, 106], stages: [0, 1] }, { text: "b", at: [284, 226], stages: [1] }],
  wires: [
    wire("h", [0, 1], [90, 114], [250, 114], [250, 190]), wire("x", [0, 1], [90, 290], [250, 290], [250, 190]),
    wire("candidate", [1], [250, 190], [370, 190]), wire("candidate", [2], [370, 190], [490, 190]), wire("h", [2], [490, 190], [610, 190]),
    wire("h", [2], [610, 190], [760, 190]), wire("h", [], [690, 190], [690, 24], [90, 24], [90, 114]),
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
