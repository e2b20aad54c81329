"""Which kind of net won an experiment, by how much, and whether the seeds support it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from lstm_core.arrays import Array

# Student's t: 0.975 quantile for 1 to 9 degrees of freedom (Student 1908; any table of statistics has it).
T_QUANTILE = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262)


@dataclass(frozen=True)
class Margin:
    """By how much one is ahead of another, seed by seed: the mean of the differences, and where it may well lie.

    Args:
        mean: of the paired differences; NaN if no seed has both.
        low, high: its 95 % interval (Student's t over the seeds, on these data alone); infinite with a single seed.
        seeds: how many pairs.
        ahead: of how many of them the difference is above 0.
        spread: the standard deviation of the differences; 0 with a single seed.
    """

    mean: float
    low: float
    high: float
    seeds: int
    ahead: int
    spread: float

    @property
    def is_draw(self) -> bool:
        """Whether the interval has 0 in it, so that the seeds do not tell the two apart."""
        return not (self.low > 0 or self.high < 0)


@dataclass(frozen=True)
class CaseVerdict:
    """The kinds of net from the best mean score to the worst.

    Args:
        ranking: the kinds; those of which a net diverged are last.
        means: kind -> mean score over its seeds; NaN if a net diverged.
        margins: kind -> by how much the first of the ranking is ahead of it; for all but the first.
    """

    ranking: tuple[str, ...]
    means: dict[str, float]
    margins: dict[str, Margin]

    @property
    def best(self) -> str:
        """The kind with the highest mean."""
        return self.ranking[0]

    @property
    def level(self) -> tuple[str, ...]:
        """The kinds that the seeds do not tell apart from the best, itself among them; none of which a net diverged."""
        ended = [kind for kind in self.ranking[1:] if not np.isnan(self.means[kind])]
        return (self.best, *(kind for kind in ended if self.margins[kind].is_draw))

    @property
    def is_draw(self) -> bool:
        """Whether more than one kind is level at the top."""
        return len(self.level) > 1


def margin(one: Array, other: Array) -> Margin:
    """By how much `one` (S,) is above `other` (S,), of which the same places are the same seed.

    The interval holds for these data, over ways to split them, starts and batches: it says what another seed would do. Every seed
    splits the same patients, eyes or voices, so their own chance is not in it, and it says nothing of a new data set.
    """
    difference = np.asarray(one, float) - np.asarray(other, float)
    difference = difference[np.isfinite(difference)]
    n = len(difference)
    if not n:
        return Margin(np.nan, -np.inf, np.inf, 0, 0, 0.0)
    mean, ahead = float(difference.mean()), int((difference > 0).sum())
    if n == 1:
        return Margin(mean, -np.inf, np.inf, 1, ahead, 0.0)
    spread = float(difference.std(ddof=1))
    wide = T_QUANTILE[min(n - 1, len(T_QUANTILE)) - 1] * spread / sqrt(n)
    return Margin(mean, mean - wide, mean + wide, n, ahead, spread)


def verdict(scores: Mapping[str, Array]) -> CaseVerdict:
    """From the last score of every seed of each kind, (S,) each; higher is better, NaN where a net diverged.

    Raises:
        ValueError: no kinds.
    """
    if not scores:
        raise ValueError("There must be at least one kind of net.")
    means = {kind: float(np.mean(each)) for kind, each in scores.items()}
    ranking = sorted(means, key=lambda kind: (np.isnan(means[kind]), -means[kind]))
    best = ranking[0]
    margins = {kind: margin(scores[best], scores[kind]) for kind in ranking[1:]}
    return CaseVerdict(tuple(ranking), means, margins)
