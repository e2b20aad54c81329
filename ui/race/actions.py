"""What the buttons of the race do: they make or change a run in the store and hand it to the workers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from lab import jobs
from lab.runs import store
from lstm_core.config import ConfigError, TrainConfig
from lstm_core.tasks import make_task
from ui.race.controls import chosen_nets
from ui.race.knobs import problem_sentence
from ui.race.presets import preset_name
from ui.race.settings import key, read_settings
from ui.reader import reader_id
from ui.text import _

PROBLEM = "race_problem"  # what the last press of a button met with, as a sentence
MORE_STEPS = 500


def start_new() -> None:
    """Train what the settings say."""
    attempt(_start_new)


def start_again(run_id: str) -> None:
    """The same race from the next seeds, as a run of the reader's own."""
    run = store().get(run_id)
    if run is not None:
        attempt(
            lambda: _begin(tuple(map(_next_seed, (lane.config for lane in run.lanes))), run.name)
        )


def pause(run_id: str) -> None:
    """Stop it so that it can go on."""
    jobs.stop(run_id, "paused")


def stop(run_id: str) -> None:
    """Stop it for good."""
    jobs.stop(run_id, "ended")


def go_on(run_id: str) -> None:
    """Let a run that was paused or interrupted go on."""
    attempt(lambda: jobs.start(run_id))


def train_more(run_id: str) -> None:
    """Let a run go on for some steps beyond its end, solved or not."""

    def extend() -> None:
        if other := jobs.running(reader_id()):
            raise jobs.BusyError(other)
        store().extend(run_id, MORE_STEPS)
        jobs.start(run_id)

    attempt(extend)


def copy(run_id: str) -> None:
    """Make somebody else's run one of the reader's own."""
    attempt(lambda: show(store().copy(run_id, reader_id()).id))


def show(run_id: str) -> None:
    """Have the page, and its link, show that run."""
    st.query_params["run"] = run_id


def _start_new() -> None:
    configs = read_settings(st.session_state)
    if not configs:
        st.session_state[PROBLEM] = _("Choose at least one net.")
        return
    make_task(configs[0])  # a text that is too short is found here, and not in the worker
    _begin(configs, preset_name(st.session_state[key("preset")]), _guess())


def _guess() -> dict[str, Any]:
    """What the reader expects, as the run keeps it: the winner as the number of its lane."""
    winner, breaks = (st.session_state.get(key(name)) for name in ("winner", "breaks"))
    chosen = chosen_nets()
    guess = {"winner": chosen.index(winner) if winner in chosen else winner, "breaks": breaks}
    return {name: value for name, value in guess.items() if value is not None}


def _begin(
    configs: tuple[TrainConfig, ...], name: str, guess: dict[str, Any] | None = None
) -> None:
    if other := jobs.running(reader_id()):
        raise jobs.BusyError(other)
    run = store().create(reader_id(), configs, name=name, guess=guess)
    show(run.id)
    jobs.start(run.id)


def _next_seed(config: TrainConfig) -> TrainConfig:
    high = int(TrainConfig.knobs()["seed"].high or 0)
    return replace(config, seed=(config.seed + config.seeds) % (high + 1))


def attempt(action: Callable[[], object]) -> None:
    """Do it; what goes wrong with what the reader asked for becomes a sentence beside the button."""
    st.session_state.pop(PROBLEM, None)
    try:
        action()
    except ConfigError as error:
        st.session_state[PROBLEM] = problem_sentence(error)
    except jobs.BusyError:
        st.session_state[PROBLEM] = _("You have another run in training: one at a time.")
