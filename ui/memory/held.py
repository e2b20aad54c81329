"""What one net's memory holds, computed once for all readers: its telling cells, and the probes that read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import streamlit as st

from lab.run import SHIPPED, Run
from lab.runs import shipped
from lstm_core.config import TrainConfig
from lstm_core.memory import Held, Probe, probes_of, study
from lstm_core.net import Net
from ui.nets.kept import checkpoint_steps, trained_nets

if TYPE_CHECKING:
    from ui.memory.subject import Look


def held(run: Run, look: Look) -> Held:
    """The net's telling cells, their scores, and the mean memory of each country."""
    return _held(run.id, *look.key, look.net, look.config)


def probes(run: Run, look: Look) -> dict[str, Probe]:
    """Linear probes of the net's memory, by what they read."""
    return _probes(run.id, *look.key, look.net, look.config)


def can_be_studied(
    run_id: str, lane: int, step: int, seed: int, net: Net, config: TrainConfig
) -> bool:
    """Whether the net's memory stays within bounds; one of relu units may grow without end."""
    try:
        _held(run_id, lane, step, seed, net, config)
    except ValueError:
        return False
    return True


def first_nets() -> Iterator[tuple[str, int, int, int, Net, TrainConfig]]:
    """Those that a first reader of the page sees, of the shipped sentences: run, lane, step, seed, the net, its config."""
    for run in shipped():
        if run.id.startswith(f"{SHIPPED}sentences_"):
            for lane, steps in enumerate(checkpoint_steps(run)):
                config = run.lanes[lane].config
                net = trained_nets(run.id, lane, steps[-1], config)[0]
                yield run.id, lane, steps[-1], 0, net, config


def prepare() -> None:
    """Compute it for the first nets."""
    for one in first_nets():
        _held(*one)


# A net of each kind, for a few runs, seeds and checkpoints.
@st.cache_resource(max_entries=128, show_spinner=False)
def _held(run_id: str, lane: int, step: int, seed: int, _net: Net, _config: TrainConfig) -> Held:
    return study(_net, _config)


@st.cache_resource(max_entries=128, show_spinner=False)
def _probes(
    run_id: str, lane: int, step: int, seed: int, _net: Net, _config: TrainConfig
) -> dict[str, Probe]:
    return probes_of(_net, _config)
