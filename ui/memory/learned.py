"""Part 9, while it learned: the sentence through the nets that one lane of the run kept on its way, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from lab.runs import store
from lstm_core.tasks import make_task
from ui.components import as_bytes
from ui.components.learned import KEY, learned
from ui.link import write_parameters
from ui.memory.learned_words import headline, labels, moment_line
from ui.memory.moments import Moment, attribute_of, kept_on_the_way, moments, steps_of_lane
from ui.memory.picture import NOTHING_ASKED, packed
from ui.memory.said import ASKED
from ui.memory.seen import truth_of
from ui.memory.subject import Subject
from ui.memory.xray_words import attribute_name, value_names
from ui.nets.kept import checkpoint_steps
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.text import _, language

STEP, LANE = "learned_step", "learned_lane"  # parameters of the link
_NET = "learned_net"  # of the session: the lane that was chosen
_START = "learned_start"  # of the session: what the link said


def show_learned(subject: Subject) -> None:
    """Scrub through the checkpoints of one lane."""
    _learned(subject)


@st.fragment
def _learned(subject: Subject) -> None:
    lane = _choose_lane(subject)
    steps = steps_of_lane(subject, lane)
    if len(steps) < 2:
        st.caption(
            _("This run kept the weights of a single training step, so there is no way to follow.")
        )
        return
    with st.spinner(_("Reading the sentence with every net that the run kept …")):
        body = body_of_lane(subject, lane)
    if (kept := len(checkpoint_steps(subject.run)[lane])) > len(steps):
        st.caption(
            _(
                "Shown are {n} of the {kept} training steps at which the weights were kept.",
                n=len(steps),
                kept=kept,
            )
        )
    start = as_bytes({"start": _start()})
    learned(start[:-1] + b", " + body[1:], on_view=_on_view)
    take_away(KEY, lambda: table(subject, lane), "while-it-learned")


def _choose_lane(subject: Subject) -> int:
    """Whose training it is; at first that of the net whose memory is looked into first."""
    names = {look.lane: look.name for look in subject.looks}
    first = subject.main.lane
    if len(names) == 1:
        return first
    if _NET not in st.session_state:
        asked = st.query_params.get(LANE, "")
        st.session_state[_NET] = (
            int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 3 else first
        )
    if st.session_state[_NET] not in names:
        st.session_state[_NET] = first
    chosen = st.segmented_control(
        _("Net"),
        list(names),
        format_func=lambda lane: names[lane],
        required=True,
        key=_NET,
        on_change=_on_lane,
        args=(first,),
    )
    return first if chosen is None else chosen


def _on_lane(first: int) -> None:
    """The lane that was chosen goes into the link, unless it is the first."""
    chosen = st.session_state[_NET]
    write_parameters({LANE: "" if chosen == first else str(chosen)})


def _on_view() -> None:
    """Where the reader stopped goes into the link; the last checkpoint stays out of it."""
    step = read_view(st.session_state[KEY].get("view"))
    write_parameters({STEP: "" if step is None else str(step)})


def read_view(value: Any) -> int | None:
    """The training step of {step}; whoever sent it is not trusted."""
    step = value.get("step") if isinstance(value, Mapping) else None
    return step if type(step) is int and 0 <= step < 10**7 else None


def _start() -> dict[str, int | None]:
    """What the link says. Read once a session: afterwards the browser knows better."""
    if _START not in st.session_state:
        step = st.query_params.get(STEP, "")
        whole = step.isascii() and step.isdecimal() and len(step) < 8
        st.session_state[_START] = {"step": int(step) if whole else None}
    start: dict[str, int | None] = st.session_state[_START]
    return start


def body_of_lane(subject: Subject, lane: int) -> bytes:
    """What the component draws, computed once for all readers of a language."""
    return _measured(subject.key, lane, tuple(steps_of_lane(subject, lane)), language(), subject)


@st.cache_data(max_entries=64, show_spinner=False)
def _measured(key: str, lane: int, steps: tuple[int, ...], lang: str, _subject: Subject) -> bytes:
    return as_bytes(view(_subject, lane))


def reports(subject: Subject, lane: int) -> dict[int, tuple[float, float]]:
    """By training step the loss of the chosen seed's net, and its right answers with `asked_at` clauses in between.

    As the run reported them; NaN where it said nothing.
    """
    place = make_task(subject.config).distances.index(asked_at(subject))
    seed = next(look.seed for look in subject.looks if look.lane == lane)
    events = [record.event for record in store().events(subject.run.id, lane)]
    return {
        event.step: (float(event.loss[seed]), float(event.by_distance[seed][place]))
        for event in events
        if seed < min(len(event.loss), len(event.by_distance))
    }


def asked_at(subject: Subject) -> int:
    """Of the distances that a run reports, in clauses in between, the nearest to this sentence's."""
    distances = make_task(subject.config).distances
    return min(distances, key=lambda n: abs(n - subject.said.clauses))


def view(subject: Subject, lane: int) -> dict[str, Any]:
    """All that the component draws, of every checkpoint at once, so that scrubbing is a frame."""
    said = subject.said
    found, cells, compared = moments(subject, lane)
    reported = reports(subject, lane)
    attribute = attribute_of(subject)
    values = value_names(attribute, subject.config, said.cue) if attribute else []
    truth = truth_of(attribute, said.cue) if attribute else None
    columns = [*said.tokens, ASKED if said.asked else NOTHING_ASKED]
    rows = [0] * len(columns)
    for t, place in enumerate(said.places, 1):
        rows[place] = t
    look = found[-1].look
    cue = said.cue.place + 1 if said.cue else 0
    wanted = said.cue.case if said.cue else None
    shown = [
        _moment(one, cue, wanted, reported.get(one.look.step, (np.nan, np.nan)), asked_at(subject))
        for one in found
    ]
    scores = [(step, score) for step, (_loss, score) in reported.items() if not np.isnan(score)]
    return {
        "lang": language(),
        "labels": labels(subject, look, asked_at(subject)),
        "key": f"{subject.key}/{lane}",
        "who": f"{subject.run.id}/{lane}/{look.seed}",
        "T": said.T,
        "columns": columns,
        "rows": rows,
        "asked": said.asked,
        "cue": said.places[said.cue.place] + 1 if said.cue else None,
        "kind": look.config.kind,
        "name": look.name,
        "style": look.style,
        "letter": "C" if look.config.kind == "lstm" else "h",
        "gate": {"lstm": "f", "gru": "z"}.get(look.config.kind),
        "cells": [int(cell) + 1 for cell in cells],
        "asks": attribute_name(attribute) if attribute else None,
        "value": None if truth is None else values[truth],
        "guess": 1 / (len(values) - 1) if values else None,
        "answers": compared,
        "wanted": wanted,
        "headline": headline(subject, found, cue, wanted),
        "moments": shown,
        "scores": [[step for step, _one in scores], [round(one, 4) for _step, one in scores]],
    }


def _moment(
    one: Moment, cue: int, wanted: int | None, reported: tuple[float, float], n: int
) -> dict[str, Any]:
    kept = kept_on_the_way(one, cue)
    return {
        "step": one.look.step,
        "memory": packed(one.memory),
        "keeps": None if one.keeps is None else packed(one.keeps),
        "read": None if one.read is None else packed(one.read),
        "mean": None if kept is None else kept[0],
        "left": None if kept is None else kept[1],
        "answers": [round(float(share), 6) for share in one.answers],
        "right": None if wanted is None else round(float(one.answers[wanted]), 6),
        "line": moment_line(one, reported, n),
    }


@as_csv
def table(subject: Subject, lane: int) -> Rows:
    """A line for each checkpoint, word and cell as CSV, with what the probe read after that word and the answer at the end."""
    found, cells, _compared = moments(subject, lane)
    yield [
        *("net", "seed", "training_step", "word_number", "word", "cell", "memory", "gate_keeps"),
        *("probe_of_the_true_value", "right_answer_at_the_end"),
    ]
    wanted = subject.said.cue.case if subject.said.cue else None
    for one in found:
        look = one.look
        about = [look.name, look.config.seed + look.seed, look.step]
        right = "" if wanted is None else f"{one.answers[wanted]:.6f}"
        for t, word in enumerate(subject.said.words):
            read = "" if one.read is None else f"{one.read[t]:.6f}"
            for k, cell in enumerate(cells):
                keeps = "" if one.keeps is None else f"{one.keeps[t, k]:.6f}"
                memory = f"{one.memory[t, k]:.6f}"
                yield [*about, t + 1, word, int(cell) + 1, memory, keeps, read, right]
