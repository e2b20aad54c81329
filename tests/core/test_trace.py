"""What a Trace is as a value: read-only, its frame, its JSON, how it prints itself."""

import copy
import dataclasses
import json
import pickle
from collections.abc import MutableMapping

import numpy as np
import pytest

from lstm_core import Intervention, Trace, trace
from tests.core.nets import MODULES, cell_of, draw

T, D, H = 4, 2, 3
X = draw(31, T, D).numpy() / 3  # thirds, so that decimals do not do
DONE = (
    Intervention("clamp", "candidate", 1 / 3, (0,), 1, 3),
    Intervention("set", value=0.1, start=3),
)


def traced(kind: str) -> Trace:
    return trace(cell_of(kind, D, H), X, interventions=DONE)


@pytest.mark.parametrize("kind", MODULES)
def test_json_and_back_without_loss(kind: str) -> None:
    ours = traced(kind)
    json.loads(ours.to_json(), parse_constant=pytest.fail)  # no NaN or Infinity, which JSON lacks
    for back in (
        Trace.from_json(ours.to_json()),
        pickle.loads(pickle.dumps(ours)),
        copy.deepcopy(ours),
    ):
        assert back.cell == ours.cell
        assert back.interventions == ours.interventions
        np.testing.assert_array_equal(back.x, ours.x)
        np.testing.assert_array_equal(back.z, ours.z)
        np.testing.assert_array_equal(back.h, ours.h)
        assert tuple(back.gates) == ours.cell.gates
        for name in ours.gates:
            np.testing.assert_array_equal(back.gates[name], ours.gates[name])
        if ours.c is None:
            assert back.c is None
        else:
            np.testing.assert_array_equal(back.c, ours.c)
        assert back == ours
        assert hash(back) == hash(ours)
    assert ours != trace(ours.cell, X)


@pytest.mark.parametrize("kind", MODULES)
def test_every_number_is_in_the_frame_once(kind: str) -> None:
    ours = traced(kind)
    frame = ours.to_frame()
    assert list(frame.columns) == ["step", "unit", "quantity", "value"]
    table = frame.set_index(["step", "quantity", "unit"])["value"]
    assert table.index.is_unique
    states = {"h": ours.h} if ours.c is None else {"c": ours.c, "h": ours.h}
    rows = {"x": ours.x, **ours.gates}
    rows |= {f"z_{name}": ours.z[:, k] for k, name in enumerate(ours.cell.gates)}
    count = sum(values.size for values in (*rows.values(), *states.values()))
    assert len(frame) == count
    for name, values in rows.items():
        for t, unit in np.ndindex(values.shape):
            assert table[t + 1, name, unit + 1] == values[t, unit]
    for name, values in states.items():
        for t, unit in np.ndindex(values.shape):
            assert table[t, name, unit + 1] == values[t, unit]


def test_order_of_the_frame() -> None:
    frame = traced("lstm").to_frame()
    step = frame[frame["step"] == 2]
    gates = ["input", "forget", "candidate", "output"]
    assert list(dict.fromkeys(step["quantity"])) == [
        "x",
        *(f"z_{g}" for g in gates),
        *gates,
        "c",
        "h",
    ]
    assert list(frame[frame["step"] == 0]["quantity"]) == ["c"] * H + ["h"] * H
    assert frame["step"].is_monotonic_increasing
    assert list(step[step["quantity"] == "c"]["unit"]) == [1, 2, 3]


@pytest.mark.parametrize("kind", MODULES)
def test_nothing_in_a_trace_can_be_changed(kind: str) -> None:
    ours = traced(kind)
    arrays = [ours.x, ours.z, ours.h, ours.kept, ours.written, *ours.gates.values(), ours.cell.W_ih]
    for array in (*arrays, ours.memory):
        assert array.dtype == np.float64
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    assert not isinstance(ours.gates, MutableMapping)
    with pytest.raises(dataclasses.FrozenInstanceError):
        object.__getattribute__(ours, "__setattr__")("h", ours.h)


def test_the_callers_arrays_stay_theirs() -> None:
    x = X.copy()
    ours = trace(cell_of("lstm", D, H), x)
    x[:] = 9
    np.testing.assert_array_equal(ours.x, X)


def test_it_prints_sizes_and_ranges() -> None:
    cell = cell_of("lstm", D, 1)
    open_twice = [
        Intervention("clamp", "forget", 0.0),
        Intervention("clamp", "forget", 1.0, None, 2),
    ]
    lines = repr(trace(cell, X, interventions=open_twice)).splitlines()
    assert lines[0] == "Trace of Cell(lstm, D=2, H=1) over T=4 steps, 2 interventions"
    assert lines[3].split() == ["forget", "0.00", "..", "1.00", "open", "50%"]
    assert [line.split()[0] for line in lines[1:]] == [
        *("x", "input", "forget", "candidate", "output", "c", "h")
    ]
    assert "relu" in repr(trace(cell_of("rnn relu"), X))
