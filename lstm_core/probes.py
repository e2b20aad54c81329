"""Probes: what a linear reader finds in a memory, and how far it is to be believed. (Alain and Bengio 2016.)

An attribute is what a sentence's cue says: the country, the broken vehicle, or the gender and the number of those who an
adjective (in English a pronoun) later agrees with. One probe reads the memory after any word of any sentence, so it also
knows that nothing was said, or not yet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.grammar import KINDS_OF_SENTENCE
from lstm_core.net import Net, softmax
from lstm_core.sentences import Ints, languages_of
from lstm_core.spoken import Spoken, balanced, hear

ATTRIBUTES = ("nationality", "vehicle", "gender", "number")
NONE = -1  # the label of a state up to which nothing was said
# Of the cases of agreement: 0 masculine, 1 feminine; 0 singular, 1 plural. "them" has no gender.
FORMS = {
    "gender": {"es": (0, 1, 0, 1), "en": (0, 1, NONE)},
    "number": {"es": (0, 0, 1, 1), "en": (0, 0, 1)},
}


@dataclass(frozen=True, eq=False, repr=False)
class Probe:
    """A linear probe of one attribute, and what it is worth: measured in sentences that it was not fitted on.

    Args:
        attribute: one of ATTRIBUTES.
        labels: what it can read: the attribute's cases, then NONE, nothing said.
        coef: (L, H) for the L labels.
        intercept: (L,).
        accuracy: share of the words from the cue to the answer after which it reads the right case.
        silence: share of the words up to which nothing was said after which it reads NONE.
        control: `accuracy` of a probe fitted in the same way when the cases are shuffled among the sentences.
        chance: share that is right when always the commonest case is read.
        log_loss: mean of -log of the right label's probability, nats; where something was said counts half, and where not, half.
        calibration: how far on average (weighed alike) its highest probability is from the share that is right, 0 to 1.
        by_distance: (K,) `accuracy` in the clause of the cue, in the next, and so on; NaN where there is none.
    """

    attribute: str
    labels: tuple[int, ...]
    coef: Array  # (L, H)
    intercept: Array  # (L,)
    accuracy: float
    silence: float
    control: float
    chance: float
    log_loss: float
    calibration: float
    by_distance: Array  # (K,)

    def read(self, memory: Array) -> Array:
        """(..., L) the probability of each label, of memory (..., H)."""
        return softmax(memory @ self.coef.T + self.intercept)


def probes_of(
    net: Net, config: TrainConfig, seed: int = 0, sentences: int = 400
) -> dict[str, Probe]:
    """A probe for each of ATTRIBUTES.

    Args:
        net: of a run of the task "sentences".
        config: of that run.
        seed: of the drawn sentences.
        sentences: how many of them.

    Raises:
        ValueError: another task, or a memory that grows beyond all bounds.
    """
    raise NotImplementedError


def fit(states: Array, labels: Ints, weight: Array | None = None) -> tuple[Array, Array]:
    """Multinomial logistic regression: coef (L, H) and intercept (L,) for the L labels 0, 1, ... or, last, NONE."""
    raise NotImplementedError
