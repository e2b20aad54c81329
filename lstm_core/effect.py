"""What an operation on a few memory cells does to the answers of many sentences, and what the same does to random cells."""

from __future__ import annotations

from collections.abc import Sequence
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


def effect(
    net: Net,
    config: TrainConfig,
    action: str,
    units: Sequence[int],
    *,
    memory: Array | None = None,
    target: int | None = None,
    clauses: int = 8,
    sentences: int = 100,
    draws: int = 5,
    once: bool = False,
    seed: int = 0,
) -> Effect:
    """Do it to `units`, from the word after the cue to the answer, in held-out sentences of all countries but the target.

    Args:
        net: trained on config's language and countries.
        config: of the task "sentences".
        action: one of surgery's `actions_of(net.cell.kind)`.
        units: the chosen cells.
        memory: (H,) of "overwrite" only: what every cell has in a sentence of the target country, such as `means[target]`.
        target: of "overwrite" only: that country.
        clauses: in between, 0 to MOST_CLAUSES.
        sentences: drawn; those of the target country are then left out.
        draws: of as many random cells, never among the chosen.
        once: only at the word after the cue; the net then runs on by itself.
        seed: what sentences and random cells are drawn from.

    Raises:
        ValueError: what `Operation`, `run_many` and `asked` say.
    """
    sentence = asked(config, clauses, sentences, seed)
    if target is not None:
        sentence = Asked(*(one[sentence.country != target] for one in sentence))
    country = country_of_answer(config)
    start = sentence.cue + 1
    stop = start + 1 if once else None

    def outcome(cells: Sequence[int]) -> Outcome:
        operation = Operation(action, tuple(cells)) if memory is None else overwrite(memory, cells)
        words = said(net, run_many(net, sentence.words, operation, start, stop).h, sentence.answer)
        right, about = words == sentence.target, country[words]
        nothing, to_target = about < 0, ~right & (about == target)
        other = ~(right | nothing | to_target)
        return Outcome(*(float(one.mean()) for one in (right, to_target, other, nothing)))

    return Effect(
        outcome(()),
        outcome(units),
        tuple(outcome(cells) for cells in random_cells(net.cell.H, units, draws, seed)),
        len(sentence.words),
    )


def random_cells(H: int, units: Sequence[int], draws: int, seed: int = 0) -> list[list[int]]:
    """`draws` times as many cells as `units`, none of them; [] when there are fewer others, or none are wanted."""
    others = np.setdiff1d(np.arange(H), list(units))
    if not 0 < len(units) <= len(others):
        return []
    rng = np.random.default_rng([seed, STREAM])
    return [rng.choice(others, len(units), replace=False).tolist() for _ in range(draws)]
