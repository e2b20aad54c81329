"""Which nets solve what: over ten seeds each, training steps and seconds to solve temporal order, adding and sentences.

RNNs of the LSTM's width and of its number of parameters start as PyTorch starts them; on the sentences with an
orthogonal matrix, without which most stay at chance. Their learning rates are lower than the LSTM's, because that suits
them better. The row "other start" is the RNN at the LSTM's number of parameters with another start:
it says how much of the contrast is the start and not the kind of net.

A net has solved a task when its score is good at two checks in a row, one every 25 steps. The nets of a row are trained
together, so a net's seconds are its share: the seconds until it was found to have solved it, reports included, divided
by the number of nets. Run it on one core with nothing else going on.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from benchmarks.server import table
from lstm_core.config import TrainConfig
from lstm_core.net import count_parameters, width_for
from lstm_core.tasks import make_task
from lstm_core.training import one_thread, train

GOAL = 0.9  # of the LSTMs solve each task


def nets_for(lstm: TrainConfig, starts: dict[str, dict[str, object]]) -> dict[str, TrainConfig]:
    """The nets to compare with an LSTM: `starts` has what is different in each."""
    plain = replace(lstm, kind="rnn", chrono=0)
    equal = width_for(plain, "rnn", count_parameters(lstm, make_task(lstm)))
    kinds = {
        "LSTM": lstm,
        "RNN, equal width": plain,
        "RNN, equal parameters": replace(plain, H=equal),
        "RNN, other start": replace(plain, H=equal),
        "GRU": replace(lstm, kind="gru"),
    }
    return {
        name: TrainConfig.from_dict(config.to_dict() | starts.get(name, {}))
        for name, config in kinds.items()
    }


def races(steps: int) -> dict[str, dict[str, TrainConfig]]:
    """Every task with its nets, each of which may take `steps` steps."""
    memory = TrainConfig(
        task="order",
        length=50,
        lengths="fixed",
        E=0,
        H=16,
        learning_rate=1e-2,
        chrono=50,
        steps=steps,
    )
    wide: dict[str, object] = {"learning_rate": 1e-3}
    rates: dict[str, dict[str, object]] = {
        "RNN, equal width": {"learning_rate": 3e-3},
        "RNN, equal parameters": wide,
    }
    order = rates | {"RNN, other start": {"start": "orthogonal", "learning_rate": 3e-3}}
    long = rates | {"RNN, other start": {"start": "orthogonal", **wide}}
    adding = rates | {"RNN, other start": {"start": "identity", "activation": "relu", **wide}}
    orthogonal = {"start": "orthogonal"}
    sentences: dict[str, dict[str, object]] = {
        "RNN, equal width": {"learning_rate": 1.5e-3, **orthogonal},
        "RNN, equal parameters": {**wide, **orthogonal},
        "RNN, other start": {"start": "identity", **wide},
        "GRU": {"gate_bias": 2.0},
    }
    spoken = TrainConfig(language="es", answer_weight=10.0, steps=steps)
    return {
        "order50": nets_for(memory, order),
        "order100": nets_for(replace(memory, length=100, chrono=100), long),
        "adding50": nets_for(replace(memory, task="adding"), adding),
        "sentences8": nets_for(spoken, sentences),
    }


@dataclass(frozen=True)
class Outcome:
    """S nets: when each had solved its task, in steps and in its share of seconds (inf: never), and how they scored."""

    steps: list[float]
    seconds: list[float]
    spent: float  # seconds a net, to the end of the run
    score: float  # median at the end, of all trained distances
    farthest: float  # median at the end, at the farthest that was trained


def outcome(config: TrainConfig) -> Outcome:
    """Trains, and looks at the clock whenever a net is found to have solved the task."""
    solved = np.full(config.seeds, np.inf)
    started = time.perf_counter()
    for event in train(config):
        share = (time.perf_counter() - started) / config.seeds
        solved[(event.solved_at >= 0) & np.isinf(solved)] = share
    steps = np.where(event.solved_at >= 0, event.solved_at, np.inf)
    task = make_task(config)
    farthest = event.by_distance[:, task.distances.index(task.trained)]
    score = float(np.median(event.score))
    return Outcome(steps.tolist(), solved.tolist(), share, score, float(np.median(farthest)))


def row(task: str, name: str, config: TrainConfig, found: Outcome) -> tuple[str, ...]:
    """One line of the table; a median is of the nets that solved it."""
    steps = [one for one in found.steps if one < np.inf]
    seconds = [one for one in found.seconds if one < np.inf]
    return (
        task,
        name,
        str(config.H),
        str(count_parameters(config, make_task(config))),
        f"{len(steps)}/{config.seeds}",
        f"{median(steps):.0f} ({max(steps):.0f})" if steps else "-",
        f"{median(seconds):.2f}" if steps else "-",
        f"{found.spent:.2f}",
        f"{found.score:.3f}",
        f"{found.farthest:.3f}",
    )


HEAD = (
    *("task", "net", "H", "parameters", "solved", "steps (most)", "s a net", "s spent"),
    *("score", "farthest"),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train every row, print it as it comes, and last how many LSTMs solved each task beside the goal."""
    everything = races(1)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--tasks", nargs="+", choices=everything, default=list(everything))
    options = parser.parse_args(arguments)

    one_thread()
    outcome(
        TrainConfig(steps=1, seeds=1)
    )  # the first training of a process starts PyTorch's machinery
    rows, verdicts = [], []
    for task, nets in races(options.steps).items():
        if task not in options.tasks:
            continue
        for name, unseeded in nets.items():
            config = replace(unseeded, seeds=options.seeds)
            found = outcome(config)
            rows.append(row(task, name, config, found))
            print(*rows[-1], sep="  ", flush=True)
            if name == "LSTM":
                solved = [one for one in found.seconds if one < np.inf]
                seconds = f", median {median(solved):.2f} s" if solved else ""
                verdicts.append(
                    f"{task}: LSTM solved {len(solved)} of {options.seeds}"
                    f" (goal {GOAL:.0%}){seconds}"
                )
    print(f"\nat most {options.steps} steps; the score is accuracy, of adding the squared error")
    print(table(HEAD, rows))
    print("\n" + "; ".join(verdicts))


if __name__ == "__main__":
    main()
