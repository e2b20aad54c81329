"""What the loss at each step says to the state of that step by itself. How it flows back from there is in lstm_core/backward.py."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array, size
from lstm_core.net import Net, softmax
from lstm_core.tasks import Batch


def direct(net: Net, h: Array, batch: Batch, row: int = 0) -> Array:
    """dL_t/dh_t, (T, H): 0 at steps where nothing is asked.

    L_t is weight times the cross-entropy of the softmax, or times the squared error if the answer is a number; L is their
    sum, as it is trained.

    Args:
        net: whose readout answers.
        h: (T, H) its states after each step.
        batch: what is asked; its inputs are not looked at.
        row: of which of its B sequences.

    Raises:
        ValueError: states that are not of this net, or fewer than the steps at which something is asked.
    """
    answers, target, weight = _asked(net, h, batch, row)  # (K, A), (K,), (K,)
    if batch.target.dtype.kind == "f":
        # L = w (y - target)^2, y = W h + b
        wrong = 2 * (answers - target[:, None])
    else:
        # L = -w log softmax(W h + b)[target]; dL/d(W h + b) = w (softmax - one-hot)
        wrong = softmax(answers)
        right = np.arange(len(target)), target
        # p - 1, which is minus the sum of the others and as such keeps its digits where p is all but 1
        wrong[right] = 0
        wrong[right] = -wrong.sum(axis=1)
    dh = np.zeros(np.shape(h))
    dh[len(dh) - len(target) :] = (weight[:, None] * wrong) @ net.readout
    return dh


def step_losses(net: Net, h: Array, batch: Batch, row: int = 0) -> Array:
    """(T,) the loss L_t of each step, 0 where nothing is asked. Arguments as of `direct`."""
    answers, target, weight = _asked(net, h, batch, row)
    losses = np.zeros(len(h))
    losses[len(losses) - len(target) :] = weight * item_losses(answers, target)
    return losses


def item_losses(answers: Array, target: NDArray[Any]) -> Array:
    """Cross-entropies or squared errors (..., K) of answers (..., K, A) to targets (K,), without weights.

    A cross-entropy is log(1 + the sum of exp(answer - right answer) of the wrong ones), which keeps its digits also where
    the net is all but sure.
    """
    if target.dtype.kind == "f":
        squares: Array = (answers[..., 0] - target) ** 2
        return squares
    K = np.arange(len(target))
    wrong = answers - answers[..., K, target][..., None]  # (..., K, A)
    wrong[..., K, target] = -np.inf
    items: Array = np.logaddexp(0, np.logaddexp.reduce(wrong, axis=-1))
    return items


def _asked(net: Net, h: Array, batch: Batch, row: int) -> tuple[Array, Array, Array]:
    """Answers (K, A) before the softmax at the last K steps, targets (K,), weights (K,); those of weight 0 ask nothing."""
    target, weight = batch.target[row], batch.weight[row].astype(np.float64)
    h = np.asarray(h, dtype=np.float64)
    K = len(target)
    if h.ndim != 2 or h.shape[1] != net.cell.H or len(h) < K:
        raise ValueError(f"h must be (T, {net.cell.H}) with T >= {K}, but it is {size(h)}.")
    if target.dtype.kind != "f":
        # A class of -1 asks nothing, whatever its weight.
        weight = np.where(target < 0, 0, weight)
        target = np.maximum(target, 0)
    return net.answers(h[len(h) - K :]), target, weight
