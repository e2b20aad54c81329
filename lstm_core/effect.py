"""What an operation on a few memory cells does to the answers of many sentences, and what the same does to random cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from lstm_core.arrays import Array
from lstm_core.asking import Asked, asked, country_of_answer, said
from lstm_core.config import TrainConfig
from lstm_core.many import run_many
from lstm_core.net import Net
from lstm_core.surgery import Operation, overwrite

STREAM = 8  # of random numbers, for the random cells


class Outcome(NamedTuple):
    """What a net says to many sentences; the shares sum to 1.

    Args:
        right: the sentence's own language.
        target: the language of the country that was written; 0 when none was.
        other: another language.
        nothing: no language at all.
    """

    right: float
    target: float
    other: float
    nothing: float


class Effect(NamedTuple):
    """Of one operation.

    Args:
        before: without it.
        chosen: with it.
        random: one for each draw, with it on as many random cells; none when there are not so many others.
        sentences: how many.
    """

    before: Outcome
    chosen: Outcome
    random: tuple[Outcome, ...]
    sentences: int

    @property
    def mean(self) -> Outcome | None:
        """Of the draws."""
        return Outcome(*np.mean(self.random, axis=0).tolist()) if self.random else None


@dataclass(frozen=True, eq=False, repr=False)
class Trial:
    """An action and the held-out sentences in which it is tried: the same ones, whichever cells it is done to.

    Args:
        net: trained on config's language and countries.
        config: of the task "sentences".
        action: one of surgery's `actions_of(net.cell.kind)`.
        memory: (H,) of "overwrite" only: what every cell has in a sentence of the target country, such as `means[target]`.
        target: of "overwrite" only: that country; its own sentences are left out.
        clauses: in between, 0 to MOST_CLAUSES.
        sentences: drawn, those that are then left out included.
        seed: what they are drawn from.

    Raises:
        ValueError: on first use, what `Operation`, `run_many` and `asked` say.
    """

    net: Net
    config: TrainConfig
    action: str
    memory: Array | None = None
    target: int | None = None
    clauses: int = 8
    sentences: int = 100
    seed: int = 0

    @cached_property
    def asked(self) -> Asked:
        """The sentences."""
        found = asked(self.config, self.clauses, self.sentences, self.seed)
        if self.target is None:
            return found
        return Asked(*(one[found.country != self.target] for one in found))

    def outcome(self, units: Sequence[int], *, once: bool = False) -> Outcome:
        """Do it to `units` from the word after the cue to the answer, or `once`, at that word only; the net then runs on by itself."""
        net, sentence, values = self.net, self.asked, self.memory
        done = Operation(self.action, tuple(units)) if values is None else overwrite(values, units)
        start = sentence.cue + 1
        states = run_many(net, sentence.words, done, start, start + 1 if once else None).h
        words = said(net, states, sentence.answer)
        right, about = words == sentence.target, country_of_answer(self.config)[words]
        nothing, to_target = about < 0, ~right & (about == self.target)
        other = ~(right | nothing | to_target)
        return Outcome(*(float(one.mean()) for one in (right, to_target, other, nothing)))


def effect(trial: Trial, units: Sequence[int], *, draws: int = 5, once: bool = False) -> Effect:
    """What a trial says of `units`, beside no cell at all and `draws` times as many random ones, never among them."""
    drawn = random_cells(trial.net.cell.H, units, draws, trial.seed)
    return Effect(
        trial.outcome(()),
        trial.outcome(units, once=once),
        tuple(trial.outcome(cells, once=once) for cells in drawn),
        len(trial.asked.words),
    )


def random_cells(H: int, units: Sequence[int], draws: int, seed: int = 0) -> list[list[int]]:
    """`draws` times as many cells as `units`, none of them; [] when there are fewer others, or none are wanted."""
    others = np.setdiff1d(np.arange(H), list(units))
    if not 0 < len(units) <= len(others):
        return []
    rng = np.random.default_rng([seed, STREAM])
    return [rng.choice(others, len(units), replace=False).tolist() for _ in range(draws)]
