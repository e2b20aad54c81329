"""Finite differences against autograd, for every kind of cell and every number; and that the second way sees what the first cannot."""

from typing import Any

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from torch import Tensor

from lstm_core.arrays import Array
from lstm_core.cells import Cell
from lstm_core.finite import METHODS, loss_difference, state_difference
from lstm_core.net import Net
from lstm_core.starts import start_cells, start_inputs
from lstm_core.tasks import Batch
from tests.core.nets import MODULES, cell_of

T, H, D, A = 7, 4, 3, 3
# Asked at steps 5 and 7 of 7.
BATCH = Batch(
    np.zeros((1, T, D)),
    np.array([[2, -1, 1]]),
    np.array([[0.5, 1, 1.5]], np.float32),
    np.ones((1, 3), bool),
)


def net_of(kind: str) -> tuple[Net, Array]:
    """A net with a readout, and what goes into its cell."""
    rng = np.random.default_rng(4)
    cell = cell_of(kind, D, H, seed=3)
    net = Net(None, None, cell, rng.normal(size=(A, H)), rng.normal(size=A))
    return net, rng.normal(size=(T, D))


class Graph:
    """A forward pass in torch from a state that is a leaf, with all that a gradient is asked of: at t, what is after step t."""

    def __init__(self, net: Net, x: Array, start: int = 0, before: "Graph | None" = None) -> None:
        self.net = net
        self.x: dict[int, Tensor] = {}
        zero = torch.zeros(H, dtype=torch.float64)
        h: Tensor = before.h[start] if before else zero
        c: Tensor = before.c[start] if before else zero
        self.h: dict[int, Tensor] = {start: h.detach().requires_grad_()}
        self.c: dict[int, Tensor] = {start: c.detach().requires_grad_()}
        self.W: dict[int, Tensor] = {}  # W_hh of each step, a leaf of its own
        self.keep: dict[int, Tensor] = {}
        for t in range(start + 1, T + 1):
            self.x[t] = torch.tensor(x[t - 1], requires_grad=True)
            self.W[t] = torch.tensor(net.cell.W_hh, requires_grad=True)
            self.step(t)
        self.m = self.c if net.cell.kind == "lstm" else self.h

    def step(self, t: int) -> None:
        cell, h, c = self.net.cell, self.h[t - 1], self.c[t - 1]
        W_ih, b_ih, b_hh = (torch.tensor(one) for one in (cell.W_ih, cell.b_ih, cell.b_hh))
        u, v = W_ih @ self.x[t] + b_ih, self.W[t] @ h + b_hh  # (G, H)
        if cell.kind == "lstm":
            i, f, o = (u + v)[[0, 1, 3]].sigmoid()
            self.keep[t] = f
            self.c[t] = f * c + i * (u + v)[2].tanh()
            self.h[t] = o * self.c[t].tanh()
        elif cell.kind == "gru":
            r, keep = (u + v)[:2].sigmoid()
            self.keep[t] = keep
            self.h[t] = (1 - keep) * (u[2] + r * v[2]).tanh() + keep * h
        else:
            self.h[t] = (u + v)[0].relu() if cell.activation == "relu" else (u + v)[0].tanh()
        self.c.setdefault(t, c)

    def loss(self, *steps: int) -> Tensor:
        readout, bias = torch.tensor(self.net.readout), torch.tensor(self.net.bias)
        right, weight = {5: 2, 7: 1}, {5: 0.5, 7: 1.5}
        return sum(
            (weight[t] * -(readout @ self.h[t] + bias).log_softmax(0)[right[t]] for t in steps),
            torch.zeros((), dtype=torch.float64),
        )


def norm(of: Tensor, by: Tensor) -> float:
    """log10 of the largest singular value of d of / d by; of the length, if `of` is a number."""
    rows = [
        torch.autograd.grad(one, by, retain_graph=True, materialize_grads=True)[0].flatten()
        for one in of.reshape(-1)
    ]
    return float(torch.linalg.matrix_norm(torch.stack(rows), 2).log10())


def close(found: Any, wanted: float, method: str) -> None:
    assert found.method == method
    assert_allclose(10 ** (found.value - wanted), 1, rtol=1e-6)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", MODULES)
def test_norms_between_states_are_those_of_autograd(kind: str, method: str) -> None:
    net, x = net_of(kind)
    whole = Graph(net, x)
    for start, end in ((0, T), (2, 5), (T - 1, T)):
        graph = Graph(net, x, start, whole)
        found = state_difference(net.cell, x, start, end, "memory", method=method)
        close(found, norm(graph.m[end], graph.m[start]), method)
        found = state_difference(net.cell, x, start, end, "shown", method=method)
        close(found, norm(graph.h[end], graph.m[start]), method)
        if net.cell.kind != "rnn":
            found = state_difference(net.cell, x, start, end, "lane", method=method)
            kept = torch.stack([graph.keep[t] for t in range(start + 1, end + 1)]).prod(0)
            close(found, kept.max().log10().item(), method)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", MODULES)
def test_gradients_of_the_loss_are_those_of_autograd(kind: str, method: str) -> None:
    net, x = net_of(kind)
    graph = Graph(net, x)
    places = {"dh": graph.h, "dx": graph.x}
    if net.cell.kind == "lstm":
        places["dc"] = graph.c
    for what, place in places.items():
        for t in (1, 5, T):
            found = loss_difference(net, x, BATCH, t, what, method=method)
            close(found, norm(graph.loss(5, 7), place[t]), method)
    for tau, t in ((7, 2), (5, 2), (7, 7)):
        found = loss_difference(net, x, BATCH, t, "contribution", tau=tau, method=method)
        close(found, norm(graph.loss(tau), graph.W[t]), method)


def test_nothing_is_asked_and_nothing_taught() -> None:
    net, x = net_of("gru")
    for tau, t in ((6, 2), (5, 6), (7, 1)):  # no question; after the question; h_0 = 0
        found = loss_difference(net, x, BATCH, t, "contribution", tau=tau)
        assert found.value == -np.inf


def test_by_hand_what_one_nudge_cannot_see_the_steps_do() -> None:
    """One unit of ReLU, h' = h / 1000 + 1: each step multiplies by 1/1000, so that after 40 steps 1e-120 is left."""
    one = np.ones((1, 1))
    cell = Cell("rnn", "relu", one[None], one[None] / 1000, one, 0 * one)
    x = np.zeros((40, 1))
    found = state_difference(cell, x, 0, 40)
    assert found.method == "steps"
    assert_allclose(found.value, -120, atol=1e-8)
    assert state_difference(cell, x, 39, 40).method == "direct"
    assert state_difference(cell, x, 0, 40, method="direct").value == -np.inf


def test_exploding_and_dead_nets() -> None:
    """ReLU with 2 on the diagonal: 2^100 if the unit is on; exactly 0 if all are off."""
    (cell,) = start_cells("rnn", H, D, seeds=[0], start="identity", radius=2.0, activation="relu")
    open_ = Cell("rnn", "relu", cell.W_ih, cell.W_hh, np.ones((1, H)), np.zeros((1, H)))
    found = state_difference(open_, np.zeros((100, D)), 0, 100)
    assert_allclose(found.value, 100 * np.log10(2), rtol=1e-9)
    dead = Cell("rnn", "relu", cell.W_ih, cell.W_hh, -np.ones((1, H)), np.zeros((1, H)))
    assert state_difference(dead, np.zeros((100, D)), 0, 100) == (-np.inf, "steps")
    (wild,) = start_cells("lstm", H, D, seeds=[0], start="gaussian", radius=100.0)
    assert np.isfinite(state_difference(wild, start_inputs(50, D, 1.0, 0, H), 0, 50).value)


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("rnn", {"what": "lane"}),
        ("lstm", {"what": "shown", "start": 3}),
        ("gru", {"start": 4}),
        ("gru", {"end": T + 1}),
        ("gru", {"what": "dh"}),
        ("gru", {"method": "guess"}),
    ],
)
def test_what_there_is_not_is_refused(kind: str, wrong: dict[str, Any]) -> None:
    net, x = net_of(kind)
    given: dict[str, Any] = {"start": 1, "end": 3, "what": "memory"} | wrong
    with pytest.raises(ValueError, match="There is no"):
        state_difference(net.cell, x, **given)
    for what, step in (("dc", 1), ("dh", 0), ("dx", T + 1), ("contribution", 2), ("memory", 1)):
        if (kind, what) != ("lstm", "dc"):
            with pytest.raises(ValueError, match="There is no"):
                loss_difference(net, x, BATCH, step, what)
