"""Influence of words: the gradient is PyTorch's, leaving out is reading the sentence without the word."""

import numpy as np
import pytest
import torch

from lstm_core import Cell
from lstm_core.influence import influence, log_odds
from lstm_core.net import Net
from tests.core.nets import MODULES, draw, module_of

V, E, H, A = 6, 4, 5, 7
WORDS = np.array([3, 1, 5, 1, 0, 2])


class Torch:
    """Embedding, one recurrent layer and readout, by PyTorch; and the net with its weights."""

    def __init__(self, kind: str) -> None:
        self.embed, self.readout, self.bias = draw(1, V, E), 2 * draw(2, A, H), draw(3, A)
        self.layer = module_of(kind, E, H)
        self.net = Net(
            self.embed.numpy(),
            None,
            Cell.from_module(self.layer),
            self.readout.numpy(),
            self.bias.numpy(),
        )

    def odds(self, x: torch.Tensor, word: int) -> torch.Tensor:
        """Of a word its log p / (1 - p), after values x (T, E)."""
        h = self.layer(x)[0][-1] if len(x) else torch.zeros(H, dtype=torch.float64)
        p = (self.readout @ h + self.bias).softmax(0)[word]
        return torch.log(p / (1 - p))


@pytest.mark.parametrize("at", [1, 4, 6])
@pytest.mark.parametrize("kind", MODULES)
def test_gradient_times_input_is_that_of_autograd(kind: str, at: int) -> None:
    ours = Torch(kind)
    x = ours.embed[WORDS[:at]].requires_grad_()
    (gradient,) = torch.autograd.grad(ours.odds(x, 2), x)
    found = influence(ours.net, WORDS, 2, at).gradient
    np.testing.assert_allclose(found[:at], (gradient * x).sum(1).detach(), atol=1e-12)
    assert not found[at:].any()


@pytest.mark.parametrize("at", [1, 4, 6])
@pytest.mark.parametrize("kind", MODULES)
def test_leaving_out_is_reading_the_sentence_without_the_word(kind: str, at: int) -> None:
    ours = Torch(kind)
    found = influence(ours.net, WORDS, 2, at)
    whole = ours.odds(ours.embed[WORDS[:at]], 2).item()
    assert found.chance == pytest.approx(1 / (1 + np.exp(-whole)), abs=1e-12)
    for t in range(at):
        without = ours.odds(ours.embed[np.delete(WORDS[:at], t)], 2).item()
        assert found.left_out[t] == pytest.approx(whole - without, abs=1e-11)
        assert found.chance_without[t] == pytest.approx(1 / (1 + np.exp(-without)), abs=1e-12)
    assert not found.left_out[at:].any()
    assert (found.chance_without[at:] == found.chance).all()


def test_one_word_through_a_hand_made_net() -> None:
    """An RNN of one unit, h = tanh(x), with answers h and 0: the log-odds of the first are h itself.

    Leaving the only word out leaves h = 0, so it adds tanh(0.5); its gradient times input is 0.5 (1 - tanh(0.5)^2).
    """
    one, none = np.ones((1, 1, 1)), np.zeros((1, 1))
    cell = Cell("rnn", "tanh", one, 0 * one, none, none)
    net = Net(np.array([[0.5]]), None, cell, np.array([[1.0], [0.0]]), np.zeros(2))
    found = influence(net, np.array([0]), 0)
    np.testing.assert_allclose(found.left_out, [np.tanh(0.5)])
    np.testing.assert_allclose(found.gradient, [0.5 * (1 - np.tanh(0.5) ** 2)])


def test_log_odds_keep_their_digits_where_the_net_is_sure() -> None:
    """Two answers 80 apart: p is 1 - 1.8e-35, which rounds to 1, but the log-odds are 80."""
    assert log_odds(np.array([80.0, 0.0]), 0) == 80
    assert log_odds(np.array([80.0, 0.0]), 1) == -80


@pytest.mark.parametrize(("word", "at"), [(A, 6), (-1, 6), (0, 0), (0, 7)])
def test_what_is_not_there_has_no_influence(word: int, at: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        influence(Torch("rnn").net, WORDS, word, at)
