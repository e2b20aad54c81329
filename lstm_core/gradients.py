"""How the gradient flows back through time: products of the steps' Jacobians, and how large they are.

The product of hundreds of Jacobians leaves the range of floating point, so each is kept with an exponent of its own, and
every norm comes as log10: -inf is an exact zero (units of ReLU that are off), +inf what overflows. States are numbered
from 0, the start, to T, after the last step. What the loss has to do with it is in lstm_core/backward.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from lstm_core.arrays import Array
from lstm_core.jacobians import slope, step_jacobians
from lstm_core.passes import Passes
from lstm_core.scaled import Exponent, log_norm, rescaled

BLOCK = 4_000_000  # numbers of step Jacobians that are held at a time


class Product(NamedTuple):
    """d state_end / d state_t = matrix * 2^exponent of N passes: (N, R, S) and (N,)."""

    t: int
    matrix: Array
    exponent: Exponent


def jacobian_products(
    p: Passes, end: int | None = None, rows: slice | None = None
) -> Iterator[Product]:
    """Yields d state_end / d state_t for t = end, end - 1, ..., 0, each one step's Jacobian more to the right.

    d s_T / d s_t = J_T J_(T-1) ... J_(t+1) (Bengio et al. 1994; Pascanu et al. 2013, equation 5).

    Args:
        p: N passes; the state has S = H components, or 2H of an LSTM, [h; c].
        end: 0 <= end <= T; T when None.
        rows: which components of the last state; all when None.
    """
    end = p.T if end is None else end
    S = p.H if p.c is None else 2 * p.H
    start = np.eye(S)[slice(None) if rows is None else rows]
    P = np.repeat(start[None], p.N, axis=0)  # (N, R, S)
    exponent: Exponent = np.zeros(p.N, dtype=np.int64)
    yield Product(end, P, exponent)
    size = max(1, BLOCK // (p.N * S * S))
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        for last in range(end, 0, -size):
            first = max(0, last - size)
            J = step_jacobians(p, first, last)  # (N, T', S, S)
            for t in range(last - 1, first - 1, -1):
                P, exponent = rescaled(P @ J[:, t - first], exponent)
                yield Product(t, P, exponent)


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


BLOCKS = ("memory", "h", "h_c", "c_h")


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
        blocks: which norms are wanted; the others are None, but `memory` is always there.
    """
    end, H, lstm = p.T if end is None else end, p.H, p.c is not None
    hidden, cell = slice(0, H), slice(H, 2 * H)
    wanted = {"memory"} | (set(blocks) if lstm else set())
    only_cell = lstm and not wanted & {"h", "h_c"}
    # (rows of the last state, columns of the state before) of each block
    places = {"memory": (hidden, hidden)}
    if lstm:
        rows = hidden if only_cell else cell
        places = {"memory": (rows, cell), "c_h": (rows, hidden)}
        places |= {"h": (hidden, hidden), "h_c": (hidden, cell)}
    logs = {name: np.empty((p.N, end + 1)) for name in wanted}
    for t, P, exponent in jacobian_products(p, end, cell if only_cell else None):
        for name, values in logs.items():
            rows, columns = places[name]
            values[:, t] = log_norm(P[:, rows, columns], exponent, norm)
    h = logs.get("h") if lstm else logs["memory"]
    bound, loose = _bounds(p, end) if p.kind == "rnn" else (None, None)
    return Decay(
        logs["memory"], h, logs.get("h_c"), logs.get("c_h"), memory_lane(p, end), bound, loose
    )


def memory_lane(p: Passes, end: int | None = None) -> Array | None:
    """(N, end+1) log10 of the product of the keeping gates from each t to `end`, of the cell that keeps most.

    With all gates held still it is the derivative itself (the constant error carousel of Hochreiter and Schmidhuber 1997,
    with the forget gate of Gers et al. 2000). None of an RNN, which has no such gate.
    """
    if p.kind == "rnn":
        return None
    end = p.T if end is None else end
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log10(p.gates["forget" if p.kind == "lstm" else "update"][:, :end])
        kept = np.zeros((p.N, end + 1, p.H))
        kept[:, :end] = logs[:, ::-1].cumsum(axis=1)[:, ::-1]
    most: Array = np.where(np.isnan(kept), np.inf, kept).max(axis=2)
    return most


def _bounds(p: Passes, end: int) -> tuple[Array, Array]:
    widest = np.linalg.svd(p.W_hh[:, 0], compute_uv=False)[:, :1]  # (N, 1)
    steepest = np.abs(slope(p)[:, :end]).max(axis=2)  # (N, end)
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.log10(widest * steepest)
        bound = np.zeros((p.N, end + 1))
        bound[:, :end] = each[:, ::-1].cumsum(axis=1)[:, ::-1]
        steps = np.arange(end, -1, -1)
        loose = np.where(steps > 0, steps * np.log10(widest), 0)
    return np.where(np.isnan(bound), np.inf, bound), loose


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
    shown = memory.copy()
    # Forward from all s at once: M[:, s] = d state_t / d m_s.
    M = np.zeros((N, T + 1, S, H))
    exponent: Exponent = np.zeros((N, T + 1), dtype=np.int64)
    rows = slice(S - H, S)  # of the memory
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        for t in range(T + 1):
            if t:
                J = step_jacobians(p, t - 1, t)  # (N, 1, S, S)
                M[:, :t], exponent[:, :t] = rescaled(J @ M[:, :t], exponent[:, :t])
            M[:, t, rows] = np.eye(H)
            memory[:, : t + 1, t] = log_norm(M[:, : t + 1, rows], exponent[:, : t + 1])
            if lstm and t:
                shown[:, :t, t] = log_norm(M[:, :t, :H], exponent[:, :t])
    return Pairs(memory, shown if lstm else memory)


def _diagonal(values: Array) -> Array:
    return values[..., None] * np.eye(values.shape[-1])


class Factors(NamedTuple):
    """The product from state `start` to `end` of one net, opened into its K = end - start factors.

    Args:
        singular: (K, S) singular values of the Jacobian of steps k = start + 1 to end, largest first; S = H, or 2H of an
            LSTM, whose state is [h; c].
        weights: (H,) of an RNN, the singular values of W_hh; else None.
        slope: (K, H) of an RNN, φ' at each step: what saturation leaves; else None.
        kept: (K, H) the forget gate of an LSTM, the update gate of a GRU; None of an RNN.
        rest: (K,) spectral norm of what a step does besides keeping: of an LSTM d c_k / d h_(k-1), the way in through the
            gates; of a GRU d h_k / d h_(k-1) - diag(kept). None of an RNN.
        running: (K+1,) log10 of the norm of d m_end / d m_k, k = start to end; the last is 0.
        lane: (K+1,) log10 of the memory lane likewise; None of an RNN.
        lost: (K,) running[k] - running[k + 1]: what step start + 1 + k multiplies the norm by, log10.
    """

    singular: Array
    weights: Array | None
    slope: Array | None
    kept: Array | None
    rest: Array | None
    running: Array
    lane: Array | None
    lost: Array


def factors(p: Passes, start: int, end: int, net: int = 0) -> Factors:
    """Opens the product d m_end / d m_start of one net.

    Args:
        p: passes.
        start: state from which the product goes, 0 <= start < end.
        end: state at which it arrives, at most T.
        net: which of the N.
    """
    if not 0 <= start < end <= p.T:
        raise ValueError(f"start and end must be 0 <= start < end <= {p.T}, not {start}, {end}.")
    one, H = p.take([net]), p.H
    J = step_jacobians(one, start, end)[0]  # (K, S, S)
    clean = np.where(np.isfinite(J).all(axis=(1, 2), keepdims=True), J, 0)
    singular = np.linalg.svd(clean, compute_uv=False)
    flow = decay(one, end, blocks=("memory",))
    running = flow.memory[0, start:]
    with np.errstate(invalid="ignore"):
        lost = np.where(
            np.isneginf(running[:-1]) & np.isneginf(running[1:]), 0, running[:-1] - running[1:]
        )
    kept: Array | None = None
    rest: Array | None = None
    if p.kind != "rnn":
        kept = one.gates["forget" if p.kind == "lstm" else "update"][0, start:end]
        beside = clean[:, H:, :H] if p.kind == "lstm" else clean - _diagonal(kept)
        rest = np.asarray(np.linalg.svd(beside, compute_uv=False)[:, 0], dtype=np.float64)
    return Factors(
        singular,
        np.linalg.svd(p.W_hh[net, 0], compute_uv=False) if p.kind == "rnn" else None,
        slope(one)[0, start:end] if p.kind == "rnn" else None,
        kept,
        rest,
        running,
        None if flow.lane is None else flow.lane[0, start:],
        lost,
    )
