"""What each step's loss says to its own state, against autograd on the loss that training computes."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from lstm_core.cells import Cell
from lstm_core.config import TrainConfig
from lstm_core.direct import direct, step_losses
from lstm_core.models import SequenceModel
from lstm_core.net import Net
from lstm_core.seeds import answers, collate, losses
from lstm_core.tasks import Batch, make_task

TEXT = "en un lugar de la mancha, de cuyo nombre no quiero acordarme, no ha mucho tiempo " * 20
CONFIGS = {
    "latch": TrainConfig(task="latch", length=6, H=5, E=0, kind="rnn"),
    "copy": TrainConfig(task="copy", length=4, H=5, E=0, kind="gru"),
    "adding": TrainConfig(task="adding", length=10, H=5, E=3, kind="lstm"),
    "sentences": TrainConfig(task="sentences", length=2, H=6, E=4, kind="lstm"),
    "text": TrainConfig(task="text", text=TEXT, length=10, H=5, E=0, kind="rnn"),
}


@pytest.mark.parametrize("name", list(CONFIGS))
def test_is_the_gradient_of_the_loss_that_is_trained(name: str) -> None:
    """Of every row of a batch, whose losses add up to that of the batch; padding and all."""
    config = CONFIGS[name]
    task = make_task(config)
    sizes = task.symbols, task.inputs, task.outputs
    model = SequenceModel(config, *sizes, torch.Generator().manual_seed(0)).double()
    net = Net.from_weights(model.state_dict(), config)
    batch = task.train_batch(np.random.default_rng(1), 4)
    asked = collate([batch])
    T, B = batch.x.shape[1], len(batch.x)
    h = np.random.default_rng(2).uniform(-1, 1, (T, 1, B, config.H))
    states = torch.tensor(h, requires_grad=True)
    (loss,) = losses(answers(model, states, asked), asked)
    loss.backward()
    assert states.grad is not None
    total = 0.0
    for row in range(B):
        one = h[:, 0, row]
        each = step_losses(net, one, batch, row)
        total += each.sum()
        found = direct(net, one, batch, row)
        assert_allclose(found, states.grad[:, 0, row], rtol=1e-10, atol=1e-16)
        assert_array_equal(found.any(axis=1), each > 0)
    assert total == pytest.approx(loss.item(), rel=1e-6)  # its weights are float32


def test_by_hand() -> None:
    """Two classes, logits h and 0 of one unit, h = log 3: softmax 3/4, 1/4. The second is right: L = log 4, dL/dh = 3/4."""
    cell = Cell("rnn", "tanh", np.ones((1, 1, 1)), np.ones((1, 1, 1)), *np.zeros((2, 1, 1)))
    net = Net(None, None, cell, np.array([[1.0], [0.0]]), np.zeros(2))
    h = np.log([[2.0], [3.0]])
    batch = Batch(
        np.zeros((1, 2, 1)), np.array([[1]]), np.ones((1, 1), np.float32), np.ones((1, 1), bool)
    )
    assert_allclose(direct(net, h, batch), np.array([[0], [0.75]]))
    assert_allclose(step_losses(net, h, batch), np.log([1, 4]))


def test_states_of_another_net_are_refused() -> None:
    config = CONFIGS["latch"]
    task = make_task(config)
    sizes = task.symbols, task.inputs, task.outputs
    model = SequenceModel(config, *sizes, torch.Generator().manual_seed(0))
    net = Net.from_weights(model.state_dict(), config)
    batch = task.probe()
    for h in (np.zeros((7, 4)), np.zeros((0, 5)), np.zeros(5)):
        with pytest.raises(ValueError, match="h must be"):
            direct(net, h, batch)
