"""What cannot be traced is refused with a sentence that names the argument and the sizes."""

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from lstm_core import Cell, Intervention, Trace, trace
from lstm_core.examples import random_example
from tests.core.nets import cell_of, draw, module_of

T, D, H = 5, 2, 3
X = draw(41, T, D)
CELL = cell_of("lstm", D, H)
HUGE, ZERO = np.full((1, 1, 1), 1e200), np.zeros((1, 1))
WEIGHTS = CELL.to_dict()
TWO = module_of("lstm", D, H, num_layers=2)
SOMETHING: Any = ["erase"]
NOTHING: Any = None
WHOLE: Any = 1.0  # a whole number, but a float
NO_TEXT: Any = ["lstm"]
ERASE: Any = Intervention("erase")
NAN, INFINITE = X.clone(), X.clone()
NAN[3, 1], INFINITE[0, 0] = float("nan"), float("inf")
SICK = module_of("lstm", D, H)
with torch.no_grad():
    next(SICK.parameters())[2, 1] = float("nan")


def done(*args: Any, **more: Any) -> Callable[[], object]:
    return lambda: trace(CELL, X, interventions=[Intervention(*args, **more)])


def json_with(**changed: Any) -> Callable[[], object]:
    """A trace's JSON with some fields replaced, read again."""
    return lambda: Trace.from_json(json.dumps(json.loads(trace(CELL, X).to_json()) | changed))


def cell(**changed: Any) -> Callable[[], object]:
    return lambda: Cell.from_dict({**WEIGHTS, **changed})


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    # the module
    "proj_size": (lambda: trace(torch.nn.LSTM(D, H, proj_size=2), X), "proj_size=2"),
    "bidirectional": (lambda: trace(torch.nn.GRU(D, H, bidirectional=True), X), "bidirectional"),
    "a dense layer": (lambda: trace(torch.nn.Linear(D, H), X), "RNN, GRU or LSTM, not Linear"),
    "an upsampler, which has a mode too": (lambda: trace(torch.nn.Upsample(), X), "not Upsample"),
    "NaN weights": (lambda: trace(SICK, X), r"weight_ih_l0 \(12, 2\) must be finite.*\[2, 1\]"),
    "no such layer": (lambda: trace(TWO, X, layer=2), "layer must be 0 to 1, not 2"),
    "a layer below 0": (lambda: trace(TWO, X, layer=-1), "layer must be 0 to 1, not -1"),
    "a layer of a cell": (lambda: trace(CELL, X, layer=1), "layer must be 0 for a Cell"),
    "a layer of a cell that is no number": (
        lambda: trace(CELL, X, layer=NOTHING),
        "layer must be a whole number, not None",
    ),
    "a layer that is a float": (
        lambda: trace(TWO, X, layer=WHOLE),
        "layer must be a whole number, not 1.0",
    ),
    # x
    "nothing": (lambda: trace(CELL, None), "x must be real numbers in a rectangular array"),
    "nothing at a step": (lambda: trace(CELL, [[0, 1], [None, 0]]), "x must be real numbers"),
    "complex array": (lambda: trace(CELL, X.numpy() * 1j), "x must be real numbers"),
    "complex tensor": (lambda: trace(CELL, X * 1j), "x must be real numbers"),
    "complex list": (lambda: trace(CELL, [[1j, 0]]), "x must be real numbers"),
    "dates": (lambda: trace(CELL, np.zeros((T, D), "M8[s]")), "x must be real numbers"),
    "too large an integer": (lambda: trace(CELL, [[10**400, 0]]), "x must be real numbers"),
    "packed": (
        lambda: trace(TWO, torch.nn.utils.rnn.pack_sequence([X])),
        "x is a packed sequence",
    ),
    "NaN in x": (lambda: trace(CELL, NAN), r"x \(5, 2\) must be finite, but x\[3, 1\] is not"),
    "infinity in x": (lambda: trace(CELL, INFINITE), r"x\[0, 0\]"),
    "text": (lambda: trace(CELL, [["a", "b"]]), "x must be real numbers"),
    "ragged": (lambda: trace(CELL, [[1, 2], [3]]), "x must be real numbers in a rectangular array"),
    "too wide": (
        lambda: trace(CELL, draw(0, T, 7)),
        "x must have D = 2 inputs a step, but it has 7",
    ),
    "one number a step": (lambda: trace(CELL, [1, 2]), r"x must be \(T, D\), but it is \(2,\)"),
    "a batch for a cell": (
        lambda: trace(CELL, X[None]),
        r"x must be \(T, D\), but it is \(1, 5, 2\)",
    ),
    "four dimensions": (
        lambda: trace(TWO, X[None, None]),
        r"\(T, D\) or \(T, B, D\).*\(1, 1, 5, 2\)",
    ),
    "no steps": (lambda: trace(CELL, X[:0]), "T = 0"),
    "which sequence": (lambda: trace(TWO, draw(0, T, 3, D)), "B = 3 sequences.*0 to 2"),
    "no such sequence": (
        lambda: trace(TWO, draw(0, T, 3, D), sequence=3),
        "0 to 2 for B = 3, not 3",
    ),
    "a sequence that is a float": (
        lambda: trace(CELL, X, sequence=WHOLE),
        "sequence must be a whole number, not 1.0",
    ),
    "overflow": (
        lambda: trace(Cell("rnn", "relu", HUGE, HUGE, ZERO, ZERO), [[1.0]] * 3),
        "step 2 of 3 the values overflow",
    ),
    # state
    "no pair": (lambda: trace(CELL, X, state=torch.zeros(H)), r"must be the pair \(h, c\)"),
    "wrong c": (
        lambda: trace(CELL, X, state=([0] * H, [0] * 4)),
        r"state c must be \(1, 1, 3\) or \(1, 3\) or \(3,\), but it is \(4,\)",
    ),
    "a plain state above": (
        lambda: trace(TWO, X, state=([0] * H, [0] * H), layer=1),
        r"state h must be \(2, 1, 3\) or \(2, 3\), but it is \(3,\)",
    ),
    "a state for one of three": (
        lambda: trace(TWO, draw(0, T, 3, D), state=[torch.zeros(2, 1, H)] * 2, sequence=0),
        r"state h must be \(2, 3, 3\) or \(3,\), but it is \(2, 1, 3\)",
    ),
    "NaN state": (
        lambda: trace(CELL, X, state=([0, 0, np.nan], [0] * H)),
        "state h.*must be finite",
    ),
    # interventions
    "unknown action": (
        done("open", "forget", 1.0),
        "action must be one of clamp, set, freeze, erase",
    ),
    "unknown gate": (done("clamp", "reset", 1.0), "input, forget, candidate, output.*not 'reset'"),
    "clamp without gate": (done("clamp", value=1.0), "gate goes with clamp"),
    "set with gate": (done("set", "forget", 1.0), "gate goes with clamp alone"),
    "clamp without value": (done("clamp", "forget"), "value goes with clamp and set"),
    "erase with value": (done("erase", value=1.0), "value goes with clamp and set alone"),
    "a gate over 1": (
        done("clamp", "forget", 1.5),
        "value of the forget gate must be 0 to 1, not 1.5",
    ),
    "a tanh below -1": (done("clamp", "candidate", -2.0), "must be -1 to 1, not -2"),
    "NaN value": (done("set", value=float("nan")), "value must be finite"),
    "no such unit": (done("erase", units=(3,)), "units must be 0 to 2 for H = 3, not 3"),
    "a unit below 0": (done("erase", units=(-1,)), "units must be 0 to 2"),
    "half a unit": (done("erase", units=(0.5,)), "whole numbers"),
    "start too late": (done("erase", start=5), "0 <= start < stop <= 5 for 5 steps"),
    "stop too late": (done("erase", stop=6), "0 <= start < stop <= 5.*0 and 6"),
    "stop before start": (done("erase", start=3, stop=2), "start < stop"),
    "something else": (lambda: trace(CELL, X, interventions=SOMETHING), "list of Intervention"),
    "not in a list": (lambda: trace(CELL, X, interventions=ERASE), "list of Intervention"),
    "too large a value": (done("set", value=10**400), "value must be a number"),
    # a cell
    "unknown kind": (cell(kind="esn"), "kind must be one of lstm, gru, rnn, not 'esn'"),
    "a list for a kind": (cell(kind=["lstm"]), r"kind must be one of.*not \['lstm'\]"),
    "a list for an activation": (cell(activation=["tanh"]), "activation must be 'tanh'"),
    "complex weights": (cell(W_hh=np.full((4, 3, 3), 1j)), "W_hh must be real numbers"),
    "relu lstm": (cell(activation="relu"), "'relu' when kind is 'rnn'"),
    "gates of another kind": (cell(kind="gru"), r"G = 3 for kind 'gru'.*\(4, 3, 2\)"),
    "wrong W_hh": (cell(W_hh=np.zeros((4, 3, 2))), r"W_hh must be \(4, 3, 3\).*it is \(4, 3, 2\)"),
    "wrong bias": (cell(b_hh=[0]), r"b_hh must be \(4, 3\).*it is \(1,\)"),
    "infinite bias": (cell(b_ih=np.full((4, 3), np.inf)), r"b_ih \(4, 3\) must be finite"),
    "unknown name": (cell(W_ho=1), "unknown: W_ho"),
    "missing name": (lambda: Cell.from_dict({"kind": "rnn"}), "missing: W_hh, W_ih"),
    # what a trace is asked
    "no such gate": (lambda: trace(CELL, X).terms(0, "update", 0), "gate must be one of.*'update'"),
    "no such step": (
        lambda: trace(CELL, X).terms(5, "forget", 0),
        "t must be 0 to 4 for 5 steps, not 5",
    ),
    "half a step": (lambda: trace(CELL, X).terms(WHOLE, "forget", 0), "t must be a whole number"),
    "half a unit of terms": (
        lambda: trace(CELL, X).terms(0, "forget", WHOLE),
        "unit must be a whole number",
    ),
    "no such unit of terms": (lambda: trace(CELL, X).terms(0, "forget", 3), "unit must be 0 to 2"),
    "other JSON": (lambda: Trace.from_json('{"a": 1}'), "JSON as Trace.to_json writes it"),
    "no JSON": (lambda: Trace.from_json("["), "Expecting"),
    "cut JSON": (
        lambda: Trace.from_json(trace(CELL, X).to_json().replace('"c": [[', '"c": [[0, 0, 0], [')),
        r"c must be \(6, 3\), but it is \(7, 3\)",
    ),
    "JSON without steps": (
        json_with(x=[]),
        r"x must be \(T, 2\), but it is \(0,\)",
    ),
    "a trace without steps": (
        lambda: dataclasses.replace(trace(CELL, X), x=np.zeros((0, D))),
        "x must have at least one step",
    ),
    "JSON with x a number": (json_with(x=1), r"x must be \(T, 2\), but it is \(\)"),
    "JSON with no number": (json_with(h=None), "h must be real numbers"),
    "JSON with no memory": (json_with(c=None), "c must be real numbers"),
    "JSON with gates in a list": (json_with(gates=list(CELL.gates)), "Trace.to_json writes it"),
    "JSON that is no text": (lambda: Trace.from_json(NO_TEXT), "Trace.to_json writes it"),
    "JSON with a gate over 1": (
        json_with(gates={name: [[1.5] * H] * T for name in CELL.gates}),
        "input gate must be 0 to 1, but it is 1.5 at step 1",
    ),
    "JSON with another unit": (
        json_with(interventions=[{"action": "erase", "units": [3]}]),
        "units must be 0 to 2 for H = 3, not 3",
    ),
    "JSON with a late start": (
        json_with(interventions=[{"action": "erase", "start": 5}]),
        "0 <= start < stop <= 5",
    ),
    "JSON with another gate": (
        json_with(interventions=[{"action": "clamp", "gate": "reset", "value": 1}]),
        "gate must be one of.*not 'reset'",
    ),
    "other things for interventions": (
        lambda: dataclasses.replace(trace(CELL, X), interventions=SOMETHING),
        "list of Intervention",
    ),
    # examples
    "a seed that is a float": (
        lambda: random_example("lstm", WHOLE),
        "seed must be a whole number",
    ),
    "a list for a random kind": (lambda: random_example(NO_TEXT, 0), "kind must be one of"),
    "unknown random kind": (lambda: random_example("esn", 0), "kind must be one of"),
    "unknown seed": (lambda: random_example("lstm", 10), "seed must be 0 to 9, not 10"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence(name: str) -> None:
    attempt, sentence = REFUSED[name]
    with pytest.raises(ValueError, match=sentence):
        attempt()
