"""TrainConfig: every knob has a range that it keeps to, and its JSON says all of it."""

import json
from typing import Any

import pytest

from lstm_core.config import LENGTHS, TASKS, ConfigError, TrainConfig


@pytest.mark.parametrize("name", TrainConfig.knobs())
def test_every_knob_refuses_what_is_outside_and_takes_its_limits(name: str) -> None:
    knob = TrainConfig.knobs()[name]
    others: dict[str, Any] = {"activation": {"kind": "rnn"}}.get(name, {})
    if name == "task":
        others = {"length": 10, "text": "ab"}  # for digits a length of its own, tested below
    wrong = [object(), [], float("nan"), "no such choice" if knob.choices else 1e9]
    if name == "text":
        wrong = [3, None, "a" * 200_001]
    for value in wrong:
        with pytest.raises(ConfigError) as caught:
            TrainConfig.from_dict({**others, name: value})
        assert caught.value.knob == name
        assert str(value)[:40] in str(caught.value)
    limits = knob.choices or (knob.low, knob.high)
    for value in limits:
        if name not in ("text", "length") and value != "digits":
            assert getattr(TrainConfig.from_dict({**others, name: value}), name) == value


@pytest.mark.parametrize("task", TASKS)
def test_length_keeps_to_what_the_task_allows(task: str) -> None:
    low, high, default, _ = LENGTHS[task]
    for length in (low, default, high):
        assert TrainConfig(task=task, length=length, text="ab").length == length
    for length in {low - 1, high + 1, 9 if task == "digits" else -1}:
        with pytest.raises(ConfigError, match="length"):
            TrainConfig(task=task, length=length, text="ab")


@pytest.mark.parametrize(
    "wrong",
    [
        {"activation": "relu"},  # of an LSTM
        {"task": "text", "length": 20, "text": "aaa"},  # one letter only
        {"H": True},
        {"H": 8.0},
        {"stop_when_solved": 1},
        {"learning_rate": "0.1"},
        {"clip": float("inf")},
        {"no_such_knob": 1},
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_by_name(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigError):
        TrainConfig.from_dict(wrong)


def test_json_gives_the_config_back_and_a_whole_number_does_for_a_real_one() -> None:
    config = TrainConfig(kind="rnn", activation="relu", radius=2, gate_bias=None, text="ñandú «á»")
    assert TrainConfig.from_dict(json.loads(config.to_json())) == config
    assert isinstance(config.radius, float)
    assert TrainConfig.from_dict({"kind": "gru"}) == TrainConfig(kind="gru")
