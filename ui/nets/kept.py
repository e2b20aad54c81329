"""The nets that a run kept on its way, as they are read back: once for all readers."""

from __future__ import annotations

import numpy as np
import streamlit as st

from lab.run import Run
from lab.runs import store
from lstm_core.config import TrainConfig
from lstm_core.net import Net, one_net


def run_that_ships(run_id: str) -> Run:
    """The run with this id. Raises LookupError where it does not ship any more."""
    run = store().get(run_id)
    if run is None:
        raise LookupError(f"The run {run_id} does not ship any more.")
    return run


def checkpoint_steps(run: Run) -> list[list[int]]:
    """Of every lane, the training steps at which its weights were kept."""
    return [store().checkpoint_steps(run.id, lane) for lane in range(len(run.lanes))]


# A class examines a few runs at a few points; nets of the largest size take 8 MB each.
@st.cache_resource(max_entries=48, show_spinner=False)
def trained_nets(run_id: str, lane: int, step: int, _config: TrainConfig) -> dict[int, Net]:
    """A checkpoint's nets by their seeds, counted from 0, without those whose weights are not finite."""
    checkpoint = store().checkpoint(run_id, lane, step)
    if checkpoint is None:
        return {}
    weights = checkpoint.weights
    return {
        seed: Net.from_weights(one_net(weights, seed), _config)
        for seed in range(_config.seeds)
        if all(np.isfinite(array[seed]).all() for array in weights.values())
    }


def nets_at_end(run: Run, kind: str) -> tuple[TrainConfig, int, dict[int, Net]]:
    """Of the first lane of a kind: its config, its last training step, and `trained_nets` there. Raises LookupError."""
    lane = next((k for k, one in enumerate(run.lanes) if one.config.kind == kind), None)
    if lane is None:
        raise LookupError(f"The run {run.id} has no {kind}.")
    config, step = run.lanes[lane].config, checkpoint_steps(run)[lane][-1]
    return config, step, trained_nets(run.id, lane, step, config)


@st.cache_data(max_entries=64, show_spinner=False)
def solved_at(run_id: str, updated: float) -> list[list[int]]:
    """For each lane, at which training step each of its nets was found to have solved the task; -1: never."""
    run = store().get(run_id)
    lanes = range(len(run.lanes)) if run else range(0)
    found = [store().events(run_id, lane) for lane in lanes]
    return [records[-1].event.solved_at.tolist() if records else [] for records in found]
