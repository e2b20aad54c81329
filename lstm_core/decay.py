"""How much of a nudge at one state is left at a later one: norms of the products of Jacobians, as logarithms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np

from lstm_core.arrays import Array
from lstm_core.jacobians import Product, checked_end, jacobian_products, slopes, step_jacobians
from lstm_core.passes import Passes
from lstm_core.scaled import Exponent, log_norm, rescaled

HELD = 100_000  # numbers of products that are held at a time, to take their norms together
BLOCKS = ("memory", "h", "h_c", "c_h")


class Decay(NamedTuple):
    """log10 of norms at t = 0..end, each (N, end+1). m is the memory: c of an LSTM, h of the others.

    Args:
        memory: d m_end / d m_t, all ways through the gates included.
        h: d h_end / d h_t.
        h_c: d h_end / d c_t, what of a memory still shows; None unless an LSTM.
        c_h: d c_end / d h_t; None unless an LSTM.
        lane: the memory lane, the derivative with all gates held still: the product of the forget gates (update gates of a
            GRU) of the cell that keeps most; None of an RNN.
        bound: of an RNN, the sum of log10(sigma_max(W_hh) max |φ'|) over the steps, which the norm cannot exceed (Pascanu
            et al. 2013, equation 6); else None.
        loose: of an RNN, the same with |φ'| <= 1: (end - t) log10 sigma_max(W_hh); else None.
    """

    memory: Array
    h: Array | None
    h_c: Array | None
    c_h: Array | None
    lane: Array | None
    bound: Array | None
    loose: Array | None


def decay(
    p: Passes,
    end: int | None = None,
    norm: str = "spectral",
    blocks: tuple[str, ...] = BLOCKS,
) -> Decay:
    """How much of a nudge at each state t is left at state `end`.

    Args:
        p: N passes.
        end: 0 <= end <= T; T when None.
        norm: "spectral", by how much the nudge that does most is stretched, or "frobenius".
        blocks: which norms of an LSTM are wanted; the others are None, but `memory` is always there.

    Raises:
        ValueError: end out of range, another norm.
    """
    end, H, lstm = checked_end(p, end), p.H, p.c is not None
    wanted = {"memory"} | (set(blocks) & set(BLOCKS) if lstm else set())
    # Of a row of blocks that nobody wants, no product is computed.
    of_h = not lstm or bool(wanted & {"h", "h_c"})
    of_c = slice(H if of_h else 0, None)  # the rows of d c_end / ...
    hidden, cell = slice(0, H), slice(H, None)
    places = (
        {"memory": (of_c, cell), "c_h": (of_c, hidden)} if lstm else {"memory": (hidden, hidden)}
    )
    places |= {"h": (hidden, hidden), "h_c": (hidden, cell)}
    logs = {name: np.empty((p.N, end + 1)) for name in wanted}
    for several in _together(jacobian_products(p, end, None if of_h else cell)):
        P = np.stack([one.matrix for one in several], axis=1)  # (N, K, R, S), backwards in time
        exponents = np.stack([one.exponent for one in several], axis=1)  # (N, K)
        at = slice(several[-1].t, several[0].t + 1)
        for name, values in logs.items():
            rows, columns = places[name]
            values[:, at] = log_norm(P[:, :, rows, columns], exponents, norm)[:, ::-1]
    h = logs.get("h") if lstm else logs["memory"]
    bound, loose = _bounds(p, end) if p.kind == "rnn" else (None, None)
    return Decay(
        logs["memory"], h, logs.get("h_c"), logs.get("c_h"), memory_lane(p, end), bound, loose
    )


def _together(products: Iterator[Product]) -> Iterator[list[Product]]:
    """As many at a time as may be held."""
    for first in products:
        yield [first, *islice(products, max(0, HELD // first.matrix.size - 1))]


def memory_lane(p: Passes, end: int | None = None) -> Array | None:
    """(N, end+1) log10 of the product of the keeping gates from each t to `end`, of the cell that keeps most.

    With all gates held still it is the derivative itself (the constant error carousel of Hochreiter and Schmidhuber 1997,
    with the forget gate of Gers et al. 2000). None of an RNN, which has no such gate.
    """
    if p.kind == "rnn":
        return None
    gate = p.gates["forget" if p.kind == "lstm" else "update"][:, : checked_end(p, end)]
    most: Array = _since(gate).max(axis=2)
    return most


def _since(factors: Array) -> Array:
    """(N, end+1, ...) log10 of the products of factors (N, end, ...) from each t on; +inf for NaN."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log10(factors[:, ::-1]).cumsum(axis=1)[:, ::-1]
    none = np.zeros_like(logs, shape=(len(logs), 1, *logs.shape[2:]))
    return np.concatenate([np.where(np.isnan(logs), np.inf, logs), none], axis=1)


def _bounds(p: Passes, end: int) -> tuple[Array, Array]:
    widest = np.linalg.svd(p.W_hh[:, 0], compute_uv=False)[:, :1]  # (N, 1)
    steepest = slopes(p, slice(0, end)).gates[:, :, 0].max(axis=2)  # (N, end)
    return _since(widest * steepest), _since(np.repeat(widest, end, axis=1))


class Pairs(NamedTuple):
    """log10 of spectral norms between every two states, (N, T+1, T+1): [n, s, t] from s to t; NaN where t < s.

    Args:
        memory: d m_t / d m_s.
        shown: d h_t / d m_s, what of it shows at the output. Of an LSTM NaN at t = s too: the nudge comes when h_s is out.
    """

    memory: Array
    shown: Array


def pairs(p: Passes) -> Pairs:
    """How much of a nudge to the memory at each state s is left at every later state t."""
    N, T, H = p.N, p.T, p.H
    lstm = p.c is not None
    S = 2 * H if lstm else H
    memory = np.full((N, T + 1, T + 1), np.nan)
    shown = memory.copy() if lstm else memory
    # Forward from all s at once: M[:, s] = d state_t / d m_s.
    M = np.zeros((N, T + 1, S, H))
    exponent: Exponent = np.zeros((N, T + 1), dtype=np.int64)
    rows = slice(S - H, S)  # of the memory
    for t in range(T + 1):
        if t:
            J = step_jacobians(p, t - 1, t)  # (N, 1, S, S)
            with np.errstate(over="ignore", invalid="ignore", under="ignore"):
                M[:, :t], exponent[:, :t] = rescaled(J @ M[:, :t], exponent[:, :t])
        M[:, t, rows] = np.eye(H)
        memory[:, : t + 1, t] = log_norm(M[:, : t + 1, rows], exponent[:, : t + 1])
        if lstm and t:
            shown[:, :t, t] = log_norm(M[:, :t, :H], exponent[:, :t])
    return Pairs(memory, shown)
