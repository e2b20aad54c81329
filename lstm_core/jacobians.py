"""One step's Jacobian in closed form, for every kind of cell, and the products of them that lead back through time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from lstm_core.arrays import Array
from lstm_core.passes import Passes
from lstm_core.scaled import Exponent, rescaled

HELD = 150_000  # numbers of step Jacobians that are held at a time; of one step always all
TOGETHER = 16  # steps after which products are looked at for their size
SMALL = (
    1e-90  # largest entry of a product that still has all its digits, and whose square has them too
)


class Slopes(NamedTuple):
    """The derivatives within T' steps of N passes, elementwise: all that a gradient needs besides the weights.

    Args:
        gates: (N, T', G, H) of the memory after the step (of an LSTM's output gate: of h) by z, gates in PyTorch's order.
        keep: (N, T', H) of the memory by the one before, gates held still: forget of an LSTM, update of a GRU; None of an RNN.
        shown: (N, T', H) of an LSTM's h_t by c_t, output gate held still; else None.
        reset: (N, T', H) of z of a GRU's candidate by W_hn h_(t-1) + b_hn; else None, where it is 1 for every gate.
    """

    gates: Array
    keep: Array | None
    shown: Array | None
    reset: Array | None

    @property
    def recurrent(self) -> Array:
        """(N, T', G, H) as `gates`, but by W_hh h_(t-1) + b_hh."""
        if self.reset is None:
            return self.gates
        through = self.gates.copy()
        through[:, :, 2] *= self.reset
        return through


def slopes(p: Passes, steps: slice = slice(None)) -> Slopes:
    """Of the steps t = 0..T-1 in `steps`. 1 and 0 of relu, 0 where z is 0, as in PyTorch; NaN where it overflows."""
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        return {"rnn": _rnn, "gru": _gru, "lstm": _lstm}[p.kind](p, steps)


def _rnn(p: Passes, steps: slice) -> Slopes:
    # h = φ(z), dh/dz = 1 - h^2, or 1 where z > 0
    z, h = p.z[:, steps], p.h[:, 1:][:, steps, None]  # (N, T', 1, H)
    slope = np.where(np.isfinite(h), z > 0, np.nan) if p.activation == "relu" else 1 - h * h
    return Slopes(slope, None, None, None)


def _gru(p: Passes, steps: slice) -> Slopes:
    r, u, n = (p.gates[name][:, steps] for name in ("reset", "update", "candidate"))
    h = p.h[:, :-1][:, steps]
    q = h @ p.W_hh[:, 2].swapaxes(1, 2) + p.b_hh[:, None, 2]  # (N, T', H)
    # h_t = (1 - u) n + u h_(t-1), n = tanh(W_in x + b_in + r q), q = W_hn h_(t-1) + b_hn
    into_n = (1 - u) * (1 - n * n)
    into_u = (h - n) * u * (1 - u)
    into_r = into_n * q * r * (1 - r)
    return Slopes(np.stack([into_r, into_u, into_n], axis=2), u, None, r)


def _lstm(p: Passes, steps: slice) -> Slopes:
    i, f, g, o = (p.gates[name][:, steps] for name in ("input", "forget", "candidate", "output"))
    before, squashed = p.memory[:, :-1][:, steps], np.tanh(p.memory[:, 1:][:, steps])
    # c_t = f c_(t-1) + i g, h_t = o tanh(c_t)
    into_c = [g * i * (1 - i), before * f * (1 - f), i * (1 - g * g)]
    into_h = squashed * o * (1 - o)
    return Slopes(np.stack([*into_c, into_h], axis=2), f, o * (1 - squashed * squashed), None)


def step_jacobians(p: Passes, first: int = 0, last: int | None = None) -> Array:
    """The Jacobians of steps first + 1 to last: entry k is d state_(first+k+1) / d state_(first+k).

    The state of an LSTM is [h; c], so that its Jacobian has four blocks; that of the others is h.

    Args:
        p: N passes.
        first: state from which the first step goes, 0 <= first <= last.
        last: state at which the last step arrives; T when None.

    Returns:
        (N, last - first, S, S) with S = H, or 2H of an LSTM. Infinite or NaN where a net overflows.
    """
    s = slopes(p, slice(first, p.T if last is None else last))
    H, diagonal = p.H, np.arange(p.H)
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        rows = s.recurrent[..., None]  # diag(v) W is v[:, None] * W
        W = p.W_hh[:, None]  # (N, 1, G, H, H)
        if s.shown is None or s.keep is None:
            # RNN: dh_t / dh_(t-1) = diag(φ') W_hh
            # GRU: = diag(into_r) W_r + diag(into_u) W_u + diag(into_n r) W_n + diag(u)
            J = _summed(rows, W)  # (N, T', H, H)
            if s.keep is not None:
                J[..., diagonal, diagonal] += s.keep
            return J
        J = np.zeros((*rows.shape[:2], 2 * H, 2 * H))
        # dc_t / dh_(t-1) = diag(into_i) W_i + diag(into_f) W_f + diag(into_g) W_g
        A = _summed(rows[:, :, :3], W[:, :, :3])
        J[..., H:, :H] = A
        # dh_t / dh_(t-1) = diag(into_o) W_o + diag(o (1 - tanh(c_t)^2)) dc_t / dh_(t-1)
        A *= s.shown[..., None]
        A += rows[:, :, 3] * W[:, :, 3]
        J[..., :H, :H] = A
        # dc_t / dc_(t-1) = diag(f), dh_t / dc_(t-1) = diag(o (1 - tanh(c_t)^2) f)
        J[..., H + diagonal, H + diagonal] = s.keep
        J[..., diagonal, H + diagonal] = s.shown * s.keep
    return J  # (N, T', 2H, 2H)


def _summed(rows: Array, W: Array) -> Array:
    """The sum over the gates of diag(rows) W: (N, T', G, H, 1) and (N, 1, G, H, H)."""
    total: Array = rows[:, :, 0] * W[:, :, 0]
    for k in range(1, W.shape[2]):
        total += rows[:, :, k] * W[:, :, k]
    return total


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

    Raises:
        ValueError: end out of range.
    """
    end = checked_end(p, end)
    S = p.H if p.c is None else 2 * p.H
    start = np.eye(S)[slice(None) if rows is None else rows]
    P = np.repeat(start[None], p.N, axis=0)  # (N, R, S)
    exponent: Exponent = np.zeros(p.N, dtype=np.int64)
    yield Product(end, P, exponent)
    for first, last in reversed(spans(p, 0, end)):
        J = step_jacobians(p, first, last)  # (N, T', S, S)
        for stop in range(last, first, -TOGETHER):
            some = slice(max(first, stop - TOGETHER) - first, stop - first)
            matrices, exponents = _backwards(P, exponent, J[:, some])
            for k, (matrix, power) in enumerate(zip(matrices, exponents, strict=True)):
                yield Product(stop - 1 - k, matrix, power)
            P, exponent = rescaled(matrices[-1], exponents[-1])


def _backwards(P: Array, exponent: Exponent, J: Array) -> tuple[Array, list[Exponent]]:
    """P (N, R, S) times the last, then the last two, ... of J (N, K, S, S): (K, N, R, S), and the exponent of each.

    They are looked at for their size only at the end; when one has become too small or too large, it is done again step by
    step.
    """
    K = J.shape[1]
    products = np.empty((K, *P.shape))
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        first = P
        for k in range(K):
            first = np.matmul(first, J[:, K - 1 - k], out=products[k])
        largest = np.abs(products).max(axis=(2, 3))
        if ((largest > SMALL) & (largest < 1 / SMALL)).all():
            return products, [exponent] * K
        exponents = []
        for k in range(K):
            P, exponent = rescaled(P @ J[:, K - 1 - k], exponent)
            products[k] = P
            exponents.append(exponent)
    return products, exponents


def spans(p: Passes, first: int, last: int) -> list[tuple[int, int]]:
    """Steps first..last in parts whose Jacobians may be held at once, as (first, last) each."""
    S = p.H if p.c is None else 2 * p.H
    length = max(1, HELD // (p.N * S * S))
    return [(t, min(t + length, last)) for t in range(first, last, length)]


def checked_end(p: Passes, end: int | None) -> int:
    """The state `end`, T when None. Raises ValueError out of range."""
    if end is not None and not 0 <= end <= p.T:
        raise ValueError(f"end must be 0 to {p.T} for {p.T} steps, not {end}.")
    return p.T if end is None else end
