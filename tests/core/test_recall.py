"""Recall: shares counted one sentence at a time, and the interval of a share against SciPy's."""

import numpy as np
import pytest
from scipy.stats import binomtest

from lstm_core.asking import asked
from lstm_core.recall import recall, wilson
from tests.core.sentence_nets import net_of, sentence_config


@pytest.mark.parametrize("kind", ["lstm", "gru", "rnn"])
def test_shares_are_those_of_each_sentence_read_by_itself(kind: str) -> None:
    """The readout is turned so that the net speaks of the two languages alone, now the right one, now the other."""
    config = sentence_config(kind, seed=1)
    net = net_of(config, loud=4.0)
    spoken = np.unique(asked(config, 0).target)
    bias = np.full(len(net.bias), -100.0)
    bias[spoken] = 0
    net = type(net)(net.embed, net.linear, net.cell, net.readout, bias)
    shares = []
    for n in (0, 3):
        one = asked(config, n, 20, seed=5)
        right = [
            net.logits(words[: answer + 1])[-1].argmax() == target
            for words, answer, target in zip(one.words, one.answer, one.target, strict=True)
        ]
        shares.append(np.mean(right))
    found = recall(net, config, (0, 3), sentences=20, seed=5)
    assert found.tolist() == shares
    assert 0 < found.mean() < 1


@pytest.mark.parametrize(("right", "count"), [(0, 40), (1, 100), (57, 100), (100, 100), (3, 7)])
def test_interval_is_that_of_scipy(right: int, count: int) -> None:
    theirs = binomtest(right, count).proportion_ci(0.95, method="wilson")
    np.testing.assert_allclose(wilson(right / count, count), (theirs.low, theirs.high), atol=1e-4)
