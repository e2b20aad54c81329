"""A linear reader of states: multinomial logistic regression, kept as plain numbers so that reading takes NumPy alone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lstm_core.arrays import Array
from lstm_core.net import softmax
from lstm_core.sentences import Ints

# How much the fit may lean on single cells (scikit-learn's C), and how exact it is. Of C = 0.1, 0.3 and 1 on the shipped
# nets 1 has the least log loss for LSTM and GRU; three times finer takes twice as long and reads no better.
STRENGTH, TOLERANCE = 1.0, 3e-3
TEMPERATURES = np.geomspace(0.4, 6, 16)


class Linear(NamedTuple):
    """Logits states @ coef.T + intercept of L labels.

    Args:
        coef: (L, H).
        intercept: (L,).
    """

    coef: Array
    intercept: Array

    def logits(self, states: Array) -> Array:
        """(..., L) of states (..., H)."""
        logits: Array = states @ self.coef.T + self.intercept
        return logits


def fit(states: Array, labels: Ints, weight: Array | None = None) -> Linear:
    """The regression of labels (N,) 0 to L - 1, each of them there, on states (N, H), each weighing `weight` (N,).

    Cells are brought to one scale first, which is then put into the coefficients.
    """
    from sklearn.linear_model import LogisticRegression

    mean, spread = states.mean(axis=0), states.std(axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    found = LogisticRegression(C=STRENGTH, tol=TOLERANCE, max_iter=1000)
    found.fit((states - mean) / scale, labels, weight)
    coef, intercept = found.coef_ / scale, found.intercept_
    if len(coef) == 1:  # of two labels it keeps the logit of the second only
        coef, intercept = np.vstack([0 * coef, coef]), np.append(0.0, intercept)
    return Linear(coef, intercept - coef @ mean)


def temperature(logits: Array, labels: Ints, weight: Array) -> float:
    """What logits (N, L) are to be divided by so that their softmax fits the labels best (Guo et al. 2017).

    It changes how sure the reader is, never what it reads. States as they were fitted make it too sure.
    """
    losses = [log_loss(logits / one, labels, weight) for one in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])


def log_loss(logits: Array, labels: Ints, weight: Array) -> float:
    """Weighted mean of -log of the right label's probability, nats."""
    highest = logits.max(axis=1)
    total = highest + np.log(np.exp(logits - highest[:, None]).sum(axis=1))
    right = logits[np.arange(len(labels)), labels]
    return float(np.average(total - right, weights=weight))


def calibration_error(logits: Array, labels: Ints, weight: Array) -> float:
    """How far the highest probability is from the share that is right, the weighted mean over ten equal ranges of it, 0 to 1."""
    chances = softmax(logits)
    sure, right = chances.max(axis=1), chances.argmax(axis=1) == labels
    place = np.minimum((10 * sure).astype(np.int64), 9)
    gaps = np.bincount(place, weights=weight * (sure - right), minlength=10)
    return float(np.abs(gaps).sum() / weight.sum())
