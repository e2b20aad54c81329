"""The decay curves as the bytes that the component draws, and as a table. Kept for each kind of net, so that a knob of one costs one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import streamlit as st

from lab.run import Run
from lab.runs import store
from lstm_core.config import KINDS, TrainConfig
from lstm_core.fresh import Curve, Curves, Start, curves
from ui.components import as_bytes
from ui.gradients.curve_words import (
    bound_name,
    fresh_names,
    labels,
    lag_compared,
    lane_name,
    said_of_fresh,
    said_of_trained,
)
from ui.gradients.knobs import Knobs, to_link
from ui.gradients.powers import as_logs
from ui.gradients.subject import Nets, Subject
from ui.lesson.beside import in_lecture
from ui.nets.rows import Rows, as_csv
from ui.text import _, language, number


@dataclass(frozen=True, eq=False)
class Line:
    """One line of the picture.

    Args:
        name: in the legend.
        style: CSS classes: kind, and "lane", "bound" or "faint".
        what, nets, lane: of the number that a click on it means, see `ui.gradients.picked.Number`; `what` is "bound" of the bound.
        seeds: the number of each net, as `Number.net` counts.
        curve: its values.
        cut: what cuts the ways back where it is exactly 0: "relu", "tanh" or "gates".
    """

    name: str
    style: str
    what: str
    nets: str
    lane: int
    seeds: tuple[int, ...]
    curve: Curve
    cut: str


# A hundred readers who look at the same knobs cost what one costs.
@lru_cache(maxsize=256)
def fresh_curves(start: Start) -> Curves:
    """The curves of fresh nets of one kind."""
    return curves(start.passes())


@st.cache_resource(max_entries=64, show_spinner=False)
def trained_curves(key: str, when: str, _nets: tuple[Nets, ...]) -> dict[int, Curves]:
    """The curves of a run's nets by their lane; `key` tells one subject from another."""
    return {one.lane: curves(one.passes) for one in _nets}


@st.cache_data(max_entries=64, show_spinner=False)
def solved_lanes(key: str, updated: float, _run: Run, _nets: tuple[Nets, ...]) -> frozenset[int]:
    """The lanes of which most nets had solved the task at the step at which they are shown."""
    found = set()
    for one in _nets:
        records = store().events(_run.id, one.lane)
        at = records[-1].event.solved_at.tolist() if records else []
        solved = [seed for seed in one.seeds if seed < len(at) and 0 <= at[seed] <= one.step]
        if 2 * len(solved) > len(one.seeds):
            found.add(one.lane)
    return frozenset(found)


def _cut(one: Start | TrainConfig) -> str:
    return one.activation if one.kind == "rnn" else "gates"


def lines(knobs: Knobs, subject: Subject | None) -> list[Line]:
    """All lines that are drawn, those of the run in front."""
    return [*_fresh(knobs, subject), *_trained(knobs, subject)]


def _fresh(knobs: Knobs, subject: Subject | None) -> list[Line]:
    if knobs.show == "after" and subject is not None:
        return []
    names, seeds = fresh_names(knobs), tuple(range(knobs.nets))
    faint = " faint" if knobs.show == "both" else ""
    found = []
    for number_of, kind in enumerate(KINDS):
        start = knobs.of(kind)
        one, cut = fresh_curves(start), _cut(start)
        style = f"{kind}{faint}"
        if faint:
            names[kind] = _("{name}, of the knobs", name=names[kind])
        found.append(Line(names[kind], style, "memory", "fresh", number_of, seeds, one.full, cut))
        if kind == "lstm" and one.lane:
            name = lane_name(names[kind])
            style = f"{style} lane"
            found.append(Line(name, style, "lane", "fresh", number_of, seeds, one.lane, cut))
        if one.bound and not faint:
            found.append(
                Line(bound_name(), "rnn bound", "bound", "fresh", 0, seeds, one.bound, cut)
            )
    return found


def _trained(knobs: Knobs, subject: Subject | None) -> list[Line]:
    if knobs.show == "start" or subject is None:
        return []
    found = []
    for when in ("before", "after") if knobs.show == "after" else ("after",):
        nets = subject.nets(when)
        known = trained_curves(subject.key, when, nets)
        for k, one in enumerate(nets):
            name, style = one.name, one.style
            if when == "before":
                name, style = _("{name}, before training", name=name), f"{style} faint"
            elif knobs.show == "both":
                name = _("{name}, trained", name=name)
            own, cut = known[one.lane], _cut(one.config)
            found.append(Line(name, style, "memory", when, k, one.seeds, own.full, cut))
            if one.config.kind == "lstm" and own.lane and when == "after":
                name = lane_name(name)
                style = f"{style} lane"
                found.append(Line(name, style, "lane", when, k, one.seeds, own.lane, cut))
    return found


def takeaway(knobs: Knobs, subject: Subject | None) -> list[str]:
    """Sentences made from the numbers, the main thing first."""
    said = []
    if knobs.show != "after" or subject is None:
        said += said_of_fresh(knobs, {kind: fresh_curves(knobs.of(kind)) for kind in KINDS})
    if knobs.show != "start" and subject is not None:
        before = trained_curves(subject.key, "before", subject.before)
        after = trained_curves(subject.key, "after", subject.after)
        updated = subject.run.updated.timestamp()
        solved = solved_lanes(subject.key, updated, subject.run, subject.after)
        trained = said_of_trained(subject, before, after, solved)
        two = _(
            "Two different sets of nets: pale are fresh ones that start as the knobs say; strong are the trained ones that are examined above, over the {T} steps of their example.",
            T=number(subject.T, 0),
        )
        said = [trained[0], two, *said[:1], *trained[1:]] if said else trained
    return said


def payload(knobs: Knobs, subject: Subject | None) -> bytes:
    """What the component draws, in the reader's language."""
    drawn = lines(knobs, subject)
    T = max(len(one.curve.mid) for one in drawn) - 1
    data = {
        "lang": language(),
        "labels": labels(),
        "T": T,
        "lag": min(
            lag_compared(), *(len(one.curve.mid) - 1 for one in drawn)
        ),  # where all lines are
        "link": to_link(knobs),
        # In the lecture the verdict above has said the rest.
        "takeaway": takeaway(knobs, subject)[: 1 if in_lecture() else None],
        "lines": [_view(one) for one in drawn],
    }
    return as_bytes(data)


def _view(one: Line) -> dict[str, Any]:
    """A line as the component has it. The median net of each lag is the one that a click there means."""
    return {
        "name": one.name,
        "style": one.style,
        "cut": one.cut,
        "place": {"what": one.what, "nets": one.nets, "lane": one.lane},
        "net": [one.seeds[k] for k in one.curve.net.tolist()],
        "mid": as_logs(one.curve.mid, 4),
        "low": as_logs(one.curve.low, 4),
        "high": as_logs(one.curve.high, 4),
    }


@as_csv
def table(drawn: Sequence[Line]) -> Rows:
    """All lines as CSV: a row for each lag and line, values as log10; -inf is an exact zero."""
    yield ["line", "steps_back", "log10_median", "log10_lowest", "log10_highest"]
    for one in drawn:
        values = zip(one.curve.mid.tolist(), one.curve.low.tolist(), one.curve.high.tolist(), strict=True)  # fmt: skip
        yield from ([one.name, lag, *row] for lag, row in enumerate(values))
