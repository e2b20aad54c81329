"""The nets under the glass and the sentence they read: the one value that flows through this page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import streamlit as st

from lab.run import Run
from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.net import Net, softmax
from lstm_core.sentences import vocabulary
from lstm_core.trace import Trace
from ui.memory.held import can_be_studied
from ui.memory.said import Said
from ui.nets.kept import checkpoint_steps, trained_nets
from ui.race.names import LaneName, lane_names
from ui.text import language

MOST_HELD = 1e30  # of a relu unit: the browser has its numbers in single precision


@dataclass(frozen=True, eq=False)
class Look:
    """One net as it reads the sentence.

    Args:
        lane: its number in the run, from 0.
        config: what it was trained with.
        name: what it is called on the page.
        style: its CSS class, as on the page of the race.
        step: training steps done.
        seed: which of the run's seeds, counted from 0.
        net: its weights.
        trace: every value of it over the T words.
    """

    lane: int
    config: TrainConfig
    name: str
    style: str
    step: int
    seed: int
    net: Net
    trace: Trace

    @cached_property
    def chances(self) -> Array:
        """(T, V) after each word, the probability of every next word."""
        return softmax(self.net.answers(self.trace.h[1:]))

    @property
    def key(self) -> tuple[int, int, int]:
        """By what the net is known within its run: lane, step, seed."""
        return self.lane, self.step, self.seed


@dataclass(frozen=True, eq=False)
class Subject:
    """A run, the sentence, and one net of each lane that reads it.

    Args:
        run: which run; its lanes have task, language and seeds in common.
        vocabulary: its V words; a word's number is its place.
        said: the sentence.
        looks: the nets, in the order of the lanes; those are left out whose weights are no numbers, whose memory grows beyond
            all bounds, or which know other words than the first.
        seed: which seed was chosen, counted from 0.
        at: the training step that was chosen; a net is of its lane's newest checkpoint up to there.
    """

    run: Run
    vocabulary: tuple[str, ...]
    said: Said
    looks: tuple[Look, ...]
    seed: int
    at: int

    @classmethod
    def of(cls, run: Run, at: int, seed: int, said: Said) -> Subject:
        """One net of every lane, at its newest checkpoint that is not later than `at`, reading the sentence."""
        names = lane_names([lane.config for lane in run.lanes])
        looks = []
        for lane, steps in enumerate(checkpoint_steps(run)):
            if steps and _words_of(run, lane) == _words_of(run, 0):
                step = max((one for one in steps if one <= at), default=steps[0])
                look = look_at(run, lane, step, seed, said, names[lane])
                looks += [look] if look else []
        config = run.lanes[0].config
        known = vocabulary(config.language, config.countries)
        return cls(run, known, said, tuple(looks), seed, at)

    @property
    def config(self) -> TrainConfig:
        """What all lanes have in common: task, language, countries, seeds."""
        return self.run.lanes[0].config

    @property
    def key(self) -> str:
        """Another one whenever any of this is another, the reader's language included."""
        nets = "-".join(f"{one.lane}.{one.step}.{one.seed}" for one in self.looks)
        return f"{self.run.id}/{nets}/{'.'.join(map(str, self.said.numbers))}/{self.said.text}/{language()}"

    def of_kind(self, kind: str) -> Look | None:
        """The first net of a kind."""
        return next((one for one in self.looks if one.config.kind == kind), None)

    @property
    def main(self) -> Look:
        """The net whose memory is looked into first: an LSTM, else a GRU, else what there is. Raises StopIteration without nets."""
        order = ("lstm", "gru", "rnn")
        return min(self.looks, key=lambda one: order.index(one.config.kind))

    @property
    def rival(self) -> Look | None:
        """The net beside it: an RNN, else whatever else there is."""
        others = [one for one in self.looks if one is not self.main]
        return min(others, key=lambda one: one.config.kind != "rnn", default=None)


def _words_of(run: Run, lane: int) -> tuple[str, int]:
    config = run.lanes[lane].config
    return config.language, config.countries


def look_at(run: Run, lane: int, step: int, seed: int, said: Said, name: LaneName) -> Look | None:
    """The net of one lane, checkpoint and seed, reading the sentence.

    None where its weights are no numbers, or where its memory grows beyond all bounds: in this sentence, or in those by which
    it is studied.
    """
    config = run.lanes[lane].config
    net = trained_nets(run.id, lane, step, config).get(seed)
    if net is None or not can_be_studied(run.id, lane, step, seed, net, config):
        return None
    try:
        read = _trace(run.id, lane, step, seed, said.numbers.tobytes(), net, said)
    except ValueError:
        return None
    if np.abs(read.h).max() > MOST_HELD:
        return None
    return Look(lane, config, name.name, name.style, step, seed, net, read)


# A long sentence through a wide net takes 2 MB.
@st.cache_resource(max_entries=96, show_spinner=False)
def _trace(
    run_id: str, lane: int, step: int, seed: int, read: bytes, _net: Net, _said: Said
) -> Trace:
    return _net.trace(_said.numbers)
