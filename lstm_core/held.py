"""Held: what the memory of one net holds of the nationality that a sentence began with, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.latch import class_means, latch_scores, mutual_information
from lstm_core.net import Net
from lstm_core.probes import FITTED
from lstm_core.sentence_task import PROBED
from lstm_core.sentences import Ints
from lstm_core.spoken import Spoken, balanced, hear


@dataclass(frozen=True, eq=False, repr=False)
class Held:
    """What is held about nationality, measured over many sentences.

    Args:
        order: (H,) the cells, the best latch score first.
        latch: (H,) latch score of each cell, 0 to 1.
        information: (H,) bits that each cell tells in the middle of the sentence.
        means: (countries, H) mean memory of each country there.
        forget: (H,) mean of the forget gate (GRU: update gate) between the cue and the answer; None of an RNN.
    """

    order: Ints
    latch: Array
    information: Array
    means: Array
    forget: Array | None


def study(net: Net, config: TrainConfig, seed: int = 0, sentences: int = 400) -> Held:
    """What the net's memory holds about nationality, in sentences with up to PROBED clauses in between.

    Args:
        net: of a run of the task "sentences".
        config: of that run.
        seed: of the drawn sentences.
        sentences: how many of them, each country as often.

    Raises:
        ValueError: another task, or a memory that grows beyond all bounds.
    """
    spoken, memory, kept = _listen(net, config, seed, sentences)
    middle = (spoken.first + spoken.last) // 2
    latch = latch_scores(memory, spoken.case, spoken.first, spoken.last)
    order = np.argsort(-latch, kind="stable")
    states = memory[np.arange(sentences), middle]
    return Held(
        order=order,
        latch=latch,
        information=mutual_information(states, spoken.case),
        means=class_means(memory, spoken.case, middle),
        forget=kept,
    )


def accuracy_by_cells(
    net: Net, config: TrainConfig, order: Ints, seed: int = 0, sentences: int = 400
) -> Array:
    """(K,) accuracy of linear discriminants that see the first 1 to K cells of `order` (K,), in the middle of held-out
    sentences. Chance is 1 / countries; arguments and errors are those of `study`.
    """
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    spoken, memory, _ = _listen(net, config, seed, sentences)
    middle = (spoken.first + spoken.last) // 2
    states, classes = memory[np.arange(sentences), middle][:, order], spoken.case
    fitted = np.arange(len(classes)) < FITTED * len(classes)
    found = []
    for k in range(1, len(order) + 1):
        reader = LinearDiscriminantAnalysis(solver="lsqr")
        reader.fit(states[fitted, :k], classes[fitted])
        found.append(reader.score(states[~fitted, :k], classes[~fitted]))
    return np.array(found)


def _listen(
    net: Net, config: TrainConfig, seed: int, sentences: int
) -> tuple[Spoken, Array, Array | None]:
    """The sentences, the memory after each of their words, and the mean of what the gates keep."""
    if config.task != "sentences":
        raise ValueError(f"study takes a net of the task 'sentences', not {config.task!r}.")
    kind = np.zeros(sentences, dtype=np.int64)
    between = np.full(sentences, min(PROBED, config.length))
    spoken = balanced(np.random.default_rng(seed), config, kind, between)
    memory, kept = hear(net, spoken)
    return spoken, memory, kept
