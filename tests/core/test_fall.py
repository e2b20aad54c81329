"""How long a gradient lasts: against the decay curves, and once by hand."""

import numpy as np
import pytest

from lstm_core.cells import Cell
from lstm_core.fall import fall, gain_plane, region
from lstm_core.gradients import decay
from lstm_core.passes import run_passes
from lstm_core.starts import start_cells, start_inputs


@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_the_fall_is_that_of_the_decay_curve(kind: str) -> None:
    """At every radius from dying at once to exploding; the bounds that save a decomposition never decide wrongly."""
    cells = [
        cell
        for radius in (0.0, 0.3, 0.8, 1.0, 1.2, 2.0, 6.0)
        for cell in start_cells(kind, 7, 3, seeds=range(4), start="gaussian", radius=radius)
    ]
    p = run_passes(cells, start_inputs(60, 3, 0.3, 0, 7))
    by_lag = decay(p).memory[:, ::-1]  # (N, T+1)
    below = by_lag <= -2
    first = np.where(below.any(axis=1), below.argmax(axis=1), np.inf)
    found = fall(p)
    np.testing.assert_array_equal(found.steps, first)
    np.testing.assert_allclose(found.last, by_lag[:, -1], rtol=1e-12)
    assert np.isinf(first).any()
    assert (first < 10).any()


def one_unit(W_ih: float, W_hh: float) -> Cell:
    """A ReLU unit without bias."""
    square = np.ones((1, 1, 1))
    return Cell("rnn", "relu", W_ih * square, W_hh * square, np.zeros((1, 1)), np.zeros((1, 1)))


def test_one_unit_by_hand() -> None:
    """A linear unit (ReLU, always on) with weight 1/2: after k steps 2^-k is left, 1/64 after 6 and 1/128 after 7."""
    half = one_unit(1.0, 0.5)
    double = one_unit(1.0, 2.0)
    found = fall(run_passes([half, double], np.ones((10, 1))))
    np.testing.assert_array_equal(found.steps, [7, np.inf])
    np.testing.assert_allclose(found.last, [10 * np.log10(0.5), 10 * np.log10(2)])
    np.testing.assert_array_equal(region(found.last), [-1, 1])
    assert region(np.array([-np.inf, -2.0, 2.0, np.inf])).tolist() == [-1, 0, 0, 1]


def test_a_unit_that_is_off_has_fallen_at_once() -> None:
    off = one_unit(-1.0, 3.0)
    found = fall(run_passes([off], np.ones((4, 1))))
    assert found.steps.tolist() == [1]
    assert found.last.tolist() == [-np.inf]


def test_each_place_is_the_median_of_its_own_nets() -> None:
    gains, biases = (0.5, 3.0), (-1.0, 0.0, 4.0)
    plane = gain_plane("lstm", gains, biases, H=5, D=2, T=30, size=0.7, seeds=(3, 4, 5))
    assert plane.steps.shape == plane.last.shape == (3, 2)
    x = start_inputs(30, 2, 0.7, 3, 5)
    for j, bias in enumerate(biases):
        for i, gain in enumerate(gains):
            cells = start_cells(
                "lstm", 5, 2, seeds=(3, 4, 5), start="gaussian", radius=gain, gate_bias=bias
            )
            alone = fall(run_passes(cells, x))
            assert plane.steps[j, i] == np.median(alone.steps)
            assert plane.last[j, i] == pytest.approx(np.median(alone.last))


def test_the_second_axis_of_an_rnn_is_the_size_of_its_inputs() -> None:
    """Large inputs saturate it, so that less is left."""
    plane = gain_plane("rnn", (1.5,), (0.05, 3.0), H=8, D=2, T=40, size=99.0)
    assert plane.last[0, 0] > plane.last[1, 0] + 5


def test_of_two_nets_the_one_that_falls_counts() -> None:
    """There is nothing half way between so many steps and never."""
    two = gain_plane("gru", (0.5,), (4.2,), H=4, D=2, T=200, size=0.5, seeds=(0, 1))
    each = [
        gain_plane("gru", (0.5,), (4.2,), H=4, D=2, T=200, size=0.5, seeds=(seed,)).steps
        for seed in (0, 1)
    ]
    assert two.steps == min(each)
