"""The drawing beside a worksheet: the cell, the unrolled network, or the chain of steps, with a box for each number that is asked for first."""

from __future__ import annotations

from collections.abc import Callable

from lstm_core.worksheets import Sheet
from ui.lesson.typeset import as_svg
from ui.text import number

# A number as it is written, with so many decimals; "" where the reader is to write it.
Filled = Callable[[float | None, int], str]
BOX = 58, 22  # px of a box for a number


def drawing(sheet: Sheet, filled: Filled, alt: str) -> str:
    """The SVG of a sheet.

    Args:
        sheet: what it is of.
        filled: writes a number, or leaves its box empty.
        alt: what it shows, in words, already escaped.
    """
    width, height, inside = {"cell": _cell, "bptt": _bptt, "gradient": _gradient}[sheet.topic](
        sheet, filled
    )
    return (
        f'<svg role="img" aria-label="{alt}" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L8 4L0 8z"/></marker></defs>{inside}</svg>'
    )


def _text(x: float, y: float, formula: str, anchor: str = "middle", name: str = "") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" class="{name}">{as_svg(formula)}</text>'


def _arrow(path: str) -> str:
    return f'<path class="wire" d="{path}" marker-end="url(#head)"/>'


def _node(x: float, y: float, sign: str) -> str:
    return f'<circle class="node" cx="{x}" cy="{y}" r="13"/>{_text(x, y + 5, sign)}'


def _gate(x: float, y: float, formula: str) -> str:
    return f'<rect class="gate" x="{x - 27}" y="{y - 15}" width="54" height="30" rx="4"/>{_text(x, y + 5, formula)}'


def _blank(x: float, y: float, number: str) -> str:
    """A box for a number, its middle at (x, y)."""
    w, h = BOX
    box = f'<rect class="blank" x="{x - w / 2}" y="{y - h / 2}" width="{w}" height="{h}"/>'
    return box + _text(x, y + 5, number, name="answer")


def _values(sheet: Sheet, table: str, symbol: str) -> tuple[float | None, ...]:
    rows = next(one.rows for one in sheet.tables if one.key == table)
    return next(row.values for row in rows if row.symbol == symbol)


def _cell(sheet: Sheet, filled: Filled) -> tuple[int, int, str]:
    def box(x: float, y: float, symbol: str) -> str:
        return _blank(x, y, filled(_values(sheet, "cell", symbol)[0], 2))

    top, middle, low, base = 40, 104, 168, 224
    gates = {"f": 100, "i": 240, "g": 336, "o": 446}
    # Beside the way up from each gate, where there is room.
    boxes = {"f": (136, 118), "i": (204, 128), "g": (372, 128), "o": (482, 118)}
    parts = [
        _text(6, top + 5, "C_0", "start"),
        _arrow(f"M34 {top}H86"),
        _arrow(f"M114 {top}H273"),
        _arrow(f"M302 {top}H588"),
        _text(594, top + 5, "C_1", "start"),
        box(656, top, "C_t"),
        _node(100, top, "×"),
        _node(288, top, "+"),
        _node(288, middle, "×"),
        _arrow(f"M288 {middle - 14}V{top + 15}"),
        _arrow(f"M100 {low - 16}V{top + 15}"),
        _arrow(f"M240 {low - 16}V{middle}H273"),
        _arrow(f"M336 {low - 16}V{middle}H303"),
        _text(6, base + 5, "h_0, x_1", "start"),
        f'<path class="wire" d="M60 {base}H446"/>',
        *(_arrow(f"M{x} {base}V{low + 17}") for x in gates.values()),
        *(_gate(x, low, "tanh" if letter == "g" else "σ") for letter, x in gates.items()),
        *(_text(x, y - 16, letter) for letter, (x, y) in boxes.items()),
        *(box(x, y, letter) for letter, (x, y) in boxes.items()),
        _gate(560, middle, "tanh"),
        _arrow(f"M560 {top}V{middle - 17}"),
        _node(560, low, "×"),
        _arrow(f"M560 {middle + 15}V{low - 15}"),
        f'<path class="wire" d="M446 {low - 15}V{low - 30}H526V{low}"/>',
        _arrow(f"M526 {low}H545"),
        _arrow(f"M573 {low}H600"),
        _text(606, low + 5, "h_1", "start"),
        box(656, low, "h_t"),
    ]
    return 686, 240, "".join(parts)


def _bptt(sheet: Sheet, filled: Filled) -> tuple[int, int, str]:
    states = _values(sheet, "forward", "h_t")
    errors = _values(sheet, "forward", "L_t")
    deltas = _values(sheet, "backward", "∂L/∂a_t")[::-1]
    x0, step, top, middle, low = 150, 200, 30, 100, 200
    parts = [_text(20, middle + 5, "h_0 = 0", "start"), _arrow(f"M74 {middle}H{x0 - 29}")]
    for k in range(3):
        x, t = x0 + k * step, k + 1
        parts += [
            _text(x, low + 16, f"x_{t}"),
            _arrow(f"M{x} {low}V{middle + 17}"),
            _text(x - 8, low - 24, "W_x", "end", "weight"),
            _gate(x, middle, "tanh"),
            _arrow(f"M{x} {middle - 15}V{top + 16}"),
            _text(x - 8, middle - 30, "W_y", "end", "weight"),
            _text(x, top + 5, f"y_{t} → L_{t}"),
            _blank(x + 72, top, filled(errors[k], 3)),
            _text(x + 34, middle + 38, f"h_{t}", "start"),
            _blank(x + 82, middle + 33, filled(states[k], 3)),
            _text(x + 16, middle + 66, f"∂L/∂a_{t}", "start"),
            _blank(x + 92, middle + 61, filled(deltas[k], 3)),
        ]
        if k < 2:
            parts += [
                _arrow(f"M{x + 27} {middle}H{x + step - 29}"),
                _text(x + step / 2, middle - 8, "W_h", name="weight"),
            ]
    return 680, 226, "".join(parts)


def _gradient(sheet: Sheet, filled: Filled) -> tuple[int, int, str]:
    factors = _values(sheet, "rnn", "J_t")
    given = dict(sheet.given[2])
    x0, step, top, low = 36, 121, 54, 134
    parts = []
    for t in range(6):
        x = x0 + t * step
        parts += [_node(x, top, f"h_{t}"), _node(x, low, f"C_{t}")]
        if t:
            parts += [
                _arrow(f"M{x - step + 14} {top}H{x - 15}"),
                _text(x - step / 2 - 2, top - 27, f"J_{t}", "end"),
                _blank(x - step / 2 + 30, top - 31, filled(factors[t - 1], 3)),
                _arrow(f"M{x - step + 14} {low}H{x - 15}"),
                _text(x - step / 2, low - 12, f"× f_{t} = {number(given[f'f_{t}'])}"),
            ]
    return 680, 170, "".join(parts)
