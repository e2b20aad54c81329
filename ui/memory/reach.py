"""How far back? Right answers against distance for every net of the run, with the present sentence among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from lstm_core.arrays import Array
from lstm_core.recall import wilson
from ui import figures
from ui.memory.nets import SENTENCES, percent, right_at
from ui.memory.subject import Look, Subject
from ui.nets.kept import trained_nets
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.text import _, language, number

if TYPE_CHECKING:
    import plotly.graph_objects as go

DISTANCES = (0, 1, 2, 4, 6, 8, 10, 12, 15)  # clauses in between
KEY = "memory_reach_figure"


@dataclass(frozen=True, eq=False)
class Reach:
    """The right answers of one lane: shares (S, K) of its seeds at DISTANCES."""

    look: Look
    seeds: tuple[int, ...]
    shares: Array


def show_reach(subject: Subject) -> None:
    """The plot, what it says, and what it was asked with."""
    with st.spinner(_("Asking every net {n} sentences at each distance …", n=SENTENCES)):
        found = measured(subject)
    st.markdown(takeaway(found, subject))
    theme = "dark" if st.context.theme.type == "dark" else "light"
    figure = drawn(found, subject, theme)
    st.plotly_chart(
        figure,
        key=KEY,
        theme=None,
        config={"displaylogo": False, "displayModeBar": False},
        alt=takeaway(found, subject),
    )
    take_away(KEY, lambda: table(found), "how_far_back")
    low, high = wilson(0.5, SENTENCES)
    st.caption(
        _(
            "Measured now: {n} sentences about nationality at each distance, the same for all nets, drawn anew. The right language must be the likeliest of all {V} words. With {n} sentences a share of one half may be off by {off} points. The dots are the present sentence: the probability of its right answer.",
            n=SENTENCES,
            V=sum(word.isalpha() for word in subject.vocabulary),
            off=number(50 * (high - low), 0),
        )
    )


def measured(subject: Subject) -> list[Reach]:
    """Every net of every lane at the training step that is looked at."""
    found = []
    for look in subject.looks:
        nets = trained_nets(subject.run.id, look.lane, look.step, look.config)
        shares = [
            [
                right_at(subject.run.id, look.lane, look.step, seed, n, net, look.config)
                for n in DISTANCES
            ]
            for seed, net in sorted(nets.items())
        ]
        found.append(Reach(look, tuple(sorted(nets)), np.array(shares)))
    return found


def present(look: Look, subject: Subject) -> float | None:
    """The probability of the present sentence's right answers; None where nothing is asked or known."""
    said = subject.said
    if not said.wanted:
        return None
    return float(sum(look.chances[-1, subject.vocabulary.index(word)] for word in said.wanted))


def takeaway(found: list[Reach], subject: Subject) -> str:
    """What the picture shows, in a sentence for each lane."""
    farthest = max((n for n in DISTANCES if n <= subject.config.length), default=0)
    k = DISTANCES.index(farthest)
    said = [
        _(
            "{name}: {near} with nothing in between, {far} at {n} clauses",
            name=one.look.name,
            near=percent(float(np.median(one.shares[:, 0]))),
            far=percent(float(np.median(one.shares[:, k]))),
            n=farthest,
        )
        for one in found
    ]
    guess = _("guessing: 1 in {n}", n=subject.config.countries)
    return "; ".join([*said, guess]) + "."


def drawn(found: list[Reach], subject: Subject, theme: str) -> go.Figure:
    """The lines with their bands over the seeds, the trained distances, and the present sentence."""
    configs = [one.look.config for one in found]
    lines = [
        figures.Line(
            one.look.name,
            one.look.config.kind,
            np.array(DISTANCES, dtype=float),
            one.shares.min(axis=0),
            np.median(one.shares, axis=0),
            one.shares.max(axis=0),
            nth=sum(other.kind == one.look.config.kind for other in configs[:k]),
        )
        for k, one in enumerate(found)
    ]
    words = figures.Words(
        _("Who still knows it?"),
        _(
            "median of {n} seeds; band: lowest to highest<br>shaded: distances of the training",
            n=subject.config.seeds,
        ),
        _("clauses in between"),
        _("right answers"),
        ",." if language() == "es" else ".,",
    )
    scale = figures.Scale(percent=True, chance={1 / subject.config.countries: _("guessing")})
    figure = figures.lines(lines, words, scale, theme=theme)
    figures.shade(figure, -0.4, subject.config.length + 0.4, theme=theme)
    points = [
        (look.name, look.config.kind, chance)
        for look in subject.looks
        if (chance := present(look, subject)) is not None
    ]
    if subject.said.cue and subject.said.cue.kind == "nationality":
        for name, kind, chance in points:
            label = _("{name}, this sentence", name=name)
            figures.point(figure, label, kind, subject.said.clauses, chance, theme=theme)
    return figure


@as_csv
def table(found: list[Reach]) -> Rows:
    """A row for each net and distance, as CSV."""
    yield ("net", "seed", "training_step", "clauses", "right", "sentences", "low", "high")
    for one in found:
        for seed, shares in zip(one.seeds, one.shares, strict=True):
            for n, share in zip(DISTANCES, shares.tolist(), strict=True):
                row = one.look.name, one.look.config.seed + seed, one.look.step, n
                low, high = wilson(share, SENTENCES)
                yield (*row, share, SENTENCES, round(low, 4), round(high, 4))
