"""How much every input moves every later state: the norms of dh_t/dx_k for all k <= t of a sequence, as logarithms."""

from __future__ import annotations

import numpy as np

from lstm_core.arrays import Array
from lstm_core.jacobians import slopes, step_jacobians
from lstm_core.passes import Passes
from lstm_core.scaled import Exponent, log_norm, rescaled


def depends(p: Passes) -> Array:
    """log10 of the spectral norms of dh_t/dx_k, (N, T, T): [n, k - 1, t - 1] from input k to state t; NaN where t < k.

    x is what the recurrent layer reads, so of a net of words the word's vector. Of an LSTM all ways from x_k to h_t are
    counted, through its memory too. dh_t/dx_k = dh_t/ds_k . ds_k/dx_k with s the whole state, and dh_t/ds_k the product of
    the steps' Jacobians (Bengio et al. 1994; Pascanu et al. 2013, equation 5).

    Args:
        p: N passes. The work grows with T^2.
    """
    N, T, H = p.N, p.T, p.H
    first = _into_state(p)  # (N, T, S, D)
    S, D = first.shape[2:]
    logs = np.full((N, T, T), np.nan)
    # Forward from all inputs at once: M[:, k] = d state_t / dx_k.
    M = np.zeros((N, T, S, D))
    exponent: Exponent = np.zeros((N, T), dtype=np.int64)
    for t in range(T):
        if t:
            J = step_jacobians(p, t, t + 1)  # (N, 1, S, S)
            with np.errstate(over="ignore", invalid="ignore", under="ignore"):
                M[:, :t], exponent[:, :t] = rescaled(J @ M[:, :t], exponent[:, :t])
        M[:, t] = first[:, t]
        logs[:, : t + 1, t] = log_norm(M[:, : t + 1, :H], exponent[:, : t + 1])
    return logs


def _into_state(p: Passes) -> Array:
    """(N, T, S, D) d state_t / dx_t, all that x_t does at its own step; the state of an LSTM is [h; c]."""
    s, W = slopes(p), p.W_ih[:, None]  # (N, 1, G, H, D)
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        through = s.gates[..., None] * W  # (N, T, G, H, D)
        if s.shown is None:
            return np.asarray(through.sum(axis=2))
        # dc_t/dx_t by input, forget and candidate; dh_t/dx_t = o (1 - tanh(c)^2) dc_t/dx_t + the output gate's own part
        memory = through[:, :, :3].sum(axis=2)
        return np.concatenate([s.shown[..., None] * memory + through[:, :, 3], memory], axis=2)
