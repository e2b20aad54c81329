"""What a training run says as it goes on: a flat list of plain records, and the weights now and then."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save

from lstm_core.arrays import Array

Weights = dict[str, NDArray[np.float32]]  # by PyTorch's parameter names, each (S, ...)


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """The nets of a run at one training step, and all it takes to go on from there as if nothing had happened.

    Args:
        step: training steps done.
        weights: of all S nets, by the names of `SequenceModel.state_dict()`, each (S, ...).
        optimiser: the optimiser's own arrays; empty in a checkpoint that is only to be looked at.
    """

    step: int
    weights: Weights
    optimiser: dict[str, NDArray[Any]]

    def to_bytes(self, *, resumable: bool = True) -> bytes:
        """As one safetensors file; without the optimiser's arrays it is a third of the size."""
        arrays = {f"weights.{name}": array for name, array in self.weights.items()}
        if resumable:
            arrays |= {f"optimiser.{name}": array for name, array in self.optimiser.items()}
        return bytes(save(arrays | {"step": np.array([self.step])}))

    @classmethod
    def from_bytes(cls, data: bytes) -> Checkpoint:
        """The inverse of `to_bytes`, for what this package wrote itself."""
        arrays = load(data)
        parts: dict[str, dict[str, Any]] = {"weights": {}, "optimiser": {}}
        step = int(arrays.pop("step")[0])
        for name, array in arrays.items():
            part, _, rest = name.partition(".")
            parts[part][rest] = array
        return cls(step, parts["weights"], parts["optimiser"])


@dataclass(frozen=True, eq=False)
class TrainEvent:
    """One report. S nets (seeds), K distances, T steps of the probe, A answers to choose from.

    NaN stands where there is nothing to say, such as the training loss of a net that was solved before.
    The probe is a handful of fixed sequences of one length (`Task.probe`); its first is the example that is shown.

    Args:
        step: training steps done.
        loss: (S,) training loss, the mean since the report before; at step 0 that of the first batch.
        score: (S,) on held-out sequences at the distances that are trained: accuracy 0..1, or for adding the mean
            squared error.
        by_distance: (S, K) the same at each of `Task.distances`.
        gradient_norm: (S,) the largest norm before clipping since the report before.
        gradient: (S, T) ||dL/dh_t|| at each step of the probe, the mean over its sequences; L is the loss of its answer.
        gates: name -> (S, T): each gate's mean over units and sequences of the probe; of the candidate, which has a
            sign, the mean size. An RNN's candidate is its h: how saturated it is.
        answer: (S, A) what the nets answer to the example: probabilities, or (S, 1) the number for adding.
        solved_at: (S,) the training step at which a net was found to have solved the task, -1 before.
        checkpoint: the nets, now and then.
        end: why the run is over (one of `ENDS`) in its last event, else "".
    """

    step: int
    loss: Array
    score: Array
    by_distance: Array
    gradient_norm: Array
    gradient: Array
    gates: dict[str, Array]
    answer: Array
    solved_at: NDArray[np.int64]
    checkpoint: Checkpoint | None = None
    end: str = ""

    def to_json(self) -> str:
        """One line of JSON without the checkpoint; NaN and infinity are written as strings."""
        plain = {
            f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name != "checkpoint"
        }
        return json.dumps(plain)

    @classmethod
    def from_json(cls, text: str, checkpoint: Checkpoint | None = None) -> TrainEvent:
        """The inverse of `to_json`, exact to the last bit."""
        raw = json.loads(text)
        arrays = {
            name: _array(raw[name])
            for name in ("loss", "score", "by_distance", "gradient_norm", "gradient", "answer")
        }
        return cls(
            step=raw["step"],
            gates={name: _array(rows) for name, rows in raw["gates"].items()},
            solved_at=np.array(raw["solved_at"], dtype=np.int64),
            checkpoint=checkpoint,
            end=raw["end"],
            **arrays,
        )


def _plain(value: Any) -> Any:
    """As JSON knows it. NaN and infinity are no JSON, so they become "nan", "inf" and "-inf"."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, np.ndarray):
        return value.tolist() if np.isfinite(value).all() else _plain(value.tolist())
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if not isinstance(value, float) or np.isfinite(value) else repr(value)


def _array(rows: Any) -> Array:
    return np.array(rows, dtype=np.float64)
