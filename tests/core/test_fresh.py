"""Decay curves over several nets: medians with zeros and infinities, and starts whose curves are known by hand."""

import numpy as np

from lstm_core.fresh import Curves, Start, curve, curves


def fresh_curves(start: Start) -> Curves:
    return curves(start.passes())


def test_a_curve_goes_back_from_the_end_with_the_net_in_the_middle() -> None:
    """Three nets over two steps, states 0, 1, 2; by lag they stand the other way round."""
    found = curve(np.array([[-9.0, -4.0, 0.0], [-7.0, -1.0, 0.0], [-2.0, -3.0, 0.0]]))
    assert found.mid.tolist() == [0, -3, -7]
    assert found.low.tolist() == [0, -4, -9]
    assert found.high.tolist() == [0, -1, -2]
    assert found.net.tolist()[1:] == [2, 1]


def test_zeros_and_infinities_have_their_place_in_a_curve() -> None:
    zero, large = -np.inf, np.inf
    found = curve(np.array([[zero, zero, zero, 1.0], [zero, 2.0, large, 3.0]]))
    # by lag: (1, 3), (0, too large), (0, 10^2), (0, 0)
    assert found.mid.tolist() == [2, zero, 2, zero]
    assert found.low.tolist() == [1, zero, zero, zero]
    assert found.high.tolist() == [3, large, 2, zero]
    assert found.net.tolist()[1:] == [0, 1, 0]


def test_a_median_between_a_number_and_an_infinity_is_the_number() -> None:
    """Four nets: in the middle of each lag stand (2, 4), (0, 10^2), (10^2, too large) and (0, too large)."""
    zero, large = -np.inf, np.inf
    by_lag = np.array(
        [[1.0, zero, 1.0, zero], [2, zero, 2, zero], [4, 2, large, large], [5, 3, large, large]]
    )
    found = curve(by_lag[:, ::-1])
    assert found.mid.tolist() == [3, 2, 2, zero]
    assert found.net.tolist()[1:3] == [2, 1]


def test_a_relu_net_that_starts_as_identity_attains_its_bound() -> None:
    """While some unit stays on, W = r I makes the product r^k times a diagonal of ones and zeros: its norm is r^k."""
    start = Start("rnn", "identity", 1.1, "relu", size=0.1, T=30, H=16, nets=4)
    found = fresh_curves(start)
    expected = np.arange(31) * np.log10(1.1)
    np.testing.assert_allclose(found.full.mid, expected, atol=1e-9)
    assert found.bound is not None
    np.testing.assert_allclose(found.bound.mid, expected, atol=1e-9)
    assert found.lane is None


def test_of_a_silent_lstm_with_forget_bias_3_the_lane_keeps_what_the_bias_says() -> None:
    """Without recurrent weights f = sigmoid(3) whatever comes in at size 0, and nothing flows but along the lane."""
    start = Start("lstm", "gaussian", 0.0, gate_bias=3.0, size=0.0, T=40, nets=3)
    found = fresh_curves(start)
    assert found.lane is not None
    expected = -np.arange(41) * np.log10(1 + np.exp(-3.0))
    np.testing.assert_allclose(found.lane.mid, expected, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.full.mid, expected, rtol=1e-9, atol=1e-12)


def test_radius_0_leaves_an_rnn_exactly_nothing_after_one_step() -> None:
    found = fresh_curves(Start("rnn", "orthogonal", 0.0, T=5, nets=3))
    assert found.dead == 3
    assert found.full.mid.tolist() == [0, *[-np.inf] * 5]


def test_the_bound_is_never_exceeded_whatever_the_start() -> None:
    for start, radius in (("gaussian", 0.5), ("gaussian", 3.0), ("pytorch", 1.0)):
        p = Start("rnn", start, radius, T=60, nets=4).passes()
        one = curves(p.take([2]))
        assert one.bound is not None
        assert (one.full.mid <= one.bound.mid + 1e-9).all()
