"""Backpropagation through time, itemised: what reaches each state, memory and input, and which loss taught the weights through which step.

Everything starts from `direct`, dL/dh_t that the loss at step t sends by itself; lstm_core/direct.py computes it for a net.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lstm_core.arrays import Array
from lstm_core.passes import Passes
from lstm_core.scaled import Exponent, added, log_length, rescaled


class Backward(NamedTuple):
    """The gradient of the loss, all its later ways included. Row t - 1 is of step t.

    Args:
        dh, dc: (N, T, H) dL/dh_t and dL/dc_t; dc is None unless an LSTM. dL/dc_t counts its way out through h_t too.
        dx: (N, T, D) dL/dx_t.
        da: (N, T, G, H) dL/dz_t, of the sums before the squashing; of a GRU's candidate as far as W_ih and b_ih are concerned.
        log_dh, log_dc, log_dx: (N, T) log10 of their lengths, also where the numbers themselves are too small for a float.
    """

    dh: Array
    dc: Array | None
    dx: Array
    da: Array
    log_dh: Array
    log_dc: Array | None
    log_dx: Array


def backward(p: Passes, direct: Array) -> Backward:
    """All gradients of L = sum of the losses of all steps (Werbos 1990; in this form Graves 2012, section 3.2).

    Args:
        p: N passes.
        direct: (N, T, H) dL_t/dh_t, 0 where nothing is asked.
    """
    N, T, H, G = p.N, p.T, p.H, p.W_hh.shape[1]
    lstm = p.c is not None
    dh, dc = np.empty((N, T, H)), np.empty((N, T, H))
    da, dx = np.empty((N, T, G, H)), np.empty((N, T, p.D))
    log_dh, log_dc, log_dx = np.empty((N, T)), np.empty((N, T)), np.empty((N, T))
    later = np.zeros((N, 1, 2, H))  # what comes back from the step after: dL/dh_t and dL/dc_t
    exponent: Exponent = np.zeros((N, 1), dtype=np.int64)
    W_ih = p.W_ih.reshape(N, G * H, p.D)
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        for t in range(T - 1, -1, -1):
            now = np.zeros_like(later)
            now[:, 0, 0] = direct[:, t]
            total, exponent = added(later, exponent, now, np.zeros_like(exponent))
            step = _back(p, t, total[:, :, 0], total[:, :, 1])
            to_x = step.da.reshape(N, 1, G * H) @ W_ih
            back = [step.dh[:, 0], step.dc[:, 0], step.da[:, 0], to_x[:, 0]]
            log_dh[:, t], log_dc[:, t], log_dx[:, t] = (
                log_length(values, exponent[:, 0]) for values in (back[0], back[1], back[3])
            )
            power = exponent[:, 0].clip(-5000, 5000)
            dh[:, t], dc[:, t], dx[:, t] = (
                np.ldexp(values, power[:, None]) for values in (back[0], back[1], back[3])
            )
            da[:, t] = np.ldexp(back[2], power[:, None, None])
            later = np.stack([step.before_h, step.before_c], axis=2)
    return Backward(dh, dc if lstm else None, dx, da, log_dh, log_dc if lstm else None, log_dx)


def contributions(p: Passes, direct: Array) -> Array:
    """Who taught whom: the size of what the loss at step tau adds to dL/dW_hh through step t.

    Each addend is an outer product of dL_tau/d(W_hh h_(t-1)) with h_(t-1), so its Frobenius norm is the product of their
    lengths, and no matrix is formed.

    Args:
        p: N passes.
        direct: (N, T, H) dL_tau/dh_tau.

    Returns:
        (N, T, T) log10 [n, tau - 1, t - 1]; NaN for t > tau, -inf where nothing is asked, or where h_(t-1) is 0, as at the first step.
    """
    N, T, H = p.N, p.T, p.H
    logs = np.full((N, T, T), np.nan)
    later = np.zeros((N, T, 2, H))  # of every loss tau, what comes back to h_t and c_t
    exponent: Exponent = np.zeros((N, T), dtype=np.int64)
    with np.errstate(over="ignore", invalid="ignore", under="ignore", divide="ignore"):
        length = np.log10(np.linalg.norm(p.h, axis=2))  # (N, T+1)
        for t in range(T - 1, -1, -1):
            later[:, t, 0] = direct[:, t]
            since = slice(t, T)  # losses at t or later
            total, power = rescaled(later[:, since], exponent[:, since])
            step = _back(p, t, total[:, :, 0], total[:, :, 1])
            through = log_length(step.through.reshape(*step.through.shape[:2], -1), power)
            logs[:, since, t] = through + length[:, t, None]
            later[:, since] = np.stack([step.before_h, step.before_c], axis=2)
            exponent[:, since] = power
    # Nothing times infinity is nothing: where nothing is asked, nothing is taught.
    asked = np.asarray(direct.any(axis=2))[:, :, None] & np.tri(T, dtype=bool)
    logs[~asked & np.tri(T, dtype=bool)] = -np.inf
    return np.where(np.isnan(logs) & asked, np.inf, logs)


class _Step(NamedTuple):
    """One step back, of N passes and B losses."""

    dh: Array  # (N, B, H) dL/dh_t
    dc: Array  # (N, B, H) dL/dc_t
    da: Array  # (N, B, G, H) dL/dz_t
    through: Array  # (N, B, G, H) dL/d(W_hh h_(t-1) + b_hh), which of a GRU's candidate has the reset gate in it
    before_h: Array  # (N, B, H) dL/dh_(t-1)
    before_c: Array  # (N, B, H) dL/dc_(t-1) by way of c alone


def _back(p: Passes, t: int, dh: Array, dc: Array) -> _Step:
    """From dL/dh_t and what comes to c_t from later steps, (N, B, H) each."""
    N, B, H = dh.shape
    gates = {name: values[:, t, None] for name, values in p.gates.items()}  # (N, 1, H)
    if p.kind == "lstm" and p.c is not None:
        i, f, g, o = gates.values()
        squashed = np.tanh(p.c[:, t + 1, None])
        dc = dc + dh * o * (1 - squashed**2)
        into = (
            dc * g * i * (1 - i),
            dc * p.c[:, t, None] * f * (1 - f),
            dc * i * (1 - g**2),
            dh * squashed * o * (1 - o),
        )
        da = through = np.stack(into, axis=2)  # (N, B, 4, H)
        kept_h, before_c = np.zeros_like(dh), dc * f
    elif p.kind == "gru":
        r, u, n = gates.values()
        h = p.h[:, t, None]
        q = h @ p.W_hh[:, 2].swapaxes(1, 2) + p.b_hh[:, None, 2]  # (N, 1, H)
        into_n = dh * (1 - u) * (1 - n**2)
        into_r = into_n * q * r * (1 - r)
        into_u = dh * (h - n) * u * (1 - u)
        da = np.stack((into_r, into_u, into_n), axis=2)  # (N, B, 3, H)
        through = np.stack((into_r, into_u, into_n * r), axis=2)
        kept_h, before_c = dh * u, np.zeros_like(dh)
    else:
        bend = (p.z[:, t] > 0) if p.activation == "relu" else 1 - p.h[:, t + 1, None] ** 2
        da = through = (dh * bend)[:, :, None]  # (N, B, 1, H)
        kept_h, before_c = np.zeros_like(dh), np.zeros_like(dh)
    before_h = through.reshape(N, B, -1) @ p.W_hh.reshape(N, -1, H) + kept_h
    return _Step(dh, dc, da, through, before_h, before_c)
