"""`python -m tests.lab.writer DATABASE RUN LANE COUNT` appends reports to a run, and prints the step of each once it is kept."""

from __future__ import annotations

import sys

import numpy as np

from lab.runs import Runs
from lstm_core.events import Checkpoint, TrainEvent

S, K, T = 2, 3, 4


def report(step: int, end: str = "", *, checkpoint: bool = True) -> TrainEvent:
    """Some report that differs from step to step; it holds what JSON cannot say by itself."""
    rng = np.random.default_rng(step)
    weights = {"recurrent.weight_hh_l0": rng.normal(size=(S, 8, 8)).astype(np.float32)}
    kept = Checkpoint(
        step, weights, {"exp_avg": rng.normal(size=(S, 64)), "step": np.full(S, step)}
    )
    return TrainEvent(
        step=step,
        loss=np.array([np.nan, rng.random()]),
        score=rng.random(S),
        by_distance=rng.random((S, K)),
        gradient_norm=np.array([np.inf, 1e-310]),
        gradient=rng.random((S, T)),
        gates={"forget": rng.random((S, T))},
        answer=rng.random((S, 2)),
        solved_at=np.array([-1, step]),
        checkpoint=kept if checkpoint else None,
        end=end,
    )


def main(database: str, run: str, lane: str, count: str) -> None:
    """See above."""
    runs = Runs(database)
    for step in range(int(count)):
        runs.append(run, int(lane), report(step), 0.1 * step)
        sys.stdout.write(f"{step}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
