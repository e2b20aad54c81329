"""The gradient through time against autograd, loop by loop in double precision: Jacobians, their products, what reaches where."""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest
import torch
from torch import Tensor

from lstm_core import Cell
from lstm_core.arrays import Array
from lstm_core.gradients import (
    backward,
    contributions,
    decay,
    jacobian_products,
    pairs,
    step_jacobians,
)
from lstm_core.passes import Passes, run_passes
from tests.core.nets import MODULES, cell_of, draw

CLOSE = 1e-10  # relative to the norm of what is compared
SIZES = [(1, 1, 1), (2, 3, 9), (5, 8, 25)]  # D, H, T
EVERY = [(kind, size) for kind in MODULES for size in SIZES]
BLOCKS = {"h": (0, 0), "h_c": (0, 1), "c_h": (1, 0), "memory": (1, 1)}


class Walk(NamedTuple):
    """A forward pass of torch. Each state is a copy that only the next step sees: h_t and c_t do not hang together."""

    x: list[Tensor]  # T of (D,)
    W_hh: Tensor  # (G * H, H)
    states: list[tuple[Tensor, ...]]  # T + 1 of (h,) or (h, c)


def walk(cell: Cell, x: Array) -> Walk:
    """PyTorch's own cell, one step after another."""
    kinds = {"lstm": torch.nn.LSTMCell, "gru": torch.nn.GRUCell, "rnn": torch.nn.RNNCell}
    options: dict[str, Any] = {"nonlinearity": cell.activation} if cell.kind == "rnn" else {}
    module = kinds[cell.kind](cell.D, cell.H, dtype=torch.float64, **options)
    with torch.no_grad():
        for name in ("ih", "hh"):
            for ours, theirs in (("W", "weight"), ("b", "bias")):
                value = torch.tensor(getattr(cell, f"{ours}_{name}"))
                getattr(module, f"{theirs}_{name}").copy_(value.flatten(0, 1))
    inputs = [torch.tensor(row, requires_grad=True) for row in x]
    zeros = (torch.zeros(cell.H, dtype=torch.float64, requires_grad=True) for _ in range(2))
    state = tuple(zeros)[: 2 if cell.kind == "lstm" else 1]
    states = [state]
    for one in inputs:
        after = module(one, state if cell.kind == "lstm" else state[0])
        state = tuple(one.clone() for one in (after if cell.kind == "lstm" else [after]))
        states.append(state)
    return Walk(inputs, module.weight_hh, states)


def derivative(of: Tensor, by: Tensor) -> Array:
    """The Jacobian d of / d by, one call of autograd a component of `of`."""
    rows = [
        torch.autograd.grad(one, by, retain_graph=True, materialize_grads=True)[0]
        for one in of.unbind()
    ]
    return torch.stack(rows).numpy()


def full(walked: Walk, end: int, t: int) -> Array:
    """The Jacobian d state_end / d state_t, (S, S), of the state [h; c]."""
    blocks = [
        [derivative(of, by) if end > t else np.eye(len(of)) * (of is by) for by in walked.states[t]]
        for of in walked.states[end]
    ]
    return np.block(blocks)


def assert_close(found: Array, wanted: Array) -> None:
    """To 1e-10 of the norm of what is wanted; zeros exactly."""
    assert np.linalg.norm(found - wanted) <= CLOSE * np.linalg.norm(wanted)


def assert_logs(found: Array, wanted: Array) -> None:
    """log10 of norms, to a relative error of the norm of 1e-10; zeros exactly."""
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose(found, np.log10(wanted), rtol=0, atol=CLOSE / np.log(10))


def inputs(size: tuple[int, int, int], seed: int = 3) -> Array:
    D, _, T = size
    return draw(seed, T, D).numpy()


@pytest.mark.parametrize(("kind", "size"), EVERY, ids=str)
def test_every_step_and_every_product_of_steps(kind: str, size: tuple[int, int, int]) -> None:
    cell, x = cell_of(kind, *size[:2]), inputs(size)
    p, walked = run_passes([cell], x), walk(cell, x)
    products = products_of(kind, size)
    for t, J in enumerate(step_jacobians(p)[0]):
        assert_close(J, full(walked, t + 1, t))
    for t, P, exponent in jacobian_products(p):
        assert_close(np.ldexp(P[0], exponent[0]), products[t])
    end = p.T // 2
    for t, P, exponent in jacobian_products(p, end, slice(0, 1)):
        assert_close(np.ldexp(P[0], exponent[0]), full(walked, end, t)[:1])


@cache
def products_of(kind: str, size: tuple[int, int, int]) -> tuple[Array, ...]:
    """Of the last state by each, before it, by autograd."""
    walked = walk(cell_of(kind, *size[:2]), inputs(size))
    return tuple(full(walked, size[2], t) for t in range(size[2] + 1))


NORMS: dict[str, Callable[[Array], float]] = {
    "spectral": lambda matrix: float(np.linalg.norm(matrix, 2)),
    "frobenius": lambda matrix: float(np.linalg.norm(matrix)),
}


@pytest.mark.parametrize("norm", NORMS)
@pytest.mark.parametrize(("kind", "size"), EVERY, ids=str)
def test_every_norm_of_every_block(kind: str, size: tuple[int, int, int], norm: str) -> None:
    cell, x, H = cell_of(kind, *size[:2]), inputs(size), size[1]
    p, products = run_passes([cell], x), products_of(kind, size)
    found = decay(p, norm=norm)._asdict()
    places = BLOCKS if kind == "lstm" else {"h": (0, 0), "memory": (0, 0)}
    for name, (row, column) in places.items():
        here = (slice(row * H, (row + 1) * H), slice(column * H, (column + 1) * H))
        assert_logs(found[name][0], np.array([NORMS[norm](one[here]) for one in products]))
    assert (found["c_h"] is None) == (found["h_c"] is None) == (kind != "lstm")
    some = decay(p, norm=norm, blocks=("memory",))
    np.testing.assert_allclose(some.memory, found["memory"], rtol=1e-13, atol=1e-13)


def test_a_norm_without_a_name_and_states_that_are_not_there() -> None:
    p = run_passes([cell_of("gru")], inputs((2, 3, 9)))
    with pytest.raises(ValueError, match="norm must be 'spectral' or 'frobenius', not 'nuclear'"):
        decay(p, norm="nuclear")
    for end in (-1, 10):
        with pytest.raises(ValueError, match=f"end must be 0 to 9 for 9 steps, not {end}"):
            decay(p, end)
    with pytest.raises(ValueError, match=r"direct must be \(1, 9, 3\), not \(9, 3\)"):
        backward(p, np.zeros((9, 3)))


@pytest.mark.parametrize("kind", MODULES)
def test_pairs_are_the_decay_to_every_end(kind: str) -> None:
    size = (2, 3, 9)
    p = run_passes([cell_of(kind, seed=s) for s in range(3)], inputs(size))
    found = pairs(p)
    for end in range(p.T + 1):
        wanted = decay(p, end)
        np.testing.assert_allclose(found.memory[:, : end + 1, end], wanted.memory, atol=1e-12)
        assert np.isnan(found.memory[:, end + 1 :, end]).all()
        shown = wanted.memory if wanted.h_c is None else wanted.h_c
        # At its own step a memory does not show: h is out before the nudge comes.
        last = end + 1 if wanted.h_c is None else end
        np.testing.assert_allclose(found.shown[:, :last, end], shown[:, :last], atol=1e-12)
        assert np.isnan(found.shown[:, last:, end]).all()


@pytest.mark.parametrize(("kind", "size"), EVERY, ids=str)
def test_what_reaches_states_memories_inputs_and_weights(
    kind: str, size: tuple[int, int, int]
) -> None:
    cell, x = cell_of(kind, *size[:2]), inputs(size)
    p, rows = run_passes([cell], x), [torch.tensor(row, requires_grad=True) for row in x]
    direct = draw(5, p.T, p.H)
    hs, cs = by_hand(cell, rows, [torch.tensor(cell.W_hh)] * p.T)
    loss = (direct * torch.stack(hs)).sum()
    back = backward(p, direct.numpy()[None])
    places = [(hs, back.dh), (cs, back.dc), (rows, back.dx)]
    for by, values in places:
        if values is not None:
            for t, one in enumerate(torch.autograd.grad(loss, by, retain_graph=True)):
                assert_close(values[0, t], one.numpy())
    for logs, values in ((back.log_dh, back.dh), (back.log_dc, back.dc), (back.log_dx, back.dx)):
        assert (logs is None) == (values is None)
        if logs is not None and values is not None:
            assert_logs(logs, np.linalg.norm(values, axis=2))


def recurrent(p: Passes, da: Array) -> Array:
    """(N, T, G * H) dL/d(W_hh h_(t-1)) from dL/dz: of a GRU's candidate, the reset gate stands between them."""
    through = da.copy()
    if p.kind == "gru":
        through[:, :, 2] *= p.gates["reset"]
    return through.reshape(p.N, p.T, -1)


@pytest.mark.parametrize(("kind", "size"), EVERY, ids=str)
def test_contributions_add_up_to_the_gradient_of_the_weights(
    kind: str, size: tuple[int, int, int]
) -> None:
    """Of each loss alone, and of all: dL/dW_hh is the sum over the steps of an outer product with h_(t-1)."""
    cell, x = cell_of(kind, *size[:2]), inputs(size)
    p, walked = run_passes([cell], x), walk(cell, x)
    direct = draw(5, p.T, p.H)
    direct[p.T // 3] = 0  # here nothing is asked
    whole = np.zeros((len(walked.W_hh), p.H))
    logs = contributions(p, direct.numpy()[None])[0]
    for tau in range(p.T):
        loss = direct[tau] @ walked.states[tau + 1][0]
        (wanted,) = torch.autograd.grad(loss, walked.W_hh, retain_graph=True)
        alone = np.zeros((1, p.T, p.H))
        alone[0, tau] = direct[tau]
        through = recurrent(p, backward(p, alone).da)[0]  # (T, G * H)
        each = through[:, :, None] * p.h[0, :-1, None]  # (T, G * H, H)
        assert_close(each.sum(axis=0), wanted.numpy())
        sizes = np.linalg.norm(each, axis=(1, 2))
        assert_logs(logs[tau, : tau + 1], sizes[: tau + 1])
        assert np.isnan(logs[tau, tau + 1 :]).all()
        whole += each.sum(axis=0)
    assert_close(through_all(p, direct.numpy()), whole)


def through_all(p: Passes, direct: Array) -> Array:
    """dL/dW_hh from one pass backwards for all losses."""
    through = recurrent(p, backward(p, direct[None]).da)[0]
    total: Array = through.T @ p.h[0, :-1]
    return total


@pytest.mark.parametrize("kind", MODULES)
def test_each_contribution_is_that_of_weights_of_its_own_step(kind: str) -> None:
    """Autograd with a copy of W_hh for each step: the derivative by the copy of step t is what went through step t."""
    cell, x = cell_of(kind), inputs((2, 3, 6))
    p = run_passes([cell], x)
    direct = draw(5, p.T, p.H)
    copies = [torch.tensor(cell.W_hh, requires_grad=True) for _ in range(p.T)]
    states, _ = by_hand(cell, list(torch.tensor(x)), copies)
    losses = [row @ h for row, h in zip(direct, states, strict=True)]
    logs = contributions(p, direct.numpy()[None])[0]
    for tau, loss in enumerate(losses):
        found = torch.autograd.grad(loss, copies[: tau + 1], retain_graph=True)
        sizes = np.array([float(torch.linalg.norm(one)) for one in found])
        assert_logs(logs[tau, : tau + 1], sizes)


def by_hand(cell: Cell, x: list[Tensor], W_hh: list[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
    """The states h and c of every step in torch, with recurrent weights of its own at each."""
    W_ih, b_ih, b_hh = (torch.tensor(one) for one in (cell.W_ih, cell.b_ih, cell.b_hh))
    h = c = torch.zeros(cell.H, dtype=torch.float64)
    hs, cs = [], []
    for one, W in zip(x, W_hh, strict=True):
        from_x, from_h = W_ih @ one + b_ih, W @ h + b_hh
        if cell.kind == "lstm":
            i, f, g, o = from_x + from_h
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
        elif cell.kind == "gru":
            r, u = torch.sigmoid(from_x + from_h)[:2]
            h = (1 - u) * torch.tanh(from_x[2] + r * from_h[2]) + u * h
        else:
            z = (from_x + from_h)[0]
            h = torch.relu(z) if cell.activation == "relu" else torch.tanh(z)
        hs.append(h)
        cs.append(c)
    return hs, cs
