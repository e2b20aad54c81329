"""Probes: what a linear reader finds in a memory (Alain and Bengio 2016), and how far it is to be believed.

An attribute is what a sentence's cue says: the country, the broken vehicle, or the gender and the number of those with whom
an adjective (in English a pronoun) later agrees. One probe reads the memory after any word of any sentence, so it also
knows that nothing was said, or not yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.grammar import KINDS_OF_SENTENCE
from lstm_core.linear import Linear, calibration_error, fit, log_loss, temperature
from lstm_core.net import Net, softmax
from lstm_core.sentence_task import PROBED
from lstm_core.sentences import Ints, dependency, languages_of
from lstm_core.spoken import Spoken, balanced, hear

ATTRIBUTES = ("nationality", "vehicle", "gender", "number")
NONE = -1  # the label of a state up to which nothing was said
# Of the cases of agreement: 0 masculine, 1 feminine; 0 singular, 1 plural. English "them" has no gender.
FORMS = {
    "gender": {"es": (0, 1, 0, 1), "en": (0, 1, NONE)},
    "number": {"es": (0, 0, 1, 1), "en": (0, 0, 1)},
}
SHARES = (0.4, 0.3, 0.3)  # of the kinds of sentences; there are more countries than forms
FITTED = 0.6  # share of the sentences that a probe is fitted on; in the others it is tried
# It is fitted after a few words of each sentence, because all of them take ten times as long: the cue, one near it (else the
# probe is late to notice what was said), and one of each of so many parts of the sentence.
NEAR, PARTS = (-2, 8), 4
FEWEST = 100  # sentences, so that each case comes up


@dataclass(frozen=True, eq=False, repr=False)
class Probe:
    """A linear probe of one attribute, and what it is worth in sentences that it was not fitted on.

    Args:
        attribute: one of ATTRIBUTES.
        labels: what it can read: the attribute's cases, then NONE, nothing said.
        squashed: whether it reads tanh of the memory: of an LSTM, whose own output is made from tanh of c.
        coef: (L, H) for the L labels.
        intercept: (L,).
        accuracy: share of the words from the cue to the answer after which, NONE aside, the right case is the likeliest.
        chance: `accuracy` of always reading the commonest case.
        control: `accuracy` of a probe fitted in the same way after the cases were shuffled among the sentences.
        named: share of the same words after which it reads the right case outright: NONE is wrong here, so a memory that
            faded has little.
        silence: share of the words up to which nothing was said after which it reads NONE.
        log_loss: mean of -log of the right label's probability, nats; the words after which something was said count half,
            the others half.
        calibration: how far its highest probability is on average from the share that is right, 0 to 1, weighed alike.
        by_distance: (K,) `accuracy` in the clause of the cue, in the next one, and so on.
        heard: (K,) from how many sentences that is.
    """

    attribute: str
    labels: tuple[int, ...]
    squashed: bool
    coef: Array  # (L, H)
    intercept: Array  # (L,)
    accuracy: float
    chance: float
    control: float
    named: float
    silence: float
    log_loss: float
    calibration: float
    by_distance: Array  # (K,)
    heard: Ints  # (K,)

    def read(self, memory: Array) -> Array:
        """(..., L) the probability of each label, of memory (..., H)."""
        states = np.tanh(memory) if self.squashed else memory
        return softmax(states @ self.coef.T + self.intercept)


def probes_of(
    net: Net,
    config: TrainConfig,
    seed: int = 0,
    sentences: int = 400,
    attributes: Sequence[str] = ATTRIBUTES,
) -> dict[str, Probe]:
    """A probe for each of the attributes. The same net, config, seed and number of sentences give the same probes, bit for bit.

    Args:
        net: of a run of the task "sentences".
        config: of that run.
        seed: of the drawn sentences.
        sentences: how many of them, FEWEST or more.
        attributes: of ATTRIBUTES, those that are asked for; the others take their time.

    Raises:
        ValueError: another task, too few sentences, or a memory that grows beyond all bounds.
    """
    if config.task != "sentences":
        raise ValueError(f"probes are of nets of the task 'sentences', not {config.task!r}.")
    if sentences < FEWEST:
        raise ValueError(f"sentences must be at least {FEWEST}, not {sentences}.")
    rng = np.random.default_rng([seed, 1])
    fitted = round(FITTED * sentences)
    known, other = _read(net, config, rng, fitted), _read(net, config, rng, sentences - fitted)
    word = _few(rng, known.spoken)
    few = _States(known.spoken, known.memory, np.arange(fitted).repeat(word.shape[1]), word.ravel())
    # Each shuffles by numbers of its own, so that it is the same whatever else is asked for.
    return {
        name: _probe(
            name, config, np.random.default_rng([seed, 2, ATTRIBUTES.index(name)]), few, other
        )
        for name in attributes
    }


def said(attribute: str, spoken: Spoken, language: str) -> Ints:
    """(B,) what each sentence's cue says of an attribute, NONE if nothing; `language` is that of the config."""
    if attribute not in FORMS:
        return np.where(spoken.kind == KINDS_OF_SENTENCE.index(attribute), spoken.case, NONE)
    forms = [FORMS[attribute][one] for one in languages_of(language)]
    values = np.full(len(spoken.case), NONE)
    for i, form in enumerate(forms):
        chosen = (spoken.kind == KINDS_OF_SENTENCE.index("agreement")) & (spoken.language == i)
        values[chosen] = np.array(form)[spoken.case[chosen]]
    return values


class _States(NamedTuple):
    """What a probe sees after some words of some sentences: after word word[k] of sentence sentence[k], for N of them."""

    spoken: Spoken
    memory: Array  # (B, W+1, H), squashed if the probe reads it so
    sentence: Ints  # (N,)
    word: Ints  # (N,)

    @property
    def values(self) -> Array:
        """(N, H)."""
        return self.memory[self.sentence, self.word + 1]

    def labels(self, case: Ints) -> Ints:
        """(N,) what was said up to there in sentences about case (B,)."""
        return np.where(self.word >= self.spoken.cue[self.sentence], case[self.sentence], NONE)


def _read(net: Net, config: TrainConfig, rng: np.random.Generator, count: int) -> _States:
    """So many sentences of all kinds and distances, after every word up to the one that the answer follows."""
    kind = np.searchsorted(np.cumsum(SHARES)[:-1], (np.arange(count) + 0.5) / count, side="right")
    between = rng.integers(0, max(config.length, PROBED) + 1, size=count)
    spoken = balanced(rng, config, kind, between)
    sentence, word = (np.arange(spoken.words.shape[1]) < spoken.last[:, None]).nonzero()
    memory = hear(net, spoken).memory
    return _States(spoken, np.tanh(memory) if _squashed(config) else memory, sentence, word)


def _squashed(config: TrainConfig) -> bool:
    """A long counting cell of an LSTM would drown the others; measured, tanh halves the log loss. h is squashed as it is."""
    return config.kind == "lstm"


def _few(rng: np.random.Generator, spoken: Spoken) -> Ints:
    """(B, 2 + PARTS) words of each sentence after which a probe is fitted."""
    B, last = len(spoken.last), spoken.last[:, None]
    near = spoken.cue + rng.integers(*NEAR, size=B)
    share = (np.arange(PARTS) + rng.random((B, PARTS))) / PARTS
    spread = (share * last).astype(np.int64)
    words: Ints = np.clip(np.column_stack([spoken.cue, near, spread]), 0, last - 1)
    return words


def _probe(
    attribute: str, config: TrainConfig, rng: np.random.Generator, known: _States, other: _States
) -> Probe:
    """Fitted on the known states, tried on the others, which are of other sentences."""
    cases = _cases(attribute, config)
    pair = [said(attribute, one.spoken, config.language) for one in (known, other)]

    def fitted(known_case: Ints) -> Linear:
        labels = known.labels(known_case) % (cases + 1)  # NONE comes last
        return fit(known.values, labels, _halves(labels != cases))

    def right(found: Linear, case: Ints) -> NDArray[np.bool_]:
        """For the states after the cue, whether the likeliest case is the sentence's."""
        likeliest: Ints = found.logits(values[spoken])[:, :cases].argmax(axis=1)
        same: NDArray[np.bool_] = likeliest == other.labels(case)[spoken]
        return same

    values, labels = other.values, other.labels(pair[1]) % (cases + 1)
    spoken = labels != cases
    probe = fitted(pair[0])
    logits = probe.logits(values)
    outright = logits.argmax(axis=1) == labels
    correct = right(probe, pair[1])
    shuffled = [_shuffled(rng, one) for one in pair]
    # How sure it is, is set by every second sentence and tried on the rest.
    weight, even = _halves(spoken), other.sentence % 2 == 0
    heat = temperature(logits[even], labels[even], weight[even])
    judged = logits[~even] / heat, labels[~even], weight[~even]
    sentence = other.sentence[spoken]
    clause = other.spoken.clause[sentence, other.word[spoken]]
    first = np.unique(np.stack([sentence, clause]), axis=1)  # each clause of each sentence once
    return Probe(
        attribute=attribute,
        labels=(*range(cases), NONE),
        squashed=_squashed(config),
        coef=probe.coef / heat,
        intercept=probe.intercept / heat,
        accuracy=float(correct.mean()),
        chance=float(np.bincount(labels[spoken]).max() / spoken.sum()),
        control=float(right(fitted(shuffled[0]), shuffled[1]).mean()),
        named=float(outright[spoken].mean()),
        silence=float(outright[~spoken].mean()),
        log_loss=log_loss(*judged),
        calibration=calibration_error(*judged),
        by_distance=np.bincount(clause, weights=correct) / np.bincount(clause),
        heard=np.bincount(first[1]),
    )


def _cases(attribute: str, config: TrainConfig) -> int:
    """How many different things can be said of it."""
    if attribute in FORMS:
        return 2
    return len(dependency(languages_of(config.language)[0], attribute, config.countries).cases)


def _halves(spoken: NDArray[np.bool_]) -> Array:
    """(N,) weights: the states in which something was said weigh half of all, the others half, 1 on average."""
    share = spoken.mean()
    weights: Array = np.where(spoken, 0.5 / share, 0.5 / (1 - share))
    return weights


def _shuffled(rng: np.random.Generator, case: Ints) -> Ints:
    """The cases (B,) dealt anew to the sentences that have one."""
    dealt = case.copy()
    dealt[case != NONE] = rng.permutation(case[case != NONE])
    return dealt
