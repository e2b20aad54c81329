"""An operation in many other sentences: measured once for a net and what is done, beside the same on as many random cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.effect import Effect, Outcome, Trial, effect, random_cells
from lstm_core.net import Net
from lstm_core.sentences import MOST_CLAUSES
from ui.memory.operated import Operated, first_word, most_cells

SENTENCES = 120
DRAWS = 5  # of random cells beside the operation that is shown
CURVE_DRAWS = 3  # beside each number of cells: the first of the same ones
CURVE = (1, 2, 4, 6, 8, 10, 12, 16)


class Asked(NamedTuple):
    """What is done in the other sentences: an action, to the word after the cue alone or up to the end, so many clauses long."""

    action: str
    target: int | None
    clauses: int
    once: bool


class Curve(NamedTuple):
    """At each number of cells the share of sentences that follow: the most telling cells, and each draw of random ones."""

    ks: tuple[int, ...]
    chosen: tuple[float, ...]
    random: tuple[tuple[float, ...], ...]


def asked_of(operated: Operated) -> Asked:
    """The same in other sentences; a range that means something in this one alone becomes that from the cue to the end."""
    start, setting = first_word(operated.subject), operated.setting
    once = operated.first == operated.last == start and start < operated.subject.said.T
    target = operated.case if setting.what == "overwrite" else None
    return Asked(setting.what, target, min(operated.subject.said.clauses, MOST_CLAUSES), once)


def measured(operated: Operated) -> Effect:
    """Of the operation that is shown; random cells need no random ones beside them."""
    draws = 0 if operated.setting.cells.which == "random" else DRAWS
    return _effect(*_key(operated), asked_of(operated), operated.units, draws, _inside(operated))


def otherwise(operated: Operated) -> Outcome:
    """Of the same cells over the other words: once where they are held, held where it is done once."""
    asked = asked_of(operated)
    asked = asked._replace(once=not asked.once)
    return _outcome(*_key(operated), asked, operated.units, _inside(operated))


def as_many_telling(operated: Operated) -> Outcome | None:
    """Beside random cells: what as many of the most telling ones do."""
    if operated.setting.cells.which != "random":
        return None
    telling = tuple(operated.held.order[: len(operated.units)].tolist())
    return _outcome(*_key(operated), asked_of(operated), telling, _inside(operated))


def curve_of(operated: Operated) -> Curve:
    """Of the most telling cells, as many as there may be."""
    most = most_cells("random", operated.look.config.H)
    ks = tuple(k for k in CURVE if k <= most)
    order = tuple(operated.held.order.tolist())
    return _curve(*_key(operated), asked_of(operated), ks, order, _inside(operated))


class Inside(NamedTuple):
    """A net and the mean memory of each country in it: what the key of the measurements stands for."""

    net: Net
    config: TrainConfig
    means: Array

    def trial(self, asked: Asked) -> Trial:
        """The sentences in which it is done."""
        memory = None if asked.target is None else self.means[asked.target]
        return Trial(
            *(self.net, self.config, asked.action, memory, asked.target),
            clauses=asked.clauses,
            sentences=SENTENCES,
        )


def _key(operated: Operated) -> tuple[str, int, int, int]:
    return operated.subject.run.id, *operated.look.key


def _inside(operated: Operated) -> Inside:
    return Inside(operated.look.net, operated.look.config, operated.held.means)


@st.cache_data(max_entries=1024, show_spinner=False)
def _effect(
    run_id: str,
    lane: int,
    step: int,
    seed: int,
    asked: Asked,
    units: tuple[int, ...],
    draws: int,
    _inside: Inside,
) -> Effect:
    return effect(_inside.trial(asked), units, draws=draws, once=asked.once)


@st.cache_data(max_entries=1024, show_spinner=False)
def _outcome(
    run_id: str,
    lane: int,
    step: int,
    seed: int,
    asked: Asked,
    units: tuple[int, ...],
    _inside: Inside,
) -> Outcome:
    return _inside.trial(asked).outcome(units, once=asked.once)


@st.cache_data(max_entries=256, show_spinner=False)
def _curve(
    run_id: str,
    lane: int,
    step: int,
    seed: int,
    asked: Asked,
    ks: tuple[int, ...],
    order: tuple[int, ...],
    _inside: Inside,
) -> Curve:
    trial = _inside.trial(asked)

    def share(units: Sequence[int]) -> float:
        return following(trial.outcome(units, once=asked.once), asked)

    none = share(())
    random = [
        tuple(share(one) for one in random_cells(len(order), order[:k], CURVE_DRAWS)) for k in ks
    ]
    return Curve(
        (0, *ks),
        (none, *(share(order[:k]) for k in ks)),
        ((none,) * CURVE_DRAWS, *random),
    )


def following(outcome: Outcome, asked: Asked) -> float:
    """The share of sentences in which the operation shows: the written country's language, or the right one no longer."""
    return outcome.target if asked.target is not None else 1 - outcome.right
