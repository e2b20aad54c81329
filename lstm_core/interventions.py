"""Intervention: one thing done to a cell while it runs, as data, and what it makes of the values it meets."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from operator import index

import numpy as np

from lstm_core.arrays import Array
from lstm_core.cells import Cell

ACTIONS = ("clamp", "set", "freeze", "erase")


@dataclass(frozen=True)
class Intervention:
    """One thing done to a cell at the steps start <= t < stop. Of several, the later in the list wins.

    Args:
        action: "clamp" holds a gate at `value` after squashing (z stays what it would have been).
            "set", "freeze" and "erase" act on the memory (c of an LSTM, h of a GRU or RNN) after its
            update and before anything reads it: it becomes `value`, that of the step before, or 0.
        gate: for "clamp" only, a gate of the cell; an RNN has one, the candidate, its new h.
        value: for "clamp" and "set" only. A gate takes 0..1, a tanh candidate -1..1, a relu one >= 0.
        units: which hidden units, counted from 0; None is all.
        start: first step, from 0.
        stop: the step after the last one; None is to the end.

    Raises:
        ValueError: a field missing, superfluous or out of its range.
    """

    action: str
    gate: str | None = None
    value: float | None = None
    units: tuple[int, ...] | None = None
    start: int = 0
    stop: int | None = None

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise ValueError(f"action must be one of {', '.join(ACTIONS)}, not {self.action!r}.")
        if (self.gate is not None) != (self.action == "clamp"):
            raise ValueError(f"gate goes with clamp alone, but {self.action} has {self.gate!r}.")
        if (self.value is not None) != (self.action in ("clamp", "set")):
            raise ValueError(
                f"value goes with clamp and set alone, but {self.action} has {self.value!r}."
            )
        try:
            if self.value is not None:
                object.__setattr__(self, "value", float(self.value))
            if self.units is not None:
                object.__setattr__(self, "units", tuple(map(index, self.units)))
            object.__setattr__(self, "start", index(self.start))
            object.__setattr__(self, "stop", None if self.stop is None else index(self.stop))
        except (TypeError, ValueError, OverflowError):
            raise ValueError(
                "value must be a number, units whole numbers, start and stop whole numbers."
            ) from None
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError(f"value must be finite, not {self.value}.")

    def check(self, cell: Cell, T: int) -> None:
        """Raises ValueError when it does not fit `cell` or a sequence of T steps."""
        stop = T if self.stop is None else self.stop
        if not 0 <= self.start < stop <= T:
            raise ValueError(
                f"start and stop must hold 0 <= start < stop <= {T} for {T} steps, "
                f"but they are {self.start} and {stop}."
            )
        for unit in self.units or ():
            if not 0 <= unit < cell.H:
                raise ValueError(f"units must be 0 to {cell.H - 1} for H = {cell.H}, not {unit}.")
        if self.gate is None or self.value is None:
            return
        if self.gate not in cell.gates:
            raise ValueError(
                f"gate must be one of {', '.join(cell.gates)} for kind {cell.kind!r}, "
                f"not {self.gate!r}."
            )
        low, high = reach(cell, self.gate)
        if not low <= self.value <= high:
            raise ValueError(
                f"value of the {self.gate} gate must be {low:g} to {high:g}, not {self.value:g}."
            )


def checked(interventions: Iterable[Intervention], cell: Cell, T: int) -> tuple[Intervention, ...]:
    """All of them, in order. Raises ValueError for one that does not fit `cell` or T steps, or is none."""
    try:
        done = tuple(interventions)
        for one in done:
            one.check(cell, T)
    except (TypeError, AttributeError):
        raise ValueError("interventions must be a list of Intervention and nothing else.") from None
    return done


def reach(cell: Cell, gate: str) -> tuple[float, float]:
    """The range of a gate after squashing: 0..1, a candidate -1..1 (tanh) or 0..inf (relu)."""
    if gate != "candidate":
        return 0.0, 1.0
    return (0.0, math.inf) if cell.activation == "relu" else (-1.0, 1.0)


def clamped_gates(interventions: Iterable[Intervention], cell: Cell, T: int) -> Array:
    """(T, G, H): the value at which each gate of each unit is held at each step, NaN where it is free."""
    held = np.full((T, len(cell.gates), cell.H), np.nan)
    for one in interventions:
        if one.gate is not None:
            units = slice(None) if one.units is None else list(one.units)
            held[one.start : one.stop, cell.gates.index(one.gate), units] = one.value
    return held


def overruled(memory: Array, before: Array, interventions: Iterable[Intervention], t: int) -> Array:
    """(H,) the memory after step t, once every set, freeze and erase has had its say, in order.

    `memory` (H,) is what the cell's own update made of `before` (H,), the memory of the step before.
    """
    for one in interventions:
        if one.action == "clamp" or not one.start <= t < (
            math.inf if one.stop is None else one.stop
        ):
            continue
        units = slice(None) if one.units is None else list(one.units)
        memory = memory.copy()
        memory[units] = {"set": one.value, "erase": 0.0, "freeze": before[units]}[one.action]
    return memory
