"""Arrays with a running exponent, so that products of hundreds of factors neither vanish nor overflow; and their norms as logarithms.

A scaled array is a pair: numbers of ordinary size, and a power of two for each of its first axes. Norms come as log10:
-inf is an exact zero, +inf what is infinite or not a number.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array

Exponent = NDArray[np.int64]
LOG2 = float(np.log10(2.0))


def rescaled(values: Array, exponent: Exponent) -> tuple[Array, Exponent]:
    """The same numbers with the largest of each near 1: values (*E, ...) with a power of two (*E)."""
    rest = tuple(range(exponent.ndim, values.ndim))
    largest = np.abs(values).max(axis=rest)
    shift = np.where(np.isfinite(largest) & (largest > 0), np.frexp(largest)[1], 0)
    return np.ldexp(values, -_widened(shift, values)), exponent + shift


def added(
    one: Array, exponent: Exponent, other: Array, other_exponent: Exponent
) -> tuple[Array, Exponent]:
    """The sum of two scaled arrays, (*E, ...) each."""
    one, exponent = rescaled(one, exponent)
    other, other_exponent = rescaled(other, other_exponent)
    rest = tuple(range(exponent.ndim, one.ndim))
    nothing = [~np.abs(values).max(axis=rest).astype(bool) for values in (one, other)]
    # A zero has no size, so that it does not raise the exponent of the other.
    lowest = np.iinfo(np.int64).min // 4
    sizes = [
        np.where(none, lowest, e)
        for none, e in zip(nothing, (exponent, other_exponent), strict=True)
    ]
    common = np.where(nothing[0] & nothing[1], 0, np.maximum(*sizes))
    total = sum(
        np.ldexp(values, np.clip(_widened(np.where(none, 0, e - common), values), -5000, 0))
        for values, none, e in (
            (one, nothing[0], exponent),
            (other, nothing[1], other_exponent),
        )
    )
    return np.asarray(total), common


def log_length(values: Array, exponent: Exponent) -> Array:
    """log10 of the Euclidean length along the last axis: values (*E, ..., H), exponent (*E)."""
    finite = np.asarray(np.isfinite(values).all(axis=-1))
    length = np.linalg.norm(np.where(finite[..., None], values, 0), axis=-1)
    return _log(length, finite, exponent)


def log_norm(matrices: Array, exponent: Exponent, norm: str = "spectral") -> Array:
    """log10 of a norm of matrices (*E, R, C), "spectral" or "frobenius", exponent (*E)."""
    finite = np.asarray(np.isfinite(matrices).all(axis=(-2, -1)))
    clean = np.where(finite[..., None, None], matrices, 0)
    if norm == "frobenius":
        size = np.sqrt((clean**2).sum(axis=(-2, -1)))
    else:
        # A zero matrix is not worth a decomposition, and ReLU nets that died have many.
        size = np.zeros(finite.shape)
        some = clean.any(axis=(-2, -1))
        if some.any():
            size[some] = np.linalg.svd(clean[some], compute_uv=False)[..., 0]
    return _log(size, finite, exponent)


def _log(size: Array, finite: NDArray[np.bool_], exponent: Exponent) -> Array:
    with np.errstate(divide="ignore"):
        logs: Array = np.log10(size) + _widened(exponent, size) * LOG2
    return np.where(finite, logs, np.inf)


def _widened(exponent: Exponent, values: Array) -> Exponent:
    """With as many axes as `values`."""
    return exponent.reshape(exponent.shape + (1,) * (values.ndim - exponent.ndim))
