"""How many steps a gradient takes to fall to one in a hundred, for a whole plane of ways to start: where it vanishes, where it explodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.gradients import jacobian_products
from lstm_core.passes import Passes, run_passes
from lstm_core.scaled import LOG2, Exponent, log_norm
from lstm_core.starts import start_cells, start_inputs

FALLEN, GROWN = -2.0, 2.0  # log10 of the norm: below it vanishes, above it explodes
SEEDS = (0, 1, 2)


class Fall(NamedTuple):
    """Of nets or of the places of a plane, (...).

    Args:
        steps: how many steps back the norm of d m_T / d m_(T-k) is for the first time at most 1 %; infinite if it is not within T.
        last: log10 of the norm of d m_T / d m_0, which decides on the region.
    """

    steps: Array
    last: Array


def fall(p: Passes) -> Fall:
    """Of each of N passes, (N,). The spectral norm is computed only where cheaper bounds do not tell on which side of 1 % it is."""
    memory = slice(p.h.shape[2] if p.c is not None else 0, None)  # in the state
    steps = np.full(p.N, np.inf)
    last = np.zeros(p.N)
    for t, P, exponent in jacobian_products(p, rows=memory):
        M = P[:, :, memory]  # (N, H, H)
        steps[_fallen(M, exponent) & (steps > p.T - t)] = p.T - t
        if t == 0:
            last = log_norm(M, exponent)
    return Fall(steps, last)


def _fallen(M: Array, exponent: Exponent) -> NDArray[np.bool_]:
    """Whether the spectral norm of M * 2^exponent, (N, H, H) and (N,), is at most 1 %."""
    squares = np.square(M)
    columns = squares.sum(axis=1)  # (N, H)
    # The longest column, and the mean square of a singular value: neither is more than the largest one. Their sum is not less.
    whole = columns.sum(axis=1)
    least = np.maximum(columns.max(axis=1), whole / M.shape[1])
    with np.errstate(divide="ignore"):
        below = np.log10(least) / 2 + exponent * LOG2
        above = np.log10(whole) / 2 + exponent * LOG2
    found = np.asarray(above <= FALLEN)
    open_ = ~found & (below <= FALLEN)
    if open_.any():
        found[open_] = log_norm(M[open_], exponent[open_]) <= FALLEN
    return found


def region(last: Array) -> NDArray[np.int64]:
    """-1 where the gradient vanishes, 0 where it can be used, 1 where it explodes: by log10 of its norm after all steps."""
    return (last > GROWN).astype(np.int64) - (last < FALLEN)


class Plane(NamedTuple):
    """What is computed of each place (Y, X) of a plane: medians over the nets."""

    steps: Array
    last: Array


def gain_plane(
    kind: str,
    gains: Sequence[float],
    others: Sequence[float],
    *,
    H: int,
    D: int,
    T: int,
    size: float,
    activation: str = "tanh",
    seeds: Sequence[int] = SEEDS,
) -> Plane:
    """Nets with Gaussian recurrent weights over T steps of random inputs; the same draws at every place.

    Args:
        kind: "rnn", "gru" or "lstm".
        gains: X spectral radii of the recurrent matrices, each gate's.
        others: Y sizes of the inputs of an RNN; forget biases of an LSTM; update biases of a GRU.
        H: units.
        D: inputs.
        T: steps.
        size: of what the inputs of an LSTM or GRU bring to a unit, as `start_inputs` has it; not asked of an RNN.
        activation: of an RNN.
        seeds: of the nets at each place; all see the inputs of the first.
    """
    cells, xs = [], []
    for other in others:
        bias, heard = (None, other) if kind == "rnn" else (other, size)
        x = start_inputs(T, D, heard, seeds[0], H)  # (T, D), for all nets
        for gain in gains:
            cells += start_cells(
                kind,
                H,
                D,
                seeds=seeds,
                start="gaussian",
                radius=gain,
                activation=activation,
                gate_bias=bias,
            )
            xs += [x] * len(seeds)
    flow = fall(run_passes(cells, np.stack(xs)))  # of Y * X * seeds nets
    shape = (len(others), len(gains), len(seeds))
    steps, last = (_median(values.reshape(shape)) for values in flow)
    return Plane(steps, last)


def _median(values: Array) -> Array:
    """Over the last axis. Of an even number the lower of the two in the middle, as there is nothing between 90 and infinity."""
    ordered: Array = np.sort(values, axis=-1)[..., (values.shape[-1] - 1) // 2]
    return ordered


def pytorch_radius(kind: str, H: int, D: int, seeds: Sequence[int]) -> float:
    """The spectral radius of the recurrent matrices that PyTorch's start draws: the mean over gates and nets."""
    matrices = np.concatenate([cell.W_hh for cell in start_cells(kind, H, D, seeds=seeds)])
    return float(np.abs(np.linalg.eigvals(matrices)).max(axis=1).mean())


def place_among(value: float, values: Sequence[float]) -> float | None:
    """Where a value is among rising ones, counted from 0 and in between by parts; None beyond their ends."""
    if not values[0] <= value <= values[-1]:
        return None
    return float(np.interp(value, values, np.arange(len(values))))
