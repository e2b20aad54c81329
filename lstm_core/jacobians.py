"""One step's Jacobian in closed form, for every kind of cell. Products of them are in lstm_core/gradients.py."""

from __future__ import annotations

import numpy as np

from lstm_core.arrays import Array
from lstm_core.passes import Passes


def step_jacobians(p: Passes, first: int = 0, last: int | None = None) -> Array:
    """The Jacobians of steps first + 1 to last: entry k is d state_(first+k+1) / d state_(first+k).

    The state of an LSTM is [h; c], so that its Jacobian has four blocks; that of the others is h.

    Args:
        p: N passes.
        first: state from which the first step goes, 0 <= first < last.
        last: state at which the last step arrives; T when None.

    Returns:
        (N, last - first, S, S) with S = H, or 2H of an LSTM. Infinite or NaN where a net overflows.
    """
    steps = slice(first, p.T if last is None else last)
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        return {"rnn": _rnn, "gru": _gru, "lstm": _lstm}[p.kind](p, steps)


def slope(p: Passes) -> Array:
    """(N, T, H) derivative of an RNN's activation at each step: 1 - h^2 of tanh; 1 or 0 of relu, 0 where z is 0 as in PyTorch."""
    if p.activation == "relu":
        return (p.z[:, :, 0] > 0).astype(np.float64)
    bend: Array = 1 - p.h[:, 1:] ** 2
    return bend


def _rnn(p: Passes, steps: slice) -> Array:
    # dh_t / dh_(t-1) = diag(φ'(z_t)) W_hh
    J: Array = slope(p)[:, steps, :, None] * p.W_hh[:, None, 0]  # (N, T', H, H)
    return J


def _gru(p: Passes, steps: slice) -> Array:
    W_r, W_u, W_n = (p.W_hh[:, None, k] for k in range(3))  # (N, 1, H, H)
    r, u, n = (p.gates[name][:, steps] for name in ("reset", "update", "candidate"))
    h = p.h[:, :-1][:, steps]
    q = h @ p.W_hh[:, 2].swapaxes(1, 2) + p.b_hh[:, None, 2]  # (N, T', H), what r scales
    # dh_t / dh_(t-1) = diag(u) + diag((h_(t-1) - n) u (1 - u)) W_u + diag((1 - u)(1 - n^2)) [diag(r) W_n + diag(q r (1 - r)) W_r]
    bend = (1 - u) * (1 - n**2)
    J: Array = _rows((h - n) * u * (1 - u)) * W_u
    J += _rows(bend * r) * W_n
    J += _rows(bend * q * r * (1 - r)) * W_r
    diagonal = np.arange(p.H)
    J[..., diagonal, diagonal] += u
    return J  # (N, T', H, H)


def _lstm(p: Passes, steps: slice) -> Array:
    if p.c is None:
        raise ValueError("An LSTM has a memory cell.")
    W_i, W_f, W_g, W_o = (p.W_hh[:, None, k] for k in range(4))  # (N, 1, H, H)
    i, f, g, o = (p.gates[name][:, steps] for name in ("input", "forget", "candidate", "output"))
    before, squashed = p.c[:, :-1][:, steps], np.tanh(p.c[:, 1:][:, steps])
    H, diagonal = p.H, np.arange(p.H)
    J = np.zeros((*i.shape[:2], 2 * H, 2 * H))
    # dc_t / dh_(t-1) = diag(c_(t-1) f (1 - f)) W_f + diag(g i (1 - i)) W_i + diag(i (1 - g^2)) W_g
    A = J[..., H:, :H]
    A += _rows(before * f * (1 - f)) * W_f
    A += _rows(g * i * (1 - i)) * W_i
    A += _rows(i * (1 - g**2)) * W_g
    # dh_t / dh_(t-1) = diag(tanh(c_t) o (1 - o)) W_o + diag(o (1 - tanh(c_t)^2)) dc_t / dh_(t-1)
    shown = o * (1 - squashed**2)
    J[..., :H, :H] = _rows(squashed * o * (1 - o)) * W_o + _rows(shown) * A
    # dc_t / dc_(t-1) = diag(f), dh_t / dc_(t-1) = diag(o (1 - tanh(c_t)^2) f)
    J[..., H + diagonal, H + diagonal] = f
    J[..., diagonal, H + diagonal] = shown * f
    return J  # (N, T', 2H, 2H)


def _rows(scale: Array) -> Array:
    """diag(scale) @ W is this times W."""
    return scale[..., None]
