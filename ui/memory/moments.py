"""Moments: one sentence through the nets that a lane of a run kept on its way, and what their gates leave of a memory."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.net import Net
from lstm_core.probes import ATTRIBUTES, Probe, probes_of
from lstm_core.sentences import Ints
from ui.memory.held import held
from ui.memory.picture import cases, likeliest
from ui.memory.seen import truth_of
from ui.memory.subject import Look, Subject, look_at
from ui.nets.kept import checkpoint_steps
from ui.race.names import lane_names

CELLS = 5  # of the most telling
MOST_SEEN = 12  # checkpoints: to each one a probe is fitted, which takes a third of a second
KEEPS = {"lstm": "forget", "gru": "update"}  # the gate that keeps a memory


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


def attribute_of(subject: Subject) -> str | None:
    """What is asked of the memory: the first attribute that the sentence says."""
    return next((name for name in ATTRIBUTES if truth_of(name, subject.said.cue) is not None), None)


def steps_of_lane(subject: Subject, lane: int) -> list[int]:
    """The checkpoints that are gone through: all of them, or of very many the first, the last and others evenly between."""
    steps = checkpoint_steps(subject.run)[lane]
    count = min(MOST_SEEN, len(steps))
    if count < 2:
        return steps
    return [steps[round(k * (len(steps) - 1) / (count - 1))] for k in range(count)]


def looks_of_lane(subject: Subject, lane: int) -> list[Look]:
    """The net of the chosen seed at each of these checkpoints, without those whose weights are no numbers."""
    seed = next(look.seed for look in subject.looks if look.lane == lane)
    name = lane_names([one.config for one in subject.run.lanes])[lane]
    found = [
        look_at(subject.run, lane, step, seed, subject.said, name)
        for step in steps_of_lane(subject, lane)
    ]
    return [look for look in found if look]


def moments(subject: Subject, lane: int) -> tuple[list[Moment], Ints, list[str]]:
    """The lane's nets in order, the cells (K,) that tell most in the last one, and the answers that are compared.

    The answers are the sentence's candidates; where there are none, the words that the last net expects most.
    """
    looks = looks_of_lane(subject, lane)
    cells = held(subject.run, looks[-1]).order[:CELLS]
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
