"""The tasks that memory is measured with since 1994, made of drawn symbols and values; one length a batch."""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.config import LENGTHS, TrainConfig
from lstm_core.tasks import Batch

RARE = 0.7**8  # "short": how often the longest is drawn for once that the shortest is


def draw_length(rng: np.random.Generator, config: TrainConfig) -> int:
    """One length, from the shortest that the task knows up to `config.length`, as `config.lengths` says."""
    low, high = LENGTHS[config.task][0], config.length
    if config.lengths == "fixed":
        return high
    u = rng.random()
    if config.lengths == "short":  # the inverse of a falling exponential's distribution function
        u = log(1 - u * (1 - RARE)) / log(RARE)
    return low + int(u * (high - low + 1))


def examined(config: TrainConfig) -> tuple[int, ...]:
    """The lengths to examine at: the one that is trained, or from short ones to beyond what is trained."""
    if config.lengths == "fixed":
        return (config.length,)
    low, high = LENGTHS[config.task][0], config.length
    trained = (low + (high - low) * quarter // 4 for quarter in (0, 1, 2, 4))
    return tuple(sorted({*trained, high + high // 2}))


def accurate(by_distance: Array, distances: tuple[int, ...], trained: int, solved: float) -> bool:
    """Whether the accuracies (K,) at trained distances are `solved` on average, and none is far below."""
    scores = np.asarray(by_distance)[: distances.index(trained) + 1]
    return bool(scores.mean() >= solved and scores.min() >= solved - 0.05)


class LatchTask:
    """The first symbol, kept over n steps of other symbols, is the answer (Bengio et al. 1994).

    x: 1 + n steps, one of `alphabet` symbols, then n distractors from as many others.
    """

    name = "latch"
    inputs = 0
    regression = False
    solved = 0.99

    def __init__(self, config: TrainConfig) -> None:
        self.outputs = config.alphabet
        self.symbols = 2 * config.alphabet
        self.chance = 1 / config.alphabet
        self.trained = config.length
        self.distances = examined(config)
        self._config = config

    def train_batch(self, rng: np.random.Generator, B: int) -> Batch:
        """B sequences, all with the same number of distractors."""
        n = draw_length(rng, self._config)
        return self._batch(rng, rng.integers(self.outputs, size=B), n)

    def test_batch(self, rng: np.random.Generator, B: int, distance: int) -> Batch:
        """B sequences with `distance` distractors."""
        return self._batch(rng, rng.integers(self.outputs, size=B), distance)

    def is_solved(self, by_distance: Array) -> bool:
        """99 of 100 on average over the trained distances."""
        return accurate(by_distance, self.distances, self.trained, self.solved)

    def probe(self) -> Batch:
        """Every symbol as often, 8 sequences or a few more; the first begins with A."""
        first = np.tile(np.arange(self.outputs), -(-8 // self.outputs))
        return self._batch(np.random.default_rng(0), first, self.trained)

    def words(self, x_row: NDArray[np.int64]) -> list[str]:
        """A, B, C ... to be kept; s, t, u ... to be ignored."""
        return ["ABCDEFGH"[i] if i < self.outputs else "stuvwxyz"[i - self.outputs] for i in x_row]

    def answers(self) -> list[str]:
        """The symbols to be kept."""
        return list("ABCDEFGH"[: self.outputs])

    def answer_classes(self) -> list[int]:
        """All of them."""
        return list(range(self.outputs))

    def wanted(self) -> int:
        """The example's first symbol."""
        return int(self.probe().target[0, -1])

    def _batch(self, rng: np.random.Generator, first: NDArray[np.int64], n: int) -> Batch:
        B = len(first)
        x = rng.integers(self.outputs, self.symbols, size=(B, 1 + n))  # (B, T)
        x[:, 0] = first
        weight = np.full((B, 1), 1 / B, dtype=np.float32)
        return Batch(x, first[:, None], weight, np.ones((B, 1), dtype=bool))


class OrderTask:
    """Which of two symbols came first and which second (Hochreiter and Schmidhuber 1997, experiment 6a).

    x: T steps of a, b, c, d, but for an X or Y in the second tenth and another in the fifth, the layout of Pascanu et
    al. 2013. The answer, at the last step, is XX, XY, YX or YY.
    """

    name = "order"
    symbols = 6  # X, Y and four that mean nothing
    inputs = 0
    outputs = 4
    regression = False
    chance = 0.25
    solved = 0.99

    def __init__(self, config: TrainConfig) -> None:
        self.trained = config.length
        self.distances = examined(config)
        self._config = config

    def train_batch(self, rng: np.random.Generator, B: int) -> Batch:
        """B sequences, all of the same length."""
        return self._batch(rng, rng.integers(4, size=B), draw_length(rng, self._config))

    def test_batch(self, rng: np.random.Generator, B: int, distance: int) -> Batch:
        """B sequences of `distance` steps."""
        return self._batch(rng, rng.integers(4, size=B), distance)

    def is_solved(self, by_distance: Array) -> bool:
        """99 of 100 on average over the trained lengths."""
        return accurate(by_distance, self.distances, self.trained, self.solved)

    def probe(self) -> Batch:
        """Each order twice; the first is X, then Y."""
        return self._batch(
            np.random.default_rng(0), np.array([1, 2, 0, 3, 1, 2, 0, 3]), self.trained
        )

    def words(self, x_row: NDArray[np.int64]) -> list[str]:
        """X and Y count; a, b, c, d do not."""
        return ["XYabcd"[i] for i in x_row]

    def answers(self) -> list[str]:
        """The four orders."""
        return ["XX", "XY", "YX", "YY"]

    def answer_classes(self) -> list[int]:
        """All of them."""
        return [0, 1, 2, 3]

    def wanted(self) -> int:
        """XY."""
        return 1

    def _batch(self, rng: np.random.Generator, order: NDArray[np.int64], T: int) -> Batch:
        B = len(order)
        x = rng.integers(2, 6, size=(B, T))  # (B, T)
        row = np.arange(B)
        x[row, rng.integers(T // 10, T // 5, size=B)] = order // 2
        x[row, rng.integers(4 * T // 10, T // 2, size=B)] = order % 2
        weight = np.full((B, 1), 1 / B, dtype=np.float32)
        return Batch(x, order[:, None], weight, np.ones((B, 1), dtype=bool))


class AddingTask:
    """The sum of the two marked values (Hochreiter and Schmidhuber 1997, experiment 4, with values from 0 to 1).

    x: T steps of a value from 0 to 1 and a mark that is 1 at one step of the first half and one of the second, else 0.
    The answer, at the last step, is a number; always saying 1 has a mean squared error of 1/6.
    """

    name = "adding"
    symbols = 0
    inputs = 2
    outputs = 1
    regression = True
    chance = 1 / 6
    solved = 0.01

    def __init__(self, config: TrainConfig) -> None:
        self.trained = config.length
        self.distances = examined(config)
        self._config = config

    def train_batch(self, rng: np.random.Generator, B: int) -> Batch:
        """B sequences, all of the same length."""
        return self.test_batch(rng, B, draw_length(rng, self._config))

    def test_batch(self, rng: np.random.Generator, B: int, distance: int) -> Batch:
        """B sequences of `distance` steps."""
        T, row = distance, np.arange(B)
        x = np.zeros((B, T, 2), dtype=np.float32)
        x[..., 0] = rng.random((B, T), dtype=np.float32)
        x[row, rng.integers(T // 2, size=B), 1] = 1
        x[row, rng.integers(T // 2, T, size=B), 1] = 1
        total = (x[..., 0] * x[..., 1]).sum(axis=1, keepdims=True)  # (B, 1)
        weight = np.full((B, 1), 1 / B, dtype=np.float32)
        return Batch(x, total, weight, np.ones((B, 1), dtype=bool))

    def is_solved(self, by_distance: Array) -> bool:
        """A mean squared error of at most 0.01 at every trained length."""
        trained = np.asarray(by_distance)[: self.distances.index(self.trained) + 1]
        return bool(trained.max() <= self.solved)

    def probe(self) -> Batch:
        """Eight sequences."""
        return self.test_batch(np.random.default_rng(0), 8, self.trained)

    def words(self, x_row: NDArray[np.float32]) -> list[str]:
        """The values, a plus before those that are to be added."""
        return [f"{'+' if mark else ''}{value:.2f}" for value, mark in x_row]

    def answers(self) -> list[str]:
        """None: the answer is a number."""
        return []

    def answer_classes(self) -> list[int]:
        """None."""
        return []

    def wanted(self) -> float:
        """The example's sum."""
        return float(self.probe().target[0, 0])


class CopyTask:
    """Some symbols, to be said again after a wait (Hochreiter and Schmidhuber 1997; layout of Arjovsky et al. 2016).

    x: `items` symbols of an alphabet, n blanks, a sign to speak, `items` blanks; at the last `items` steps the symbols
    are the answers, in their order.
    """

    name = "copy"
    inputs = 0
    regression = False
    solved = 0.99

    def __init__(self, config: TrainConfig) -> None:
        self.outputs = config.alphabet
        self.symbols = config.alphabet + 2  # a blank, a sign to speak
        self.chance = 1 / config.alphabet
        self.trained = config.length
        self.distances = examined(config)
        self._config = config

    def train_batch(self, rng: np.random.Generator, B: int) -> Batch:
        """B sequences, all with the same wait."""
        return self.test_batch(rng, B, draw_length(rng, self._config))

    def test_batch(self, rng: np.random.Generator, B: int, distance: int) -> Batch:
        """B sequences with `distance` blanks to wait."""
        L = self._config.items
        x = np.full((B, L + distance + 1 + L), self.outputs)  # (B, T) blanks
        said = rng.integers(self.outputs, size=(B, L))
        x[:, :L] = said
        x[:, -L - 1] = self.outputs + 1
        weight = np.full((B, L), 1 / (B * L), dtype=np.float32)
        return Batch(x, said, weight, np.ones((B, L), dtype=bool))

    def is_solved(self, by_distance: Array) -> bool:
        """99 of 100 symbols on average over the trained waits."""
        return accurate(by_distance, self.distances, self.trained, self.solved)

    def probe(self) -> Batch:
        """Eight sequences."""
        return self.test_batch(np.random.default_rng(0), 8, self.trained)

    def words(self, x_row: NDArray[np.int64]) -> list[str]:
        """A, B, C ..., a dash for a blank, a question mark for the sign to speak."""
        names = [*"ABCDEFGH"[: self.outputs], "–", "?"]
        return [names[i] for i in x_row]

    def answers(self) -> list[str]:
        """The alphabet."""
        return list("ABCDEFGH"[: self.outputs])

    def answer_classes(self) -> list[int]:
        """All of it."""
        return list(range(self.outputs))

    def wanted(self) -> int:
        """The last symbol to be said."""
        return int(self.probe().target[0, -1])
