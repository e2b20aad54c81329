"""Decay curves: how much of a nudge is left so many steps later, over several nets. Of fresh nets, or of any passes.

What is measured is S(t, T) of lstm_core/gradients.py; here it is turned around, so that it goes by the steps back from the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.gradients import decay
from lstm_core.passes import Passes, run_passes
from lstm_core.starts import start_cells, start_inputs

INPUTS = 8  # D of fresh nets; what reaches a unit does not depend on it


@dataclass(frozen=True)
class Start:
    """Fresh nets of one kind and the inputs they see: all that their curves depend on.

    Args:
        kind: "rnn", "gru" or "lstm".
        start, radius, activation, gate_bias: as `lstm_core.starts.start_cells` has them.
        size: standard deviation of what reaches a unit from the inputs, >= 0.
        T: steps, >= 1.
        H: units, >= 1.
        nets: how many, >= 1.
        seed: of the first net; the others follow it. All nets see the inputs of the first.
    """

    kind: str
    start: str = "pytorch"
    radius: float = 1.0
    activation: str = "tanh"
    gate_bias: float | None = None
    size: float = 0.5
    T: int = 100
    H: int = 16
    nets: int = 5
    seed: int = 0

    def passes(self) -> Passes:
        """All nets over the inputs, from a state of zeros."""
        cells = start_cells(
            self.kind,
            self.H,
            INPUTS,
            seeds=range(self.seed, self.seed + self.nets),
            start=self.start,
            radius=self.radius,
            activation=self.activation,
            gate_bias=self.gate_bias,
        )
        return run_passes(cells, start_inputs(self.T, INPUTS, self.size, self.seed, self.H))


class Curve(NamedTuple):
    """log10 over the lag, 0 to T steps back from the end, each (T+1,).

    Args:
        mid: median over the nets; where their number is even, the mean of the two middle ones, or the finite one if only one is finite.
        low, high: lowest and highest.
        net: (T+1,) the net that is nearest to the median.
    """

    mid: Array
    low: Array
    high: Array
    net: NDArray[np.intp]


class Curves(NamedTuple):
    """What is drawn of nets of one kind: the full derivative, the memory lane beside it (None of an RNN), and an RNN's bound.

    Args:
        full: of d m_T / d m_t.
        lane: with all gates held still.
        bound: Pascanu's bound; None unless an RNN.
        dead: how many nets have an exact zero at lag T: every way back is cut.
    """

    full: Curve
    lane: Curve | None
    bound: Curve | None
    dead: int


def curve(logs: Array) -> Curve:
    """Over N nets, of log10 values (N, T+1) by state; -inf is an exact zero and +inf too large."""
    by_lag = logs[:, ::-1]  # (N, T+1)
    ordered = np.sort(by_lag, axis=0)
    N = len(ordered)
    below, above = ordered[(N - 1) // 2], ordered[N // 2]
    with np.errstate(invalid="ignore"):
        mid = np.where(below == above, below, (below + above) / 2)
        mid = np.where(np.isnan(mid), below, mid)  # one is 0, the other infinite
        # A mean with an infinity would say that the net in the middle has an exact zero, which half of them have not.
        mid = np.where(np.isfinite(below) & np.isinf(above), below, mid)
        mid = np.where(np.isinf(below) & np.isfinite(above), above, mid)
        distance = np.where(by_lag == mid, 0, np.abs(by_lag - mid))
    net = np.argmin(np.where(np.isnan(distance), np.inf, distance), axis=0)
    return Curve(mid, ordered[0], ordered[-1], net)


def curves(p: Passes) -> Curves:
    """The curves of passes of one kind, to their last state."""
    measured = decay(p, blocks=("memory",))
    return Curves(
        curve(measured.memory),
        None if measured.lane is None else curve(measured.lane),
        None if measured.bound is None else curve(measured.bound),
        int(np.isneginf(measured.memory[:, 0]).sum()),
    )
