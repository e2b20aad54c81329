"""Each gate against an independent formula, and one LSTM and one GRU worked by hand."""

from math import log

import numpy as np
import pytest
import torch

from lstm_core import Cell, trace
from lstm_core.forward import sigmoid
from tests.core.nets import MODULES, draw, module_of

T, D, H = 7, 3, 4


def close(ours: object, theirs: object) -> None:
    np.testing.assert_allclose(np.asarray(ours), np.asarray(theirs), rtol=0, atol=1e-12)


@pytest.mark.parametrize("kind", MODULES)
def test_each_gate_is_its_formula_of_the_modules_own_states(kind: str) -> None:
    """The formula is one product of [x, h, 1] with the stacked weights, as papers write it, in torch."""
    module = module_of(kind, D, H, seed=5)
    x = draw(6, T, D)
    with torch.no_grad():
        output, _ = module(x)
        before = torch.cat([torch.zeros(1, H, dtype=torch.float64), output[:-1]])
        ours = trace(module, x)
        names = ours.cell.gates
        W_i, W_h, b_i, b_h = (weights.chunk(len(names)) for weights in module.parameters())
        ones = torch.ones(T, 1, dtype=torch.float64)
        for k, name in enumerate(names):
            stacked = torch.cat([W_i[k], W_h[k], (b_i[k] + b_h[k])[:, None]], dim=1)
            z = torch.cat([x, before, ones], dim=1) @ stacked.T
            squash = torch.special.expit if name != "candidate" else torch.tanh
            if kind == "rnn relu":
                squash = torch.relu
            if kind == "gru" and name == "candidate":
                past = torch.nn.functional.linear(before, W_h[k], b_h[k])
                z = torch.addcmul(
                    torch.addmm(b_i[k], x, W_i[k].T), torch.tensor(ours.gates["reset"]), past
                )
            close(ours.z[:, k], z)
            close(ours.gates[name], squash(z))


def test_lstm_gates_are_what_autograd_says_of_torchs_own_cell() -> None:
    """C' = f c + i g and h' = o tanh c': so f = dc'/dc, o = h' / tanh c', and every c is LSTMCell's."""
    module = module_of("lstm", D, H, seed=7)
    cell = torch.nn.LSTMCell(D, H, dtype=torch.float64)
    with torch.no_grad():
        for name, parameter in cell.named_parameters():
            parameter.copy_(getattr(module, f"{name}_l0"))
    x = draw(8, T, D)
    ours = trace(module, x)
    assert ours.c is not None
    h, c = torch.zeros(H, dtype=torch.float64), torch.ones(H, dtype=torch.float64) * 0
    for t in range(T):
        c_before = c.detach().requires_grad_()
        h, c = cell(x[t], (h.detach(), c_before))
        (forget,) = torch.autograd.grad(c.sum(), c_before)
        close(ours.c[t + 1], c.detach())
        close(ours.gates["forget"][t], forget)
        close(ours.gates["output"][t], (h / torch.tanh(c)).detach())
        close(ours.written[t], (c - forget * c_before).detach())
        close(ours.kept[t], (forget * c_before).detach())


def test_an_lstm_worked_by_hand() -> None:
    """Weights are logarithms of 3, because sigmoid(+-ln 3) = 3/4 and 1/4, and tanh(ln(3)/2) = 1/2.

    Write a = ln 3. One unit, one input, no biases, h0 = 0, c0 = 2a - 3/2.
    W_ih = (a, -a, a/2, 0), W_hh = (4a, 4a, 0, -4a) for input, forget, candidate, output.

    Step 1, x = 1, h = 0: z = (a, -a, a/2, 0), so i = 3/4, f = 1/4, g = 1/2, o = 1/2.
        c = 1/4 (2a - 3/2) + 3/4 1/2 = a/2 - 3/8 + 3/8 = a/2;  h = 1/2 tanh(a/2) = 1/4.
    Step 2, x = 0, h = 1/4: z = (a, a, 0, -a), so i = 3/4, f = 3/4, g = 0, o = 1/4.
        c = 3/4 a/2 = 3a/8;  tanh(3a/8) = (e^(3a/4) - 1) / (e^(3a/4) + 1) with e^(3a/4) = 3^(3/4);
        h = 1/4 of that.
    """
    a = log(3)
    W_ih, W_hh = [[[a]], [[-a]], [[a / 2]], [[0]]], [[[4 * a]], [[4 * a]], [[0]], [[-4 * a]]]
    cell = Cell.from_dict({"kind": "lstm", "W_ih": W_ih, "W_hh": W_hh})
    ours = trace(cell, [[1], [0]], state=([0], [2 * a - 3 / 2]))
    close(ours.z[:, :, 0], [[a, -a, a / 2, 0], [a, a, 0, -a]])
    close(ours.gates["input"], [[3 / 4], [3 / 4]])
    close(ours.gates["forget"], [[1 / 4], [3 / 4]])
    close(ours.gates["candidate"], [[1 / 2], [0]])
    close(ours.gates["output"], [[1 / 2], [1 / 4]])
    close(ours.c, [[2 * a - 3 / 2], [a / 2], [3 * a / 8]])
    close(ours.h, [[0], [1 / 4], [(3**0.75 - 1) / (3**0.75 + 1) / 4]])
    close(ours.kept, [[a / 2 - 3 / 8], [3 * a / 8]])
    close(ours.written, [[3 / 8], [0]])


def test_a_gru_worked_by_hand() -> None:
    """With a = ln 3, one unit, one input, h0 = 1, x = 1.

    reset: z = a, r = 3/4.  update: z = -a, u = 1/4.
    candidate: W_in = -a/4, b_in = a/4, W_hn = a/3, b_hn = a/3:
        z = -a/4 + a/4 + 3/4 (a/3 + a/3) = a/2, n = 1/2.  (Were r inside the product only: z = 7a/12.)
    h = (1 - 1/4) 1/2 + 1/4 1 = 5/8.
    """
    a = log(3)
    cell = Cell(
        "gru", "tanh",
        np.array([[[a]], [[-a]], [[-a / 4]]]), np.array([[[0]], [[0]], [[a / 3]]]),
        np.array([[0], [0], [a / 4]]), np.array([[0], [0], [a / 3]]),
    )  # fmt: skip
    ours = trace(cell, [[1]], state=[1])
    close(ours.z[0, :, 0], [a, -a, a / 2])
    close([ours.gates[name][0, 0] for name in cell.gates], [3 / 4, 1 / 4, 1 / 2])
    close(ours.h, [[1], [5 / 8]])


@pytest.mark.parametrize("kind", MODULES)
def test_kept_and_written_make_the_new_memory(kind: str) -> None:
    ours = trace(module_of(kind, D, H, seed=9), draw(10, T, D))
    close(ours.kept + ours.written, ours.memory[1:])


def test_sigmoid_is_exact_at_both_ends_and_silent() -> None:
    with np.errstate(all="raise"):
        ends = sigmoid(np.array([-800.0, -40.0, 0.0, 40.0, 800.0]))
    np.testing.assert_array_equal(ends[[0, 2, 3, 4]], [0, 0.5, 1, 1])
    np.testing.assert_allclose(ends[1], np.exp(-40.0), rtol=1e-15)
    z = torch.linspace(-30, 30, 601, dtype=torch.float64)
    np.testing.assert_allclose(sigmoid(z.numpy()), torch.special.expit(z), rtol=1e-14)
