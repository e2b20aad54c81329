"""Numbers from outside (lists, NumPy arrays, torch tensors) as float64 arrays, or one clear sentence."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def numbers(values: Any, name: str) -> Array:
    """`values` as a finite float64 array of any shape; a torch tensor is read without importing torch.

    Raises:
        ValueError: not numbers, a ragged list, a packed sequence, NaN or infinite. It names `name`.
    """
    if hasattr(values, "batch_sizes"):
        raise ValueError(f"{name} is a packed sequence; give it as a padded tensor or as an array.")
    if hasattr(values, "detach"):
        values = values.detach().cpu().double().numpy()
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be numbers in a rectangular array.") from None
    if not np.isfinite(array).all():
        where = ", ".join(map(str, np.argwhere(~np.isfinite(array))[0]))
        raise ValueError(f"{name} {size(array)} must be finite, but {name}[{where}] is not.")
    return array


def frozen(array: Array) -> Array:
    """A read-only copy."""
    array = array.copy()
    array.flags.writeable = False
    return array


def size(array: Array) -> str:
    """The shape as the sentences of this package write it: (2, 3)."""
    return str(tuple(array.shape))
