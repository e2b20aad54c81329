"""Many sequences at once are each what `trace` and PyTorch make of it; and an operation says what it cannot do."""

from typing import Any

import numpy as np
import pytest
import torch

from lstm_core import Cell, trace
from lstm_core.many import run_many
from lstm_core.net import Net
from lstm_core.surgery import ACTIONS, Operation, actions_of, overwrite
from tests.core.nets import MODULES, cell_of, draw, module_of

B, T, D, H, V = 4, 9, 2, 5, 7
X = draw(1, B, T, D).numpy()
UNITS = (3, 0)
VALUES = (0.6, -0.4)
START, STOP = (
    np.array([0, 2, 5, 8]),
    np.array([9, 4, 5, 20]),
)  # all of it, some, nothing, beyond the end


def close(ours: object, theirs: object, atol: float = 1e-12) -> None:
    np.testing.assert_allclose(np.asarray(ours), np.asarray(theirs), rtol=0, atol=atol)


def net_with(cell: Cell) -> Net:
    return Net(None, None, cell, np.zeros((1, H)), np.zeros(1))


def operation_of(action: str, kind: str) -> Operation:
    """`action`; the values of a relu net are not negative."""
    values = VALUES if "relu" not in kind else (0.6, 0.4)
    return Operation(action, UNITS, values if action == "overwrite" else None)


DONE: list[tuple[str, str | None]] = [(kind, None) for kind in MODULES]
DONE += [(kind, action) for kind in MODULES for action in actions_of(kind.split()[0])]


@pytest.mark.parametrize(("kind", "action"), DONE)
def test_each_sequence_is_its_own_trace(kind: str, action: str | None) -> None:
    cell = cell_of(kind, D, H)
    operation = None if action is None else operation_of(action, kind)
    many = run_many(net_with(cell), X, operation, START, STOP)
    assert tuple(many.gates) == cell.gates
    for b in range(B):
        done = (
            ()
            if operation is None
            else operation.interventions(cell.kind, START[b], min(STOP[b], T))
        )
        alone = trace(cell, X[b], interventions=done if START[b] < STOP[b] else ())
        close(many.h[b], alone.h)
        close(many.memory[b], alone.memory)
        for name, values in alone.gates.items():
            close(many.gates[name][b], values)
    if operation is not None:
        free = run_many(net_with(cell), X)
        changed = [not np.array_equal(many.h[b], free.h[b]) for b in range(B)]
        assert changed[0]
        assert not changed[2]


def test_one_start_and_stop_hold_for_all_and_no_stop_is_the_end() -> None:
    net, operation = net_with(cell_of("lstm", D, H)), Operation("erase", UNITS)
    one = run_many(net, X, operation, 3)
    other = run_many(net, X, operation, np.full(B, 3), np.full(B, T))
    np.testing.assert_array_equal(one.memory, other.memory)
    assert not one.memory[:, 4:, UNITS].any()
    assert one.memory[:, 1:4, UNITS].all()


def test_an_operation_on_no_cell_changes_nothing() -> None:
    net = net_with(cell_of("gru", D, H))
    np.testing.assert_array_equal(run_many(net, X, Operation("freeze", ())).h, run_many(net, X).h)


@pytest.mark.parametrize("kind", MODULES)
@pytest.mark.parametrize(("dtype", "atol"), [(torch.float64, 1e-12), (torch.float32, 1e-6)])
def test_without_an_operation_it_is_pytorchs_module(
    kind: str, dtype: torch.dtype, atol: float
) -> None:
    module = module_of(kind, D, H, dtype, batch_first=True)
    many = run_many(net_with(Cell.from_module(module)), X)
    with torch.no_grad():
        outputs, last = module(torch.tensor(X, dtype=dtype))
    close(many.h[:, 1:], outputs, atol)
    if kind == "lstm":
        close(many.memory[:, -1], last[1][0], atol)


def test_symbols_are_looked_up_and_what_pads_the_end_changes_nothing_before_it() -> None:
    rng = np.random.default_rng(0)
    embed = rng.normal(size=(V, D))
    net = Net(embed, None, cell_of("lstm", D, H), np.zeros((1, H)), np.zeros(1))
    words = rng.integers(V, size=(B, T))
    other = words.copy()
    other[:, 6:] = 0
    found = run_many(net, words)
    close(found.memory, run_many(net_with(net.cell), embed[words]).memory)
    np.testing.assert_array_equal(found.memory[:, :7], run_many(net, other).memory[:, :7])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("burn", (0,)), "action must be one of close_forget, .*, not 'burn'"),
        (("erase", (0, 1, 0)), "must not name a cell twice"),
        (("overwrite", (0, 1)), "overwrite of 2 units takes 2 values"),
        (("overwrite", (0, 1), (0.5,)), "overwrite of 2 units takes 2 values"),
        (("erase", (0,), (0.5,)), "erase of 1 units takes None values"),
    ],
)
def test_an_operation_that_makes_no_sense_is_refused(arguments: tuple[Any, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Operation(*arguments)


def test_what_a_net_has_no_gate_for_is_not_offered_and_is_refused() -> None:
    assert actions_of("lstm") == ACTIONS
    assert set(ACTIONS) - set(actions_of("gru")) == {"open_input"}
    assert set(ACTIONS) - set(actions_of("rnn")) == {"close_forget", "open_input"}
    for kind, action in (("rnn", "close_forget"), ("gru", "open_input")):
        operation = Operation(action, (0,))
        with pytest.raises(ValueError, match=f"{action} cannot be done to kind '{kind}'"):
            operation.interventions(kind, 0)
        with pytest.raises(ValueError, match=f"{action} cannot be done to kind '{kind}'"):
            run_many(net_with(cell_of(kind, D, H)), X, operation)


def test_overwriting_takes_the_values_of_its_cells() -> None:
    means = np.arange(H) / 10
    assert overwrite(means, UNITS) == Operation("overwrite", (3, 0), (0.3, 0.0))


@pytest.mark.parametrize("unit", [H, -1])
def test_a_cell_that_is_not_there_is_refused(unit: int) -> None:
    with pytest.raises(ValueError, match=f"units must be 0 to {H - 1}"):
        run_many(net_with(cell_of("lstm", D, H)), X, Operation("erase", (0, unit)))
