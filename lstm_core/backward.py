"""Backpropagation through time, itemised: what reaches each state, memory and input, and which loss taught the weights through which step.

Everything starts from `direct`, dL/dh_t that the loss at step t sends by itself; lstm_core/direct.py computes it for a net.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lstm_core.arrays import Array
from lstm_core.jacobians import Slopes, slopes
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

    Raises:
        ValueError: direct of another size.
    """
    direct = _checked(p, direct)
    N, T, H, G = p.N, p.T, p.H, p.W_hh.shape[1]
    each = slopes(p)
    dh, dc, da = np.empty((N, T, H)), np.empty((N, T, H)), np.empty((N, T, G, H))
    exponents: Exponent = np.zeros((N, T), dtype=np.int64)
    later = np.zeros((N, 1, 2, H))  # what comes back from the step after: dL/dh_t and dL/dc_t
    exponent: Exponent = np.zeros((N, 1), dtype=np.int64)
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        for t in range(T - 1, -1, -1):
            if direct[:, t].any():
                own = np.zeros_like(later)
                own[:, 0, 0] = direct[:, t]
                later, exponent = added(later, exponent, own, np.zeros_like(exponent))
            else:
                later, exponent = rescaled(later, exponent)
            step = _back(p, each, t, later)
            dh[:, t], dc[:, t], da[:, t] = later[:, 0, 0], step.dc[:, 0], step.da[:, 0]
            exponents[:, t] = exponent[:, 0]
            later = step.before
        dx = da.reshape(N, T, G * H) @ p.W_ih.reshape(N, G * H, p.D)  # (N, T, D)
        logs = [log_length(values, exponents) for values in (dh, dc, dx)]
        power = exponents.clip(-5000, 5000)[..., None]
        dh, dc, dx = (np.ldexp(values, power) for values in (dh, dc, dx))
        da = np.ldexp(da, power[..., None])
    if p.c is None:
        return Backward(dh, None, dx, da, logs[0], None, logs[2])
    return Backward(dh, dc, dx, da, logs[0], logs[1], logs[2])


def contributions(p: Passes, direct: Array) -> Array:
    """Who taught whom: the size of what the loss at step tau adds to dL/dW_hh through step t.

    Each addend is an outer product of dL_tau/d(W_hh h_(t-1)) with h_(t-1), so its Frobenius norm is the product of their
    lengths, and no matrix is formed.

    Args:
        p: N passes.
        direct: (N, T, H) dL_tau/dh_tau.

    Returns:
        (N, T, T) log10 [n, tau - 1, t - 1]; NaN for t > tau, -inf where nothing is asked, or where h_(t-1) is 0, as at the first step.

    Raises:
        ValueError: direct of another size.
    """
    direct = _checked(p, direct)
    N, T, H = p.N, p.T, p.H
    each = slopes(p)
    logs = np.full((N, T, T), np.nan)
    states = log_length(p.h, np.zeros((N, T + 1), dtype=np.int64))  # (N, T+1)
    # Of every loss at step t or later, what comes back to h_t and c_t. They run from the last loss to the first, so that
    # a new one stands at the end.
    later = np.zeros((N, T, 2, H))
    exponent: Exponent = np.zeros((N, T), dtype=np.int64)
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        for t in range(T - 1, -1, -1):
            later[:, t, 0] = direct[:, t]
            values, power = rescaled(later[:, t:], exponent[:, t:])
            step = _back(p, each, t, values)
            through = log_length(step.through.reshape(N, T - t, -1), power)
            logs[:, t:, t] = through + states[:, t, None]
            later[:, t:], exponent[:, t:] = step.before, power
    # Nothing times infinity is nothing: where nothing is asked, nothing is taught.
    past = np.tri(T, dtype=bool)
    asked = np.asarray(direct.any(axis=2))[:, :, None]
    logs[past & ~asked] = -np.inf
    logs[past & asked & np.isnan(logs)] = np.inf
    return logs


class _Step(NamedTuple):
    """One step back, of N passes and B losses."""

    dc: Array  # (N, B, H) dL/dc_t
    da: Array  # (N, B, G, H) dL/dz_t
    through: Array  # (N, B, G, H) dL/d(W_hh h_(t-1) + b_hh), which of a GRU's candidate has the reset gate in it
    before: Array  # (N, B, 2, H) dL/dh_(t-1), and dL/dc_(t-1) by way of c alone


def _back(p: Passes, each: Slopes, t: int, later: Array) -> _Step:
    """From what comes to h_t, and what comes to c_t from the step after: (N, B, 2, H)."""
    N, B, _, H = later.shape
    slope = each.gates[:, None, t]  # (N, 1, G, H)
    before = np.zeros_like(later)
    dh, dc = later[:, :, 0], later[:, :, 1]  # (N, B, H)
    if each.shown is not None and each.keep is not None:
        # dL/dc_t = dL/dh_t o (1 - tanh(c_t)^2) + dL/dc_(t+1) f_(t+1)
        dc = dc + dh * each.shown[:, None, t]
        da = dc[:, :, None] * slope
        da[:, :, 3] = dh * slope[:, :, 3]
        before[:, :, 1] = dc * each.keep[:, None, t]
    else:
        da = dh[:, :, None] * slope
        if each.keep is not None:
            before[:, :, 0] = dh * each.keep[:, None, t]
    through = da
    if each.reset is not None:
        through = da.copy()
        through[:, :, 2] *= each.reset[:, None, t]
    # dL/dh_(t-1) = sum over the gates of dL/d(W_hh h_(t-1)) W_hh
    before[:, :, 0] += through.reshape(N, B, -1) @ p.W_hh.reshape(N, -1, H)
    return _Step(dc, da, through, before)


def _checked(p: Passes, direct: Array) -> Array:
    direct = np.asarray(direct, dtype=np.float64)
    if direct.shape != (p.N, p.T, p.H):
        raise ValueError(f"direct must be ({p.N}, {p.T}, {p.H}), not {direct.shape}.")
    return direct
