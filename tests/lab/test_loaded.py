"""A net that comes back in a file is the one that left, is examined rightly, and learns on as if it had never been away."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load, save

from lab.export import FileError, weights
from lab.loaded import SEQUENCES, STREAM, examine, load_net, run_from
from lab.run import Run
from lab.runs import store
from lstm_core.config import TrainConfig
from lstm_core.models import SequenceModel
from lstm_core.tasks import make_task
from lstm_core.training import train
from tests.lab.live import config

KINDS = ("rnn", "gru", "lstm")


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LSTM_LAB_DATABASE", str(tmp_path / "runs.sqlite"))
    yield
    store().close()


def trained(wanted: TrainConfig) -> Run:
    """A run of one lane, to its end."""
    run = store().create("ana", (wanted,))
    for event in train(wanted):
        store().append(run.id, 0, event, 0.0)
    return run


@pytest.mark.parametrize("kind", KINDS)
def test_net_is_the_one_that_left(kind: str) -> None:
    run = trained(config(kind, seeds=2, seed=7))
    step = store().checkpoint_steps(run.id, 0)[1]
    loaded = load_net(weights(run, 0, step, 1))
    kept = store().checkpoint(run.id, 0, step)
    assert kept is not None
    assert loaded.config == replace(run.lanes[0].config, seed=8, seeds=1)
    assert loaded.step == step
    for name, array in kept.weights.items():
        np.testing.assert_array_equal(loaded.weights[name], array[1])


@pytest.mark.parametrize("knobs", [{"task": "adding", "length": 10, "E": 0}, {"task": "latch"}])
@pytest.mark.parametrize("kind", KINDS)
def test_scores_are_those_of_the_same_net_in_pytorch(kind: str, knobs: dict[str, object]) -> None:
    run = trained(config(kind, **knobs))
    loaded = load_net(weights(run, 0, store().checkpoint_steps(run.id, 0)[-1], 0))
    task = make_task(loaded.config)
    model = SequenceModel(loaded.config, task.symbols, task.inputs, task.outputs)
    model.load_state_dict({name: torch.tensor(one) for name, one in loaded.weights.items()})
    rng = np.random.default_rng([loaded.config.seed, STREAM])
    wanted = []
    for distance in task.distances:
        batch = task.test_batch(rng, SEQUENCES, distance)
        with torch.no_grad():
            x = torch.tensor(batch.x).transpose(0, 1)
            said = model(x).transpose(0, 1).numpy()[:, -batch.target.shape[1] :]  # (B, K, A)
        right = (
            (said[..., 0] - batch.target) ** 2
            if task.regression
            else said.argmax(-1) == batch.target
        )
        wanted.append(right[batch.scored].mean())
    np.testing.assert_allclose(examine(loaded).by_distance[0], wanted, rtol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_untrained_net_goes_on_as_the_run_that_it_was_taken_from(kind: str) -> None:
    run = trained(config(kind, seeds=2, seed=3))
    loaded = load_net(weights(run, 0, 0, 1))
    new = run_from(loaded, examine(loaded), "bo")
    assert (new.owner, new.status, new.lanes[0].step) == ("bo", "paused", 0)
    start = store().checkpoint(new.id, 0)
    wanted = [record.event for record in store().events(run.id, 0)][1:]
    found = list(train(replace(new.lanes[0].config, steps=60), start))
    assert [event.step for event in found] == [event.step for event in wanted]
    for mine, theirs in zip(found, wanted, strict=True):
        np.testing.assert_allclose(mine.loss[0], theirs.loss[1], rtol=1e-4)
        np.testing.assert_allclose(mine.by_distance[0], theirs.by_distance[1], atol=0.02)


@pytest.mark.parametrize("changed", [{"seed": "x"}, {"step": "-1"}, {"step": "9" * 40}])
def test_origin_that_is_no_number_is_refused(changed: dict[str, str]) -> None:
    run = trained(config())
    data = weights(run, 0, 0, 0)
    head = int.from_bytes(data[:8], "little")
    about = json.loads(data[8 : 8 + head])["__metadata__"] | changed
    with pytest.raises(FileError, match="seed and step"):
        load_net(bytes(save(load(data), about)))
