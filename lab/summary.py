"""What the nets of a lane, one for each seed, have in common: medians with the lowest and the highest, and where they break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lstm_core.arrays import Array
from lstm_core.tasks import Task

NOTHING = -300.0  # stands for the logarithm of a gradient that is exactly 0


@dataclass(frozen=True, eq=False)
class Spread:
    """Over the seeds: median, lowest and highest, each (...); NaN where no net has a value."""

    mid: Array
    low: Array
    high: Array


def over_seeds(values: Array) -> Spread:
    """Of values (S, ...). What is NaN or infinite, as of a net that diverged, is left out."""
    known = np.where(np.isfinite(values), values, np.nan)
    ordered = np.sort(known, axis=0)  # NaN goes to the end
    count = np.sum(~np.isnan(known), axis=0)
    below = np.take_along_axis(ordered, (np.maximum(count, 1) - 1)[None] // 2, axis=0)[0]
    above = np.take_along_axis(ordered, np.minimum(count // 2, len(known) - 1)[None], axis=0)[0]
    mid = np.where(count > 0, (below + above) / 2, np.nan)
    return Spread(mid, np.fmin.reduce(known), np.fmax.reduce(known))


def stacked(reports: Sequence[Array]) -> Array:
    """(S, E, ...) of E reports (S, ...), so that all of them are summed up at once."""
    return np.stack(reports, axis=1)


def decades(norms: Array) -> Array:
    """The logarithm to base 10 of norms >= 0; `NOTHING` for 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logarithms: Array = np.log10(norms)
    return np.where(np.isneginf(logarithms), NOTHING, logarithms)


def rounded(values: Array, digits: int) -> Any:
    """Nested lists for JSON: so many digits behind the point, or of numbers below 1 so many that say something; NaN is None."""
    with np.errstate(divide="ignore", invalid="ignore"):
        leading = np.floor(np.log10(np.abs(values)))  # -1 for 0.25
    places = digits - 1 - np.where(np.isfinite(leading), np.clip(leading, -20, -1), -1)
    # A quotient of whole numbers is the nearest float there is, so JSON writes no more digits than these.
    short = np.round(values * 10.0**places) / 10.0**places
    plain = short.astype(object)
    plain[~np.isfinite(short)] = None
    return plain.tolist()


def median_score(task: Task, scores: Array) -> float:
    """Of scores (S,). A net that diverged has none (NaN): it counts as worse than any other."""
    return float(np.median(_with_worst(task, scores)))


def half_way(task: Task) -> float:
    """The score half way between guessing and perfect."""
    return task.chance / 2 if task.regression else (1 + task.chance) / 2


def breaks_at(task: Task, by_distance: Any) -> int | None:
    """The nearest distance at which nets with scores (S, K) are, in the median, nearer to guessing than to perfect.

    None when they are so at no distance.
    """
    median = np.median(_with_worst(task, np.asarray(by_distance)), axis=0)  # (K,)
    worse = median > half_way(task) if task.regression else median < half_way(task)
    return task.distances[int(np.argmax(worse))] if worse.any() else None


def _with_worst(task: Task, scores: Array) -> Array:
    return np.where(np.isnan(scores), np.inf if task.regression else -np.inf, scores)
