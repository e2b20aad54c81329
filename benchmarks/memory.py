"""How long it takes to know what a net's memory holds.

The first half, in NumPy and scikit-learn on one thread: `study` (latch scores, mutual information, class means) and the four
probes with their shuffled controls, each from 400 sentences of its own, the reading of them included. On the nets with H = 64
that ship with the app. What counts are the seconds that the one thread computes, so that waiting for others who use the machine
is left out; of the rounds the median. scikit-learn is imported before the clock starts; its import is printed beside.
"""

from __future__ import annotations

import argparse
import os

# NumPy's matrix products are on one thread only if it hears so before it is imported.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from statistics import median

from benchmarks.server import table
from lab.shipped import shipped_run
from lstm_core.config import TrainConfig
from lstm_core.memory import probes_of, study
from lstm_core.net import Net, one_net

RUN = "shipped-sentences_es"
CORE_GOAL = 1.0  # seconds


def nets() -> list[tuple[TrainConfig, Net]]:
    """The first seed of each lane of the shipped run, fully trained."""
    run = shipped_run(RUN)
    assert run is not None
    found = []
    for lane, kept in zip(run.run.lanes, run.checkpoints, strict=True):
        weights = one_net(kept[max(kept)].weights, 0)
        found.append((lane.config, Net.from_weights(weights, lane.config)))
    return found


def seconds(compute: Callable[[], object]) -> float:
    """How long one call computes."""
    start = time.process_time()
    compute()
    return time.process_time() - start


def core(rounds: int) -> str:
    """The table of seconds for each kind of net, and last the slowest beside its goal."""
    imported = seconds(lambda: import_module("sklearn.linear_model"))
    chosen = nets()
    times = [
        [
            [seconds(partial(ask, net, config)) for ask in (study, probes_of)]
            for config, net in chosen
        ]
        for _ in range(rounds)
    ]
    rows, slowest = [], 0.0
    for i, (config, _) in enumerate(chosen):
        held, read = zip(*(one[i] for one in times), strict=True)
        both = median(a + b for a, b in zip(held, read, strict=True))
        slowest = max(slowest, both)
        rows.append((config.kind, f"{median(held):.2f}", f"{median(read):.2f}", f"{both:.2f}"))
    return (
        f"seconds for one net, H = {chosen[0][0].H}, one thread; median of {rounds}\n"
        f"{table(('net', 'study', 'probes', 'both'), rows)}\n"
        f"(before it, once in a process: {imported:.2f} s to import scikit-learn)\n\n"
        f"what a memory holds, from twice 400 sentences: {slowest:.2f} s for the slowest kind of net "
        f"(goal: less than {CORE_GOAL:g} s)"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and last the figures beside their goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    print(core(parser.parse_args(arguments).rounds))


if __name__ == "__main__":
    main()
