"""Many: one net over many sequences at once, operated on or not. For one sequence with all its values there is `trace`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.net import Net
from lstm_core.passes import STEPS
from lstm_core.surgery import Operation


@dataclass(frozen=True, eq=False, repr=False)
class Many:
    """What one net holds over B sequences of T steps. Row t of the gates is step t; row 0 of memory and h is the start.

    Args:
        gates: name -> (B, T, H), after squashing.
        memory: (B, T+1, H) c of an LSTM, h of a GRU or RNN.
        h: (B, T+1, H).
    """

    gates: Mapping[str, Array]  # name -> (B, T, H)
    memory: Array  # (B, T+1, H)
    h: Array  # (B, T+1, H)


def run_many(
    net: Net,
    x: NDArray[Any],
    operation: Operation | None = None,
    start: int | NDArray[np.int64] = 0,
    stop: int | NDArray[np.int64] | None = None,
) -> Many:
    """The net over B sequences from a state of zeros; the equations are those of `lstm_core.forward`.

    Args:
        net: with finite weights.
        x: (B, T) symbols or (B, T, D) values. Shorter sequences are padded with any symbol at their end.
        operation: what is done, in each sequence b at the steps start[b] <= t < stop[b].
        start: the first step of it, one for all or (B,).
        stop: the step after its last one, likewise; without it to the end.

    Raises:
        ValueError: an operation that the net's kind does not know, a unit that it does not have.
    """
    cell, (B, T) = net.cell, x.shape[:2]
    G, H = len(cell.gates), cell.H
    if operation is not None and not all(0 <= unit < H for unit in operation.units):
        raise ValueError(f"units must be 0 to {H - 1} for H = {H}, not {operation.units}.")
    inputs = net.inputs(x.reshape(B * T, *x.shape[2:])).reshape(B, T, cell.D)
    W_ih, W_hh = cell.W_ih.reshape(G * H, cell.D), cell.W_hh.reshape(G * H, H)
    # Step by step in front: each step's block of memory is then in one piece.
    a, h, c = np.empty((T, B, G, H)), np.zeros((T + 1, B, H)), np.zeros((T + 1, B, H))
    memory = c if cell.kind == "lstm" else h
    begin = np.broadcast_to(start, (B,))
    end = np.broadcast_to(T if stop is None else stop, (B,))
    step = STEPS[cell.kind]
    with np.errstate(under="ignore"):
        for t in range(T):
            from_x = (inputs[:, t] @ W_ih.T).reshape(B, G, H) + cell.b_ih
            from_h = (h[t] @ W_hh.T).reshape(B, G, H) + cell.b_hh
            _, a[t], c[t + 1], h[t + 1] = step(from_x, from_h, c[t], h[t], cell.activation)
            touched = (begin <= t) & (t < end)
            if operation is not None and operation.units and touched.any():
                _operate(
                    operation, cell.kind, cell.gates, a[t], c[t : t + 2], h[t : t + 2], touched
                )
    gates = {name: a[:, :, k].swapaxes(0, 1) for k, name in enumerate(cell.gates)}
    return Many(gates, memory.swapaxes(0, 1), h.swapaxes(0, 1))


def _operate(
    operation: Operation,
    kind: str,
    names: tuple[str, ...],
    a: Array,
    c: Array,
    h: Array,
    touched: NDArray[np.bool_],
) -> None:
    """Do it to the touched sequences, in place: gates a (B, G, H); c and h (2, B, H), before the step and after it."""
    where = np.ix_(touched.nonzero()[0], np.array(operation.units))
    memory = c if kind == "lstm" else h
    if held := operation.clamp(kind):
        a[:, names.index(held[0])][where] = held[1]
        if kind == "lstm":
            i, f, g, _ = a.swapaxes(0, 1)
            c[1][where] = (f * c[0] + i * g)[where]
        else:
            _, u, n = a.swapaxes(0, 1)
            h[1][where] = ((1 - u) * n + u * h[0])[where]
    elif operation.action == "freeze":
        memory[1][where] = memory[0][where]
    else:
        memory[1][where] = 0.0 if operation.values is None else operation.values
    if kind == "lstm":
        h[1][where] = (a[:, 3] * np.tanh(c[1]))[where]
