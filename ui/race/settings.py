"""The reader's settings and the race that they mean. They are kept in the session, one key for each knob and net.

A net that may take part has a number, counted from 0: first those of the preset, then the kinds that it lacks.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import fields, replace
from typing import Any

from lstm_core.config import KINDS, TrainConfig
from lstm_core.net import count_parameters, width_for
from lstm_core.tasks import USED_KNOBS, make_task

# What differs from net to net; all else they share.
OF_A_NET = ("activation", "H", "start", "radius", "gate_bias", "chrono", "optimiser", "learning_rate", "clip", "steps")  # fmt: skip
SHARED = tuple(
    field.name
    for field in fields(TrainConfig)
    if field.name not in (*OF_A_NET, "kind", "task", "length", "text")
)
MOST_LANES = 4


def key(knob: str, net: int | None = None) -> str:
    """Where a knob is kept in the session; `net` for those that differ from net to net."""
    return f"race_{knob}" if net is None else f"race_{net}_{knob}"


def length_key(task: str) -> str:
    """Each task has a distance of its own."""
    return f"race_length_{task}"


def write_settings(state: MutableMapping[Any, Any], lanes: Sequence[TrainConfig]) -> None:
    """Set every knob as in a race."""
    first = lanes[0]
    state[key("task")] = first.task
    state[length_key(first.task)] = first.length
    state[key("text")] = first.text
    for knob in SHARED:
        state[key(knob)] = getattr(first, knob)
    nets = [*lanes, *_others(lanes)]
    state[key("nets")] = [net.kind for net in nets]
    for number, net in enumerate(nets):
        state[key("same_size", number)] = number >= len(lanes) and net.kind in {
            lane.kind for lane in lanes
        }
        for knob in OF_A_NET:
            state[key(knob, number)] = getattr(net, knob)
    state[key("lanes")] = list(range(len(lanes)))


def _others(lanes: Sequence[TrainConfig]) -> list[TrainConfig]:
    """Nets that may be added: the kinds that are not there, and an RNN with as many parameters as the LSTM."""
    kinds = [lane.kind for lane in lanes]
    model = next((lane for lane in lanes if lane.kind == "lstm"), lanes[-1])
    others = [
        replace(model, kind=kind, activation="tanh" if kind != "rnn" else model.activation)
        for kind in KINDS
        if kind not in kinds
    ]
    if "lstm" in kinds and "rnn" in kinds:
        others.append(next(lane for lane in lanes if lane.kind == "rnn"))
    return others


def own_settings(state: Mapping[Any, Any]) -> list[TrainConfig]:
    """Every net that may take part, in order, with its own knobs alone: whatever the task is set to, it has a name.

    Raises:
        ConfigError: a knob set to what it cannot be.
    """
    return [
        TrainConfig(kind=kind, **_own(state, number, kind))
        for number, kind in enumerate(state[key("nets")])
    ]


def read_nets(state: Mapping[Any, Any]) -> list[TrainConfig]:
    """The same with the task.

    Raises:
        ConfigError: a knob set to what it cannot be; a text that is too short.
    """
    task = state[key("task")]
    unused = {"lengths", "language", "countries", "answer_weight", "items", "alphabet"}
    unused -= set(USED_KNOBS[task])
    shared = {knob: state[key(knob)] for knob in SHARED if knob not in unused}
    shared |= {"task": task, "length": state[length_key(task)]}
    if task == "text":
        shared["text"] = str(state.get(key("text")) or "")
    nets = [
        TrainConfig(kind=kind, **shared, **_own(state, number, kind))
        for number, kind in enumerate(state[key("nets")])
    ]
    return [
        _same_size(net, nets) if state[key("same_size", number)] else net
        for number, net in enumerate(nets)
    ]


def _own(state: Mapping[Any, Any], number: int, kind: str) -> dict[str, Any]:
    own = {knob: state[key(knob, number)] for knob in OF_A_NET}
    return own if kind == "rnn" else own | {"activation": "tanh"}


def _same_size(net: TrainConfig, nets: Sequence[TrainConfig]) -> TrainConfig:
    """As wide as it takes to have as many parameters as the LSTM."""
    lstm = next((other for other in nets if other.kind == "lstm"), None)
    if lstm is None:
        return net
    task = make_task(lstm)
    return replace(net, H=width_for(net, net.kind, count_parameters(lstm, task), task))


def read_settings(state: Mapping[Any, Any]) -> tuple[TrainConfig, ...]:
    """The race that the settings mean, one config for each lane. Raises ConfigError as `read_nets` does."""
    nets = read_nets(state)
    chosen = sorted(state[key("lanes")])[:MOST_LANES]
    return tuple(nets[number] for number in chosen if number < len(nets))
