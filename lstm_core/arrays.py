"""Numbers from outside (lists, NumPy arrays, torch tensors) as float64 arrays, or one clear sentence."""

from operator import index
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def numbers(values: Any, name: str) -> Array:
    """`values` as a finite float64 array of any shape; a torch tensor is read without importing torch.

    Raises:
        ValueError: not numbers, complex, a ragged list, a packed sequence, NaN or infinite. It names `name`.
    """
    if hasattr(values, "batch_sizes"):
        raise ValueError(f"{name} is a packed sequence; give it as a padded tensor or as an array.")
    if hasattr(values, "detach"):
        values = values.detach().cpu()
        values = (values if values.is_complex() else values.double()).numpy()
    try:
        array = _real(np.asarray(values))
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} must be real numbers in a rectangular array.") from None
    if not np.isfinite(array).all():
        where = ", ".join(map(str, np.argwhere(~np.isfinite(array))[0]))
        raise ValueError(f"{name} {size(array)} must be finite, but {name}[{where}] is not.")
    return array


def _real(raw: NDArray[Any]) -> Array:
    """As float64. NumPy by itself would drop imaginary parts, count dates and take None for NaN."""
    if raw.dtype.kind not in "biufO" or any(
        one is None or isinstance(one, complex) for one in (raw.flat if raw.dtype == object else ())
    ):
        raise TypeError
    return raw.astype(np.float64)


def whole(value: Any, name: str) -> int:
    """`value` as an int. Raises ValueError, which names `name`, for all but whole numbers: 1.0 is none."""
    try:
        return index(value)
    except TypeError:
        raise ValueError(f"{name} must be a whole number, not {value!r}.") from None


def frozen(array: Array) -> Array:
    """A read-only copy."""
    array = array.copy()
    array.flags.writeable = False
    return array


def size(array: Array) -> str:
    """The shape as the sentences of this package write it: (2, 3)."""
    return str(tuple(array.shape))
