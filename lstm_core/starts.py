"""Fresh nets without torch: recurrent layers as they start, and inputs for them. Nothing is trained here.

A start means what it means in `lstm_core.models.draw_weights`; the numbers themselves are drawn by NumPy, so they are not
those of a net that is trained from the same seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from lstm_core.arrays import Array
from lstm_core.cells import GATES, KEEPING, Cell

STARTS = ("pytorch", "orthogonal", "identity", "gaussian")


def start_cells(
    kind: str,
    H: int,
    D: int,
    *,
    seeds: Sequence[int],
    start: str = "pytorch",
    radius: float = 1.0,
    activation: str = "tanh",
    gate_bias: float | None = None,
) -> list[Cell]:
    """A fresh recurrent layer for each seed. Another radius, bias or start leaves all else as it was drawn.

    All weights and biases are uniform in +-1/sqrt(H), as PyTorch's modules draw them, but for what follows.

    Args:
        kind: "rnn", "gru" or "lstm".
        H: units, >= 1.
        D: inputs, >= 1.
        seeds: whole numbers >= 0.
        start: of W_hh, the block of each gate by itself. "pytorch": uniform like the rest. "orthogonal" (Saxe et al. 2014)
            and "identity" (Le et al. 2015), times `radius`. "gaussian": normal, scaled to spectral radius `radius`.
        radius: >= 0; not for PyTorch's start.
        activation: "tanh", or "relu" of an "rnn".
        gate_bias: of the forget gate (LSTM) or update gate (GRU), of which PyTorch's second bias is then 0; None: as drawn.
            An RNN has none.

    Raises:
        ValueError: an unknown kind, activation or start, no unit or input, a radius below 0, what is not finite.
    """
    if kind not in GATES or start not in STARTS:
        raise ValueError(f"There is no kind {kind!r} that starts {start!r}.")
    if H < 1 or D < 1 or not radius >= 0:
        raise ValueError(f"H and D must be 1 or more and radius 0 or more, not {H}, {D}, {radius}.")
    cells = []
    for seed in seeds:
        rng = np.random.default_rng([seed, 4])
        G, most = len(GATES[kind]), H**-0.5
        W_ih = rng.uniform(-most, most, (G, H, D))
        W_hh = rng.uniform(-most, most, (G, H, H))
        b_ih, b_hh = rng.uniform(-most, most, (2, G, H))
        if start != "pytorch":
            W_hh = radius * _unit_start(start, G, H, seed)
        if kind != "rnn" and gate_bias is not None:
            keeping = GATES[kind].index(KEEPING[kind])
            b_ih[keeping], b_hh[keeping] = gate_bias, 0
        cells.append(Cell(kind, activation, W_ih, W_hh, b_ih, b_hh))
    return cells


def start_inputs(T: int, D: int, size: float, seed: int, H: int) -> Array:
    """Normal numbers (T, D) for fresh nets with H units.

    Args:
        T: steps; the first of a longer sequence are those of a shorter one.
        D: inputs, which do not matter much: what reaches a unit is as large with more of them.
        size: standard deviation of what reaches a unit through W_ih, 0: silence. It is what saturates a tanh.
        seed: whole number >= 0.
        H: units of the nets, whose W_ih has the standard deviation 1/sqrt(3H).
    """
    scale: float = size * (3 * H / D) ** 0.5
    values: Array = scale * np.random.default_rng([seed, 5]).normal(size=(T, D))
    return values


def _unit_start(start: str, G: int, H: int, seed: int) -> Array:
    """(G, H, H) with spectral radius 1 each."""
    if start == "identity":
        return np.repeat(np.eye(H)[None], G, axis=0)
    drawn = np.random.default_rng([seed, 6]).normal(size=(G, H, H))
    if start == "gaussian":
        scaled: Array = drawn / np.reshape(_spectral_radii(G, H, seed), (G, 1, 1))
        return scaled
    q, r = np.linalg.qr(drawn)
    # With the signs of r's diagonal q is uniform among all orthogonal matrices (Mezzadri 2007).
    signed: Array = q * np.sign(np.diagonal(r, axis1=1, axis2=2))[:, None, :]
    return signed


@lru_cache(maxsize=4096)
def _spectral_radii(G: int, H: int, seed: int) -> tuple[float, ...]:
    """Of the normal matrices of a seed. Kept, because eigenvalues take a hundred times as long as all the rest."""
    drawn = np.random.default_rng([seed, 6]).normal(size=(G, H, H))
    return tuple(np.abs(np.linalg.eigvals(drawn)).max(axis=1).tolist())
