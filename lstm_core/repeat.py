"""The whole training of a config, written down once more without what only a page needs; a run's script is made of this.

It does what `train` does, keeps no checkpoint, has no probe, and prints the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.examining import FEWEST, SEQUENCES, scores
from lstm_core.seeds import Asked, Nets, collate
from lstm_core.tasks import Task, make_task
from lstm_core.training import Progress, ending, gradients, never, optimiser_of, take_step


class Training(NamedTuple):
    """What is trained and examined: `tests` are the held-out sequences, of each group of nets at each distance."""

    config: TrainConfig
    task: Task
    nets: Nets
    progress: Progress
    tests: list[list[Asked]]


def repeat(config: TrainConfig) -> None:
    """Trains config.seeds nets and prints, for each report and each net, its step, seed, loss, score and gradient norm.

    The loss is the mean since the report before, the gradient norm the largest; the score is that on held-out sequences.
    """
    one = begin(config)
    first = gradients(config, one.task, one.nets, one.progress, never)
    judge(one, report(one, first))
    go_on(one)


def repeat_from(config: TrainConfig, step: int, weights: Mapping[str, NDArray[Any]]) -> None:
    """The same from weights (S, ...) of nets that had been trained for `step` steps, with a new optimiser."""
    one = begin(config)
    for name, array in weights.items():
        one.nets.weights[name].numpy()[...] = array
    one.progress.step = step
    go_on(one)


def begin(config: TrainConfig) -> Training:
    """The nets as they start from their seeds, and what they are examined with.

    The held-out sequences of seed s come from default_rng([config.seed + s, 2]), whatever the kind of net.
    """
    task = make_task(config)
    nets = Nets(config, task)
    B = max(SEQUENCES // len(task.distances), FEWEST)
    rngs = [np.random.default_rng([config.seed + s, 2]) for s in range(config.seeds)]
    drawn = [[task.test_batch(rng, B, n) for n in task.distances] for rng in rngs]
    tests = [
        [collate([drawn[s][k] for s in group.seeds], scored=True) for k in range(len(drawn[0]))]
        for group in nets.groups
    ]
    print(f"{config.kind}: {nets.flat.shape[1]} parameters in each net")
    print(f"{'step':>6} {'seed':>10} {'loss':>24} {'score':>24} {'gradient norm':>24}")
    return Training(config, task, nets, Progress.fresh(config.seeds), tests)


def go_on(one: Training) -> None:
    """Trains until the run is over, and says how it ended."""
    config, task, nets, progress, _ = one
    optimiser = optimiser_of(config, nets)
    end = ending(config, progress)
    while not end:
        take_step(config, task, nets, optimiser, progress, never)
        end = ending(config, progress)
        is_regular = progress.step % config.report_every == 0
        if is_regular or end:
            by_distance = report(one)
        if is_regular:
            judge(one, by_distance)
            end = ending(config, progress)
    print(f"{config.kind}: {end} at step {progress.step}")
    for s, scored in enumerate(examine(one)):
        at = int(progress.solved_at[s])
        print(f"seed {config.seed + s}: {'not solved' if at < 0 else f'solved at step {at}'}")
        for distance, score in zip(task.distances, scored, strict=True):
            print(f"    score at {distance}: {float(score)!r}")


def examine(one: Training) -> Array:
    """The score of each net at each distance, (S, K)."""
    groups = zip(one.nets.groups, one.tests, strict=True)
    return np.concatenate([scores(group.model, asked) for group, asked in groups])


def report(one: Training, first: Array | None = None) -> Array:
    """Examines the nets and prints a line for each; at step 0 `first` is the loss (S,). Returns the scores (S, K)."""
    config, task, _, progress, _ = one
    by_distance = examine(one)
    none = progress.steps == 0
    loss = np.where(none, np.nan, progress.loss / np.fmax(progress.steps, 1))
    norm = np.where(none, np.nan, progress.norm)
    score = by_distance[:, np.array(task.distances) <= task.trained].mean(1)
    for s, row in enumerate(zip(loss if first is None else first, score, norm, strict=True)):
        columns = " ".join(f"{float(value)!r:>24}" for value in row)
        print(f"{progress.step:6} {config.seed + s:10} {columns}")
    return by_distance


def judge(one: Training, by_distance: Array) -> None:
    """A net has solved the task at its second good report in a row. Starts the sums of `progress` over."""
    progress = one.progress
    good = progress.alive & [one.task.is_solved(scores) for scores in by_distance]
    found = good & progress.good & (progress.solved_at < 0)
    progress.solved_at = np.where(found, progress.step, progress.solved_at)
    progress.good = good
    progress.forget()
