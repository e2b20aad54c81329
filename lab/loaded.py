"""A net that a reader brought back: where it came from, how good it is on fresh sequences, and a run that goes on from it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import numpy as np

from lab.reading import FileError, Weights, read_weights
from lab.run import Run
from lab.runs import store
from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.events import Checkpoint, TrainEvent
from lstm_core.net import Net, softmax
from lstm_core.tasks import Task, make_task

SEQUENCES = 60  # at each distance
STREAM = 3  # of random numbers; training draws from 1, a run's own reports from 2
MORE = 500  # training steps


@dataclass(frozen=True, eq=False)
class Loaded:
    """One net: its config, with its own seed as the only one, its weights by PyTorch's names, its training steps so far."""

    config: TrainConfig
    weights: Weights
    step: int


def load_net(data: bytes) -> Loaded:
    """A file of `lab.export.weights`. Raises FileError for anything else."""
    config, weights = read_weights(data)
    about = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])["__metadata__"]
    knobs = TrainConfig.knobs()
    seed = _whole(about.get("seed"), int(knobs["seed"].high or 0))
    step = _whole(about.get("step"), int(knobs["steps"].high or 0))
    return Loaded(replace(config, seed=seed, seeds=1), weights, step)


def examine(loaded: Loaded) -> TrainEvent:
    """A report on it, in NumPy, from sequences that neither training nor its reports have seen.

    What only training can tell is NaN: the loss, and the gradients.
    """
    config = loaded.config
    task = make_task(config)
    net = Net.from_weights(loaded.weights, config)
    rng = np.random.default_rng([config.seed, STREAM])
    by_distance = np.array([[_score(net, task, rng, n) for n in task.distances]])  # (1, K)
    probe = task.probe()
    traces = [net.trace(x) for x in probe.x]
    gates = {
        name: np.mean([np.abs(trace.gates[name]).mean(1) for trace in traces], 0)[None]  # (1, T)
        for name in traces[0].gates
    }
    T, K = probe.x.shape[1], probe.target.shape[1]
    last = T - K + int(probe.scored[0].nonzero()[0][-1])
    said = net.answers(traces[0].h[1 + last])  # (A,)
    answer = said if task.regression else softmax(said)[task.answer_classes()]
    nothing = np.full(1, np.nan)
    return TrainEvent(
        step=loaded.step,
        loss=nothing,
        score=by_distance[:, np.array(task.distances) <= task.trained].mean(1),
        by_distance=by_distance,
        gradient_norm=nothing,
        gradient=np.full((1, T), np.nan),
        gates=gates,
        answer=answer[None],
        solved_at=np.array([-1]),
    )


def run_from(loaded: Loaded, report: TrainEvent, owner: str) -> Run:
    """A run of `owner` that goes on from this net for `MORE` training steps, with a new state of the optimiser."""
    most = int(TrainConfig.knobs()["steps"].high or 0)
    steps = min(most, loaded.step + MORE)
    config = replace(loaded.config, steps=steps, stop_when_solved=False)
    # What `lstm_core.training.Progress` keeps, as at a start; the optimiser has no state yet.
    fresh: dict[str, Array] = {name: np.zeros(1) for name in ("run.loss", "run.steps", "run.norm")}
    fresh |= {"run.alive": np.ones(1), "run.good": np.zeros(1), "run.solved_at": np.full(1, -1)}
    weights = {name: array[None] for name, array in loaded.weights.items()}
    checkpoint = Checkpoint(loaded.step, weights, fresh)
    run = store().create(owner, (config,))
    store().append(run.id, 0, replace(report, checkpoint=checkpoint), 0.0)
    store().set_status(run.id, "paused", "loaded")
    return store().get(run.id) or run


def _score(net: Net, task: Task, rng: np.random.Generator, distance: int) -> float:
    """The share of right answers, or the mean squared error, of `SEQUENCES` held-out sequences at a distance."""
    batch = task.test_batch(rng, SEQUENCES, distance)
    K = batch.target.shape[1]
    found = []
    for x, target, scored in zip(batch.x, batch.target, batch.scored, strict=True):
        said = net.answers(net.trace(x).h[-K:])  # (K, A)
        right = (said[:, 0] - target) ** 2 if task.regression else said.argmax(1) == target  # (K,)
        found.append(right[scored])
    return float(np.concatenate(found).mean())


def _whole(text: object, most: int) -> int:
    """A number that stands in the file as text."""
    if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 12:
        return min(int(text), most)
    raise FileError("damaged", "The file does not say from which seed and step its net is.")
