"""The stacked RNN and GRU against PyTorch's own modules and autograd, in float64."""

from itertools import product

import numpy as np
import pytest
import torch

from lstm_core.config import TrainConfig
from lstm_core.models import SequenceModel
from lstm_core.seeds import answers, collate, losses, states
from lstm_core.stacked import StackedModel, rnn_backward, rnn_forward
from lstm_core.tasks import Batch
from tests.core.nets import draw

S, T, B, H, A = 3, 6, 4, 5, 3
KINDS = ["lstm", "gru", "rnn", "rnn relu"]
# (V, D, E): embedded and plain symbols, mixed and plain values.
INPUTS = [(6, 0, 2), (6, 0, 0), (0, 2, 3), (0, 2, 0)]


def config_of(kind: str, E: int) -> TrainConfig:
    name, _, activation = kind.partition(" ")
    return TrainConfig(
        task="latch", length=9, kind=name, activation=activation or "tanh", H=H, E=E, seeds=S
    )


def batch_of(seed: int, V: int, D: int, steps: int, K: int, regression: bool = False) -> Batch:
    """Something is asked at about half of the last K of `steps` steps."""
    rng = np.random.default_rng(seed)
    x = rng.integers(0, V, (B, steps)) if V else rng.normal(size=(B, steps, D))
    asked = rng.random((B, K)) < 0.5
    asked[0, -1] = True
    weight = (rng.random((B, K)) * asked).astype(np.float32)
    if regression:
        return Batch(x, rng.normal(size=(B, K)), weight, asked)
    return Batch(x, np.where(asked, rng.integers(0, A, (B, K)), -1), weight, asked)


def plain_loss(model: SequenceModel, batch: Batch) -> torch.Tensor:
    """The loss as the form of a task defines it, item by item."""
    logits = model(torch.tensor(batch.x).transpose(0, 1)).transpose(0, 1)  # (B, T, A)
    K = batch.target.shape[1]
    total = torch.zeros((), dtype=torch.float64)
    for b, k in zip(*np.nonzero(batch.weight), strict=True):
        said, wanted = logits[b, k - K], batch.target[b, k]
        if batch.target.dtype.kind == "f":
            item = (said[0] - wanted) ** 2
        else:
            item = -said.log_softmax(0)[wanted]
        total = total + float(batch.weight[b, k]) * item
    return total


@pytest.mark.parametrize(("kind", "inputs"), list(product(KINDS[1:], INPUTS)), ids=str)
def test_losses_and_every_gradient_are_those_of_autograd_through_the_modules(
    kind: str, inputs: tuple[int, int, int]
) -> None:
    V, D, E = inputs
    config = config_of(kind, E)
    nets = [
        SequenceModel(config, V, D, A, torch.Generator().manual_seed(s)).double() for s in range(S)
    ]
    named = [dict(net.named_parameters()) for net in nets]
    weights = {
        name: torch.stack([one[name].detach() for one in named]).requires_grad_()
        for name in named[0]
    }
    # Of other lengths each, and asked at other steps.
    batches = [batch_of(s, V, D, steps=T - s, K=3 - s % 2) for s in range(S)]
    stacked = StackedModel(config, weights)
    asked = collate(batches)
    loss = losses(answers(stacked, states(stacked, asked.x), asked), asked)  # (S,)
    found = torch.autograd.grad(loss.sum(), [*weights.values()])
    for s, (net, batch) in enumerate(zip(nets, batches, strict=True)):
        wanted = plain_loss(net, batch)
        assert abs(loss[s] - wanted) < 1e-10
        gradients = torch.autograd.grad(wanted, [*net.parameters()])
        for mine, theirs in zip(found, gradients, strict=True):
            torch.testing.assert_close(mine[s], theirs, atol=1e-10, rtol=1e-10)


@pytest.mark.parametrize("regression", [False, True])
@pytest.mark.parametrize("inputs", INPUTS, ids=str)
def test_loss_of_one_lstm_is_that_of_the_form_of_a_task(
    inputs: tuple[int, int, int], regression: bool
) -> None:
    V, D, E = inputs
    net = SequenceModel(config_of("lstm", E), V, D, 1 if regression else A, torch.Generator())
    net.double()
    batch = batch_of(0, V, D, steps=T, K=4, regression=regression)
    asked = collate([batch])
    loss = losses(answers(net, states(net, asked.x), asked), asked)
    torch.testing.assert_close(loss[0], plain_loss(net, batch), atol=1e-10, rtol=0)


def test_by_hand_two_steps_of_one_relu_unit() -> None:
    """With p = 1, 2 and W = 3 it is h = 1, 2 + 3 * 1 = 5. With dL/dh_2 = 1 alone, dL/dh_1 = 3; relu' = 1 twice.
    A first step with p = -1 has h = 0, where relu' = 0, so that dL/dp_1 = 0 although dL/dh_1 = 3.
    """
    W = torch.tensor([[[3.0]]])
    p = torch.tensor([[1.0, -1.0], [2.0, 2.0]]).view(2, 1, 2, 1)
    h = rnn_forward(p, W, "relu")
    assert h.flatten().tolist() == [1, 0, 5, 2]
    direct = torch.tensor([[0.0, 0.0], [1.0, 1.0]]).view(2, 1, 2, 1)
    delta, total = rnn_backward(direct, h, W, "relu")
    assert total.flatten().tolist() == [3, 3, 1, 1]
    assert delta.flatten().tolist() == [3, 0, 1, 1]


def test_collate_takes_what_is_scored_with_weight_one() -> None:
    batch = batch_of(1, 6, 0, steps=T, K=3)
    asked = collate([batch, batch], scored=True)
    assert asked.target.shape[1] == batch.scored.sum()
    assert (asked.weight == 1).all()
    h = draw(0, T, 2, B, 1)  # so that each state is known by its value
    there = h.flatten()[asked.rows].view(2, -1)
    for s in range(2):
        wanted = [
            float(h[T - 3 + k, s, b, 0]) for b, k in zip(*np.nonzero(batch.scored), strict=True)
        ]
        assert there[s].tolist() == wanted
