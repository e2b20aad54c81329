"""The nets of all seeds of a run, whose weights lie side by side in one tensor, and the loss of a batch of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from lstm_core.config import TrainConfig
from lstm_core.models import SequenceModel
from lstm_core.net import Sizes
from lstm_core.stacked import StackedModel
from lstm_core.tasks import Batch

# Nets are stacked up to so many numbers h at one time step, of all their sequences: beyond it a start of an operation is
# a small part of its time, and the processor's cache is full (measured with RNNs and GRUs of 8 to 64 units).
MOST_TOGETHER = 8192


class Asked(NamedTuple):
    """Batches of S nets as tensors, and which of all the states have to answer: N of each net."""

    x: Tensor  # (T, S, B) symbols, or (T, S, B, D) values
    rows: Tensor  # (S * N,) places in (T, S, B), counted through
    target: Tensor  # (S, N) classes, or numbers
    weight: Tensor  # (S, N), 0 where a net has fewer than N


def collate(batches: Sequence[Batch], scored: bool = False) -> Asked:
    """One batch a net, in which all is asked that has a weight; or all that counts for the score, with weight 1.

    Shorter sequences are filled up behind their end, where nothing is asked.
    """
    S, B = len(batches), len(batches[0].x)
    T = max(batch.x.shape[1] for batch in batches)
    places = [np.nonzero(batch.scored if scored else batch.weight) for batch in batches]
    N = max(len(b) for b, _ in places)
    x = np.zeros((T, S, B, *batches[0].x.shape[2:]), batches[0].x.dtype)
    rows = np.zeros((S, N), np.int64)
    target = np.zeros((S, N), batches[0].target.dtype)
    weight = np.zeros((S, N), np.float32)
    for s, (batch, (b, k)) in enumerate(zip(batches, places, strict=True)):
        length = batch.x.shape[1]
        x[:length, s] = batch.x.swapaxes(0, 1)
        t = k + (length - batch.target.shape[1])  # targets are those of the last steps
        rows[s, : len(b)] = (t * S + s) * B + b
        target[s, : len(b)] = batch.target[b, k]
        weight[s, : len(b)] = 1 if scored else batch.weight[b, k]
    # Copies, because sums over memory that starts elsewhere may be added in another order.
    return Asked(*(torch.tensor(array) for array in (x, rows.reshape(-1), target, weight)))


def states(model: SequenceModel | StackedModel, x: Tensor) -> Tensor:
    """The states (T, S, B, H) at inputs (T, S, B) or (T, S, B, D); a SequenceModel has S = 1."""
    return model.states(x) if isinstance(model, StackedModel) else model.states(x[:, 0])[:, None]


def answers(model: SequenceModel | StackedModel, h: Tensor, asked: Asked) -> Tensor:
    """The answers (S, N, A) to what is asked, from states (T, S, B, H)."""
    S, N = asked.target.shape
    there: Tensor = model.readout(h.flatten(0, 2).index_select(0, asked.rows).view(S, N, -1))
    return there


def losses(given: Tensor, asked: Asked) -> Tensor:
    """Each net's loss (S,): weight times cross-entropy, or times the squared error if targets are numbers, summed up."""
    if asked.target.is_floating_point():
        items = (given[..., 0] - asked.target) ** 2
    else:
        chosen = nn.functional.cross_entropy(
            given.flatten(0, 1), asked.target.flatten(), reduction="none"
        )
        items = chosen.view_as(asked.weight)
    return (items * asked.weight).sum(1)


class Group(NamedTuple):
    """Nets that run together: which of the S, their model, its weights and where the gradients of those belong."""

    seeds: range
    model: SequenceModel | StackedModel
    parameters: list[Tensor]
    gradients: list[Tensor]


class Nets:
    """S nets. LSTMs run one after the other, each in PyTorch's fused operation; RNNs and GRUs run stacked.

    Args:
        config: of the run; net s starts from config.seed + s.
        task: its sizes.

    Attributes:
        flat: (S, P) the weights of each net in a row.
        grad: (S, P) their gradients.
        weights: name -> (S, ...), the same memory as `flat`.
        groups: the nets as they run.
    """

    def __init__(self, config: TrainConfig, task: Sizes) -> None:
        sizes = task.symbols, task.inputs, task.outputs
        models = [
            SequenceModel(config, *sizes, torch.Generator().manual_seed(config.seed + s))
            for s in range(config.seeds)
        ]
        shapes = {name: one.shape for name, one in models[0].named_parameters()}
        self.flat = torch.zeros(config.seeds, sum(shape.numel() for shape in shapes.values()))
        self.grad = torch.zeros_like(self.flat)
        self.weights, grads = parts(self.flat, shapes), parts(self.grad, shapes)
        self.groups: list[Group] = []
        for s, model in enumerate(models):
            for name, parameter in model.named_parameters():
                self.weights[name][s] = parameter.detach()
                parameter.data = self.weights[name][s]
            if config.kind == "lstm":
                own = [grad[s] for grad in grads.values()]
                self.groups.append(Group(range(s, s + 1), model, list(model.parameters()), own))
        if config.kind != "lstm":
            n = max(1, MOST_TOGETHER // (config.batch * config.H))
            for s in range(0, config.seeds, n):
                some = slice(s, s + n)
                stacked = {name: nn.Parameter(one[some]) for name, one in self.weights.items()}
                self.groups.append(
                    Group(
                        range(config.seeds)[some],
                        StackedModel(config, stacked),
                        list(stacked.values()),
                        [grad[some] for grad in grads.values()],
                    )
                )


def parts(rows: Tensor, shapes: dict[str, torch.Size]) -> dict[str, Tensor]:
    """Rows (S, P) cut into the parameters of these shapes, (S, ...) each, in the same memory."""
    ends = np.cumsum([shape.numel() for shape in shapes.values()])
    return {
        name: rows[:, end - shape.numel() : end].view(-1, *shape)
        for (name, shape), end in zip(shapes.items(), ends.tolist(), strict=True)
    }
