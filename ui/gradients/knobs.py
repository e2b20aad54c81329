"""The knobs of the fresh nets: their ranges, where they are kept, how a link holds them, and the nets that they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, fields
from math import isnan
from typing import Any

import numpy as np

from lstm_core.config import KINDS
from lstm_core.fresh import Start
from lstm_core.starts import STARTS

# Lowest and highest of each number, and its name in the link.
RANGES: dict[str, tuple[float, float]] = {
    "radius": (0.0, 10.0),
    "forget_bias": (-4.0, 8.0),
    "update_bias": (-4.0, 8.0),
    "size": (0.0, 3.0),
    "T": (1, 200),
    "H": (1, 64),
    "nets": (1, 20),
    "seed": (0, 9999),
}
CHOICES: dict[str, tuple[str, ...]] = {
    "show": ("start", "after", "both"),
    "start": STARTS,
    "activation": ("tanh", "relu"),
}
PARAMETERS = {
    "show": "curves",
    "start": "start",
    "radius": "radius",
    "kinds": "startof",
    "activation": "activation",
    "forget_bias": "forget",
    "update_bias": "update",
    "size": "input",
    "T": "steps",
    "H": "units",
    "nets": "nets",
    "seed": "seed",
}


DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")  # float() takes "1_0" and "nan" as well


@dataclass(frozen=True)
class Knobs:
    """What the knobs of the decay curves are set to.

    Args:
        show: which nets are drawn: fresh ones ("start"), those of the run ("after"), or "both".
        start, radius, activation, T, H, size, nets, seed: as `lstm_core.fresh.Start` has them.
        kinds: the kinds of net whose recurrent matrices start so; the others start as PyTorch has it.
        forget_bias: of the LSTM.
        update_bias: of the GRU.
    """

    show: str = "start"
    start: str = "pytorch"
    radius: float = 1.0
    kinds: tuple[str, ...] = KINDS
    activation: str = "tanh"
    forget_bias: float = 0.0
    update_bias: float = 0.0
    size: float = 0.5
    T: int = 100
    H: int = 16
    nets: int = 5
    seed: int = 0

    def of(self, kind: str) -> Start:
        """The fresh nets of one kind. What does not concern them is left at its default, so that they are computed once."""
        start = self.start if kind in self.kinds else "pytorch"
        bias = {"rnn": None, "gru": self.update_bias, "lstm": self.forget_bias}[kind]
        return Start(
            kind,
            start,
            self.radius if start != "pytorch" else 1.0,
            self.activation if kind == "rnn" else "tanh",
            bias,
            self.size,
            self.T,
            self.H,
            self.nets,
            self.seed,
        )

    def train_fields(self, kind: str) -> dict[str, Any]:
        """The same start as fields of a `TrainConfig`."""
        one = self.of(kind)
        names = ("kind", "start", "radius", "activation", "gate_bias", "H", "seed")
        return {name: getattr(one, name) for name in names}


FIRST = Knobs()

# Worked settings by name, each with what it has otherwise than `FIRST`; what the buttons say is in curve_words.py.
EXAMPLES: dict[str, dict[str, Any]] = {
    "forgets": {},
    "open": {"forget_bias": 3.0},
    "tiny": {"start": "orthogonal", "kinds": ("rnn",), "size": 0.05},
    "explodes": {"start": "gaussian", "radius": 3.0, "kinds": ("rnn",)},
    "identity": {"start": "identity", "kinds": ("rnn",), "activation": "relu"},
}


def key(name: str) -> str:
    """Where a knob is kept in the session."""
    return f"fresh_{name}"


def write_knobs(state: MutableMapping[Any, Any], **values: Any) -> None:
    """Set some of the knobs, before the curves are shown; numbers out of range go to its end."""
    for name, value in values.items():
        state[key(name)] = list(value) if name == "kinds" else _within(name, value)


def set_knobs(state: MutableMapping[Any, Any], **values: Any) -> None:
    """Set all knobs: those given, and the others as at first."""
    first = {one.name: getattr(FIRST, one.name) for one in fields(Knobs)}
    write_knobs(state, **(first | values))


def read_knobs(state: Mapping[Any, Any]) -> Knobs:
    """What the knobs are set to; what the session does not know is as at first, and what cannot be is not."""
    found: dict[str, Any] = {}
    for one in fields(Knobs):
        first = getattr(FIRST, one.name)
        value = state.get(key(one.name), first)
        if one.name == "kinds":
            found[one.name] = tuple(kind for kind in KINDS if kind in value)
        elif one.name in CHOICES:
            found[one.name] = value if value in CHOICES[one.name] else first
        else:
            found[one.name] = _within(one.name, first if value is None else value)
    return Knobs(**found)


def _within(name: str, value: Any) -> Any:
    """A number within the range of its knob, whole where the knob is; a choice as it is."""
    if name not in RANGES:
        return value
    low, high = RANGES[name]
    inside = min(high, max(low, value)) if not isnan(value) else low
    return int(inside) if isinstance(low, int) else float(inside)


def to_link(knobs: Knobs) -> dict[str, str | None]:
    """Every parameter of the link; None of those that are as at first."""
    found: dict[str, str | None] = {}
    for name, parameter in PARAMETERS.items():
        value = getattr(knobs, name)
        found[parameter] = None if value == getattr(FIRST, name) else _written(value)
    return found


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return ".".join(value) or "none"
    return value if isinstance(value, str) else np.format_float_positional(value, trim="-")


def from_link(query: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """What a link sets, and the names of the knobs that it sets to what cannot be.

    A number out of range is brought to the end of it; what is no number at all is left out.
    """
    values: dict[str, Any] = {}
    wrong = []
    for name, parameter in PARAMETERS.items():
        text = query.get(parameter)
        if text is None:
            continue
        value = _parsed(name, text[:40])
        if value is not None:
            values[name] = value
        if value is None or (name in RANGES and float(text[:40]) != value):
            wrong.append(name)
    return values, wrong


def _parsed(name: str, text: str) -> Any:
    if name == "kinds":
        kinds = tuple(kind for kind in KINDS if kind in text.split("."))
        return kinds if kinds or text == "none" else None
    if name in CHOICES:
        return text if text in CHOICES[name] else None
    return _within(name, float(text)) if DECIMAL.fullmatch(text) else None
