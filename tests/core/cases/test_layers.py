"""The NumPy layers of the cases against PyTorch's own modules, and what training promises."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import nn

from lstm_core.cases import layers
from lstm_core.cases.config import KINDS, CaseConfig
from lstm_core.cases.nets import started
from lstm_core.cases.training import train_case

RNG = np.random.default_rng(3)


def weights_of(module: nn.Module, name: str) -> dict[str, np.ndarray]:
    return {f"{name}.{key}": value.numpy() for key, value in module.state_dict().items()}


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def same(ours: np.ndarray, theirs: torch.Tensor) -> None:
    assert ours.shape == tuple(theirs.shape)
    np.testing.assert_allclose(ours, theirs.detach().numpy(), atol=1e-6)


def test_dense_and_relu() -> None:
    module = started(lambda: nn.Linear(5, 3), generator())
    x = RNG.normal(size=(2, 4, 5)).astype(np.float32)
    there = module(torch.from_numpy(x))
    found = layers.dense(x, weights_of(module, "one"), "one")
    same(found, there)
    same(layers.relu(found), torch.relu(there))


@pytest.mark.parametrize("padding", [0, 1])
def test_convolution_in_time(padding: int) -> None:
    module = started(lambda: nn.Conv1d(2, 4, 3, padding=padding), generator())
    x = RNG.normal(size=(3, 2, 7)).astype(np.float32)
    found = layers.conv1d(x, weights_of(module, "c"), "c", padding)
    same(found, module(torch.from_numpy(x)))


@pytest.mark.parametrize(("padding", "stride"), [(0, 1), (2, 1), (1, 2)])
def test_convolution_in_an_image(padding: int, stride: int) -> None:
    module = started(lambda: nn.Conv2d(2, 4, 3, padding=padding, stride=stride), generator())
    x = RNG.normal(size=(3, 2, 9, 6)).astype(np.float32)
    found = layers.conv2d(x, weights_of(module, "c"), "c", padding, stride)
    same(found, module(torch.from_numpy(x)))


@pytest.mark.parametrize(("kind", "make"), [("rnn", nn.RNN), ("gru", nn.GRU), ("lstm", nn.LSTM)])
def test_recurrent_layer(kind: str, make: Callable[..., nn.RNNBase]) -> None:
    module = started(lambda: make(3, 5, batch_first=True), generator())
    x = RNG.normal(size=(4, 6, 3)).astype(np.float32)
    same(
        layers.recurrent(x, weights_of(module, "r"), "r", kind),
        module(torch.from_numpy(x))[0],
    )


def test_a_start_comes_from_its_generator_alone_and_lies_where_pytorch_draws_it() -> None:
    makers = (lambda: nn.Linear(9, 50), lambda: nn.Conv2d(3, 8, 3), lambda: nn.GRU(4, 9))
    for make in makers:
        torch.manual_seed(1)
        before = torch.get_rng_state()
        one, two = started(make, generator(5)), started(make, generator(5))
        assert torch.equal(torch.get_rng_state(), before)
        for (name, ours), theirs in zip(
            one.state_dict().items(), make().state_dict().values(), strict=True
        ):
            assert torch.equal(ours, two.state_dict()[name])
            assert float(ours.abs().max()) == pytest.approx(float(theirs.abs().max()), rel=0.2)


def test_training_is_the_same_bits_again_and_a_seed_does_not_depend_on_the_others() -> None:
    config = CaseConfig("diabetes", "dense", seeds=2, seed=4, steps=30)
    one, two = list(train_case(config)), list(train_case(config))
    alone = list(train_case(CaseConfig("diabetes", "dense", seeds=1, seed=5, steps=30)))
    assert [event.to_json() for event in one] == [event.to_json() for event in two]
    assert one[0].step == 0
    assert [event.end for event in one[:-1]] == [""] * (len(one) - 1)
    assert (one[-1].end, one[-1].step) == ("out of steps", 30)
    kept, again, apart = (events[-1].checkpoint for events in (one, two, alone))
    assert kept is not None
    assert again is not None
    assert apart is not None
    for name, values in kept.weights.items():
        assert np.array_equal(values, again.weights[name])
        assert np.array_equal(values[1], apart.weights[name][0])
    assert one[-1].loss.mean() < one[0].loss.mean()


def test_an_experiment_that_is_stopped_says_so_and_keeps_what_it_has() -> None:
    asked = iter(range(1000))
    config = CaseConfig("diabetes", "dense", seeds=2, steps=100)
    last = list(train_case(config, stop=lambda: next(asked) >= 20))[-1]
    assert (last.end, last.step) == ("stopped", 10)
    assert last.checkpoint is not None


@pytest.mark.parametrize("kind", KINDS["cancer"])
def test_every_kind_of_net_learns(kind: str) -> None:
    last = list(train_case(CaseConfig("cancer", kind, seeds=1, steps=60)))[-1]
    assert last.scores["accuracy"][0] > 0.8  # guessing the more frequent answer gives 0.63
