"""What the seeds of a lane say together, over steps or over distances: the median with the lowest and the highest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lab.runs import Record
from lab.summary import over_seeds
from lstm_core.arrays import Array


@dataclass(frozen=True, eq=False)
class Band:
    """A line over x (N,): the median over S seeds and the lowest and highest, each (N,). NaN where nobody has a value."""

    x: Array
    low: Array
    middle: Array
    high: Array


def score_band(records: Sequence[Record]) -> Band:
    """The score on held-out sequences over training steps."""
    return _over_steps(records, [record.event.score for record in records])


def loss_band(records: Sequence[Record]) -> Band:
    """The training loss over training steps."""
    return _over_steps(records, [record.event.loss for record in records])


def distance_band(records: Sequence[Record], distances: Sequence[int]) -> Band:
    """The score at each of the task's distances, in the last report."""
    return _band(distances, records[-1].event.by_distance) if records else _band([], _NOBODY)


def _over_steps(records: Sequence[Record], values: Sequence[Array]) -> Band:
    steps = [record.event.step for record in records]
    return _band(steps, np.array(values).T if values else _NOBODY)


_NOBODY = np.zeros((1, 0))


def _band(x: Sequence[float], values: Array) -> Band:
    """`values` are (S, N)."""
    spread = over_seeds(values)
    return Band(np.asarray(x, dtype=float), spread.low, spread.mid, spread.high)
