"""What a net is asked to learn: the form of a task and of its batches. The tasks themselves are in files of their own.

A task draws from the generator it is given and from nothing else, so the same generator gives the same batch, whatever
the kind of net.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig

# The knobs of a task that change it, in the order in which a page shows them. `lengths` is left out where there is one
# length only: an image has as many rows as it has, and a window of a text may be cut anywhere.
USED_KNOBS: dict[str, tuple[str, ...]] = {
    "latch": ("length", "lengths", "alphabet"),
    "order": ("length", "lengths"),
    "adding": ("length", "lengths"),
    "copy": ("length", "lengths", "items", "alphabet"),
    "sentences": ("length", "lengths", "language", "countries", "answer_weight"),
    "digits": ("length",),
    "text": ("length", "text"),
}


class Batch(NamedTuple):
    """B sequences of T steps, and what is asked at the last K of them."""

    x: NDArray[Any]  # (B, T) int64 symbols, or (B, T, D) float32 values
    target: NDArray[Any]  # (B, K) int64 classes, -1: nothing is asked; or float32 values
    weight: NDArray[np.float32]  # (B, K) the loss is the sum of weight times each item's loss
    scored: NDArray[np.bool_]  # (B, K) which answers count for the score


class Task(Protocol):
    """Sequences to learn from, sequences to be examined with, and what guessing would score.

    The loss of an item is its cross-entropy, or its squared error when `regression`. The score is the accuracy, or the
    mean squared error; `is_solved` judges the scores at all distances.

    Attributes:
        name: as in `TrainConfig.task`.
        symbols: V, size of the input vocabulary; 0 if the inputs are values.
        inputs: D, values a step; 0 if the inputs are symbols.
        outputs: A classes, or 1 when regression.
        regression: whether the answer is a number.
        chance: the score of guessing, or of always answering the mean.
        solved: the score that counts as solved.
        distances: at which it is examined, rising; the last is the farthest that is trained, or beyond it.
        trained: the farthest that training draws.
    """

    name: str
    symbols: int
    inputs: int
    outputs: int
    regression: bool
    chance: float
    solved: float
    distances: tuple[int, ...]
    trained: int

    def train_batch(self, rng: np.random.Generator, B: int) -> Batch:
        """B sequences to learn from."""
        ...

    def test_batch(self, rng: np.random.Generator, B: int, distance: int) -> Batch:
        """B sequences to be examined with, all at this distance."""
        ...

    def is_solved(self, by_distance: Array) -> bool:
        """Whether scores (K,) at `distances` mean that it is solved; what lies beyond `trained` does not count."""
        ...

    def probe(self) -> Batch:
        """A few fixed sequences of one length (4 to 16); the first is the example that is shown."""
        ...

    def words(self, x_row: NDArray[Any]) -> list[str]:
        """The inputs of one sequence, (T,) or (T, D), as a reader sees them."""
        ...

    def answers(self) -> list[str]:
        """The names of the A' classes that the example's answer is among; none when regression."""
        ...

    def answer_classes(self) -> list[int]:
        """Their numbers among the `outputs`."""
        ...

    def wanted(self) -> int | float:
        """What is right for the example: which of `answers`, or the number."""
        ...


@lru_cache(maxsize=16)
def make_task(config: TrainConfig) -> Task:
    """The task of a config. Kept, because a text has to be read and an image set loaded first.

    Raises:
        ConfigError: a text that is too short for its windows.
    """
    # Imported here: they need Batch from this file, and a page needs only the one it shows.
    if config.task == "sentences":
        from lstm_core.sentence_task import SentenceTask

        return SentenceTask(config)
    if config.task == "digits":
        from lstm_core.digits_task import DigitsTask

        return DigitsTask(config)
    if config.task == "text":
        from lstm_core.text_task import TextTask

        return TextTask(config)
    from lstm_core.symbol_tasks import AddingTask, CopyTask, LatchTask, OrderTask

    tasks: dict[str, Callable[[TrainConfig], Task]] = {
        "latch": LatchTask,
        "order": OrderTask,
        "adding": AddingTask,
        "copy": CopyTask,
    }
    return tasks[config.task](config)
