"""The nets that ship: their stated scores are true, and the script that made them makes them the same again."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
import torch

from lstm_core.examples import examples
from models.make import CONFIGS, Config, make, sample_and_hold, scores

SHIPPED = {example.name: example for example in examples() if example.origin == "trained"}


@pytest.fixture
def one_thread() -> Iterator[None]:
    """As `make models` runs; more threads only get in each other's way at these sizes."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


ids = [config.kind for config in CONFIGS]


@pytest.mark.parametrize("config", CONFIGS, ids=ids)
def test_stated_settings_and_scores_are_those_of_the_file(config: Config) -> None:
    example = SHIPPED[f"trained_{config.kind}"]
    assert example.report is not None
    assert example.readout is not None
    assert example.report["config"] == asdict(config)
    assert example.report["accuracy"] == scores(example.cell, *example.readout, config)
    assert example.report["torch"] == torch.__version__.split("+")[0]


def test_the_lstm_is_right_in_99_of_100_at_every_distance() -> None:
    report = SHIPPED["trained_lstm"].report
    assert report is not None
    assert min(report["accuracy"].values()) >= 0.99


def test_a_net_that_answers_at_random_scores_low() -> None:
    """The score can fail: the same cell with its readout turned about is wrong wherever something is held."""
    example = SHIPPED["trained_lstm"]
    assert example.readout is not None
    weight, bias = example.readout
    turned = scores(example.cell, -weight, -bias, replace(CONFIGS[0], test_sequences=40))
    assert turned["0"] < 0.01
    assert turned["before the first"] > 0.99


def test_the_task_is_what_it_says_it_is() -> None:
    x, target, distance = sample_and_hold(np.random.default_rng(3), B=50, T=60, longest=20)
    assert set(np.unique(x[..., 0])) == {-1, 1}
    assert set(np.unique(x[..., 1])) == {0, 1}
    for b in range(len(x)):
        held, since = 0.0, -1
        for t, (sign, store) in enumerate(x[b]):
            held, since = (sign, 0) if store else (held, since + 1 if since >= 0 else -1)
            assert (target[b, t], distance[b, t]) == (held, since)
    assert distance.max() == 19


@pytest.mark.parametrize("config", CONFIGS, ids=ids)
def test_training_again_writes_the_same_bytes(
    config: Config, tmp_path: Path, one_thread: None
) -> None:
    """A few steps of the real training; torch's global random state is neither used nor moved."""
    short = replace(config, steps=4, batch=16, test_sequences=4)
    files = []
    for n in range(2):
        folder = tmp_path / str(n)
        folder.mkdir()
        torch.manual_seed(n)
        before = torch.get_rng_state()
        make(short, folder)
        assert torch.equal(torch.get_rng_state(), before)
        files.append([path.read_bytes() for path in sorted(folder.iterdir())])
    assert len(files[0]) == 2
    assert files[0] == files[1]
    again = make(replace(short, seed=1), tmp_path)
    assert json.loads((tmp_path / f"trained_{config.kind}.json").read_text()) == again
    assert (tmp_path / f"trained_{config.kind}.safetensors").read_bytes() != files[0][1]
