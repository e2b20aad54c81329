"""Net: a trained net in NumPy, with every value it computes; and how many parameters a net has. No torch here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array, frozen, numbers, size
from lstm_core.cells import GATES, PARAMETERS, Cell
from lstm_core.config import TrainConfig
from lstm_core.tasks import make_task
from lstm_core.trace import Trace, trace


class Sizes(Protocol):
    """What a net needs to know of its task."""

    @property
    def symbols(self) -> int:
        """V, or 0 if the inputs are values."""

    @property
    def inputs(self) -> int:
        """D, values a step, or 0 if the inputs are symbols."""

    @property
    def outputs(self) -> int:
        """A, classes, or 1 for a number."""


@dataclass(frozen=True, eq=False, repr=False)
class Net:
    """Input layer, one recurrent layer and readout; the twin of `SequenceModel`. Arrays are read-only float64.

    Args:
        embed: (V, E) a row for each symbol, or None.
        linear: (E, D) and its bias (E,), or None.
        cell: the recurrent layer.
        readout: (A, H).
        bias: (A,).

    Raises:
        ValueError: sizes that do not fit, NaN or infinite weights.
    """

    embed: Array | None
    linear: tuple[Array, Array] | None
    cell: Cell
    readout: Array
    bias: Array

    def __post_init__(self) -> None:
        H, D = self.cell.H, self.cell.D
        A = len(numbers(self.readout, "readout"))
        object.__setattr__(self, "readout", _sized(self.readout, "readout", (A, H)))
        object.__setattr__(self, "bias", _sized(self.bias, "readout bias", (A,)))
        if self.embed is not None:
            V = len(numbers(self.embed, "embed"))
            object.__setattr__(self, "embed", _sized(self.embed, "embed", (V, D)))
        if self.linear is not None:
            matrix = numbers(self.linear[0], "linear")
            inputs = matrix.shape[-1] if matrix.ndim else 0
            checked = _sized(matrix, "linear", (D, inputs))
            object.__setattr__(
                self, "linear", (checked, _sized(self.linear[1], "linear bias", (D,)))
            )

    @classmethod
    def from_weights(cls, weights: Mapping[str, Any], config: TrainConfig) -> Net:
        """From the weights of one net by the names of `SequenceModel.state_dict()`; arrays or tensors.

        Raises:
            ValueError: a weight missing, or one whose size is not that of config's H and E.
        """
        missing = {"readout.weight", "readout.bias", *_recurrent().values()} - set(weights)
        if missing:
            raise ValueError(f"The net's weights lack {', '.join(sorted(missing))}.")
        G = len(GATES[config.kind])
        gated: dict[str, Array] = {}
        for ours, theirs in _recurrent().items():
            array = numbers(weights[theirs], theirs)
            rest = {"W_ih": array.shape[1:], "W_hh": (config.H,)}.get(ours, ())
            checked = _sized(array, theirs, (G * config.H, *rest))
            gated[ours] = checked.reshape(G, config.H, *rest)
        linear = (
            (weights["linear.weight"], weights["linear.bias"])
            if "linear.weight" in weights and "linear.bias" in weights
            else None
        )
        return cls(
            weights.get("embed.weight"),
            linear,
            Cell(kind=config.kind, activation=config.activation, **gated),
            weights["readout.weight"],
            weights["readout.bias"],
        )

    def inputs(self, x: Any) -> Array:
        """What goes into the recurrent layer, (T, D of the cell), for x: (T,) symbols or (T, D) values.

        Raises:
            ValueError: a symbol that is not there, values of another size.
        """
        x = np.asarray(x)
        if x.ndim == 2:
            values = numbers(x, "x")
            if self.linear is None:
                return values
            matrix, bias = self.linear
            if values.shape[1] != matrix.shape[1]:
                raise ValueError(f"x must be (T, {matrix.shape[1]}), but it is {size(values)}.")
            mixed: Array = values @ matrix.T + bias
            return mixed
        V = self.cell.D if self.embed is None else len(self.embed)
        if x.ndim != 1 or x.dtype.kind not in "iu" or ((x < 0) | (x >= V)).any():
            raise ValueError(f"x must be (T,) symbols from 0 to {V - 1}, or (T, D) values.")
        rows: Array = (np.eye(V) if self.embed is None else self.embed)[x]
        return rows

    def trace(self, x: Any) -> Trace:
        """Every value of the recurrent layer at x: (T,) symbols or (T, D) values."""
        return trace(self.cell, self.inputs(x))

    def logits(self, x: Any) -> Array:
        """(T, A) the answers at every step before the softmax; of regression (T, 1) the number itself."""
        return self.answers(self.trace(x).h[1:])

    def answers(self, h: Array) -> Array:
        """(..., A) the readout of states h (..., H)."""
        answers: Array = h @ self.readout.T + self.bias
        return answers


def softmax(logits: Array) -> Array:
    """Probabilities along the last axis. The largest is subtracted first, so that none overflows."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    chances: Array = raised / raised.sum(axis=-1, keepdims=True)
    return chances


def count_parameters(config: TrainConfig, task: Sizes) -> int:
    """How many numbers such a net learns, counted as PyTorch does, which has two biases in each recurrent layer."""
    return _count(config.kind, config.H, config.E, task)


def width_for(config: TrainConfig, kind: str, parameters: int, task: Sizes | None = None) -> int:
    """The width H at which a net of `kind`, on config's task and with its E, comes nearest to so many parameters.

    Within H's own limits; of two equally near the smaller. Without a task, config's is made.
    """
    knob, sizes = TrainConfig.knobs()["H"], task or make_task(config)
    widths = range(int(knob.low or 1), int(knob.high or 1) + 1)
    return min(widths, key=lambda H: abs(_count(kind, H, config.E, sizes) - parameters))


def _count(kind: str, H: int, E: int, task: Sizes) -> int:
    V, D, A, G = task.symbols, task.inputs, task.outputs, len(GATES[kind])
    first = 0 if E == 0 else V * E if V else D * E + E
    return first + G * H * ((E or V or D) + H + 2) + H * A + A


def _recurrent() -> dict[str, str]:
    return {ours: f"recurrent.{theirs.format(0)}" for ours, theirs in PARAMETERS.items()}


def _sized(values: Any, name: str, shape: tuple[int, ...]) -> Array:
    array = numbers(values, name)
    if array.shape != shape:
        raise ValueError(f"{name} must be {shape}, but it is {size(array)}.")
    return frozen(array)


def one_net(weights: Mapping[str, NDArray[Any]], seed: int) -> dict[str, NDArray[Any]]:
    """The weights of one net out of a checkpoint's, (S, ...) each; `seed` counts from 0."""
    return {name: array[seed] for name, array in weights.items()}
