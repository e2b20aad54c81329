"""Backpropagation through time on the smallest recurrent network there is: one input, one tanh unit, one readout. Every number is kept.

    a_t = W_x x_t + W_h h_(t-1) + b        h_t = tanh(a_t)        y_t = W_y h_t        L_t = (y_t - target_t)^2 / 2

The loss L is the sum of L_t over the steps that are asked. Gradients as in Werbos (1990), doi:10.1109/5.58337.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from lstm_core.arrays import Array

WEIGHTS = ("Wx", "Wh", "b", "Wy")
WANTED = ("every", "last")  # which steps are asked
STEP = 1e-5  # of the central differences: their error is then about 1e-10


@dataclass(frozen=True)
class Small:
    """The network, and what it reads and should say.

    Args:
        weights: the four of `WEIGHTS`, by name.
        x: T inputs.
        target: T numbers that should come out.
        h0: the state before the first step.
        wanted: "every": each step is asked; "last": the last one alone.

    Raises:
        ValueError: other weights, no step, another number of targets than of inputs, numbers that are not finite, another `wanted`.
    """

    weights: dict[str, float]
    x: tuple[float, ...]
    target: tuple[float, ...]
    h0: float = 0.0
    wanted: str = "every"

    def __post_init__(self) -> None:
        if set(self.weights) != set(WEIGHTS):
            raise ValueError(f"weights must be {', '.join(WEIGHTS)}, not {list(self.weights)}.")
        if not 0 < len(self.x) == len(self.target):
            raise ValueError(f"{len(self.x)} inputs and {len(self.target)} targets.")
        if self.wanted not in WANTED:
            raise ValueError(f"wanted must be one of {', '.join(WANTED)}, not {self.wanted!r}.")
        if not np.isfinite([*self.weights.values(), *self.x, *self.target, self.h0]).all():
            raise ValueError("All numbers must be finite.")

    @property
    def T(self) -> int:
        """How many steps."""
        return len(self.x)


@dataclass(frozen=True)
class Sweep:
    """A forward and a backward sweep. Row t - 1 is of step t; h and dh have one row more, row 0 is the start.

    Args:
        a, h, y, loss: the forward values; loss is 0 where nothing is asked.
        dy: dL/dy_t.
        from_output: what y_t sends back to h_t, W_y dL/dy_t.
        from_future: what step t + 1 sends back to h_t, W_h dL/da_(t+1); row 0 is for the start.
        dh: their sum, dL/dh_t.
        slope: 1 - h_t^2, by which the squashing multiplies.
        da, dx: dL/da_t and dL/dx_t.
        parts: for each weight what each step adds to dL/dw.
    """

    a: Array
    h: Array
    y: Array
    loss: Array
    dy: Array
    from_output: Array
    from_future: Array
    dh: Array
    slope: Array
    da: Array
    dx: Array
    parts: dict[str, Array]

    @property
    def total(self) -> float:
        """L."""
        return float(self.loss.sum())

    @property
    def gradient(self) -> dict[str, float]:
        """dL/dw, the sum of the parts."""
        return {name: float(part.sum()) for name, part in self.parts.items()}


def sweep(net: Small) -> Sweep:
    """Both sweeps."""
    w, T = net.weights, net.T
    x, target = np.array(net.x), np.array(net.target)
    asked = np.arange(T) >= (0 if net.wanted == "every" else T - 1)
    a, h = np.empty(T), np.empty(T + 1)
    h[0] = net.h0
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(T):
            a[t] = w["Wx"] * x[t] + w["Wh"] * h[t] + w["b"]
            h[t + 1] = np.tanh(a[t])
        y = w["Wy"] * h[1:]
        dy = np.where(asked, y - target, 0.0)
        from_output, slope = w["Wy"] * dy, 1 - h[1:] ** 2
        from_future, dh, da = np.zeros(T + 1), np.empty(T + 1), np.empty(T)
        for t in range(T, 0, -1):
            dh[t] = from_output[t - 1] + from_future[t]
            da[t - 1] = slope[t - 1] * dh[t]
            from_future[t - 1] = w["Wh"] * da[t - 1]
        dh[0] = from_future[0]
        parts = {"Wx": da * x, "Wh": da * h[:-1], "b": da.copy(), "Wy": dy * h[1:]}
        return Sweep(
            a, h, y, dy**2 / 2, dy, from_output, from_future, dh, slope, da, w["Wx"] * da, parts
        )


def updated(net: Small, rate: float) -> Small:
    """The network after one step of gradient descent, w - rate dL/dw."""
    found = sweep(net).gradient
    return replace(net, weights={name: w - rate * found[name] for name, w in net.weights.items()})


def differences(net: Small, step: float = STEP) -> dict[str, float]:
    """dL/dw of each weight by central differences: (L(w + step) - L(w - step)) / (2 step). It uses forward sweeps only."""

    def loss(name: str, by: float) -> float:
        moved = {**net.weights, name: net.weights[name] + by}
        return sweep(replace(net, weights=moved)).total

    return {name: (loss(name, step) - loss(name, -step)) / (2 * step) for name in net.weights}
