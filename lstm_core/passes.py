"""Passes: the forward passes of several nets of one kind and size at once, as the gradient needs them. Nothing flows back here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lstm_core.arrays import Array, numbers
from lstm_core.cells import Cell
from lstm_core.forward import sigmoid
from lstm_core.trace import Trace


@dataclass(frozen=True, eq=False, repr=False)
class Passes:
    """N forward passes over T steps, of nets with G gates, H units and D inputs. Names as in `Trace`, one axis N in front.

    Args:
        kind: "lstm", "gru" or "rnn".
        activation: "tanh", or "relu" of an "rnn".
        W_ih, W_hh, b_ih, b_hh: (N, G, H, D), (N, G, H, H), (N, G, H), (N, G, H) the weights, gates in PyTorch's order.
        x: (N, T, D) the inputs.
        z: (N, T, G, H) before squashing.
        gates: name -> (N, T, H), after it.
        c: (N, T+1, H) the memory cell, row 0 the start; None unless an LSTM.
        h: (N, T+1, H) the output state, row 0 the start. Infinite or NaN where a net overflows.
    """

    kind: str
    activation: str
    W_ih: Array  # (N, G, H, D)
    W_hh: Array  # (N, G, H, H)
    b_ih: Array  # (N, G, H)
    b_hh: Array  # (N, G, H)
    x: Array  # (N, T, D)
    z: Array  # (N, T, G, H)
    gates: Mapping[str, Array]  # name -> (N, T, H)
    c: Array | None  # (N, T+1, H)
    h: Array  # (N, T+1, H)

    @property
    def N(self) -> int:
        """Number of passes."""
        return len(self.h)

    @property
    def T(self) -> int:
        """Number of steps."""
        return int(self.h.shape[1]) - 1

    @property
    def H(self) -> int:
        """Number of units."""
        return int(self.h.shape[2])

    @property
    def D(self) -> int:
        """Number of inputs."""
        return int(self.x.shape[2])

    @property
    def memory(self) -> Array:
        """(N, T+1, H) c of an LSTM, h of a GRU or RNN."""
        return self.h if self.c is None else self.c

    @classmethod
    def of(cls, *traces: Trace) -> Passes:
        """Of traces of the same kind and size.

        Raises:
            ValueError: none, sizes or kinds that differ, or a trace with interventions, whose gradient is not that of the net.
        """
        if not traces:
            raise ValueError("There must be at least one trace.")
        first = traces[0]
        for one in traces:
            if one.interventions:
                raise ValueError("A trace with interventions has no gradient of its own here.")
            same = (one.cell.kind, one.cell.activation, one.x.shape, one.cell.H)
            if same != (first.cell.kind, first.cell.activation, first.x.shape, first.cell.H):
                raise ValueError("All traces must be of one kind and size, and equally long.")
        return cls(
            first.cell.kind,
            first.cell.activation,
            **_weights([one.cell for one in traces]),
            x=np.stack([one.x for one in traces]),
            z=np.stack([one.z for one in traces]),
            gates={name: np.stack([one.gates[name] for one in traces]) for name in first.gates},
            c=None if first.c is None else np.stack([one.c for one in traces if one.c is not None]),
            h=np.stack([one.h for one in traces]),
        )

    def take(self, indices: Sequence[int]) -> Passes:
        """Some of them, in the order of `indices`."""
        chosen = list(indices)
        return Passes(
            self.kind,
            self.activation,
            self.W_ih[chosen],
            self.W_hh[chosen],
            self.b_ih[chosen],
            self.b_hh[chosen],
            self.x[chosen],
            self.z[chosen],
            {name: values[chosen] for name, values in self.gates.items()},
            None if self.c is None else self.c[chosen],
            self.h[chosen],
        )


def run_passes(cells: Sequence[Cell], x: Array) -> Passes:
    """Every cell over its inputs from a state of zeros, all cells together; the equations are those of `lstm_core.forward`.

    A net that overflows keeps its infinities and NaNs; the others do not notice.

    Args:
        cells: N of one kind and size.
        x: (T, D) the same inputs for all, or (N, T, D).

    Raises:
        ValueError: no cell, cells that differ in kind or size, x of another size, NaN or infinite.
    """
    if not cells or len({(cell.kind, cell.activation, cell.H, cell.D) for cell in cells}) != 1:
        raise ValueError("There must be at least one cell, and all of one kind and size.")
    first, N = cells[0], len(cells)
    x = numbers(x, "x")
    if x.ndim == 2:
        x = np.broadcast_to(x, (N, *x.shape))
    if x.ndim != 3 or x.shape[0] != N or x.shape[1] < 1 or x.shape[2] != first.D:
        raise ValueError(f"x must be (T, {first.D}) or ({N}, T, {first.D}), not {x.shape}.")
    T, G, H = x.shape[1], len(first.gates), first.H
    weights = _weights(cells)
    W_hh, b_hh = weights["W_hh"].reshape(N, G * H, H), weights["b_hh"]
    flat = weights["W_ih"].reshape(N, G * H, first.D)
    from_x = (x @ flat.swapaxes(1, 2)).reshape(N, T, G, H) + weights["b_ih"][:, None]
    z, a = np.empty((N, T, G, H)), np.empty((N, T, G, H))
    h, c = np.zeros((N, T + 1, H)), np.zeros((N, T + 1, H))
    step = STEPS[first.kind]
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        for t in range(T):
            from_h = (W_hh @ h[:, t, :, None]).reshape(N, G, H) + b_hh
            z[:, t], a[:, t], c[:, t + 1], h[:, t + 1] = step(
                from_x[:, t], from_h, c[:, t], h[:, t], first.activation
            )
    gates = {name: a[:, :, k] for k, name in enumerate(first.gates)}
    return Passes(
        first.kind,
        first.activation,
        **weights,
        x=x,
        z=z,
        gates=gates,
        c=c if first.kind == "lstm" else None,
        h=h,
    )


def _weights(cells: Sequence[Cell]) -> dict[str, Array]:
    return {
        name: np.stack([getattr(cell, name) for cell in cells])
        for name in ("W_ih", "W_hh", "b_ih", "b_hh")
    }


# One step of N nets, or of one net from N states: (z, gates, c, h) from what comes from x and h, (N, G, H) each, and the
# state before, (N, H).
Stepped = tuple[Array, Array, Array, Array]


def _lstm_step(from_x: Array, from_h: Array, c: Array, h: Array, activation: str) -> Stepped:
    z = from_x + from_h  # (N, 4, H)
    a = sigmoid(z)
    a[:, 2] = np.tanh(z[:, 2])
    i, f, g, o = a.swapaxes(0, 1)
    c = f * c + i * g
    return z, a, c, o * np.tanh(c)


def _gru_step(from_x: Array, from_h: Array, c: Array, h: Array, activation: str) -> Stepped:
    z = from_x + from_h  # (N, 3, H)
    a = sigmoid(z)
    r, u = a[:, 0], a[:, 1]
    z[:, 2] = from_x[:, 2] + r * from_h[:, 2]
    a[:, 2] = np.tanh(z[:, 2])
    return z, a, c, (1 - u) * a[:, 2] + u * h


def _rnn_step(from_x: Array, from_h: Array, c: Array, h: Array, activation: str) -> Stepped:
    z = from_x + from_h  # (N, 1, H)
    a = np.maximum(z, 0) if activation == "relu" else np.tanh(z)
    return z, a, c, a[:, 0]


STEPS = {"lstm": _lstm_step, "gru": _gru_step, "rnn": _rnn_step}
