"""dh_t/dx_k of every pair of steps is what torch's autograd says, for every kind of net, over distances that a float cannot hold too."""

import numpy as np
import pytest
import torch

from lstm_core.cells import Cell
from lstm_core.depends import depends
from lstm_core.passes import Passes
from lstm_core.trace import trace

KINDS = {"rnn": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}
T, D, H = 6, 3, 5


def row(h: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    (gradient,) = torch.autograd.grad(h, x, retain_graph=True)
    return gradient


@pytest.mark.parametrize("kind", KINDS)
def test_every_norm_is_that_of_autograds_jacobian(kind: str) -> None:
    torch.manual_seed(1)
    module = KINDS[kind](D, H).double()
    x = torch.randn(T, D, dtype=torch.float64)
    rows = [[row(h, x) for h in at] for at in module(x.requires_grad_())[0]]
    jacobian = torch.stack([torch.stack(at) for at in rows])  # (T, H, T, D)
    wanted = torch.linalg.matrix_norm(jacobian.permute(2, 0, 1, 3), 2).numpy()  # [k, t]
    logs = depends(Passes.of(trace(Cell.from_module(module), x.detach().numpy())))[0]
    past = np.triu(np.ones((T, T), dtype=bool))
    np.testing.assert_allclose(10 ** logs[past], wanted[past], rtol=1e-9)
    assert np.isnan(logs[~past]).all()
    assert (wanted[~past] == 0).all()


def test_what_no_float_can_hold_still_has_its_power_of_ten() -> None:
    # One unit, h near 0, W = 0.01: every step multiplies by 0.01, so 250 steps leave 10^-500.
    cell = Cell("rnn", "tanh", *(np.full(s, v) for s, v in (((1, 1, 1), 1e-9), ((1, 1, 1), 0.01), ((1, 1), 0.0), ((1, 1), 0.0))))  # fmt: skip
    logs = depends(Passes.of(trace(cell, np.ones((251, 1)))))[0]
    np.testing.assert_allclose(logs[0, 250], -9 - 500, atol=1e-6)
