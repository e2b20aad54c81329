"""Part 9, while it learned: the sentence through the nets that one lane of the run kept on its way, one after the other."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from lab.runs import store
from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.net import Net
from lstm_core.probes import ATTRIBUTES, Probe, probes_of
from lstm_core.sentences import Ints
from ui.components import as_bytes
from ui.components.learned import KEY, learned
from ui.memory.held import held
from ui.memory.learned_words import headline, labels, moment_line
from ui.memory.picture import NOTHING_ASKED, cases, likeliest, packed
from ui.memory.said import ASKED
from ui.memory.subject import Look, Subject, look_at
from ui.memory.xray import truth_of
from ui.memory.xray_words import attribute_name, value_names
from ui.nets.kept import checkpoint_steps
from ui.nets.take import take_away
from ui.race.names import lane_names
from ui.text import _, language

STEP, LANE = "learned_step", "learned_lane"  # parameters of the link
CELLS = 5  # of the most telling
KEEPS = {"lstm": "forget", "gru": "update"}  # the gate that keeps a memory
_NET = "learned_net"  # of the session: the lane that was chosen
_START = "learned_start"  # of the session: what the link said


@dataclass(frozen=True, eq=False)
class Moment:
    """One net at one training step, as it reads the sentence.

    Args:
        look: the net.
        memory: (T, K) what the chosen cells hold after each word.
        keeps: (T, K) their gate that keeps; None of an RNN.
        probe: of what the sentence says, fitted to this very net; None where it says nothing or cannot be read.
        read: (T,) the probability of what it says, if the probe must name a value; None without a probe.
        answers: (A,) after the last word, the probability of each of the answers that are compared.
    """

    look: Look
    memory: Array
    keeps: Array | None
    probe: Probe | None
    read: Array | None
    answers: Array


def show_learned(subject: Subject) -> None:
    """Scrub through the checkpoints of one lane."""
    _learned(subject)


@st.fragment
def _learned(subject: Subject) -> None:
    lane = _choose_lane(subject)
    steps = checkpoint_steps(subject.run)[lane]
    if len(steps) < 2:
        st.caption(
            _("This run kept the weights of a single training step, so there is no way to follow.")
        )
        return
    with st.spinner(_("Reading the sentence with every net that the run kept …")):
        body = _measured(subject.key, lane, tuple(steps), language(), subject)
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
        st.session_state[_NET] = int(asked) if asked.isascii() and asked.isdecimal() else first
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
    if st.session_state[_NET] != first:
        st.query_params[LANE] = str(st.session_state[_NET])
    elif LANE in st.query_params:
        del st.query_params[LANE]


def _on_view() -> None:
    """Where the reader stopped goes into the link; the last checkpoint stays out of it."""
    step = read_view(st.session_state[KEY].get("view"))
    if step is not None:
        st.query_params[STEP] = str(step)
    elif STEP in st.query_params:
        del st.query_params[STEP]


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


@st.cache_data(max_entries=64, show_spinner=False)
def _measured(key: str, lane: int, steps: tuple[int, ...], lang: str, _subject: Subject) -> bytes:
    return as_bytes(view(_subject, lane))


def attribute_of(subject: Subject) -> str | None:
    """What is asked of the memory: the first attribute that the sentence says."""
    return next((name for name in ATTRIBUTES if truth_of(name, subject.said.cue) is not None), None)


def looks_of_lane(subject: Subject, lane: int) -> list[Look]:
    """The net of the chosen seed at each checkpoint of a lane, without those whose weights are no numbers."""
    seed = next(look.seed for look in subject.looks if look.lane == lane)
    name = lane_names([one.config for one in subject.run.lanes])[lane]
    found = [
        look_at(subject.run, lane, step, seed, subject.said, name)
        for step in checkpoint_steps(subject.run)[lane]
    ]
    return [look for look in found if look]


def moments(subject: Subject, lane: int) -> tuple[list[Moment], Ints, list[str]]:
    """The lane's nets in order, the cells (K,) that tell most in the last one, and the answers that are compared.

    The answers are the sentence's candidates; where there are none, the words that the last net expects most.
    """
    looks = looks_of_lane(subject, lane)
    try:
        cells = held(subject.run, looks[-1]).order[:CELLS]
    except ValueError:  # a memory that grows beyond all bounds
        cells = np.arange(min(CELLS, looks[-1].config.H))
    attribute = attribute_of(subject)
    truth = truth_of(attribute, subject.said.cue) if attribute else None
    expected = likeliest(looks[-1].chances)[-1]
    compared = [" / ".join(case) for case in subject.said.candidates]
    compared = compared or [subject.vocabulary[place] for place in expected]
    found = []
    for look in looks:
        gate = look.trace.gates.get(KEEPS.get(look.config.kind, ""))
        probe = _probe_of(subject, look, attribute) if attribute else None
        read = None
        if probe is not None and truth is not None:
            named = probe.read(look.trace.memory[1:])[:, :-1]
            read = named[:, truth] / named.sum(axis=1)
        found.append(
            Moment(
                look,
                look.trace.memory[1:, cells],
                None if gate is None else gate[:, cells],
                probe,
                read,
                cases(subject, look.chances)[-1]
                if subject.said.candidates
                else look.chances[-1, expected],
            )
        )
    return found, cells, compared


def _probe_of(subject: Subject, look: Look, attribute: str) -> Probe | None:
    try:
        return _probe(subject.run.id, *look.key, attribute, look.net, look.config)
    except ValueError:
        return None


# Eight checkpoints of three lanes, for a few runs and seeds.
@st.cache_resource(max_entries=256, show_spinner=False)
def _probe(
    run_id: str,
    lane: int,
    step: int,
    seed: int,
    attribute: str,
    _net: Net,
    _config: TrainConfig,
) -> Probe:
    return probes_of(_net, _config, attributes=(attribute,))[attribute]


def kept_on_the_way(one: Moment, cue: int) -> tuple[float, float] | None:
    """The mean of the gates that keep over the words after the cue and over the cells; and the mean over the cells of their product.

    Args:
        one: a moment with gates (T, K).
        cue: the word, from 1, from which on a memory is to be kept; 0: from the start.

    Returns:
        None without gates, or where nothing stands after the cue.
    """
    if one.keeps is None or cue >= len(one.keeps):
        return None
    after = one.keeps[cue:]
    return float(after.mean()), float(after.prod(axis=0).mean())


def reports(subject: Subject, lane: int) -> dict[int, tuple[float, float]]:
    """By training step the loss and the score of the chosen seed's net, as the run reported them; NaN where it said nothing."""
    seed = next(look.seed for look in subject.looks if look.lane == lane)
    events = [record.event for record in store().events(subject.run.id, lane)]
    return {
        event.step: (float(event.loss[seed]), float(event.score[seed]))
        for event in events
        if seed < len(event.loss)
    }


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
        _moment(one, cue, wanted, reported.get(one.look.step, (np.nan, np.nan))) for one in found
    ]
    scores = [(step, score) for step, (_loss, score) in reported.items() if not np.isnan(score)]
    return {
        "lang": language(),
        "labels": labels(subject, look),
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
        # A little more than the largest, which float32 may round up.
        "limit": max(1e-9, *(1.00001 * float(np.abs(one.memory).max()) for one in found)),
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
    one: Moment, cue: int, wanted: int | None, reported: tuple[float, float]
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
        "line": moment_line(one, reported),
    }


def table(subject: Subject, lane: int) -> str:
    """A line for each checkpoint, word and cell as CSV, with what the probe read after that word and the answer at the end."""
    file = io.StringIO()
    out = csv.writer(file, lineterminator="\n")
    found, cells, _compared = moments(subject, lane)
    out.writerow(
        [
            *(
                "net",
                "seed",
                "training_step",
                "word_number",
                "word",
                "cell",
                "memory",
                "gate_keeps",
            ),
            *("probe_of_the_true_value", "right_answer_at_the_end"),
        ]
    )
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
                out.writerow([*about, t + 1, word, int(cell) + 1, memory, keeps, read, right])
    return file.getvalue()
