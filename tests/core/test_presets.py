"""The presets are fair races, and the ones that are cheap to run come out as they say."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from lstm_core.config import TASKS, TrainConfig
from lstm_core.events import TrainEvent
from lstm_core.presets import Preset, first_of, preset, presets
from lstm_core.tasks import USED_KNOBS, make_task
from lstm_core.training import train

SHARED = ("seeds", "seed", "batch", "report_every", "stop_when_solved")


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


def last(config: TrainConfig, steps: int) -> TrainEvent:
    """How one net of a lane ends."""
    *_, event = train(replace(config, seeds=1, steps=steps))
    return event


every_preset = pytest.mark.parametrize("one", presets(), ids=lambda one: one.name)


@every_preset
def test_all_lanes_learn_the_same_from_the_same_data(one: Preset) -> None:
    """And no two are the same net; the knobs of other tasks stay as they come."""
    used = USED_KNOBS[one.task]
    all_used = {knob for knobs in USED_KNOBS.values() for knob in knobs}
    for config in one.lanes:
        assert config.task == one.task
        for knob in (*used, *SHARED):
            assert getattr(config, knob) == getattr(one.lanes[0], knob), knob
        for knob in all_used - set(used) - {"length"}:
            assert getattr(config, knob) in (TrainConfig.knobs()[knob].default, "fixed", "uniform")
        assert TrainConfig.from_dict(config.to_dict()) == config
        make_task(config)
    assert 2 <= len(one.lanes) <= 4
    assert len(set(one.lanes)) == len(one.lanes)


def test_names_are_unique_and_every_task_has_one_to_begin_with() -> None:
    names = [one.name for one in presets()]
    assert len(set(names)) == len(names)
    assert all(preset(name).name == name for name in names)
    assert {first_of(task).task for task in TASKS} == set(TASKS)
    assert presets()[0].name == "sentences"
    with pytest.raises(KeyError):
        preset("unknown")


def test_in_temporal_order_the_lstm_wins() -> None:
    rnn, lstm = preset("order50").lanes
    assert last(lstm, 400).end == "solved"
    assert last(rnn, 250).score[0] < 0.5


def test_without_an_open_forget_gate_the_lstm_stays_at_chance() -> None:
    shut, _, open_, _ = preset("forget_bias").lanes
    assert (shut.gate_bias, open_.gate_bias) == (0, 3)
    assert last(shut, 250).score[0] < 0.4
    assert last(open_, 400).end == "solved"


def test_in_copying_an_orthogonal_rnn_wins() -> None:
    _, rnn, lstm = preset("copy_orthogonal").lanes
    solved = last(rnn, 200)
    assert solved.end == "solved"
    assert last(lstm, int(solved.step)).score[0] < 0.9


def test_with_clipping_sgd_gets_there_and_without_it_does_not() -> None:
    unclipped, clipped = preset("clipping").lanes
    assert replace(unclipped, clip=clipped.clip) == clipped
    assert last(clipped, 800).end == "solved"
    assert np.nanmax(last(unclipped, 650).score) < 0.6


def test_the_sentences_are_learned_by_the_lstm_at_every_distance() -> None:
    _, lstm = preset("sentences").lanes
    solved = last(lstm, 400)
    assert solved.end == "solved"
    assert solved.by_distance.min() > 0.85
