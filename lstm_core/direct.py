"""What the loss at each step says to the state of that step by itself. How it flows back from there is in lstm_core/backward.py."""

from __future__ import annotations

import numpy as np

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
        wrong[np.arange(len(target)), target] -= 1
    dh = np.zeros(np.shape(h))
    dh[len(dh) - len(target) :] = (weight[:, None] * wrong) @ net.readout
    return dh


def step_losses(net: Net, h: Array, batch: Batch, row: int = 0) -> Array:
    """(T,) the loss L_t of each step, 0 where nothing is asked. Arguments as of `direct`."""
    answers, target, weight = _asked(net, h, batch, row)
    if batch.target.dtype.kind == "f":
        items = (answers[:, 0] - target) ** 2
    else:
        raised = answers - answers.max(axis=-1, keepdims=True)
        chosen = raised[np.arange(len(target)), target]
        items = np.log(np.exp(raised).sum(axis=-1)) - chosen
    losses = np.zeros(len(h))
    losses[len(losses) - len(target) :] = weight * items
    return losses


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
