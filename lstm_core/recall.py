"""How far back a net remembers: its share of right answers by how much stands in between."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lstm_core.arrays import Array
from lstm_core.asking import asked, said
from lstm_core.config import TrainConfig
from lstm_core.many import run_many
from lstm_core.net import Net

SURE = 1.96  # standard deviations of a normal: 95 %


def recall(
    net: Net, config: TrainConfig, distances: Sequence[int], sentences: int = 100, seed: int = 0
) -> Array:
    """(K,) the share of right answers at each of K distances: of all words, the likeliest must be the right one.

    Args:
        net: trained on config's language and countries.
        config: of the task "sentences"; nets with the same language and countries are asked the same.
        distances: (K,) clauses in between, 0 to MOST_CLAUSES.
        sentences: at each distance, held out.
        seed: what they are drawn from.

    Raises:
        ValueError: another task, numbers out of range.
    """
    shares = []
    for n in distances:
        one = asked(config, n, sentences, seed)
        answers = said(net, run_many(net, one.words).h, one.answer)
        shares.append((answers == one.target).mean())
    return np.array(shares)


def wilson(share: float, count: int) -> tuple[float, float]:
    """The 95 % interval of a share found in `count` independent trials: where the true one may lie (Wilson 1927)."""
    # (p + z^2/2n -+ z sqrt(p (1 - p) / n + z^2/4n^2)) / (1 + z^2/n)
    z2 = SURE**2 / count
    half = float(np.sqrt(z2 * share * (1 - share) + z2**2 / 4))
    low, high = ((share + z2 / 2 + side) / (1 + z2) for side in (-half, half))
    return max(0.0, low), min(1.0, high)
