"""Arrays with a running exponent, so that products of hundreds of factors neither vanish nor overflow; and their norms as logarithms.

A scaled array is a pair: numbers of ordinary size, and a power of two for each of its first axes. Norms come as log10:
-inf is an exact zero, +inf what is infinite or not a number.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array

Exponent = NDArray[np.int64]
Number = TypeVar("Number", Exponent, Array)
LOG2 = float(np.log10(2.0))

FARTHEST = 1000  # 2 to this power is a float, and so is its inverse
SMALLEST = 1e-200  # of a sum of squares that is surely exact
SQUARINGS = 8  # after so many, what has not settled takes longer this way than a decomposition
SETTLED = 1e-12  # relative error of a squared norm that is good enough


def rescaled(values: Array, exponent: Exponent) -> tuple[Array, Exponent]:
    """The same numbers with the largest of each near 1: values (*E, ...) with a power of two (*E)."""
    largest = np.abs(values).reshape(*exponent.shape, -1).max(axis=-1)
    # What is infinite stays so, whatever it is divided by; frexp says nothing about it.
    shift = np.where(np.isfinite(largest), np.frexp(largest)[1], 0).clip(-FARTHEST, FARTHEST)
    return values * _widened(np.ldexp(1.0, -shift), values), exponent + shift


def added(
    one: Array, exponent: Exponent, other: Array, other_exponent: Exponent
) -> tuple[Array, Exponent]:
    """The sum of two scaled arrays, (*E, ...) each."""
    pairs = [rescaled(one, exponent), rescaled(other, other_exponent)]
    # A zero has no size, so that its exponent does not hide the other.
    lowest = np.iinfo(np.int64).min // 4
    sizes = [
        np.where(values.reshape(*power.shape, -1).any(axis=-1), power, lowest)
        for values, power in pairs
    ]
    common = np.maximum(*sizes)
    common = np.where(common == lowest, 0, common)
    one, other = (
        np.ldexp(values, _widened((power - common).clip(-5000, 0), values))
        for values, power in pairs
    )
    return one + other, common


def log_length(vectors: Array, exponent: Exponent) -> Array:
    """log10 of Euclidean lengths: vectors (*E, H), exponent (*E)."""
    with np.errstate(invalid="ignore", over="ignore", under="ignore"):
        squares = np.einsum("...i,...i->...", vectors, vectors)
        if outside(squares):
            vectors, exponent = rescaled(vectors, exponent)
            squares = np.einsum("...i,...i->...", vectors, vectors)
        return _log(np.sqrt(squares), exponent)


def log_norm(matrices: Array, exponent: Exponent, norm: str = "spectral") -> Array:
    """log10 of a norm of each of several matrices.

    Args:
        matrices: (*E, R, C).
        exponent: (*E).
        norm: "spectral", the largest singular value, or "frobenius", the square root of the sum of the squares.

    Raises:
        ValueError: another norm.
    """
    if norm not in ("spectral", "frobenius"):
        raise ValueError(f"norm must be 'spectral' or 'frobenius', not {norm!r}.")
    R, C = matrices.shape[-2:]
    if norm == "frobenius":
        return log_length(matrices.reshape(*exponent.shape, R * C), exponent)
    with np.errstate(invalid="ignore", over="ignore", under="ignore"):
        if outside(np.einsum("...ij,...ij->...", matrices, matrices)):
            matrices, exponent = rescaled(matrices, exponent)
        sizes = _largest_singular(matrices.reshape(-1, R, C))
        return _log(sizes.reshape(exponent.shape), exponent)


def outside(squares: Array) -> bool:
    """Whether a sum of squares may have lost digits at either end of what a float can be."""
    return not bool(((squares > SMALLEST) & (squares < 1 / SMALLEST)).all())


def _largest_singular(A: Array) -> Array:
    """(K,) of matrices (K, R, C) of ordinary size; NaN where one is infinite or NaN.

    The Gram matrix of A, divided by its trace and squared again and again, tends to v v^T; what it was divided by gives
    the largest singular value. Of a product of many Jacobians few squarings are enough, and each costs a tenth of a
    decomposition. Let B be such a power k, of trace 1 and with largest eigenvalue 1 - d: its squares add up to
    q <= (1 - d)^2 + d^2, so that d <= 1 - q once q > 1/2, and sqrt(q) is 1 - d with a relative error below 2 (1 - q)^2.
    The k-th root divides it by k. What has not settled, such as a nearly orthogonal A, is decomposed.
    """
    B = A.swapaxes(1, 2) @ A  # (K, C, C)
    largest = np.einsum("kii->k", B)  # so far the trace: 0 of a zero, NaN of what is not finite
    left = np.flatnonzero(np.isfinite(largest) & (largest > 0))
    log_size, q = np.log(largest[left]), largest[left]
    B = B if left.size == len(A) else B[left]
    for squaring in range(SQUARINGS + 1):
        k = 2**squaring
        # q is the trace that B would have now.
        B *= (1 / q)[:, None, None]
        q = np.einsum("kij,kij->k", B, B)
        settled = (q > 0.5) & (2 * (1 - q) ** 2 < SETTLED * k)
        largest[left[settled]] = np.exp(log_size[settled] + np.log(q[settled]) / (2 * k))
        if settled.any():
            left, B, q, log_size = (one[~settled] for one in (left, B, q, log_size))
        if not left.size or squaring == SQUARINGS:
            break
        B = B @ B  # with trace q
        log_size = log_size + np.log(q) / (2 * k)
    sizes: Array = np.sqrt(largest)
    if left.size:
        sizes[left] = np.linalg.svd(A[left], compute_uv=False)[:, 0]
    return sizes


def _log(size: Array, exponent: Exponent) -> Array:
    with np.errstate(divide="ignore"):
        logs: Array = np.log10(size) + exponent * LOG2
    return np.where(np.isfinite(size), logs, np.inf)


def _widened(scale: Number, values: Array) -> Number:
    """With as many axes as `values`."""
    return scale.reshape(scale.shape + (1,) * (values.ndim - scale.ndim))
