"""What a verification is worth: at every threshold, who is let in by mistake and who is turned away by mistake.

A score says how much two pictures look like the same eye; a pair is accepted where its score is at least the threshold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array, frozen


@dataclass(frozen=True, eq=False)
class Roc:
    """Error rates at every threshold that decides differently, from the strictest down. Arrays (M,) are read-only.

    Args:
        thresholds: falling; the first is infinite, where nobody is accepted.
        false_accepts: share of the different pairs that are accepted, from 0 to 1.
        false_rejects: share of the same pairs that are rejected, from 1 to 0.
    """

    thresholds: Array
    false_accepts: Array
    false_rejects: Array

    @classmethod
    def of(cls, scores: NDArray[Any], same: NDArray[Any]) -> Roc:
        """From scores (N,) and whether each pair is of the same eye (N,).

        Raises:
            ValueError: without a pair of each sort, or with a score that is NaN or infinite.
        """
        scores, same = np.asarray(scores, dtype=float), np.asarray(same, dtype=bool)
        if same.all() or not same.any() or not np.isfinite(scores).all():
            raise ValueError("Scores must be finite, with same and with different pairs.")
        order = np.argsort(-scores, kind="stable")
        sorted_scores, sorted_same = scores[order], same[order]
        last = np.append(sorted_scores[1:] != sorted_scores[:-1], True)  # of those that are equal
        accepted = np.cumsum(sorted_same)[last] / same.sum()
        mistaken = np.cumsum(~sorted_same)[last] / (~same).sum()
        return cls(
            frozen(np.append(np.inf, sorted_scores[last])),
            frozen(np.append(0.0, mistaken)),
            frozen(np.append(1.0, 1 - accepted)),
        )

    @property
    def auc(self) -> float:
        """Area under the curve of right accepts over false accepts: how often a same pair scores above a different one."""
        return float(np.trapezoid(1 - self.false_rejects, self.false_accepts))

    @property
    def eer(self) -> tuple[float, float]:
        """The equal error rate, and the threshold at which it is reached.

        Where both error rates cross; between two thresholds the straight line between their points is taken.
        """
        ahead = self.false_accepts - self.false_rejects  # rises from -1 to 1
        after = int(np.argmax(ahead >= 0))
        before = after - 1
        share = -ahead[before] / (ahead[after] - ahead[before])
        rate = self.false_accepts[before] + share * (
            self.false_accepts[after] - self.false_accepts[before]
        )
        return float(rate), float(self.thresholds[after])

    def at(self, threshold: float) -> tuple[float, float]:
        """False accepts and false rejects where scores of at least `threshold` are accepted."""
        accepted = int((self.thresholds >= threshold).sum()) - 1
        return float(self.false_accepts[max(0, accepted)]), float(
            self.false_rejects[max(0, accepted)]
        )
