"""Backpropagation through time, itemised: what reaches each state, memory and input, and which loss taught the weights through which step.

Everything starts from `direct`, dL/dh_t that the loss at step t sends by itself; lstm_core/direct.py computes it for a net.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lstm_core.arrays import Array
from lstm_core.jacobians import TOGETHER, slopes
from lstm_core.passes import Passes
from lstm_core.scaled import LOG2, Exponent, added, log_length, outside, rescaled


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
    way, each = _Way.of(p), slopes(p)
    reached = np.empty((T, N, 1, 2, H))  # dL/dh_t, and of dL/dc_t what comes from later steps
    exponents: Exponent = np.empty((T, N, 1), dtype=np.int64)
    later, exponent = np.zeros((N, 1, 2, H)), np.zeros((N, 1), dtype=np.int64)
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        for t in range(T - 1, -1, -1):
            if direct[:, t].any():
                own = np.zeros_like(later)
                own[:, 0, 0] = direct[:, t]
                later, exponent = added(later, exponent, own, np.zeros_like(exponent))
            else:
                later, exponent = rescaled(later, exponent)
            reached[t], exponents[t] = later, exponent
            way.back(t, later)
        dh, dc = reached[:, :, 0].transpose(2, 1, 0, 3)  # (N, T, H)
        if each.shown is not None:
            dc = dc + dh * each.shown
        da = (dh if p.c is None else dc)[:, :, None] * each.gates  # (N, T, G, H)
        if p.c is not None:
            da[:, :, 3] = dh * each.gates[:, :, 3]  # the output gate acts on h
        dx = da.reshape(N, T, G * H) @ p.W_ih.reshape(N, G * H, p.D)  # (N, T, D)
        powers = exponents[:, :, 0].T  # (N, T)
        logs = [log_length(values, powers) for values in (dh, dc, dx)]
        power = powers.clip(-5000, 5000)[..., None]
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
    lengths = log_length(p.h, np.zeros(p.h.shape[:2], dtype=np.int64))  # (N, T+1)
    past, asked = np.tri(p.T, dtype=bool), np.asarray(direct.any(axis=2))[:, :, None]
    with np.errstate(over="ignore", invalid="ignore", under="ignore", divide="ignore"):
        logs = _sums_reached(p, direct) + lengths[:, None, :-1]
    # Nothing times infinity is nothing: where nothing is asked, nothing is taught.
    logs = np.where(asked, np.where(np.isnan(logs), np.inf, logs), -np.inf)
    return np.where(past, logs, np.nan)


def _sums_reached(p: Passes, direct: Array) -> Array:
    """(N, T, T) log10 of the length of dL_tau/d(W_hh h_(t-1)), where t is not after tau and something is asked at tau.

    Numbers are looked at for their size only every few steps; where one has become too small or too large, these steps are
    taken again, with every number brought to size first.
    """
    way, logs = _Way.of(p), np.zeros((p.N, p.T, p.T))
    taus = np.flatnonzero(direct.any(axis=(0, 2)))
    # Of each of B losses what comes back to h_t and c_t; before its step is reached, what it sends there by itself.
    later, exponent = np.zeros((p.N, 0, 2, p.H)), np.zeros((p.N, 0), dtype=np.int64)
    for stop in range(int(taus.max(initial=-1)) + 1, 0, -TOGETHER):
        start = max(0, stop - TOGETHER)
        some = taus[taus >= start]
        new = np.zeros((p.N, len(some) - later.shape[1], 2, p.H))
        new[:, :, 0] = direct[:, some[some < stop]]
        fresh = np.zeros(new.shape[:2], dtype=np.int64)
        later = np.concatenate([new, later], axis=1)
        later, exponent = rescaled(later, np.concatenate([fresh, exponent], axis=1))
        # Each step with the first of the losses that are not before it.
        times = range(stop - 1, start - 1, -1)
        steps = list(zip(times, np.searchsorted(some, times).tolist(), strict=True))
        after, squares = later.copy(), np.ones((p.N, len(some), stop - start))
        for t, first in steps:
            through = way.back(t, after[:, first:])
            squares[:, first:, t - start] = np.vecdot(through, through)
        if not outside(squares):
            later = after
            logs[:, some, start:stop] = np.log10(squares) / 2 + exponent[..., None] * LOG2
            continue
        for t, first in steps:
            values, exponent[:, first:] = rescaled(later[:, first:], exponent[:, first:])
            logs[:, some[first:], t] = log_length(way.back(t, values), exponent[:, first:])
            later[:, first:] = values
    return logs


class _Way(NamedTuple):
    """What the way back needs, steps first."""

    slope: Array  # (T, N, 1, G, H)
    keep: Array | None  # (T, N, 1, H)
    shown: Array | None  # (T, N, 1, H)
    W_hh: Array  # (N, G * H, H)

    @classmethod
    def of(cls, p: Passes) -> _Way:
        s = slopes(p)
        slope, keep, shown = (
            None if one is None else np.ascontiguousarray(one.swapaxes(0, 1))[:, :, None]
            for one in (s.recurrent, s.keep, s.shown)
        )
        return cls(np.asarray(slope), keep, shown, p.W_hh.reshape(p.N, -1, p.H))

    def back(self, t: int, later: Array) -> Array:
        """One step back of N passes and B losses, in place.

        Args:
            t: the step, from 0.
            later: (N, B, 2, H) dL/dh_t, and of dL/dc_t what comes from the steps after; afterwards the same of the step before.

        Returns:
            (N, B, G * H) dL/d(W_hh h_(t-1)).
        """
        slope, dh, dc = self.slope[t], later[:, :, 0], later[:, :, 1]
        kept: Array | None = None
        if self.keep is None:
            into = dh[:, :, None] * slope  # (N, B, G, H)
        elif self.shown is None:
            into = dh[:, :, None] * slope
            kept = dh * self.keep[t]
        else:
            # dL/dc_t = dL/dh_t o (1 - tanh(c_t)^2) + dL/dc_(t+1) f_(t+1)
            dc += dh * self.shown[t]
            into = dc[:, :, None] * slope
            into[:, :, 3] = dh * slope[:, :, 3]  # the output gate acts on h
            dc *= self.keep[t]
        # dL/dh_(t-1) = sum over the gates of dL/d(W_hh h_(t-1)) W_hh, and what a GRU keeps
        through: Array = into.reshape(*dh.shape[:2], -1)
        np.matmul(through, self.W_hh, out=dh)
        if kept is not None:
            dh += kept
        return through


def _checked(p: Passes, direct: Array) -> Array:
    direct = np.asarray(direct, dtype=np.float64)
    if direct.shape != (p.N, p.T, p.H):
        raise ValueError(f"direct must be ({p.N}, {p.T}, {p.H}), not {direct.shape}.")
    return direct
