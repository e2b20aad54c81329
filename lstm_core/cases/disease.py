"""The case "disease": a vector of measurements of a patient, from real patients, and whether the patient is (to become) ill."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.cases.case import Inputs, Targets, Usual, accuracy, permutation
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.verification import Roc

HELD_OUT = 1 / 3  # of the patients


@dataclass(frozen=True, eq=False)
class Patients:
    """A data set as scikit-learn has it.

    Args:
        columns: D names of the measurements, as the data set calls them.
        values: (N, D) in their own units.
        ill: (N,) 1: what is to be predicted holds.
        outcome: (N,) the number from which `ill` was made; 0 or 1 if the data set says it so itself.
    """

    columns: tuple[str, ...]
    values: Array
    ill: Targets
    outcome: Array


@cache
def patients(name: str) -> Patients:
    """The patients of one data set.

    "diabetes": 442 with ten measurements, in their own units (Efron, Hastie, Johnstone and Tibshirani 2004, Least angle
    regression); ill: a measure of how far the disease went within a year, above the median of all.
    "cancer": 569 with thirty measurements of a cell sample's image (Street, Wolberg and Mangasarian 1993, Nuclear feature
    extraction for breast tumor diagnosis); ill: the tumour is malignant.
    """
    from sklearn.datasets import load_breast_cancer, load_diabetes

    if name == "diabetes":
        data = load_diabetes(scaled=False)
        outcome = data.target
        ill = outcome > np.median(outcome)
    else:
        data = load_breast_cancer()
        outcome = ill = data.target == 0  # there 0 is malignant
    return Patients(
        tuple(data.feature_names),
        data.data.astype(np.float64),
        ill.astype(np.int64),
        outcome.astype(np.float64),
    )


def held_out_patients(name: str, seed: int) -> NDArray[np.int64]:
    """Which patients, of both answers in their proportion, nets of this seed never learn from: (n,), rising."""
    rng = np.random.default_rng([seed, 5])
    ill = patients(name).ill
    each = [rng.permutation(np.flatnonzero(ill == answer)) for answer in (0, 1)]
    return np.sort(np.concatenate([one[: round(len(one) * HELD_OUT)] for one in each]))


@dataclass(frozen=True, eq=False)
class Scale:
    """What turns measurements into what goes into a net: mean 0 and deviation 1 over those learned from, then the order.

    Args:
        mean, deviation: (D,) of the patients learned from.
        order: (D,) which column comes at each place.
    """

    mean: Array
    deviation: Array
    order: NDArray[np.int64]

    def __call__(self, values: Array) -> NDArray[np.float32]:
        """(..., D) measurements as the net takes them."""
        scaled: NDArray[np.float32] = ((values - self.mean) / self.deviation)[
            ..., self.order
        ].astype(np.float32)
        return scaled


def scale(config: CaseConfig, seed: int) -> Scale:
    """That of the nets of this seed."""
    everybody = patients(config.case)
    learned = np.delete(everybody.values, held_out_patients(config.case, seed), axis=0)
    D = len(everybody.columns)
    order = permutation(seed, D) if config.change == "permuted" else np.arange(D)
    return Scale(learned.mean(0), learned.std(0), order)


class Disease:
    """One third of the patients held out, which third the seed says; a batch may hold a patient twice."""

    classes = 2

    def __init__(self, config: CaseConfig, seed: int) -> None:
        everybody = patients(config.case)
        held = held_out_patients(config.case, seed)
        x = scale(config, seed)(everybody.values)
        self._batch = usual(config).batch
        self._x, self._ill = np.delete(x, held, axis=0), np.delete(everybody.ill, held)
        self._held = x[held], everybody.ill[held]
        self.columns = x.shape[1]

    def draw(self, rng: np.random.Generator) -> tuple[Inputs, Targets]:
        """Measurements (B, D) of patients and whether each is ill."""
        some = rng.integers(len(self._x), size=self._batch)
        return (self._x[some],), self._ill[some]

    def held_out(self) -> tuple[Inputs, Targets]:
        """All patients that are never learned from."""
        x, ill = self._held
        return (x,), ill

    def scores(self, probabilities: Array, targets: Targets) -> dict[str, float]:
        """The accuracy, and "auc", the area under the ROC curve; NaN where an answer is."""
        if not np.isfinite(probabilities).all():
            return dict.fromkeys(("accuracy", "auc"), float("nan"))
        auc = Roc.of(probabilities[:, 1], targets == 1).auc
        return {"accuracy": accuracy(probabilities, targets), "auc": auc}


def case(config: CaseConfig, seed: int) -> Disease:
    """The patients with this seed."""
    return Disease(config, seed)


def usual(config: CaseConfig) -> Usual:
    """Widths at which all nets have about as many parameters; rates and steps at which each kind was best of a few tried."""
    dense = 24 if config.case == "diabetes" else 10
    return {
        "dense": Usual(200, 64, 3e-3, dense),
        "convolutional": Usual(400, 64, 1e-2, 9),
        "recurrent": Usual(200, 64, 1e-2, 8),
    }[config.kind]


def guessing(config: CaseConfig) -> float:
    """The share of the more frequent answer."""
    share = float(patients(config.case).ill.mean())
    return max(share, 1 - share)
