"""The four nets of the speech case in NumPy: their answers, and what each believes after every frame."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.layers import Weights, conv1d, dense, recurrent, relu
from lstm_core.cases.spectrum import Frames
from lstm_core.net import softmax

SEES = 5  # frames that the convolution sees at once: 96 ms
SILENCE = -1.0  # what a frame is before the sound
SCALE = 2.0  # what all four multiply their inputs with, so that a net that starts small hears the difference


def answers(weights: Weights, config: CaseConfig, heard: Frames) -> Array:
    """What the net says when the sound is over, (B, K) probabilities of frames (B, T, BANDS)."""
    after = beliefs(weights, config, heard)
    if config.kind == "frame":
        return after[np.arange(len(heard)), loudest(heard)]
    return after[:, -1]


def beliefs(weights: Weights, config: CaseConfig, heard: Frames) -> Array:
    """What the net would say if the sound ended after each frame, (B, T, K); of "frame": what it says to that frame alone."""
    x = SCALE * np.asarray(heard, dtype=np.float64)
    seen = {"frame": x, "mean": _running_mean(x)}.get(config.kind)
    if seen is not None:
        hidden = relu(dense(seen, weights, "hidden"))
    elif config.kind == "convolutional":
        before = np.full((len(x), SEES - 1, x.shape[2]), SCALE * SILENCE)
        padded = np.concatenate([before, x], axis=1).transpose(0, 2, 1)  # (B, BANDS, T + SEES - 1)
        found = relu(conv1d(padded, weights, "window"))  # (B, C, T)
        hidden = np.maximum.accumulate(found, axis=2).transpose(0, 2, 1)
    else:
        hidden = recurrent(x, weights, "memory", "lstm")
    return softmax(dense(hidden, weights, "answer"))


def loudest(heard: Frames) -> NDArray[np.int64]:
    """Which frame of each sound "frame" answers to, (B,): that with the largest sum of decibels."""
    at: NDArray[np.int64] = heard.sum(axis=2, dtype=np.float64).argmax(axis=1)
    return at


def _running_mean(x: Array) -> Array:
    """The mean of the frames so far, (B, T, BANDS)."""
    return np.cumsum(x, axis=1) / np.arange(1, x.shape[1] + 1)[:, None]
