"""Held-out sentences whose last word is asked of trained nets: the same ones for all nets that know the same words."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.cues import answers_of, find_cue
from lstm_core.grammar import KINDS_OF_SENTENCE
from lstm_core.net import Net
from lstm_core.sentences import (
    MOST_CLAUSES,
    Ints,
    compile_clauses,
    draw_batch,
    languages_of,
    vocabulary,
)

STREAM = 7  # of random numbers; training draws from 1, a run's own reports from 2


class Asked(NamedTuple):
    """B nationality sentences with as many clauses in between, each country as often as the others.

    Args:
        words: (B, T) up to the answer, which is not read, padded with 0.
        cue: (B,) the step at which the word is read that decides.
        answer: (B,) the last step, after which the answer comes.
        country: (B,) of the sentence, from 0.
        target: (B,) the right word.
    """

    words: Ints
    cue: Ints
    answer: Ints
    country: Ints
    target: Ints


def asked(config: TrainConfig, clauses: int, count: int = 100, seed: int = 0) -> Asked:
    """Sentences for every net with config's language and countries, whatever else it is.

    They come from default_rng([seed, STREAM, clauses]): those of a distance do not depend on what else is asked. With no
    clause in between there are so few different ones that training has met them all; with some, hardly any.

    Args:
        config: of the task "sentences".
        clauses: in between, 0 to MOST_CLAUSES.
        count: B, at least 1.
        seed: at least 0.

    Raises:
        ValueError: another task, numbers out of range.
    """
    if not 0 <= clauses <= MOST_CLAUSES or count < 1 or seed < 0:
        raise ValueError(f"There may be 0 to {MOST_CLAUSES} clauses, and there must be a sentence.")
    if config.task != "sentences":
        raise ValueError(f"task must be 'sentences', not {config.task!r}.")
    return _drawn(config.language, config.countries, clauses, count, seed)


def said(net: Net, states: Array, answer: Ints) -> Ints:
    """(B,) the likeliest of all words after step `answer` (B,); states (B, T+1, H), row 0 the start."""
    words: Ints = net.answers(states[np.arange(len(answer)), answer + 1]).argmax(axis=-1)
    return words


def country_of_answer(config: TrainConfig) -> Ints:
    """(V,) the country whose language a word is, from 0; -1 if it is none's."""
    number = {word: i for i, word in enumerate(vocabulary(config.language, config.countries))}
    country = np.full(len(number), -1)
    for one in languages_of(config.language):
        for case, words in enumerate(answers_of(one, "nationality", config.countries)):
            for word in words:
                country[number[word]] = case
    return country


# A page asks the same ones of every net, and after every operation.
@lru_cache(maxsize=64)
def _drawn(language: str, countries: int, clauses: int, count: int, seed: int) -> Asked:
    rng = np.random.default_rng([seed, STREAM, clauses])
    table = compile_clauses(language, countries)
    kind = np.full(count, KINDS_OF_SENTENCE.index("nationality"))
    country = rng.permutation(count) % countries
    words, length = draw_batch(rng, table, kind, np.full(count, clauses), country)
    answer = length - 3  # before the answer and the full stop
    target = words[np.arange(count), answer + 1]
    read = np.arange(answer.max() + 1) <= answer[:, None]
    words = np.where(read, words[:, : answer.max() + 1], 0)
    cue = np.array([_place_of_cue(row, language, countries) for row in words])
    for one in (words, cue, answer, country, target):
        one.flags.writeable = False  # it is kept, and given to many
    return Asked(words, cue, answer, country, target)


def _place_of_cue(words: Ints, language: str, countries: int) -> int:
    names = vocabulary(language, countries)
    cue = find_cue([names[word] for word in words], language, countries)
    if cue is None:
        raise LookupError("A sentence of the grammar has no cue.")
    return cue.place
