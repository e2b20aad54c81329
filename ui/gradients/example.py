"""The example that the nets under examination read: drawn for their task at a distance, or the reader's own sentence."""

from __future__ import annotations

from math import isqrt

import numpy as np

from lstm_core.config import LENGTHS, TrainConfig
from lstm_core.sentences import draw_clauses, languages_of, sentence, vocabulary
from lstm_core.tasks import Batch, Task
from lstm_core.tokens import Reading, encode

MOST_STEPS = 120  # that a picture of every step can show
WORK = 2_600_000_000  # T^2 H^3: all pairs of states of one net in about two seconds
FARTHEST = {"latch": 100, "order": 100, "adding": 100, "copy": 50, "sentences": 15}
BEGIN = {"latch": 20, "order": 30, "adding": 30, "copy": 10, "sentences": 4}


def distances(config: TrainConfig) -> tuple[int, int, int] | None:
    """Lowest, highest and first distance at which an example is drawn; None where the task has one length."""
    if config.task not in FARTHEST:
        return None
    low, high = LENGTHS[config.task][0], FARTHEST[config.task]
    trained = max(low, min(high, config.length))
    # A net that saw one length alone is examined at that one.
    first = trained if config.lengths == "fixed" else min(BEGIN[config.task], trained)
    return low, high, first


def most_steps(H: int) -> int:
    """The longest example that nets of this width can be examined on while the reader waits."""
    return max(2, min(MOST_STEPS, isqrt(WORK // H**3)))


def drawn(task: Task, config: TrainConfig, distance: int | None) -> Batch:
    """One sequence, always the same at the same distance. It ends where its answer is asked for."""
    if distance is None:
        probe = task.probe()
        return Batch(probe.x[:1], probe.target[:1], probe.weight[:1], probe.scored[:1])
    if config.task == "sentences":
        language = languages_of(config.language)[0]
        between = draw_clauses(np.random.default_rng(0), language, distance)
        return _sentence(sentence("nationality", 0, between, language).words, config)
    return task.test_batch(np.random.default_rng([config.seed, 5]), 1, distance)


def of_reading(reading: Reading, config: TrainConfig) -> Batch:
    """A sentence that the reader typed. Raises ValueError for unknown words."""
    return _sentence(reading.tokens, config)


def shortened(batch: Batch, steps: int) -> Batch:
    """Its last `steps` steps, because what is asked is asked at the end."""
    K = min(batch.target.shape[1], steps)
    last = slice(-K, None)
    return Batch(
        batch.x[:, -steps:], batch.target[:, last], batch.weight[:, last], batch.scored[:, last]
    )


def _sentence(words: tuple[str, ...], config: TrainConfig) -> Batch:
    """Up to its last word, which is the answer; at each word the next is asked for, weighted as in training."""
    spoken = words[:-1] if words[-1] == "." else words
    numbers = encode(spoken, vocabulary(config.language, config.countries))
    x, target = numbers[None, :-1], numbers[None, 1:]  # (1, T)
    weight = np.full(x.shape, 1 / x.size, dtype=np.float32)
    weight[:, -1] += config.answer_weight
    scored = np.zeros(x.shape, dtype=bool)
    scored[:, -1] = True
    return Batch(x, target, weight, scored)
