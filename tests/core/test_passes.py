"""Several nets at once are each the net that `trace` knows, and none hears of another's overflow."""

import numpy as np
import pytest

from lstm_core import Cell, Intervention, trace
from lstm_core.arrays import Array
from lstm_core.passes import Passes, run_passes
from tests.core.nets import MODULES, cell_of, draw

N, T, D, H = 3, 7, 2, 4


def cells(kind: str) -> list[Cell]:
    return [cell_of(kind, D, H, seed) for seed in range(N)]


def assert_same(one: Passes, other: Passes) -> None:
    assert (one.kind, one.activation, one.N, one.T, one.H, one.D) == (
        *(other.kind, other.activation, other.N, other.T, other.H, other.D),
    )
    for name in ("W_ih", "W_hh", "b_ih", "b_hh", "x"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    for name in ("z", "h", "memory"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=0, atol=1e-13)
    assert tuple(one.gates) == tuple(other.gates)
    for name, values in one.gates.items():
        np.testing.assert_allclose(values, other.gates[name], rtol=0, atol=1e-13)


@pytest.mark.parametrize("own", [False, True], ids=["same inputs", "inputs of its own"])
@pytest.mark.parametrize("kind", MODULES)
def test_nets_together_are_their_traces(kind: str, own: bool) -> None:
    x = draw(1, *((N, T, D) if own else (T, D))).numpy()
    rows = x if own else [x] * N
    found = run_passes(cells(kind), x)
    wanted = Passes.of(*(trace(cell, row) for cell, row in zip(cells(kind), rows, strict=True)))
    assert_same(found, wanted)
    assert (found.N, found.T, found.D, found.H) == (N, T, D, H)
    assert (found.memory is found.h) == (kind != "lstm")
    assert_same(found.take([2, 0]), wanted.take([2, 0]))
    np.testing.assert_array_equal(found.take([2, 0]).h, found.h[[2, 0]])


def test_a_start_that_is_not_zero_comes_from_the_trace() -> None:
    h, c = draw(1, H).numpy(), draw(2, H).numpy()
    p = Passes.of(trace(cells("lstm")[0], draw(3, T, D), state=(h, c)))
    np.testing.assert_array_equal(p.h[0, 0], h)
    np.testing.assert_array_equal(p.memory[0, 0], c)


@pytest.mark.filterwarnings("error")
def test_a_net_that_overflows_keeps_it_to_itself() -> None:
    tame, wild = cell_of("rnn relu", D, H), cell_of("rnn relu", D, H)
    wild = Cell(
        wild.kind, wild.activation, abs(wild.W_ih), 1e200 * wild.W_hh**2, wild.b_ih, wild.b_hh
    )
    x = abs(draw(1, T, D)).numpy()
    both = run_passes([wild, tame], x)
    assert not np.isfinite(both.h[0, -1]).any()
    np.testing.assert_array_equal(both.h[1], run_passes([tame], x).h[0])


def test_what_does_not_fit_together_is_said() -> None:
    x = draw(1, T, D).numpy()
    one, larger, gru = cell_of("rnn", D, H), cell_of("rnn", D, H + 1), cell_of("gru", D, H)
    with pytest.raises(ValueError, match="at least one trace"):
        Passes.of()
    held = trace(one, x, interventions=[Intervention("erase")])
    with pytest.raises(ValueError, match="interventions"):
        Passes.of(held)
    for other in (larger, gru, cell_of("rnn relu", D, H)):
        with pytest.raises(ValueError, match="one kind and size"):
            Passes.of(trace(one, x), trace(other, x))
        with pytest.raises(ValueError, match="one kind and size"):
            run_passes([one, other], x)
    with pytest.raises(ValueError, match="equally long"):
        Passes.of(trace(one, x), trace(one, x[1:]))
    with pytest.raises(ValueError, match="one kind and size"):
        run_passes([], x)
    for wrong in (x[:, :1], x[None].repeat(2, axis=0), x[:0], x[0]):
        with pytest.raises(ValueError, match=r"x must be \(T, 2\) or \(1, T, 2\), not"):
            run_passes([one], wrong)
    bad: Array = np.full((T, D), np.nan)
    with pytest.raises(ValueError, match=r"x .* must be finite"):
        run_passes([one], bad)
