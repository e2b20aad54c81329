"""The task "digits": real handwritten digits of scikit-learn, read row by row or pixel by pixel."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.tasks import Batch

TESTED = 360  # of the 1797 images are only examined with, never learned from


@cache
def digit_images() -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """The 1797 images of scikit-learn's `load_digits`, (N, 64) from 0 to 1, and their digits (N,), in shuffled order.

    They are 8 x 8 pixels, and come from 43 people (Alpaydin and Kaynak 1998, UCI).
    """
    from sklearn.datasets import load_digits

    images, digits = load_digits(return_X_y=True)
    order = np.random.default_rng(0).permutation(len(digits))
    return (images[order] / 16).astype(np.float32), digits[order].astype(np.int64)


class DigitsTask:
    """Which digit it was, asked after its last row (8 steps of 8 values) or its last pixel (64 steps of 1 value)."""

    name = "digits"
    symbols = 0
    outputs = 10
    regression = False
    chance = 0.1
    solved = 0.95

    def __init__(self, config: TrainConfig) -> None:
        images, self._digits = digit_images()
        self.inputs = 64 // config.length
        self.trained = config.length
        self.distances: tuple[int, ...] = (config.length,)
        self._x = images.reshape(-1, config.length, self.inputs)  # (N, T, D)

    def train_batch(self, rng: np.random.Generator, B: int) -> Batch:
        """B images to learn from; one may come twice."""
        return self._batch(rng.integers(TESTED, len(self._x), size=B))

    def test_batch(self, rng: np.random.Generator, B: int, distance: int) -> Batch:
        """B of the images never learned from, each once, or more often when B is more than there are."""
        return self._batch(np.resize(rng.permutation(TESTED), B))

    def is_solved(self, by_distance: Array) -> bool:
        """95 of 100."""
        return bool(np.asarray(by_distance).min() >= self.solved)

    def probe(self) -> Batch:
        """Ten images never learned from, one of each digit, 0 to 9."""
        return self._batch(np.array([np.argmax(self._digits == digit) for digit in range(10)]))

    def words(self, x_row: NDArray[np.float32]) -> list[str]:
        """Each step as shades of ink, a dot for none."""
        return ["".join("·░▒▓█"[round(float(4 * ink))] for ink in step) for step in x_row]

    def answers(self) -> list[str]:
        """The digits."""
        return list("0123456789")

    def answer_classes(self) -> list[int]:
        """All of them."""
        return list(range(10))

    def wanted(self) -> int:
        """A zero."""
        return 0

    def _batch(self, which: NDArray[np.int64]) -> Batch:
        B = len(which)
        weight = np.full((B, 1), 1 / B, dtype=np.float32)
        return Batch(self._x[which], self._digits[which, None], weight, np.ones((B, 1), dtype=bool))
