"""The nets under examination, and the sequence they read: the one value that flows through this page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from lab.run import Run
from lab.runs import store
from lstm_core.config import TrainConfig
from lstm_core.net import Net, one_net
from lstm_core.passes import Passes, run_passes
from lstm_core.tasks import Batch, Task
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
        seeds: which of the run's seeds, counted from 0; those with weights that are no numbers are left out.
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
        after: the same lanes at the chosen one.
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


def checkpoint_steps(run: Run) -> list[list[int]]:
    """Of every lane, the training steps at which its weights were kept."""
    return [store().checkpoint_steps(run.id, lane) for lane in range(len(run.lanes))]


def nets_at(run: Run, at: int, batch: Batch) -> tuple[Nets, ...]:
    """The nets of every lane that has finite ones, at its newest checkpoint not later than `at`, or its first."""
    names = lane_names([lane.config for lane in run.lanes])
    found = []
    for lane, steps in enumerate(checkpoint_steps(run)):
        if not steps:
            continue
        step = max((step for step in steps if step <= at), default=steps[0])
        config = run.lanes[lane].config
        seeds, nets = _nets(run.id, lane, step, config)
        if nets:
            x = np.stack([net.inputs(batch.x[0]) for net in nets])  # (S, T, D)
            passes = run_passes([net.cell for net in nets], x)
            found.append(
                Nets(lane, config, names[lane].name, names[lane].style, step, seeds, nets, passes)
            )
    return tuple(found)


@st.cache_resource(max_entries=64, show_spinner=False)
def _nets(
    run_id: str, lane: int, step: int, config: TrainConfig
) -> tuple[tuple[int, ...], tuple[Net, ...]]:
    """A checkpoint's nets by their seeds, without those whose weights are not finite."""
    checkpoint = store().checkpoint(run_id, lane, step)
    if checkpoint is None:
        return (), ()
    kept = [
        seed
        for seed in range(config.seeds)
        if all(np.isfinite(array[seed]).all() for array in checkpoint.weights.values())
    ]
    return tuple(kept), tuple(
        Net.from_weights(one_net(checkpoint.weights, seed), config) for seed in kept
    )


def left_out(nets: Sequence[Nets]) -> int:
    """How many nets were left out because their weights are not finite."""
    return sum(one.config.seeds - len(one.seeds) for one in nets)
