"""The equations: one forward pass of an LSTM, a GRU or a plain RNN in NumPy, with every value kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lstm_core.arrays import Array
from lstm_core.cells import Cell
from lstm_core.interventions import Intervention, clamped_gates, overruled

Overrule = Callable[[Array, Array], Array]  # (memory, before) -> memory, each (H,)


class Values(NamedTuple):
    """What a forward pass computes: T steps, G gates, H units."""

    z: Array  # (T, G, H)
    a: Array  # (T, G, H), the gates, after squashing
    c: Array | None  # (T+1, H), LSTM only
    h: Array  # (T+1, H)


def sigmoid(z: Array) -> Array:
    """1 / (1 + exp(-z)), elementwise, exact at both ends: exp is only taken of what is not positive."""
    with np.errstate(under="ignore"):
        small = np.exp(-np.abs(z))
    opened: Array = np.where(z >= 0, 1, small) / (1 + small)
    return opened


def forward(
    cell: Cell, x: Array, start: tuple[Array, Array], interventions: tuple[Intervention, ...]
) -> Values:
    """Runs `cell` over x (T, D) from start = (h, c), each (H,); c is used by an LSTM only.

    Raises:
        ValueError: the values overflow double precision.
    """
    T, G, H = len(x), len(cell.gates), cell.H
    z = np.empty((T, G, H))
    a = np.empty((T, G, H))
    h = np.empty((T + 1, H))
    c = np.empty((T + 1, H))
    h[0], c[0] = start
    held = clamped_gates(interventions, cell, T)  # (T, G, H), NaN where free
    step = {"lstm": _lstm_step, "gru": _gru_step, "rnn": _rnn_step}[cell.kind]
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        for t in range(T):
            from_x = cell.W_ih @ x[t] + cell.b_ih  # (G, H)
            from_h = cell.W_hh @ h[t] + cell.b_hh  # (G, H)

            def overrule(memory: Array, before: Array, t: int = t) -> Array:
                return overruled(memory, before, interventions, t)

            z[t], a[t], c[t + 1], h[t + 1] = step(
                cell, from_x, from_h, c[t], h[t], held[t], overrule
            )
    bad = ~(np.isfinite(z).all(axis=(1, 2)) & np.isfinite(c[1:]).all(1) & np.isfinite(h[1:]).all(1))
    if bad.any():
        raise ValueError(
            f"x, state and weights are too large: at step {bad.argmax() + 1} of {T} "
            f"the values overflow double precision."
        )
    return Values(z, a, c if cell.kind == "lstm" else None, h)


def _held(values: Array, held: Array) -> Array:
    return np.where(np.isnan(held), values, held)


def _lstm_step(
    cell: Cell, from_x: Array, from_h: Array, c: Array, h: Array, held: Array, overrule: Overrule
) -> tuple[Array, Array, Array, Array]:
    """Hochreiter and Schmidhuber 1997 with the forget gate of Gers, Schmidhuber and Cummins 2000.

    The equations are those of torch.nn.LSTM's documentation; * is elementwise, k one of i, f, g, o.
    """
    # z_k = W_ik x_t + b_ik + W_hk h_(t-1) + b_hk
    z = from_x + from_h  # (4, H)
    # i = σ(z_i), f = σ(z_f), g = tanh(z_g), o = σ(z_o)
    a = sigmoid(z)
    a[2] = np.tanh(z[2])
    i, f, g, o = a = _held(a, held)
    # c_t = f * c_(t-1) + i * g
    c = overrule(f * c + i * g, c)
    # h_t = o * tanh(c_t)
    return z, a, c, o * np.tanh(c)


def _gru_step(
    cell: Cell, from_x: Array, from_h: Array, c: Array, h: Array, held: Array, overrule: Overrule
) -> tuple[Array, Array, Array, Array]:
    """Cho et al. 2014, equations 5 to 8, in the form of torch.nn.GRU's documentation.

    There r scales W_hn h + b_hn, where equation 8 has it scale h itself. The update gate, z in both,
    is u here, because z is what stands before the squashing. * is elementwise.
    """
    z = from_x + from_h  # (3, H)
    # r = σ(W_ir x_t + b_ir + W_hr h_(t-1) + b_hr)  (equation 5)
    # u = σ(W_iu x_t + b_iu + W_hu h_(t-1) + b_hu)  (equation 6)
    r, u = _held(sigmoid(z[:2]), held[:2])
    # n = tanh(W_in x_t + b_in + r * (W_hn h_(t-1) + b_hn))  (equation 8, PyTorch's form)
    z[2] = from_x[2] + r * from_h[2]
    n = _held(np.tanh(z[2]), held[2])
    # h_t = (1 - u) * n + u * h_(t-1)  (equation 7)
    return z, np.stack([r, u, n]), c, overrule((1 - u) * n + u * h, h)


def _rnn_step(
    cell: Cell, from_x: Array, from_h: Array, c: Array, h: Array, held: Array, overrule: Overrule
) -> tuple[Array, Array, Array, Array]:
    """Elman 1990, in the form of torch.nn.RNN's documentation: the new state is the squashed sum."""
    # h_t = tanh(W_ih x_t + b_ih + W_hh h_(t-1) + b_hh), or max(0, .) in place of tanh
    z = from_x + from_h  # (1, H)
    a = _held(np.maximum(z, 0) if cell.activation == "relu" else np.tanh(z), held)
    return z, a, c, overrule(a[0], h)
