"""Iris verification: two pictures, are they of the same eye? The eyes are generated, and the nets are examined with eyes they never saw."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.cases.case import Inputs, Targets, Usual, accuracy, permutation
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.iris_eye import SIDE, Floats, Looks, pictures, texture
from lstm_core.cases.verification import Roc

DIFFERENT, SAME = 0, 1  # the classes

EYES = 240  # that there are
LEARNED = 180  # of them are learned from; the others are for the examination
PICTURES = 12  # of each eye that is learned from
PAIRS = 100  # of the same eye in the examination, and as many of different ones


class Iris:
    """Pairs of pictures ((B, SIDE, SIDE), (B, SIDE, SIDE)) and whether they are of the SAME eye; half of the pairs are.

    A seed chooses which eyes are learned from. Whatever is done to the pixels is done to all pictures.
    """

    classes: Final = 2

    def __init__(self, config: CaseConfig, seed: int) -> None:
        self._seed, self._batch = seed, usual(config).batch
        self._pixels = permutation(seed, SIDE * SIDE) if config.change == "permuted" else None
        self._learned, self._strangers = split(seed)

    def draw(self, rng: np.random.Generator) -> tuple[Inputs, Targets]:
        """Half of the pairs are of one eye, in two different pictures."""
        eyes, others, same = pairs(np.arange(LEARNED), self._batch // 2, rng)
        one = rng.integers(PICTURES, size=len(eyes))
        other = (one + rng.integers(1, PICTURES, size=len(eyes))) % PICTURES
        return (self._taken[eyes, one], self._taken[others, other]), same

    def held_out(self) -> tuple[Inputs, Targets]:
        """2 * PAIRS pairs of eyes that were not learned from."""
        rng = np.random.default_rng([self._seed, 4])
        eyes, others, same = pairs(self._strangers, PAIRS, rng)
        return (self._photographed(eyes, rng), self._photographed(others, rng)), same

    def scores(self, probabilities: Array, targets: Targets) -> dict[str, float]:
        """Accuracy at the threshold 1/2, area under the ROC curve and equal error rate; NaN where an answer is."""
        if not np.isfinite(probabilities).all():
            return dict.fromkeys(("accuracy", "auc", "eer"), float("nan"))
        roc = Roc.of(probabilities[:, SAME], targets == SAME)
        return {"accuracy": accuracy(probabilities, targets), "auc": roc.auc, "eer": roc.eer[0]}

    @cached_property
    def _taken(self) -> Floats:
        """(LEARNED, PICTURES, SIDE, SIDE), when somebody learns from them."""
        taken = self._photographed(
            np.repeat(self._learned, PICTURES), np.random.default_rng([self._seed, 2])
        )
        return taken.reshape(LEARNED, PICTURES, SIDE, SIDE)

    def _photographed(self, eyes: NDArray[np.int64], rng: np.random.Generator) -> Floats:
        shown = pictures(sheets()[eyes], Looks.drawn(len(eyes), rng), rng)
        if self._pixels is None:
            return shown
        return shown.reshape(-1, SIDE * SIDE)[:, self._pixels].reshape(shown.shape)


def case(config: CaseConfig, seed: int) -> Iris:
    """The pairs of this seed."""
    return Iris(config, seed)


def usual(config: CaseConfig) -> Usual:
    """Each kind with the learning rate that was best for it on seeds 100 to 102, of 0.002, 0.004 and 0.008.

    Neither more units nor weight decay helped the dense net there.
    """
    steps, learning_rate, hidden = {
        "dense": (240, 0.002, 20),  # units
        "convolutional": (240, 0.008, 8),  # channels of the first layer
        "recurrent": (240, 0.004, 48),  # units
    }[config.kind]
    return Usual(steps, 64, learning_rate, hidden)


def guessing(_config: CaseConfig) -> float:
    """Half of the pairs are of the same eye."""
    return 0.5


@cache
def sheets() -> Floats:
    """(EYES, RINGS, ANGLES) the textures of all eyes."""
    return np.stack([texture(eye) for eye in range(EYES)])


def split(seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which eyes are learned from (LEARNED,), and which are strangers (EYES - LEARNED,), with this seed."""
    order = np.random.default_rng([seed, 3]).permutation(EYES)
    return order[:LEARNED], np.sort(order[LEARNED:])


def pairs(
    eyes: NDArray[np.int64], count: int, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64], Targets]:
    """Eyes (2 count,), their partners (2 count,), and whether they are the same: first `count` that are, then as many that are not."""
    one = rng.integers(len(eyes), size=2 * count)
    apart = np.where(np.arange(2 * count) < count, 0, rng.integers(1, len(eyes), size=2 * count))
    return eyes[one], eyes[(one + apart) % len(eyes)], (apart == 0).astype(np.int64)
