"""The reader's settings and the race that they mean. They are kept in the session, one key for each knob and net."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import fields, replace
from typing import Any

from lstm_core.config import KINDS, TrainConfig
from lstm_core.net import count_parameters, width_for
from lstm_core.tasks import USED_KNOBS, make_task

# What differs from net to net; all else they share.
OF_A_NET = ("activation", "H", "start", "radius", "gate_bias", "chrono", "learning_rate")
SHARED = tuple(
    field.name
    for field in fields(TrainConfig)
    if field.name not in (*OF_A_NET, "kind", "task", "length")
)
# What a race may hold. "rnn_p" is an RNN with as many parameters as the LSTM has.
LANES = ("rnn", "rnn_p", "gru", "lstm")


def key(knob: str, kind: str = "") -> str:
    """Where a knob is kept in the session; `kind` for those that differ from net to net."""
    return f"race_{kind}_{knob}" if kind else f"race_{knob}"


def length_key(task: str) -> str:
    """Each task has a distance of its own."""
    return f"race_length_{task}"


def write_settings(state: MutableMapping[Any, Any], configs: Sequence[TrainConfig]) -> None:
    """Set every knob as in a race. A kind that is not in it gets what its LSTM has, or else its last net."""
    first = configs[0]
    model = next((config for config in configs if config.kind == "lstm"), configs[-1])
    by_kind = {config.kind: config for config in reversed(configs)}
    state[key("task")] = first.task
    state[length_key(first.task)] = first.length
    for knob in SHARED:
        if knob != "text":  # what the reader has pasted stays
            state[key(knob)] = getattr(first, knob)
    for kind in KINDS:
        config = by_kind.get(kind, replace(model, kind=kind, activation="tanh"))
        for knob in OF_A_NET:
            state[key(knob, kind)] = getattr(config, knob)
    kinds = [config.kind for config in configs]
    lanes = [kind for kind in KINDS if kind in kinds]
    if kinds.count("rnn") > 1:
        lanes.append("rnn_p")
    state[key("lanes")] = [lane for lane in LANES if lane in lanes]


def read_settings(state: Mapping[Any, Any]) -> tuple[TrainConfig, ...]:
    """The race that the settings mean, one config for each lane.

    Raises:
        ConfigError: a knob set to what it cannot be.
    """
    task = state[key("task")]
    used = USED_KNOBS[task]
    shared = {knob: state[key(knob)] for knob in SHARED if knob != "text"}
    for knob in ("lengths", "language", "countries", "answer_weight", "items", "alphabet"):
        if knob not in used:
            shared.pop(knob)
    shared |= {"task": task, "length": state[length_key(task)]}
    if task == "text":
        shared["text"] = str(state.get(key("text")) or "")
    return tuple(_config(lane, state, shared) for lane in LANES if lane in state[key("lanes")])


def _config(lane: str, state: Mapping[Any, Any], shared: dict[str, Any]) -> TrainConfig:
    if lane != "rnn_p":
        return TrainConfig(kind=lane, **shared, **_of_net(lane, state))
    lstm = TrainConfig(kind="lstm", **shared, **_of_net("lstm", state))
    task = make_task(lstm)
    H = width_for(lstm, "rnn", count_parameters(lstm, task), task)
    return TrainConfig(kind="rnn", **shared, **_of_net("rnn", state) | {"H": H})


def _of_net(kind: str, state: Mapping[Any, Any]) -> dict[str, Any]:
    values = {knob: state[key(knob, kind)] for knob in OF_A_NET}
    if kind != "rnn":
        values.pop("activation")
    return values
