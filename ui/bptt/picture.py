"""The main picture: a network so small that every number of its training is on screen."""

from __future__ import annotations

from functools import lru_cache

from lstm_core.bptt import sweep
from ui.bptt.example import FIRST, RATE, current
from ui.bptt.words import PROSE, labels
from ui.components import as_bytes
from ui.components.bptt import KEY, bptt
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.text import language, lesson


def show_picture() -> None:
    """Draw it. The browser keeps its state in the address; Python hears what the reader has set, for the table and the check."""
    bptt(_payload(language()), on_content=_heard)
    take_away(KEY, table, "bptt")


def _heard() -> None:
    """Nothing to do but to run again: `current` reads what was told."""


# Serialised once for each language and not once for each click of each reader.
@lru_cache(maxsize=8)
def _payload(lang: str) -> bytes:
    first = {
        "weights": FIRST.weights,
        "x": FIRST.x,
        "target": FIRST.target,
        "h0": FIRST.h0,
        "wanted": FIRST.wanted,
        "rate": RATE,
    }
    prose = {name: lesson(f"bptt/{name}") for name in PROSE}
    return as_bytes({"lang": lang, "labels": labels(), "prose": prose, "first": first})


@as_csv
def table() -> Rows:
    """Every number of both sweeps, a row a step, as CSV."""
    net, _rate = current()
    found = sweep(net)
    columns = {
        "t": range(1, net.T + 1),
        "x": net.x,
        "h_before": found.h[:-1],
        "a": found.a,
        "h": found.h[1:],
        "y": found.y,
        "target": net.target,
        "loss": found.loss,
        "dL/dy": found.dy,
        "dL/dh": found.dh[1:],
        "from_output": found.from_output,
        "from_future": found.from_future[1:],
        "1-h2": found.slope,
        "dL/da": found.da,
        "dL/dx": found.dx,
        **{f"dL/d{name}_part": part for name, part in found.parts.items()},
    }
    yield tuple(columns)
    yield from zip(*columns.values(), strict=True)
