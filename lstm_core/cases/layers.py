"""The layers of the cases' nets in NumPy, as PyTorch computes them, so that the server answers without PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.cells import GATES, PARAMETERS, Cell
from lstm_core.many import run_many
from lstm_core.net import Net

Weights = Mapping[str, NDArray[Any]]  # of one net, by PyTorch's names


def dense(x: NDArray[Any], weights: Weights, name: str) -> Array:
    """torch.nn.Linear: (..., D) -> (..., O)."""
    return _double(x) @ _double(weights[f"{name}.weight"]).T + _double(weights[f"{name}.bias"])


def conv1d(x: NDArray[Any], weights: Weights, name: str, padding: int = 0) -> Array:
    """torch.nn.Conv1d of stride 1: (B, C, T) -> (B, O, T + 2 padding - K + 1)."""
    x = np.pad(_double(x), ((0, 0), (0, 0), (padding, padding)))
    weight = _double(weights[f"{name}.weight"])  # (O, C, K)
    windows = np.lib.stride_tricks.sliding_window_view(x, weight.shape[2], axis=2)  # (B, C, T, K)
    moved = np.tensordot(windows, weight, axes=([1, 3], [1, 2]))  # (B, T, O)
    return np.moveaxis(moved, 2, 1) + _double(weights[f"{name}.bias"])[:, None]


def conv2d(
    x: NDArray[Any], weights: Weights, name: str, padding: int = 0, stride: int = 1
) -> Array:
    """torch.nn.Conv2d: (B, C, H, W) -> (B, O, H', W')."""
    x = np.pad(_double(x), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    weight = _double(weights[f"{name}.weight"])  # (O, C, K, L)
    windows = np.lib.stride_tricks.sliding_window_view(x, weight.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]  # (B, C, H', W', K, L)
    moved = np.tensordot(windows, weight, axes=([1, 4, 5], [1, 2, 3]))  # (B, H', W', O)
    return np.moveaxis(moved, 3, 1) + _double(weights[f"{name}.bias"])[:, None, None]


def relu(x: Array) -> Array:
    """max(0, x)."""
    return np.maximum(x, 0)


def recurrent(x: NDArray[Any], weights: Weights, name: str, kind: str) -> Array:
    """torch.nn.RNN, GRU or LSTM of one layer, batch_first, from a state of zeros: (B, T, D) -> the states (B, T, H)."""
    cell = _cell(weights, name, kind)
    # The readout is another layer's.
    net = Net(None, None, cell, np.zeros((1, cell.H)), np.zeros(1))
    return run_many(net, _double(x)).h[:, 1:]


def _cell(weights: Weights, name: str, kind: str) -> Cell:
    """That layer's weights as a `Cell`."""
    G = len(GATES[kind])
    gated = {}
    for ours, theirs in PARAMETERS.items():
        array = _double(weights[f"{name}.{theirs.format(0)}"])
        gated[ours] = array.reshape(G, len(array) // G, *array.shape[1:])
    return Cell(kind=kind, activation="tanh", **gated)


def _double(x: NDArray[Any]) -> Array:
    return np.asarray(x, dtype=np.float64)
