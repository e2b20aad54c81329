"""Small formulas as HTML and as SVG: `_` lowers and `^` raises what follows, one sign or what stands in braces. Nothing else is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

_PIECE = re.compile(r"([_^])(?:\{([^{}]*)\}|(\w))")


class Piece(NamedTuple):
    """A run of text; `place` is "" on the line, "_" below it, "^" above it."""

    text: str
    place: str


def pieces(formula: str) -> Iterator[Piece]:
    """The runs of a formula, none of them empty."""
    done = 0
    for found in _PIECE.finditer(formula):
        if found.start() > done:
            yield Piece(formula[done : found.start()], "")
        yield Piece(found[2] if found[2] is not None else found[3], found[1])
        done = found.end()
    if done < len(formula):
        yield Piece(formula[done:], "")


def as_html(formula: str) -> str:
    """With <sub> and <sup>."""
    tags = {"": "{}", "_": "<sub>{}</sub>", "^": "<sup>{}</sup>"}
    return "".join(tags[one.place].format(escape(one.text)) for one in pieces(formula))


def as_svg(formula: str) -> str:
    """As <tspan>s, for a <text>; what follows a lowered run is back on the line."""
    out, level = [], 0
    for one in pieces(formula):
        wanted = {"": 0, "_": 4, "^": -5}[one.place]
        size = ' font-size="75%"' if one.place else ""
        out.append(f'<tspan dy="{wanted - level}"{size}>{escape(one.text)}</tspan>')
        level = wanted
    return "".join(out)
