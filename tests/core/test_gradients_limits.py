"""Gradients at the ends of what numbers can be: vanished, exactly zero, infinite; and what is known of them without autograd."""

import tracemalloc

import numpy as np
import pytest
import torch

from lstm_core import Cell, trace
from lstm_core.arrays import Array
from lstm_core.gradients import (
    backward,
    contributions,
    decay,
    factors,
    jacobian_products,
    pairs,
    step_jacobians,
)
from lstm_core.passes import Passes, run_passes
from lstm_core.scaled import added, log_length, log_norm
from tests.core.nets import MODULES, cell_of, draw

pytestmark = pytest.mark.filterwarnings("error")


def rnn(W_hh: Array, activation: str = "tanh", bias: float = 0.0) -> Cell:
    """An RNN that adds its input to W_hh h."""
    H = len(W_hh)
    return Cell(
        *("rnn", activation, np.eye(H)[None], W_hh[None]), np.full((1, H), bias), np.zeros((1, H))
    )


def rotation(H: int, seed: int = 0) -> Array:
    return np.linalg.qr(np.random.default_rng(seed).normal(size=(H, H)))[0]


def test_two_steps_by_hand() -> None:
    """W = [[0, 2], [1, 0]], and inputs such that h_1 = (0.5, 0.6) and h_2 = (0.8, 0).

    1 - h^2 is (0.75, 0.64), then (0.36, 1). J_1 = diag(0.75, 0.64) W = [[0, 1.5], [0.64, 0]], J_2 = [[0, 0.72], [1, 0]],
    J_2 J_1 = [[0.4608, 0], [0, 1.5]]. Its spectral norm is 1.5, its Frobenius norm the root of 0.4608^2 + 1.5^2.
    The largest singular value of W is 2: the bound is 2 * 1 for the last step and 2 * 1 * 2 * 0.75 = 3 for both; without
    the saturation it is 2 and 4. With L = 3 h_2[0], dL/dh_1 = (0, 2.16) and dL/dh_0 = (1.3824, 0); dL/dz_2 = (1.08, 0), and
    with |h_1| = 0.781 the loss adds 1.08 * 0.781 to dL/dW through step 2, and nothing through step 1, as h_0 = 0.
    """
    W = np.array([[0.0, 2.0], [1.0, 0.0]])
    h = np.array([[0.5, 0.6], [0.8, 0.0]])
    z = np.arctanh(h)
    x = np.stack([z[0], z[1] - W @ h[0]])
    p = run_passes([rnn(W)], x)
    np.testing.assert_allclose(step_jacobians(p)[0, 1], [[0.0, 0.72], [1.0, 0.0]], atol=1e-15)
    flow = decay(p)
    np.testing.assert_allclose(10 ** flow.memory[0], [1.5, 1, 1])
    np.testing.assert_allclose(10 ** decay(p, norm="frobenius").memory[0, 0], np.hypot(0.4608, 1.5))
    assert flow.bound is not None
    assert flow.loose is not None
    np.testing.assert_allclose(10 ** flow.bound[0], [3, 2, 1])
    np.testing.assert_allclose(10 ** flow.loose[0], [4, 2, 1])
    direct = np.array([[[0.0, 0.0], [3.0, 0.0]]])
    back = backward(p, direct)
    np.testing.assert_allclose(back.dh[0], [[0.0, 2.16], [3.0, 0.0]], atol=1e-15)
    np.testing.assert_allclose(back.da[0, 1, 0], [1.08, 0], atol=1e-15)
    taught = contributions(p, direct)[0]
    np.testing.assert_allclose(10 ** taught[1], [0, 1.08 * np.hypot(0.5, 0.6)])
    assert taught[0, 0] == -np.inf


@pytest.mark.parametrize("kind", MODULES)
def test_the_product_is_what_finite_differences_see(kind: str) -> None:
    """From a start state that is not zero, nudged by 1e-5 in each of its components to both sides."""
    cell, x = cell_of(kind), draw(1, 5, 2).numpy()
    lstm, size = kind == "lstm", 1e-5
    start = draw(2, 6 if lstm else 3).numpy()

    def end(state: Array) -> Array:
        done = trace(cell, x, state=(state[:3], state[3:]) if lstm else state)
        return done.h[-1] if done.c is None else np.concatenate([done.h[-1], done.c[-1]])

    p = Passes.of(trace(cell, x, state=(start[:3], start[3:]) if lstm else start))
    *_, last = jacobian_products(p)
    found = np.ldexp(last.matrix[0], last.exponent[0])
    nudges = size * np.eye(len(start))
    wanted = [(end(start + one) - end(start - one)) / (2 * size) for one in nudges]
    np.testing.assert_allclose(found, np.transpose(wanted), rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("scale", [1e-3, 1e3])
def test_no_norm_vanishes_or_overflows(scale: float) -> None:
    """With states of 0 the Jacobian is W itself: 1e-3 or 1e3 times a rotation, so the norm is 1e-360 or 1e360 after 120 steps."""
    T, H = 120, 4
    p = run_passes([rnn(scale * rotation(H))] * 2, np.zeros((T, H)))
    wanted = np.log10(scale) * np.arange(T, -1, -1)
    flow = decay(p)
    for logs in (flow.memory, flow.bound, flow.loose, pairs(p).memory[:, :, -1]):
        assert logs is not None
        np.testing.assert_allclose(logs, [wanted] * 2, rtol=0, atol=1e-10)
    direct = np.zeros((2, T, H))
    direct[:, -1, 0] = 1
    np.testing.assert_allclose(backward(p, direct).log_dh, [wanted[1:]] * 2, rtol=0, atol=1e-10)


@pytest.mark.parametrize("kind", MODULES)
def test_a_loss_of_1e_300_has_the_logs_of_one_of_1(kind: str) -> None:
    p = run_passes([cell_of(kind, 2, 5, seed) for seed in range(2)], draw(1, 30, 2).numpy())
    direct = draw(3, 2, 30, 5).numpy()
    large, small = backward(p, direct), backward(p, 1e-300 * direct)
    for one, other in ((large.log_dh, small.log_dh), (large.log_dx, small.log_dx)):
        np.testing.assert_allclose(other, one - 300, rtol=0, atol=1e-10)
    taught = contributions(p, direct)
    np.testing.assert_allclose(contributions(p, 1e-300 * direct), taught - 300, atol=1e-10)
    assert (taught[:, :, 0][~np.isnan(taught[:, :, 0])] == -np.inf).all()  # h_0 = 0 teaches nothing


def test_units_of_relu_that_are_off_send_exactly_nothing() -> None:
    cell = rnn(np.eye(3), "relu")
    x = np.ones((6, 3))
    x[3] = -100  # at step 4 all units die, and z = 0 counts as off
    x[4:] = 0
    p = run_passes([cell], x)
    assert (p.h[0, 4:] == 0).all()
    flow = decay(p)
    assert flow.memory[0].tolist() == [-np.inf] * 6 + [0]
    assert decay(p, 3).memory[0].tolist() == [0, 0, 0, 0]
    assert flow.bound is not None
    assert flow.bound[0].tolist() == [-np.inf] * 6 + [0]
    direct = np.ones((1, 6, 3))
    taught = contributions(p, direct)[0]
    assert (taught[5, :] == -np.inf).all()
    assert np.isfinite(taught[2, 1:3]).all()
    assert (
        backward(p, direct).log_dh[0] > 0
    ).all()  # what each step's own loss sends is still there
    opened = factors(p, 0, 6)
    assert opened.lost.tolist() == [0, 0, 0, 0, 0, -np.inf]
    assert opened.worst == 5


def test_what_overflows_is_infinite_and_the_other_nets_are_not() -> None:
    wild, tame = rnn(np.full((3, 3), 1e200), "relu"), rnn(0.5 * np.eye(3), "relu")
    p = run_passes([wild, tame], np.ones((5, 3)))
    assert not np.isfinite(p.h[0, -1]).any()
    flow, direct = decay(p), np.ones((2, 5, 3))
    assert flow.memory[0].tolist() == [np.inf] * 5 + [0]
    np.testing.assert_allclose(flow.memory[1], np.arange(5, -1, -1) * np.log10(0.5))
    assert flow.bound is not None
    assert (flow.bound[0, :5] == np.inf).all()
    for values in (pairs(p).memory[:, 0, -1], backward(p, direct).log_dh[:, 0]):
        assert values[0] == np.inf
        assert np.isfinite(values[1])
    taught = contributions(p, direct)
    assert (taught[0, 4, 1:] == np.inf).all()
    assert np.isfinite(taught[1, 4, 1:]).all()
    opened = factors(p, 0, 5)
    assert (opened.singular[-1] == np.inf).all()
    assert not np.isnan(opened.lost).any()
    assert decay(p, norm="frobenius").memory[0, 0] == np.inf


def test_the_bound_is_never_broken_and_can_be_reached() -> None:
    nets = [rnn(gain * rotation(8, seed)) for seed, gain in enumerate((0.1, 0.9, 1, 1.5, 4))]
    rng = np.random.default_rng(0)
    nets += [rnn(rng.normal(0, gain / 8**0.5, (8, 8))) for gain in (0, 0.5, 1, 2, 100)]
    flow = decay(run_passes(nets, rng.normal(size=(60, 8))))
    assert flow.bound is not None
    assert flow.loose is not None
    assert (flow.memory <= flow.bound + 1e-10).all()
    assert (flow.bound <= flow.loose + 1e-10).all()
    open_ = decay(run_passes([rnn(1.1 * np.eye(8), "relu")], np.ones((60, 8))))
    assert open_.bound is not None
    np.testing.assert_allclose(open_.memory, open_.bound, rtol=0, atol=1e-10)
    np.testing.assert_allclose(open_.memory[0, 0], 60 * np.log10(1.1))


@pytest.mark.parametrize("kind", ["lstm", "gru"])
def test_the_lane_is_the_derivative_with_the_gates_held_still(kind: str) -> None:
    p = run_passes([cell_of(kind, 2, 4, seed) for seed in range(3)], draw(1, 40, 2).numpy())
    lane = decay(p).lane
    assert lane is not None
    gates = {name: torch.tensor(values) for name, values in p.gates.items()}
    for net in range(p.N):
        for t in range(p.T + 1):
            start = torch.tensor(p.memory[net, t], requires_grad=True)
            memory = start * 1
            for k in range(t, p.T):
                if kind == "lstm":
                    written = gates["input"][net, k] * gates["candidate"][net, k]
                    memory = gates["forget"][net, k] * memory + written
                else:
                    u = gates["update"][net, k]
                    memory = (1 - u) * gates["candidate"][net, k] + u * memory
            # Each cell of the memory depends on itself alone.
            (kept,) = torch.autograd.grad(memory.sum(), start)
            np.testing.assert_allclose(lane[net, t], np.log10(kept.max().item()), atol=1e-10)
    assert decay(p.take([1]), 0).lane == np.zeros((1, 1))


def test_an_lstm_of_128_units_over_200_steps_in_little_memory() -> None:
    """All 200 state Jacobians of one net would take 105 MB."""
    p = run_passes([cell_of("lstm", 2, 128)], draw(1, 200, 2).numpy())
    tracemalloc.start()
    flow = decay(p, norm="frobenius")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 30e6
    assert flow.h_c is not None
    for logs in (flow.memory, flow.h_c):
        assert np.isfinite(logs[0, :-1]).all()
    assert contributions(p, np.ones((1, 200, 128))).shape == (1, 200, 200)


@pytest.mark.parametrize("kind", MODULES)
def test_factors_open_the_product(kind: str) -> None:
    p = run_passes([cell_of(kind, 2, 4, seed) for seed in range(2)], draw(1, 12, 2).numpy())
    start, end, net = 3, 10, 1
    found, J = factors(p, start, end, net), step_jacobians(p)[net, start:end]
    np.testing.assert_allclose(found.singular, np.linalg.svd(J, compute_uv=False))
    flow = decay(p.take([net]), end)
    np.testing.assert_allclose(found.running, flow.memory[0, start:])
    np.testing.assert_allclose(found.lost.sum(), found.running[0], atol=1e-12)
    assert found.lost[found.worst] == found.lost.min()
    if kind.startswith("rnn"):
        assert found.slope is not None
        assert found.weights is not None
        assert found.lane is found.kept is found.rest is None
        np.testing.assert_allclose(found.slope[:, :, None] * p.W_hh[net, 0], J, atol=1e-15)
        np.testing.assert_allclose(found.weights, np.linalg.svd(p.W_hh[net, 0])[1])
        return
    assert found.weights is found.slope is None
    assert found.kept is not None
    assert found.rest is not None
    assert flow.lane is not None
    np.testing.assert_array_equal(found.lane, flow.lane[0, start:])
    lanes = found.kept[:, :, None] * np.eye(4)
    if kind == "lstm":
        np.testing.assert_array_equal(J[:, 4:, 4:], lanes)
    rest = J[:, 4:, :4] if kind == "lstm" else J - lanes
    np.testing.assert_allclose(found.rest, np.linalg.norm(rest, 2, axis=(1, 2)))


def test_factors_of_no_step_are_refused() -> None:
    p = run_passes([cell_of("rnn")], draw(1, 4, 2).numpy())
    for start, end in ((2, 2), (3, 1), (-1, 2), (0, 5)):
        with pytest.raises(ValueError, match="0 <= start < end <= 4"):
            factors(p, start, end)


def test_the_largest_singular_value_of_every_sort_of_matrix() -> None:
    rng = np.random.default_rng(0)
    left, right = rotation(12, 1), rotation(12, 2)
    spread = [left * np.r_[1, second, 0.1 * rng.random(10)] @ right for second in SECONDS]
    plain = [
        rng.normal(size=(12, 12)),
        left,
        np.eye(12),
        np.outer(left[0], right[0]),
        np.ones((12, 12)),
    ]
    matrices = np.array([*spread, *plain, *(scale * left for scale in (1e-200, 1e200, 3e-310))])
    wanted = np.log10(np.linalg.norm(matrices, 2, axis=(1, 2)))
    zero = np.zeros(len(matrices), dtype=np.int64)
    found = log_norm(matrices, zero)
    np.testing.assert_allclose(found[:-1], wanted[:-1], rtol=0, atol=1e-12)
    np.testing.assert_allclose(found[-1], np.log10(3e-310), rtol=0, atol=1e-10)  # few digits there
    tall = rng.normal(size=(3, 7, 2))
    np.testing.assert_allclose(
        log_norm(tall, np.array([0, 5000, -5000])),
        np.log10(np.linalg.norm(tall, 2, axis=(1, 2))) + np.array([0, 5000, -5000]) * np.log10(2),
        rtol=1e-14,
    )
    odd = np.array([np.zeros((2, 2)), np.full((2, 2), np.nan), np.diag([np.inf, 1]), np.eye(2)])
    assert log_norm(odd, zero[:4]).tolist() == [-np.inf, np.inf, np.inf, 0]


SECONDS = (0, 0.1, 0.5, 0.9, 0.99, 0.999, 1 - 1e-6, 1 - 1e-12, 1)


def test_sums_of_numbers_of_very_different_size() -> None:
    one, two = np.array([[3.0, 0.0]]), np.array([[0.0, 4.0]])
    for first, second, wanted in (
        (0, 0, np.log10(5)),
        (7000, 7000, np.log10(5) + 7000 * np.log10(2)),
        (7000, 0, np.log10(3) + 7000 * np.log10(2)),
        (-7000, 0, np.log10(4)),
    ):
        total = added(one, np.array([first]), two, np.array([second]))
        np.testing.assert_allclose(log_length(*total), [wanted])
    nothing = np.zeros((1, 2))
    for pair in ((one, nothing), (nothing, one)):
        total = added(pair[0], np.array([-7000]), pair[1], np.array([-7000]))
        np.testing.assert_allclose(log_length(*total), np.log10(3) - 7000 * np.log10(2))
    total = added(nothing, np.array([50]), one, np.array([-7000]))
    np.testing.assert_allclose(log_length(*total), np.log10(3) - 7000 * np.log10(2))
