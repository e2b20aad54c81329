"""Every kind of intervention against the same thing done by hand, with other weights or step by step."""

from math import atanh, log
from typing import Any

import numpy as np
import pytest
import torch

from lstm_core import Cell, Intervention, Trace, trace
from lstm_core.arrays import Array
from tests.core.nets import EVERY_GATE, MODULES, cell_of, draw

T, D, H = 8, 2, 3
X = draw(11, T, D).numpy()


def close(ours: object, theirs: object) -> None:
    np.testing.assert_allclose(np.asarray(ours), np.asarray(theirs), rtol=0, atol=1e-12)


def start(cell: Cell) -> Any:
    h, c = np.tanh(draw(12, H).numpy()), draw(13, H).numpy()
    h = np.abs(h) if cell.activation == "relu" else h
    return (h, c) if cell.kind == "lstm" else h


def end(of: Trace) -> Any:
    return of.h[-1] if of.c is None else (of.h[-1], of.c[-1])


def rebuilt(cell: Cell, gate: str, value: float, units: list[int]) -> Cell:
    """The cell whose own weights hold the gate at `value`: no weights, and the bias that squashes to it."""
    weights = {name: np.array(value) for name, value in cell.to_dict().items() if name[1] == "_"}
    k = cell.gates.index(gate)
    for rows in weights.values():
        rows[k, units] = 0
    if gate != "candidate":
        bias = {0.0: -800.0, 1.0: 800.0}.get(value) or log(value / (1 - value))
    else:
        bias = value if cell.activation == "relu" else atanh(value)
    weights["b_ih"][k, units] = bias
    return Cell(cell.kind, cell.activation, **weights)


@pytest.mark.parametrize("value", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("units", [None, (1,), (0, 2)], ids=["all units", "one unit", "two units"])
@pytest.mark.parametrize("span", [(0, None), (3, 6)], ids=["all steps", "steps 3 to 5"])
@pytest.mark.parametrize(("kind", "gate"), EVERY_GATE)
def test_a_clamped_gate_is_a_cell_with_that_gate_built_in(
    kind: str, gate: str, span: tuple[int, int | None], units: tuple[int, ...] | None, value: float
) -> None:
    if gate == "candidate" and value == 1.0:
        value = 0.9  # tanh reaches 1 at infinity only
    cell = cell_of(kind, D, H)
    first, stop = span[0], span[1] or T
    ours = trace(
        cell, X, state=start(cell), interventions=[Intervention("clamp", gate, value, units, *span)]
    )
    chosen = list(units or range(H))
    state = start(cell)
    for part, here in (
        (slice(0, first), cell),
        (slice(first, stop), rebuilt(cell, gate, value, chosen)),
        (slice(stop, T), cell),
    ):
        if len(X[part]):
            by_hand = trace(here, X[part], state=state)
            state = end(by_hand)
            close(ours.h[1:][part], by_hand.h[1:])
            close(ours.memory[1:][part], by_hand.memory[1:])
            for name in cell.gates:
                close(ours.gates[name][part], by_hand.gates[name])
    np.testing.assert_array_equal(ours.gates[gate][first:stop, chosen], value)


@pytest.mark.parametrize(("kind", "gate"), EVERY_GATE)
def test_under_a_clamp_z_stays_what_it_would_have_been(kind: str, gate: str) -> None:
    """At each step z follows from the state that the step found, as if no gate of this step were held."""
    cell = cell_of(kind, D, H)
    ours = trace(cell, X, interventions=[Intervention("clamp", gate, 0.2)])
    for t in range(T):
        state = ours.h[t] if ours.c is None else (ours.h[t], ours.c[t])
        free = trace(cell, X[t : t + 1], state=state)
        untouched = [
            k for k, name in enumerate(cell.gates) if (gate, name) != ("reset", "candidate")
        ]
        close(ours.z[t, untouched], free.z[0, untouched])


def step_by_hand(cell: Cell, x: Array, h: Array, c: Array) -> tuple[Array, Array, Array]:
    """(h', c', output gate) by torch's own one-step cells."""
    kinds: dict[str, Any] = {
        "lstm": torch.nn.LSTMCell,
        "gru": torch.nn.GRUCell,
        "rnn": torch.nn.RNNCell,
    }
    more = {"nonlinearity": cell.activation} if cell.kind == "rnn" else {}
    module = kinds[cell.kind](D, H, dtype=torch.float64, **more)
    with torch.no_grad():
        weights = (cell.W_ih, cell.W_hh, cell.b_ih, cell.b_hh)
        for theirs, ours in zip(module.parameters(), weights, strict=True):
            theirs.copy_(torch.tensor(ours).reshape(theirs.shape))
        if cell.kind != "lstm":
            return module(torch.tensor(x), torch.tensor(h)).numpy(), c, np.ones(H)
        new_h, new_c = module(torch.tensor(x), (torch.tensor(h), torch.tensor(c)))
        return new_h.numpy(), new_c.numpy(), (new_h / torch.tanh(new_c)).numpy()


@pytest.mark.parametrize("action", ["set", "erase", "freeze"])
@pytest.mark.parametrize("units", [None, (1,), (0, 2)], ids=["all units", "one unit", "two units"])
@pytest.mark.parametrize(
    "span", [(0, None), (2, 3), (3, 6)], ids=["all steps", "step 2", "steps 3 to 5"]
)
@pytest.mark.parametrize("kind", MODULES)
def test_memory_overwritten_is_torchs_cell_with_the_state_changed_between_steps(
    kind: str, span: tuple[int, int | None], units: tuple[int, ...] | None, action: str
) -> None:
    cell = cell_of(kind, D, H)
    value = 0.7 if action == "set" else None
    done = Intervention(action, value=value, units=units, start=span[0], stop=span[1])
    ours = trace(cell, X, state=start(cell), interventions=[done])
    h, c = start(cell) if cell.kind == "lstm" else (start(cell), np.zeros(H))
    for t in range(T):
        before = c if cell.kind == "lstm" else h
        h, c, output = step_by_hand(cell, X[t], h, c)
        memory = c.copy() if cell.kind == "lstm" else h.copy()
        if span[0] <= t < (span[1] or T):
            for unit in units or range(H):
                memory[unit] = {"set": 0.7, "erase": 0.0, "freeze": before[unit]}[action]
        h, c = (output * np.tanh(memory), memory) if cell.kind == "lstm" else (memory, c)
        close(ours.memory[t + 1], memory)
        close(ours.h[t + 1], h)


@pytest.mark.parametrize("kind", ["lstm", "gru", "rnn"])
def test_of_two_on_one_spot_the_later_wins(kind: str) -> None:
    cell = cell_of(kind, D, H)
    low, high = (Intervention("clamp", "candidate", value) for value in (0.1, 0.8))
    assert (trace(cell, X, interventions=[low, high]).gates["candidate"] == 0.8).all()
    assert (trace(cell, X, interventions=[high, low]).gates["candidate"] == 0.1).all()
    put, wipe = Intervention("set", value=0.4, start=2, stop=3), Intervention("erase", units=(1,))
    assert trace(cell, X, interventions=[put, wipe]).memory[3].tolist() == [0.4, 0, 0.4]
    assert trace(cell, X, interventions=[wipe, put]).memory[3].tolist() == [0.4, 0.4, 0.4]
    hold = Intervention("freeze", start=3, stop=6)
    frozen = trace(cell, X, interventions=[put, hold]).memory
    assert (frozen[3:7] == 0.4).all()
    assert (frozen[7] != 0.4).all()


def test_no_intervention_changes_nothing_and_an_intervention_is_kept_in_the_trace() -> None:
    cell = cell_of("lstm", D, H)
    idle = Intervention("erase", units=())
    ours = trace(cell, X, interventions=[idle])
    np.testing.assert_array_equal(ours.h, trace(cell, X).h)
    assert ours.interventions == (idle,)
