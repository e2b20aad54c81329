"""Spoken: many drawn sentences, and where in each the word stands that decides and the place where it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.grammar import KINDS_OF_SENTENCE
from lstm_core.many import run_many
from lstm_core.net import Net
from lstm_core.sentences import Ints, assemble, compile_clauses, draw_pieces

AT_ONCE = 100  # sentences that a net reads together: more need more memory and are no faster
LARGEST = 1e100  # a memory whose squares can still be summed


@dataclass(frozen=True, eq=False, repr=False)
class Spoken:
    """B sentences of up to W words, of a config's language and countries.

    A net's state row t is its state after t words, so that the cue has been read in row cue + 1, and the answer is asked for
    in row `last`.

    Args:
        words: (B, W) their numbers without the full stop, padded with 0.
        length: (B,) words of each; the last is the answer.
        kind: (B,) places in KINDS_OF_SENTENCE.
        case: (B,) which country (and so on) each is about.
        language: (B,) places in `languages_of(config.language)`.
        cue: (B,) place of the word that decides.
        clause: (B, W) the clause that each word is in, a comma in that before it: 0 has the cue.
    """

    words: Ints
    length: Ints
    kind: Ints
    case: Ints
    language: Ints
    cue: Ints
    clause: Ints

    @property
    def first(self) -> Ints:
        """(B,) the row of the state right after the cue."""
        return self.cue + 1

    @property
    def last(self) -> Ints:
        """(B,) the row of the state in which the answer is asked for."""
        return self.length - 1


def speak(
    rng: np.random.Generator,
    config: TrainConfig,
    kind: Ints,
    n: Ints,
    case: Ints | None = None,
    language: Ints | None = None,
) -> Spoken:
    """Sentences as `draw_batch` draws them, of config's language and countries.

    Args:
        rng: all that is random comes from it.
        config: of a run of the task "sentences".
        kind: (B,) places in KINDS_OF_SENTENCE.
        n: (B,) clauses in between, 0 to 15.
        case: (B,) which country (and so on) each is about; drawn when left out.
        language: (B,) places in `languages_of(config.language)`; likewise.
    """
    table = compile_clauses(config.language, config.countries)
    pieces = draw_pieces(rng, table, kind, n, case, language)
    words, length = assemble(table, pieces.rows)
    # A comma ends its clause, so that the clause of a word is the number of commas before it.
    comma = words == 1
    clause = np.cumsum(comma, axis=1) - comma
    words[np.arange(len(words)), length - 1] = 0  # the full stop
    return Spoken(
        words[:, :-1],
        length - 1,
        kind,
        pieces.case,
        pieces.language,
        table.starred[pieces.rows[:, 0]],
        clause[:, :-1],
    )


def balanced(rng: np.random.Generator, config: TrainConfig, kind: Ints, n: Ints) -> Spoken:
    """The same, where each language, and in it each case of a kind, comes as often as the others, to one.

    Args: see `speak`.
    """
    table = compile_clauses(config.language, config.countries)
    language, case = np.empty_like(kind), np.empty_like(kind)
    for one in range(len(KINDS_OF_SENTENCE)):
        chosen = rng.permutation((kind == one).nonzero()[0])
        place = np.arange(len(chosen))
        language[chosen] = place % len(table.cases)
        case[chosen] = place // len(table.cases) % table.cases[language[chosen], one]
    return speak(rng, config, kind, n, case, language)


class Heard(NamedTuple):
    """What a net held while it read B sentences of W words.

    Args:
        memory: (B, W+1, H) c of an LSTM, h of a GRU or RNN; row t after t words. Past a sentence's end it says nothing.
        kept: (H,) the mean of the gate that keeps (forget of an LSTM, update of a GRU) over the words between the cue and
            the answer; None of an RNN.
    """

    memory: Array  # (B, W+1, H)
    kept: Array | None  # (H,)


def hear(net: Net, spoken: Spoken) -> Heard:
    """Let a net read the sentences.

    Raises:
        ValueError: its memory grows beyond all bounds, as that of a relu net can.
    """
    B, W = spoken.words.shape
    gate = {"lstm": "forget", "gru": "update", "rnn": None}[net.cell.kind]
    memory, kept, words = np.zeros((B, W + 1, net.cell.H)), np.zeros(net.cell.H), 0
    # The short ones together, so that little padding is read.
    for part in np.array_split(np.argsort(spoken.length, kind="stable"), -(-B // AT_ONCE)):
        first, last = spoken.first[part, None], spoken.last[part, None]
        with np.errstate(over="ignore", invalid="ignore"):
            many = run_many(net, spoken.words[part, : spoken.length[part].max()])
        T = many.memory.shape[1] - 1
        memory[part, : T + 1] = many.memory
        if gate is not None:
            between = (first <= np.arange(T)) & (np.arange(T) < last)
            kept += many.gates[gate][between].sum(axis=0)
            words += int(between.sum())
    if not np.abs(memory).max() < LARGEST:  # NaN is not less either
        raise ValueError("The net's memory grows beyond all bounds.")
    return Heard(memory, None if gate is None else kept / max(words, 1))
