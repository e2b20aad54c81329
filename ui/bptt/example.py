"""The network that the page opens on, and the one that the reader has made of it. Nothing is shown here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import streamlit as st

from lstm_core.bptt import WANTED, WEIGHTS, Small
from ui.components.bptt import KEY

# It should give a moving average: half of what it gave before and half of what comes in. Its weights are a guess that misses.
FIRST = Small(
    weights={"Wx": 0.5, "Wh": 1.1, "b": 0.1, "Wy": 0.8},
    x=(1.0, 0.5, -1.0, 0.75),
    target=(0.5, 0.5, -0.25, 0.25),
)
RATE = 0.1  # learning rate
MOST = 1e120  # of a number that is taken from a browser: its square is still finite


def current() -> tuple[Small, float]:
    """What the reader's browser has told last, and the learning rate; before, what the page opens on."""
    told = st.session_state.get(KEY)
    content = told.get("content") if isinstance(told, Mapping) else None
    return read_content(content) or (FIRST, RATE)


def read_content(content: Any) -> tuple[Small, float] | None:
    """The network and learning rate in what a browser sent, or None when that is something else. Who sent it is not trusted."""
    if not isinstance(content, Mapping):
        return None
    weights = content.get("weights")
    if not isinstance(weights, Mapping) or set(weights) != set(WEIGHTS):
        return None
    named = [_number(weights[name]) for name in WEIGHTS]
    x, target = _row(content.get("x")), _row(content.get("target"))
    h0, rate = _number(content.get("h0")), _number(content.get("rate"))
    wanted = content.get("wanted")
    if None in named or x is None or target is None or h0 is None or rate is None:
        return None
    if len(x) != len(target) or wanted not in WANTED:
        return None
    values = {name: value for name, value in zip(WEIGHTS, named, strict=True) if value is not None}
    return Small(values, x, target, h0, wanted), rate


def _number(value: Any) -> float | None:
    good = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if good and abs(value) <= MOST else None


def _row(values: Any) -> tuple[float, ...] | None:
    """One to twelve numbers."""
    if not isinstance(values, list | tuple) or not 0 < len(values) <= 12:
        return None
    found = [_number(value) for value in values]
    return None if None in found else tuple(one for one in found if one is not None)
