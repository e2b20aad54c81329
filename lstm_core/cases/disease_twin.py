"""The three nets for a vector of measurements in NumPy: what the server answers with. The twin of `disease_nets`."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.layers import Weights, conv1d, dense, recurrent, relu
from lstm_core.net import softmax


def answers(weights: Weights, config: CaseConfig, x: NDArray[Any]) -> Array:
    """The probabilities (B, 2), well and ill, that one net gives to scaled measurements (B, D) (`lstm_core.cases.disease.scale`)."""
    if config.kind == "dense":
        seen = relu(dense(x, weights, "hidden"))
    elif config.kind == "convolutional":
        first = relu(conv1d(x[:, None], weights, "first", padding=1))
        seen = relu(conv1d(first, weights, "second", padding=1)).mean(2)
    else:
        seen = recurrent(x[:, :, None], weights, "recurrent", "lstm")[:, -1]
    return softmax(dense(seen, weights, "readout"))
