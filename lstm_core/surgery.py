"""Operation: something done to a few memory cells over some words, and the interventions that it means for one trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lstm_core.interventions import Intervention

ACTIONS = ("close_forget", "open_input", "erase", "freeze", "overwrite")
# What an action holds a gate at. A GRU has one gate for both: closed, it forgets and writes at once.
CLAMPS: dict[str, dict[str, tuple[str, float]]] = {
    "lstm": {"close_forget": ("forget", 0.0), "open_input": ("input", 1.0)},
    "gru": {"close_forget": ("update", 0.0)},
    "rnn": {},
}


def actions_of(kind: str) -> tuple[str, ...]:
    """What can be done to the memory of such a net: an RNN has no gate, a GRU no input gate of its own."""
    gates = ("close_forget", "open_input")
    return tuple(one for one in ACTIONS if one not in gates or one in CLAMPS[kind])


@dataclass(frozen=True)
class Operation:
    """Something done to a few memory cells: c of an LSTM, h of a GRU or RNN. Over which words, the caller says.

    Args:
        action: "close_forget" and "open_input" hold that gate at 0 and 1; "erase" makes the cell 0, "freeze" leaves it as it was
            at the word before, "overwrite" makes it `values`.
        units: which cells, from 0, none twice.
        values: of "overwrite" only, one for each unit.

    Raises:
        ValueError: an unknown action, a unit twice, values missing, too many or superfluous.
    """

    action: str
    units: tuple[int, ...]
    values: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise ValueError(f"action must be one of {', '.join(ACTIONS)}, not {self.action!r}.")
        if len(set(self.units)) != len(self.units):
            raise ValueError("units must not name a cell twice.")
        needed = len(self.units) if self.action == "overwrite" else None
        found = None if self.values is None else len(self.values)
        if needed != found:
            raise ValueError(f"{self.action} of {len(self.units)} units takes {needed} values.")

    def clamp(self, kind: str) -> tuple[str, float] | None:
        """The gate that it holds, and at what; None when it acts on the memory itself.

        Raises:
            ValueError: a net of this `kind` has no such gate.
        """
        if self.action not in ("close_forget", "open_input"):
            return None
        if self.action not in CLAMPS[kind]:
            raise ValueError(f"{self.action} cannot be done to kind {kind!r}: it has no such gate.")
        return CLAMPS[kind][self.action]

    def interventions(
        self, kind: str, start: int, stop: int | None = None
    ) -> tuple[Intervention, ...]:
        """The same for `lstm_core.trace`, at the steps start <= t < stop."""
        if not self.units:
            return ()
        if self.values is not None:
            return tuple(
                Intervention("set", value=value, units=(unit,), start=start, stop=stop)
                for unit, value in zip(self.units, self.values, strict=True)
            )
        held = self.clamp(kind)
        if held is None:
            return (Intervention(self.action, units=self.units, start=start, stop=stop),)
        return (Intervention("clamp", *held, units=self.units, start=start, stop=stop),)


def overwrite(means: Sequence[float] | np.ndarray, units: Sequence[int]) -> Operation:
    """Give `units` the values that they have in `means` (H,), such as the mean memory of another class."""
    return Operation("overwrite", tuple(units), tuple(float(means[unit]) for unit in units))
