"""Part 3, why: the product between two states opened into its factors, split into weights and saturation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st

from lstm_core.arrays import Array
from lstm_core.gradients import Factors, factors
from lstm_core.reasons import Reason, reason, weights_alone
from ui.components.factors import show_factors
from ui.gradients.picked import OF_LOSS, Number, nets_of, pick, picked, read_pick
from ui.gradients.powers import as_logs
from ui.gradients.subject import Subject
from ui.gradients.why_words import explanation, labels, state_name
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.text import _, language

MOST_VALUES = 12  # singular values of a step that are drawn


@dataclass(frozen=True, eq=False)
class Opened:
    """A product of one net, opened.

    Args:
        place: which one; `what` is "memory".
        kind, activation: of the net.
        name, style: of its lane.
        found: its factors.
        alone: log10 of what the weights of an RNN alone would do in as many steps.
        why: the reason.
        words: the example.
    """

    place: Number
    kind: str
    activation: str
    name: str
    style: str
    found: Factors
    alone: Array | None
    why: Reason
    words: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Why the factor is as large as it is."""
        relu = self.activation == "relu"
        return explanation(self.found, self.alone, self.why, self.words, self.place.start, relu)


def show_why(subject: Subject) -> None:
    """Choosers of the pair of states, the picture of its factors, and one explanation in words."""
    if subject.T < 2 or not subject.after:
        st.caption(_("There is no product to open: the example has a single step."))
        return
    place = _place(subject)
    _choosers(subject, place)
    opened = open_product(subject.key, place, subject)
    found = read_pick(show_factors(payload(opened), key="why_factors"))
    if found is not None and pick(found):
        st.rerun()
    take_away("why_factors", lambda: table(opened), f"factors-{place.start}-{place.end}")


def _place(subject: Subject) -> Number:
    """The picked pair of states as a product of a net that is here; of another number the pair that comes nearest to it."""
    number, T = picked(subject), subject.T
    if nets_of(number, subject) is None:  # of nets that are not the run's
        number = Number("memory", "after", 0, subject.after[0].seeds[0], 1, T)
    start, end = number.start, T if number.what in OF_LOSS[:3] else number.end
    if start >= end:  # a state and itself: there is no factor in between
        start, end = (start, T) if start < T else (min(1, T - 1), T)
    return replace(number, what="memory", start=start, end=end)


@st.cache_data(max_entries=64, show_spinner=False)
def open_product(key: str, place: Number, _subject: Subject) -> Opened:
    """The product at `place`, opened; `key` is the subject's."""
    nets = nets_of(place, _subject)
    if nets is None:
        raise ValueError(f"There are no such nets: {place}.")
    passes, net = nets.passes, nets.place(place.net)
    found = factors(passes, place.start, place.end, net)
    alone = weights_alone(passes, place.end - place.start, net)
    named = (passes.kind, passes.activation, nets.name, nets.style)
    return Opened(place, *named, found, alone, reason(found, alone), _subject.words)


def payload(opened: Opened) -> dict[str, Any]:
    """What the component draws."""
    found, place = opened.found, opened.place
    second = found.lane if opened.alone is None else opened.alone[::-1]
    fill = found.slope if found.kept is None else found.kept
    if fill is None:
        raise ValueError("A step has a slope or a gate.")
    ranks = np.linspace(0, found.singular.shape[1] - 1, MOST_VALUES).round().astype(int)
    return {
        "lang": language(),
        "labels": labels(opened.kind, opened.activation),
        "sentence": opened.sentence,
        "style": opened.style,
        "name": opened.name,
        "pick": {name: getattr(place, name) for name in ("nets", "lane", "net", "start", "end")},
        "words": opened.words[place.start : place.end],
        "singular": [as_logs(_log(row[np.unique(ranks)])) for row in found.singular],
        "weights": None if found.weights is None else as_logs(_log(found.weights[[0, -1]])),
        "fill": [
            [round(float(one), 4) for one in (row.min(), row.mean(), row.max())] for row in fill
        ],
        "rest": None if found.rest is None else as_logs(_log(found.rest)),
        "running": as_logs(found.running),
        "second": None if second is None else as_logs(second),
        "lost": as_logs(found.lost),
        "most": opened.why.step if opened.why.stands_out else -1,
    }


def _log(values: Array) -> Array:
    with np.errstate(divide="ignore"):
        logs: Array = np.log10(values)
    return logs


@as_csv
def table(opened: Opened) -> Rows:
    """A line for each factor, as CSV: its step and word, what it takes, and all its singular values."""
    found, start = opened.found, opened.place.start
    fill = found.slope if found.kept is None else found.kept
    name = {"rnn": "slope", "lstm": "forget", "gru": "update"}[opened.kind]
    second = found.lane if opened.alone is None else opened.alone[::-1]
    header = ["step", "input", "log10_running_before", "log10_factor"]
    header += ["log10_weights_alone_before" if found.kept is None else "log10_lane_before"]
    header += [f"{name}_{part}" for part in ("min", "mean", "max")] + ["rest"]
    header += [f"singular_{k + 1}" for k in range(found.singular.shape[1])]
    yield header
    for k, row in enumerate(found.singular):
        spread = [] if fill is None else [fill[k].min(), fill[k].mean(), fill[k].max()]
        rest = "" if found.rest is None else found.rest[k]
        lane = "" if second is None else second[k]
        word = opened.words[start + k]
        yield [start + k + 1, word, found.running[k], found.lost[k], lane, *spread, rest, *row]


def _choosers(subject: Subject, place: Number) -> None:
    """Small controls for the same that a click in any picture picks: they show it, and pick themselves."""
    whens = {"before": _("Before training"), "after": _("After training")}
    names = [nets.name for nets in subject.nets(place.nets)]
    # What is picked is the truth; the controls are set to it before they are drawn.
    for name in ("lane", "nets", "start", "end"):
        st.session_state[f"why_{name}"] = getattr(place, name)
    taken: dict[str, Any] = {"on_change": _take_choice, "args": (subject, place)}
    with st.container(horizontal=True, vertical_alignment="bottom", key="why_choosers"):
        if len(names) > 1:
            st.segmented_control(
                _("Net"),
                range(len(names)),
                format_func=lambda lane: names[lane],
                key="why_lane",
                required=True,
                width="content",
                **taken,
            )
        st.segmented_control(
            _("When"),
            list(whens),
            format_func=lambda one: whens[one],
            key="why_nets",
            required=True,
            width="content",
            **taken,
        )
        for name, label, states in (
            ("start", _("From the state after"), range(subject.T)),
            ("end", _("To the state after"), range(1, subject.T + 1)),
        ):
            st.selectbox(
                label,
                states,
                format_func=lambda t: state_name(subject.words, t),
                key=f"why_{name}",
                width=150,
                **taken,
            )


def _take_choice(subject: Subject, place: Number) -> None:
    """Picks what the controls say. A pair of states that runs backwards is turned by moving the end that was not touched."""
    state = st.session_state
    start, end = int(state["why_start"]), int(state["why_end"])
    if start >= end:
        start, end = (start, start + 1) if start != place.start else (end - 1, end)
    chosen = replace(place, nets=state["why_nets"], start=start, end=end)
    chosen = replace(chosen, lane=int(state.get("why_lane", place.lane)))
    if chosen.lane < len(subject.after) and chosen.net not in subject.after[chosen.lane].seeds:
        chosen = replace(chosen, net=subject.after[chosen.lane].seeds[0])
    pick(chosen)
