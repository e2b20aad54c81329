"""The nets under examination, and the sequence they read: the one value that flows through this page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from lab.run import Run
from lstm_core.config import TrainConfig
from lstm_core.net import Net
from lstm_core.passes import Passes, run_passes
from lstm_core.tasks import Batch, Task
from ui.nets.kept import checkpoint_steps, trained_nets
from ui.race.names import lane_names


@dataclass(frozen=True, eq=False)
class Nets:
    """The nets of one lane at one training step, on the example.

    Args:
        lane: its number in the run, from 0.
        config: what they were trained with.
        name: what the lane is called on the page.
        style: its CSS classes, as on the page of the race.
        step: training steps done.
        seeds: which of the run's seeds, counted from 0; those with weights that are no numbers are left out. The same
            before and after training.
        nets: one for each of these.
        passes: their forward passes over the example.
    """

    lane: int
    config: TrainConfig
    name: str
    style: str
    step: int
    seeds: tuple[int, ...]
    nets: tuple[Net, ...]
    passes: Passes

    def place(self, seed: int) -> int:
        """Where the net of this seed stands in `nets`; the first where it is left out."""
        return self.seeds.index(seed) if seed in self.seeds else 0


@dataclass(frozen=True, eq=False)
class Subject:
    """A run, its nets before and after training, and the example they read.

    Args:
        run: which run.
        task: what it learned.
        batch: the example, B = 1.
        words: its T inputs as a reader sees them.
        before: the nets of every lane at the first checkpoint.
        after: the same nets at the chosen one. Both are empty when no net has weights that are numbers.
        seed: of which seed the pictures of a single net are, counted from 0.
        key: another one whenever any of this is another.
    """

    run: Run
    task: Task
    batch: Batch
    words: tuple[str, ...]
    before: tuple[Nets, ...]
    after: tuple[Nets, ...]
    seed: int
    key: str

    @property
    def T(self) -> int:
        """Steps of the example."""
        return len(self.words)

    def nets(self, when: str) -> tuple[Nets, ...]:
        """The nets "before" or "after" training."""
        return self.before if when == "before" else self.after

    def of_kind(self, when: str, kind: str) -> Nets | None:
        """The first lane of a kind."""
        return next((one for one in self.nets(when) if one.config.kind == kind), None)


def examined(run: Run, at: int, batch: Batch) -> tuple[tuple[Nets, ...], tuple[Nets, ...]]:
    """The nets of every lane at its first checkpoint, and at its newest one that is not later than `at`.

    Both have the same lanes and seeds: those whose weights are numbers at both points.
    """
    names = lane_names([lane.config for lane in run.lanes])
    before: list[Nets] = []
    after: list[Nets] = []
    for lane, steps in enumerate(checkpoint_steps(run)):
        if not steps:
            continue
        config = run.lanes[lane].config
        ends = steps[0], max((step for step in steps if step <= at), default=steps[0])
        finite = [trained_nets(run.id, lane, step, config) for step in ends]
        seeds = tuple(sorted(finite[0].keys() & finite[1].keys()))
        if not seeds:
            continue
        for found, step, nets in zip((before, after), ends, finite, strict=True):
            chosen = tuple(nets[seed] for seed in seeds)
            passes = _passes(run.id, lane, step, seeds, batch.x[0].tobytes(), chosen, batch)
            name = names[lane]
            found.append(Nets(lane, config, name.name, name.style, step, seeds, chosen, passes))
    return tuple(before), tuple(after)


@st.cache_resource(max_entries=48, show_spinner=False)
def _passes(
    run_id: str,
    lane: int,
    step: int,
    seeds: tuple[int, ...],
    read: bytes,
    _nets: tuple[Net, ...],
    _batch: Batch,
) -> Passes:
    """The forward passes of these nets over what they read."""
    x = np.stack([net.inputs(_batch.x[0]) for net in _nets])  # (S, T, D)
    return run_passes([net.cell for net in _nets], x)


def left_out(run: Run, after: Sequence[Nets]) -> int:
    """How many nets of these lanes, and of lanes that are not among them, have weights that are no numbers."""
    steps = checkpoint_steps(run)
    there = sum(lane.config.seeds for lane, kept in zip(run.lanes, steps, strict=True) if kept)
    return there - sum(len(one.seeds) for one in after)
