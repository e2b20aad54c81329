"""The twin nets of the iris case in NumPy, as the server asks them."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.iris_eye import GREY
from lstm_core.cases.layers import Weights, conv2d, dense, recurrent, relu
from lstm_core.net import softmax

GAIN = 4.0  # pictures go in as GAIN * (picture - GREY)


def answers(weights: Weights, config: CaseConfig, one: NDArray[Any], other: NDArray[Any]) -> Array:
    """(B, 2) the probabilities that two pictures (B, SIDE, SIDE) are of different eyes, and of the same eye."""
    difference = abs(code(weights, config, one) - code(weights, config, other))
    return softmax(dense(difference, weights, "head"))


def code(weights: Weights, config: CaseConfig, pictures: NDArray[Any]) -> Array:
    """(B, CODE) what the net's encoder makes of pictures (B, SIDE, SIDE)."""
    x = GAIN * (pictures - GREY)
    if config.kind == "dense":
        x = relu(dense(x.reshape(len(x), -1), weights, "encoder.first"))
    elif config.kind == "convolutional":
        x = relu(conv2d(x[:, None], weights, "encoder.first", padding=2, stride=2))
        x = relu(conv2d(x, weights, "encoder.second", padding=1, stride=2))
        x = relu(conv2d(x, weights, "encoder.third", padding=1, stride=2))
        x = x.reshape(len(x), -1)
    else:
        x = recurrent(x, weights, "encoder.rows", "lstm")[:, -1]
    return dense(x, weights, "encoder.code")
