"""What a report says of the nets: their score at each distance, and what gradient, gates and answer are on the probe."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from lstm_core.arrays import Array
from lstm_core.cells import GATES
from lstm_core.config import TrainConfig
from lstm_core.models import SequenceModel
from lstm_core.seeds import Asked, Nets, answers, collate, losses, states
from lstm_core.stacked import (
    StackedModel,
    gru_backward,
    gru_forward,
    rnn_backward,
    rnn_forward,
)
from lstm_core.tasks import Task

SEQUENCES = 256  # held-out ones a net, shared among the distances
FEWEST = 32  # at each distance
# The LSTM's gradient is computed in float32, whose smallest number is 1e-45. The loss is made so much larger first.
SCALE = 2.0**60


class Seen(NamedTuple):
    """What one look at the probe shows of n nets: T steps, A answers."""

    gradient: Array  # (n, T)
    gates: dict[str, Array]  # name -> (n, T)
    answer: Array  # (n, A)


class Measured(NamedTuple):
    """A report's part that is measured, of all S nets; see `TrainEvent`."""

    by_distance: Array  # (S, K)
    gradient: Array  # (S, T)
    gates: dict[str, Array]  # name -> (S, T)
    answer: Array  # (S, A)


class Exam:
    """The held-out sequences of a run and its probe, drawn once, and the same for all kinds of net.

    Those of seed s come from default_rng([config.seed + s, 2]).
    """

    def __init__(self, config: TrainConfig, task: Task, nets: Nets) -> None:
        self.config, self.task, self.nets = config, task, nets
        B = max(SEQUENCES // len(task.distances), FEWEST)
        rngs = [np.random.default_rng([config.seed + s, 2]) for s in range(config.seeds)]
        drawn = [[task.test_batch(rng, B, n) for n in task.distances] for rng in rngs]
        self.tests = [
            [collate([drawn[s][k] for s in seeds], scored=True) for k in range(len(task.distances))]
            for seeds, *_ in nets.groups
        ]
        probe = task.probe()
        self.probes = [collate([probe] * len(seeds)) for seeds, *_ in nets.groups]
        # The example's last answer that counts: at which of the T steps.
        self.last = probe.x.shape[1] - probe.target.shape[1] + int(probe.scored[0].nonzero()[0][-1])
        self.classes = [] if task.regression else task.answer_classes()

    def measure(self) -> Measured:
        """The report on the nets as they are now."""
        models = [group.model for group in self.nets.groups]
        by_distance = [scores(*pair) for pair in zip(models, self.tests, strict=True)]
        seen = [
            self._look(
                see_stacked(self.config, model.weights, probe)
                if isinstance(model, StackedModel)
                else see_lstm(model, probe)
            )
            for model, probe in zip(models, self.probes, strict=True)
        ]
        return Measured(
            np.concatenate(by_distance),
            np.concatenate([one.gradient for one in seen]),
            {name: np.concatenate([one.gates[name] for one in seen]) for name in seen[0].gates},
            np.concatenate([one.answer for one in seen]),
        )

    def _look(self, probed: Probed) -> Seen:
        """(T, n, B, ...) of the probe's B sequences to what is reported of them."""
        said = probed.answers[self.last, :, 0]  # (n, A), of the first sequence
        if not self.task.regression:
            said = said.softmax(-1)[:, self.classes]
        # The loss is a mean over the B sequences; each one's own gradient is B times as long.
        B = probed.gradient.shape[2]
        length = probed.gradient.double().norm(dim=-1).mean(2) * B
        return Seen(
            length.T.numpy(),
            {
                name: gate.double().abs().mean((2, 3)).T.numpy()
                for name, gate in probed.gates.items()
            },
            said.double().numpy(),
        )


class Probed(NamedTuple):
    """T steps, n nets, B sequences."""

    gradient: Tensor  # (T, n, B, H) dL/dh_t with all later steps
    gates: dict[str, Tensor]  # name -> (T, n, B, H), after squashing
    answers: Tensor  # (T, n, B, A)


@torch.inference_mode()
def scores(model: SequenceModel | StackedModel, tests: list[Asked]) -> Array:
    """(n, K): the share of right answers at each distance, or the mean squared error."""
    columns = []
    for asked in tests:
        given = answers(model, states(model, asked.x), asked)
        if asked.target.is_floating_point():
            each = (given[..., 0].double() - asked.target) ** 2
        else:
            each = (given.argmax(-1) == asked.target).double()
        columns.append((each * asked.weight).sum(1) / asked.weight.sum(1))
    table: Array = torch.stack(columns, 1).numpy()
    return table


def see_lstm(model: SequenceModel, probe: Asked) -> Probed:
    """One LSTM on the probe, with dL/dh_t out of PyTorch's fused operation, which does not give it by itself.

    The LSTM is fed p_t = W_ih x_t + b through an identity in place of its W_ih. So dL/dp_t is the gradient delta_t of
    its pre-activations, and dL/dh_t is what the readout sends directly, plus W_hh^T delta_(t+1).
    """
    W_ih, W, b_ih, b_hh = (one.detach() for one in model.recurrent.parameters())
    H = W.shape[1]
    with torch.no_grad():
        p = nn.functional.linear(model.values(probe.x[:, 0]), W_ih, b_ih + b_hh)  # (T, B, 4H)
    p.requires_grad_()
    fused, identity = through_identity(H, p.dtype)
    weights = {"weight_ih_l0": identity, "weight_hh_l0": W}
    h, _ = torch.func.functional_call(fused, weights, (p,))  # (T, B, H)
    said = model.readout(h)
    loss = losses(answers(model, h[:, None], probe), probe).sum()
    delta, direct = torch.autograd.grad(loss * SCALE, (p, h))
    with torch.no_grad():
        total = direct.double()
        total[:-1] += (delta[1:] @ W).double()
        z = p.detach()
        z[1:] += h[:-1] @ W.T
        each = z.view(*z.shape[:2], 4, H).unbind(-2)
        gates = {
            name: one.tanh() if name == "candidate" else one.sigmoid()
            for name, one in zip(GATES["lstm"], each, strict=True)
        }
    return Probed(
        (total / SCALE)[:, None],
        {name: gate[:, None] for name, gate in gates.items()},
        said.detach()[:, None],
    )


@cache
def through_identity(H: int, dtype: torch.dtype) -> tuple[nn.LSTM, Tensor]:
    """An LSTM with H units and 4H inputs, to be called with weights of its own, and the identity (4H, 4H)."""
    return nn.LSTM(4 * H, H, bias=False, device="meta"), torch.eye(4 * H, dtype=dtype)


@torch.no_grad()
def see_stacked(config: TrainConfig, weights: Mapping[str, Tensor], probe: Asked) -> Probed:
    """RNNs or GRUs on the probe, in float64, in which a gradient may vanish down to 1e-308."""
    model = StackedModel(config, {name: one.detach().double() for name, one in weights.items()})
    W, b_hh = model.weights["recurrent.weight_hh_l0"], model.weights["recurrent.bias_hh_l0"]
    x = probe.x.double() if probe.x.is_floating_point() else probe.x
    p, H = model.projected(x), config.H
    if config.kind == "gru":
        h, both, n, q = gru_forward(p, W, b_hh)
        gates = {"reset": both[..., :H], "update": both[..., H:], "candidate": n}
    else:
        h = rnn_forward(p, W, config.activation)
        gates = {"candidate": h.clone()}
    h.requires_grad_()
    with torch.enable_grad():
        (direct,) = torch.autograd.grad(losses(answers(model, h, probe), probe).sum(), h)
    if config.kind == "gru":
        total = gru_backward(direct, h, both, n, q, W)[2]
    else:
        total = rnn_backward(direct, h, W, config.activation)[1]
    T, S, B, _ = h.shape
    flat = h.transpose(0, 1).reshape(S, T * B, H)
    said = model.readout(flat).view(S, T, B, -1).transpose(0, 1)
    return Probed(total, gates, said)
