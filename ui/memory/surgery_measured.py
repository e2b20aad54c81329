"""An operation in many other sentences: measured once for a net and what is done, beside the same on as many random cells."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.effect import Effect, Outcome, effect
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
    return _measured(operated, operated.units, draws)


def as_many_telling(operated: Operated) -> Outcome | None:
    """Beside random cells: what as many of the most telling ones do."""
    if operated.setting.cells.which != "random":
        return None
    telling = operated.held.order[: len(operated.units)].tolist()
    return _measured(operated, tuple(telling), 0).chosen


def _measured(operated: Operated, units: tuple[int, ...], draws: int) -> Effect:
    look, asked = operated.look, asked_of(operated)
    return _effect(
        *(operated.subject.run.id, *look.key, asked, units, SENTENCES, draws),
        look.net,
        look.config,
        operated.held.means,
    )


def curve_of(operated: Operated) -> Curve:
    """Of the most telling cells, as many as there may be."""
    look, asked = operated.look, asked_of(operated)
    most = most_cells("random", look.config.H)
    order = tuple(operated.held.order.tolist())
    return _curve(
        *(operated.subject.run.id, *look.key, asked, tuple(k for k in CURVE if k <= most)),
        order,
        look.net,
        look.config,
        operated.held.means,
    )


@st.cache_data(max_entries=1024, show_spinner=False)
def _effect(
    run_id: str,
    lane: int,
    step: int,
    seed: int,
    asked: Asked,
    units: tuple[int, ...],
    sentences: int,
    draws: int,
    _net: Net,
    _config: TrainConfig,
    _means: Array,
) -> Effect:
    return _done(asked, units, sentences, draws, _net, _config, _means)


@st.cache_data(max_entries=256, show_spinner=False)
def _curve(
    run_id: str,
    lane: int,
    step: int,
    seed: int,
    asked: Asked,
    ks: tuple[int, ...],
    _order: tuple[int, ...],
    _net: Net,
    _config: TrainConfig,
    _means: Array,
) -> Curve:
    each = [_done(asked, _order[:k], SENTENCES, CURVE_DRAWS, _net, _config, _means) for k in ks]
    none = following(each[0].before, asked)
    return Curve(
        (0, *ks),
        (none, *(following(one.chosen, asked) for one in each)),
        ((none,) * CURVE_DRAWS, *(tuple(following(d, asked) for d in one.random) for one in each)),
    )


def _done(
    asked: Asked,
    units: tuple[int, ...],
    sentences: int,
    draws: int,
    net: Net,
    config: TrainConfig,
    means: Array,
) -> Effect:
    return effect(
        net,
        config,
        asked.action,
        units,
        memory=None if asked.target is None else means[asked.target],
        target=asked.target,
        clauses=asked.clauses,
        sentences=sentences,
        draws=draws,
        once=asked.once,
    )


def following(outcome: Outcome, asked: Asked) -> float:
    """The share of sentences in which the operation shows: the written country's language, or the right one no longer."""
    return outcome.target if asked.target is not None else 1 - outcome.right
