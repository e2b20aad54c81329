"""What a trained net of the case "own" answers, in NumPy: the belief over the words after every frame, and at the end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.layers import Weights, dense, recurrent, relu
from lstm_core.cases.spectrum import Frames
from lstm_core.net import softmax


def answers(
    weights: Weights, config: CaseConfig, heard: NDArray[np.float32], lengths: NDArray[np.float32]
) -> Array:
    """Probabilities (B, K) of frames (B, T, BANDS), of which the first `lengths` (B,) of each row are real."""
    last = lengths.astype(int) - 1
    found: Array = _every(weights, config, heard)[np.arange(len(heard)), last]
    return found


def beliefs(weights: Weights, config: CaseConfig, heard: Frames) -> Array:
    """The belief (T, K) over the words after every frame of one sound (T, BANDS), as if it ended there."""
    found: Array = _every(weights, config, heard[None])[0]
    return found


def _every(weights: Weights, config: CaseConfig, heard: NDArray[np.float32]) -> Array:
    if config.kind == "mean":
        count = np.arange(1, heard.shape[1] + 1)[:, None]
        mean = np.cumsum(heard, axis=1, dtype=float) / count  # (B, T, BANDS), of all frames so far
        seen = relu(dense(mean, weights, "hidden"))
    else:
        seen = recurrent(heard, weights, "recurrent", "lstm")
    return softmax(dense(seen, weights, "readout"))
