"""What an experiment of a case says as it goes on: loss and scores of its nets, and at the end their weights."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from lstm_core.arrays import Array
from lstm_core.events import Checkpoint


@dataclass(frozen=True, eq=False)
class CaseEvent:
    """One report of S nets.

    Args:
        step: training steps done.
        loss: (S,) training loss, the mean since the report before; at step 0 that of the first batch.
        scores: name -> (S,) on held-out data, "accuracy" among them always (0..1); other names as the case says.
        checkpoint: the nets, in the last event.
        end: why it is over (one of `lstm_core.config.ENDS`) in the last event, else "".
    """

    step: int
    loss: Array
    scores: dict[str, Array]
    checkpoint: Checkpoint | None = None
    end: str = ""

    def to_json(self) -> str:
        """Without its checkpoint. NaN is written as null."""
        return json.dumps(
            {
                "step": self.step,
                "loss": _listed(self.loss),
                "scores": {name: _listed(values) for name, values in self.scores.items()},
                "end": self.end,
            },
            allow_nan=False,
        )

    @classmethod
    def from_json(cls, text: str, checkpoint: Checkpoint | None = None) -> CaseEvent:
        """The inverse of `to_json`."""
        read = json.loads(text)
        scores = {name: np.array(values, dtype=float) for name, values in read["scores"].items()}
        loss = np.array(read["loss"], dtype=float)
        return cls(read["step"], loss, scores, checkpoint, read["end"])


def _listed(values: Array) -> list[Any]:
    return [float(one) if np.isfinite(one) else None for one in values]
