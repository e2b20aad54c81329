"""Case: the data of one case, as a net learns from it and is examined with it. Each kind of data stands in its own file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from types import ModuleType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.cases.config import CaseConfig

Inputs = tuple[NDArray[np.float32], ...]  # each (B, ...), what the net's forward takes, in order
Targets = NDArray[np.int64]  # (B,)

# Where each case stands: lstm_core.cases.<name>, its nets in <name>_nets and their NumPy twins in <name>_twin.
FILES = {
    "diabetes": "disease",
    "cancer": "disease",
    "iris": "iris",
    "speech": "speech",
    "own": "own",
}


class Case(Protocol):
    """Data of one case with one seed: which part is learned from and which is examined with depends on the seed."""

    @property
    def classes(self) -> int:
        """K, how many answers there are."""

    def draw(self, rng: np.random.Generator) -> tuple[Inputs, Targets]:
        """A batch to learn from, of as many examples as `Usual.batch` says."""

    def held_out(self) -> tuple[Inputs, Targets]:
        """All that the nets are examined with and never learn from; the same at every call."""

    def scores(self, probabilities: Array, targets: Targets) -> dict[str, float]:
        """What probabilities (N, K) are worth: "accuracy" (0..1) always, and what else the case measures."""


@dataclass(frozen=True)
class Usual:
    """How one kind of net of a case is made and learns when nobody asks for anything else.

    Args:
        steps: training steps.
        batch: examples a step.
        learning_rate: of Adam.
        hidden: the width of the net, in units, channels or what its file says.
        weight_decay: of AdamW; 0 is Adam.
    """

    steps: int
    batch: int
    learning_rate: float
    hidden: int
    weight_decay: float = 0.0


def make_case(config: CaseConfig, seed: int) -> Case:
    """The data of config's case with this seed, changed as config says."""
    made: Case = _file(config).case(config, seed)
    return made


def usual(config: CaseConfig) -> Usual:
    """What the `usual` of config's case says of its kind of net; config.steps, unless 0, in place of its steps."""
    found: Usual = _file(config).usual(config)
    return replace(found, steps=config.steps or found.steps)


def guessing(config: CaseConfig) -> float:
    """The accuracy of always giving the most frequent answer; of every case but "own"."""
    found: float = _file(config).guessing(config)
    return found


def permutation(seed: int, size: int) -> NDArray[np.int64]:
    """The one permutation that a change "permuted" does to everything of this seed."""
    return np.random.default_rng([seed, 7]).permutation(size)


def accuracy(probabilities: Array, targets: Targets) -> float:
    """The share of answers whose most probable class is right."""
    return float((probabilities.argmax(1) == targets).mean())


def _file(config: CaseConfig) -> ModuleType:
    # Late, so that one case does not load the data of the others.
    return import_module(f"lstm_core.cases.{FILES[config.case]}")
