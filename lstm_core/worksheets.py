"""Worksheets: a small network with readable numbers from a seed, and every value of it that is to be computed by hand.

The values are those of the pictures: the cell's of `trace`, those of BPTT of `sweep`, those of the gradient of `step_jacobians`
and `memory_lane`. Symbols and formulas are written with `_` before what is set lower: h_t, h_{t−1}.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lstm_core.arrays import Array
from lstm_core.bptt import WEIGHTS, Small, Sweep, sweep, updated
from lstm_core.cells import GATES, Cell
from lstm_core.decay import memory_lane
from lstm_core.jacobians import jacobian_products, step_jacobians
from lstm_core.passes import Passes
from lstm_core.trace import Trace, trace

TOPICS = ("cell", "bptt", "gradient")
SEEDS = (1, 999)
FAR = 100  # steps of a memory line whose gates all stand alike
RATE = 0.5  # learning rate of the update
LETTER = {"forget": "f", "input": "i", "candidate": "g", "output": "o"}
ORDER = ("forget", "input", "candidate", "output")  # as the lecture goes through them
NEAR = 2.5  # largest |z|: gates beyond it are all but open or closed, and all sheets alike
TIE = 1e-3  # of the last digit asked for: nearer to the middle of two, an answer may be rounded either way
MORE = 1.1  # times as much as the other: what the last question calls more
TRIES = 10_000


class Row(NamedTuple):
    """A line of a table: what it is, how it is computed, and its value in every column; None where there is nothing to fill in."""

    symbol: str
    formula: str
    values: tuple[float | None, ...]


class Table(NamedTuple):
    """A table to fill in.

    Args:
        key: by which its words are found.
        columns: their symbols.
        rows: its lines.
        digits: decimals that are asked for.
    """

    key: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    digits: int


class Sheet(NamedTuple):
    """A worksheet: what is given, by symbol, and the tables to fill in.

    `given` is in groups, each of (symbol, value) of which all have at most two decimals.
    """

    topic: str
    seed: int
    given: tuple[tuple[tuple[str, float], ...], ...]
    tables: tuple[Table, ...]


def worksheet(topic: str, seed: int) -> Sheet:
    """The worksheet of a topic; the same seed gives the same.

    Raises:
        ValueError: an unknown topic, a seed out of `SEEDS`.
    """
    if topic not in TOPICS:
        raise ValueError(f"topic must be one of {', '.join(TOPICS)}, not {topic!r}.")
    if not SEEDS[0] <= seed <= SEEDS[1]:
        raise ValueError(f"seed must be {SEEDS[0]} to {SEEDS[1]}, not {seed}.")
    rng = np.random.default_rng([seed, TOPICS.index(topic)])
    draw = {"cell": _cell_sheet, "bptt": _bptt_sheet, "gradient": _gradient_sheet}[topic]
    for _try in range(TRIES):
        if is_clear(sheet := draw(seed, rng)):
            return sheet
    raise RuntimeError("No sheet was found.")


def is_clear(sheet: Sheet) -> bool:
    """Whether who computes and rounds well writes what the key says.

    No answer may be rounded either way, none is rounded away to 0, and of the two numbers of the last question one is clearly more.
    """
    answers = ((value, table.digits) for table in sheet.tables for row in table.rows for value in row.values)  # fmt: skip
    sizes = [abs(value) * 10**digits for value, digits in answers if value]
    read = all(size >= 0.5 and abs(size % 1 - 0.5) > TIE for size in sizes)
    less, more = sorted(map(abs, compared(sheet) or (0.0, 1.0)))
    return read and more > MORE * less


def compared(sheet: Sheet) -> tuple[float, float] | None:
    """The two numbers of the last question: kept and written in C_2, or left of step 1 in the RNN and in the LSTM; None if it asks for none."""
    values = {row.symbol: row.values for table in sheet.tables for row in table.rows}
    if sheet.topic == "bptt":
        return None
    if sheet.topic == "cell":
        return values["f·C_{t−1}"][1] or 0.0, values["i·g"][1] or 0.0
    return values["∂h_5/∂h_t"][0] or 0.0, values["∂C_5/∂C_t"][0] or 0.0


def _row(symbol: str, formula: str, values: Array) -> Row:
    """A line with a number in every column."""
    return Row(symbol, formula, tuple(map(float, values)))


def _tenths(rng: np.random.Generator, low: float, high: float, *shape: int) -> Array:
    """Numbers with one decimal, none of them 0."""
    drawn = np.round(rng.uniform(low, high, shape), 1)
    return np.where(drawn == 0, 0.1, drawn)


def draw_cell(rng: np.random.Generator) -> tuple[Cell, Array, float]:
    """An LSTM of one unit, two inputs (2, 1) and a memory to begin with; no gate is all but open or closed.

    Raises:
        RuntimeError: none was found, which does not happen.
    """
    G = len(GATES["lstm"])
    for _try in range(TRIES):
        W_ih, W_hh = _tenths(rng, -2, 2, G, 1, 1), _tenths(rng, -1, 1, G, 1, 1)
        cell = Cell("lstm", "tanh", W_ih, W_hh, _tenths(rng, -1, 1, G, 1), np.zeros((G, 1)))
        x, c0 = _tenths(rng, -1, 1, 2, 1), float(_tenths(rng, -1, 1))
        z = trace(cell, x, state=(np.zeros(1), np.array([c0]))).z
        if np.abs(z).min() > 0.3 and np.abs(z).max() < NEAR:
            return cell, x, c0
    raise RuntimeError("No cell was found.")


def _cell_sheet(seed: int, rng: np.random.Generator) -> Sheet:
    cell, x, c0 = draw_cell(rng)
    read = trace(cell, x, state=(np.zeros(1), np.array([c0])))
    return Sheet("cell", seed, _cell_given(cell, x, c0), (_cell_table(read),))


def _cell_given(cell: Cell, x: Array, c0: float) -> tuple[tuple[tuple[str, float], ...], ...]:
    gates = []
    for name in ORDER:
        k, letter = GATES["lstm"].index(name), LETTER[name]
        weights = cell.W_ih[k, 0, 0], cell.W_hh[k, 0, 0], cell.b_ih[k, 0]
        symbols = (f"w_{letter}", f"u_{letter}", f"b_{letter}")
        gates.append(tuple(zip(symbols, map(float, weights), strict=True)))
    start = (("x_1", float(x[0, 0])), ("x_2", float(x[1, 0])), ("h_0", 0.0), ("C_0", c0))
    return (start, *gates)


def _cell_table(read: Trace) -> Table:
    if read.c is None:
        raise ValueError("The cell must be an LSTM.")
    f, i, g = (read.gates[name][:, 0] for name in ("forget", "input", "candidate"))
    c = read.c[:, 0]
    rows = []
    for name in ORDER:
        letter, k = LETTER[name], GATES["lstm"].index(name)
        z = f"z_{letter}"
        squash = "tanh" if name == "candidate" else "σ"
        rows.append(_row(z, f"w_{letter} x_t + u_{letter} h_{{t−1}} + b_{letter}", read.z[:, k, 0]))
        rows.append(_row(letter, f"{squash}({z})", read.gates[name][:, 0]))
    rows += [
        _row("f·C_{t−1}", "", f * c[:-1]),
        _row("i·g", "", i * g),
        _row("C_t", "f·C_{t−1} + i·g", c[1:]),
        _row("tanh(C_t)", "", np.tanh(c[1:])),
        _row("h_t", "o·tanh(C_t)", read.h[1:, 0]),
    ]
    return Table("cell", ("t = 1", "t = 2"), tuple(rows), 2)


def draw_small(rng: np.random.Generator) -> Small:
    """A network of three steps whose states and errors are neither tiny nor saturated. Raises RuntimeError when none was found."""
    for _try in range(TRIES):
        weights = dict(zip(WEIGHTS, map(float, _tenths(rng, -1.2, 1.2, 4)), strict=True))
        x, target = (tuple(map(float, _tenths(rng, -1, 1, 3))) for _ in range(2))
        net = Small(weights, x, target)
        found = sweep(net)
        clear = np.abs(found.h[1:]).min() > 0.15 and np.abs(found.h).max() < 0.85
        if clear and np.abs(found.dy).min() > 0.15 and np.abs(list(found.gradient.values())).min() > 0.05:  # fmt: skip
            return net
    raise RuntimeError("No network was found.")


def _bptt_sheet(seed: int, rng: np.random.Generator) -> Sheet:
    net = draw_small(rng)
    symbols = {"Wx": "W_x", "Wh": "W_h", "b": "b", "Wy": "W_y"}
    steps = range(1, net.T + 1)
    given = (
        (*((symbols[name], net.weights[name]) for name in symbols), ("h_0", net.h0), ("η", RATE)),
        tuple((f"x_{t}", value) for t, value in zip(steps, net.x, strict=True)),
        tuple((f"y*_{t}", value) for t, value in zip(steps, net.target, strict=True)),
    )
    return Sheet("bptt", seed, given, _bptt_tables(net, sweep(net), symbols))


def _bptt_tables(net: Small, found: Sweep, symbols: dict[str, str]) -> tuple[Table, ...]:
    T = net.T
    steps = tuple(f"t = {t}" for t in range(1, T + 1))

    forward = (
        _row("a_t", "W_x x_t + W_h h_{t−1} + b", found.a),
        _row("h_t", "tanh(a_t)", found.h[1:]),
        _row("y_t", "W_y h_t", found.y),
        _row("L_t", "(y_t − y*_t)² / 2", found.loss),
        Row("L", "L_1 + L_2 + L_3", (None,) * (T - 1) + (found.total,)),
    )
    backward = (
        _row("∂L/∂y_t", "y_t − y*_t", found.dy),
        _row("↓", "W_y · ∂L/∂y_t", found.from_output),
        _row("←", "W_h · ∂L/∂a_{t+1}", found.from_future[1:]),
        _row("∂L/∂h_t", "↓ + ←", found.dh[1:]),
        _row("1 − h_t²", "", found.slope),
        _row("∂L/∂a_t", "(1 − h_t²) · ∂L/∂h_t", found.da),
    )
    factor = {"Wx": "∂L/∂a_t · x_t", "Wh": "∂L/∂a_t · h_{t−1}", "b": "∂L/∂a_t", "Wy": "∂L/∂y_t · h_t"}  # fmt: skip
    after = updated(net, RATE).weights
    summed = tuple(
        Row(f"∂L/∂{symbols[name]}", factor[name], (*map(float, found.parts[name]), found.gradient[name], after[name]))
        for name in symbols
    )  # fmt: skip
    # The backward sweep is filled in from the last step to the first.
    turned = tuple(Row(one.symbol, one.formula, one.values[::-1]) for one in backward)
    return (
        Table("forward", steps, forward, 3),
        Table("backward", steps[::-1], turned, 3),
        Table("sum", (*steps, "Σ", "new"), summed, 3),
    )


def draw_chain(rng: np.random.Generator) -> tuple[Cell, Array]:
    """An RNN of one unit and five inputs (5, 1) whose every step multiplies the gradient by less than 1, and by no less than a fifth.

    No state of it is near 0.

    Raises:
        RuntimeError: none was found, which does not happen.
    """
    for _try in range(TRIES):
        w, u, b = (
            _tenths(rng, low, high, 1, 1, 1) for low, high in ((-1, 1), (0.5, 1), (-0.5, 0.5))
        )
        cell = Cell("rnn", "tanh", w, u, b[0], np.zeros((1, 1)))
        x = _tenths(rng, -1, 1, 5, 1)
        read = trace(cell, x)
        J = step_jacobians(Passes.of(read))[0, :, 0, 0]
        clear = np.abs(read.h[1:]).min() > 0.05
        if clear and J.min() > 0.2 and J.max() < 0.95 and J.max() - J.min() > 0.15:
            return cell, x
    raise RuntimeError("No chain was found.")


def lane_of(forget: Array) -> Array:
    """(T,) what is left at the end of a nudge to the memory just after step t, the gates (T,) held still: f_(t+1) ... f_T."""
    # A cell whose forget gate is sigmoid(x), run over the x that opens it so far.
    W_ih = np.zeros((4, 1, 1))
    W_ih[GATES["lstm"].index("forget")] = 1
    none = np.zeros((4, 1))
    cell = Cell("lstm", "tanh", W_ih, np.zeros((4, 1, 1)), none, none)
    x = np.log(forget / (1 - forget))[:, None]
    lane = memory_lane(Passes.of(trace(cell, x)))
    if lane is None:
        raise ValueError("Only an LSTM has a memory lane.")
    left: Array = 10 ** lane[0, 1:]
    return left


def _gradient_sheet(seed: int, rng: np.random.Generator) -> Sheet:
    cell, x = draw_chain(rng)
    read = trace(cell, x)
    p = Passes.of(read)
    T = len(x)
    products = [one.matrix[0, 0, 0] * 2.0 ** one.exponent[0] for one in jacobian_products(p)]
    left = np.array(products[::-1])  # dh_T/dh_t, t = 0..T
    h = read.h[1:, 0]
    J = step_jacobians(p)[0, :, 0, 0]
    forget = np.round(rng.uniform(0.6, 0.99, T), 2)
    steps = tuple(f"t = {t}" for t in range(1, T + 1))
    rnn = (
        _row("h_t", "tanh(w x_t + u h_{t−1} + b)", h),
        _row("1 − h_t²", "", 1 - h**2),
        _row("J_t", "u · (1 − h_t²)", J),
        _row("∂h_5/∂h_t", "J_5 · … · J_{t+1}", left[1:]),
    )
    lane = (_row("∂C_5/∂C_t", "f_5 · … · f_{t+1}", lane_of(forget)),)
    powers = [lane_of(np.full(FAR + 1, value))[0] for value in (0.5, 0.9, 0.99)]
    far = (_row("log_{10} f^{100}", "100 · log_{10} f", np.log10(powers)),)
    given = (
        (("w", float(cell.W_ih[0, 0, 0])), ("u", float(cell.W_hh[0, 0, 0])), ("b", float(cell.b_ih[0, 0])), ("h_0", 0.0)),
        tuple((f"x_{t + 1}", float(one)) for t, one in enumerate(x[:, 0])),
        tuple((f"f_{t + 1}", float(one)) for t, one in enumerate(forget)),
    )  # fmt: skip
    tables = (
        Table("rnn", steps, rnn, 3),
        Table("lane", steps, lane, 3),
        Table("far", ("f = 0.5", "f = 0.9", "f = 0.99"), far, 1),
    )
    return Sheet("gradient", seed, given, tables)
