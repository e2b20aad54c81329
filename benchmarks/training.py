"""How fast nets are trained: train() with all its reports, and through Dask, against a bare loop of PyTorch's own modules.

The bare loop has the same nets, starts and batches: it draws a batch, runs nn.RNN, GRU or LSTM and a linear readout,
goes back, clips and lets Adam take a step, once a net; it reports nothing. Everything runs on one thread. Each round
measures one after the other, so that what else the machine does meets all of them; of the rounds the median counts.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from queue import SimpleQueue
from statistics import mean, median
from typing import Any

import numpy as np
import torch
from torch import Tensor

from benchmarks.server import table
from lab.cluster import Cluster, Message, connect
from lstm_core.cells import GATES
from lstm_core.config import TrainConfig
from lstm_core.events import TrainEvent
from lstm_core.models import SequenceModel
from lstm_core.tasks import Task, make_task
from lstm_core.training import one_thread, train

GOAL_ONE, GOAL_TEN = 0.9, 3.0
TEN = "ten RNNs, temporal order"
HEAD = ("nets", "bare", "train()", "of bare", "by Dask", "of bare", "GFLOP/s", "of peak")
ORDER = TrainConfig(
    task="order",
    length=50,
    lengths="fixed",
    H=16,
    E=0,
    chrono=50,
    learning_rate=1e-2,
    seeds=1,
    stop_when_solved=False,
)
SENTENCES = TrainConfig(seeds=1, stop_when_solved=False)
# What is trained, and how many steps a round measures.
CASES = {
    "one LSTM, sentences": replace(SENTENCES, steps=200),
    "one LSTM, temporal order": replace(ORDER, steps=800),
    TEN: replace(ORDER, kind="rnn", seeds=10, steps=200),
    "one RNN, temporal order": replace(ORDER, kind="rnn", steps=500),
    "three RNNs, sentences": replace(SENTENCES, kind="rnn", seeds=3, steps=75),
    "one GRU, temporal order": replace(ORDER, kind="gru", steps=300),
    "three GRUs, sentences": replace(SENTENCES, kind="gru", seeds=3, steps=50),
}


def drawn(task: Task, config: TrainConfig, s: int, k: int) -> tuple[Tensor, Tensor, Tensor]:
    """The batch of net s at step k as tensors, steps first: x (T, B), target and weight (K, B)."""
    rng = np.random.default_rng([config.seed + s, 1, k])
    x, target, weight, _ = task.train_batch(rng, config.batch)
    return (
        torch.from_numpy(x).transpose(0, 1).contiguous(),
        torch.from_numpy(target).T,
        torch.from_numpy(weight).T,
    )


def bare(config: TrainConfig) -> float:
    """Training steps a second of the bare loop."""
    task = make_task(config)
    sizes = task.symbols, task.inputs, task.outputs
    nets = [
        SequenceModel(config, *sizes, torch.Generator().manual_seed(config.seed + s))
        for s in range(config.seeds)
    ]
    optimisers = [torch.optim.Adam(net.parameters(), config.learning_rate) for net in nets]
    start = time.perf_counter()
    for k in range(config.steps):
        for s, (net, optimiser) in enumerate(zip(nets, optimisers, strict=True)):
            x, target, weight = drawn(task, config, s, k)
            said: Tensor = net.readout(net.states(x)[-len(target) :])  # (K, B, A)
            items = torch.nn.functional.cross_entropy(
                said.flatten(0, 1), target.flatten(), ignore_index=-1, reduction="none"
            )
            loss = (items * weight.flatten()).sum()
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(net.parameters(), config.clip)
            optimiser.step()
    return config.steps / (time.perf_counter() - start)


def ours(config: TrainConfig) -> float:
    """Training steps a second of train(), from its first report to its last."""
    events = train(config)
    next(events)
    start = time.perf_counter()
    *_, last = events
    return last.step / (time.perf_counter() - start)


@contextmanager
def workers() -> Iterator[tuple[Cluster, SimpleQueue[Message]]]:
    """The app's own cluster, and what its workers say."""
    heard: SimpleQueue[Message] = SimpleQueue()
    cluster = connect("", heard.put)
    try:
        yield cluster, heard
    finally:
        cluster.close()


def streamed(config: TrainConfig, cluster: Cluster, heard: SimpleQueue[Message]) -> float:
    """The same through a worker: from hearing its first event to hearing its last."""
    key = f"benchmark-{time.monotonic_ns()}"
    cluster.train(key, config.to_dict(), None, 0.0, limit=600.0, lease=600.0)
    start = 0.0
    while True:
        message: dict[str, Any] = heard.get(timeout=120)
        if message.get("key") != key:
            continue
        if "error" in message or "over" in message:
            raise RuntimeError(message.get("error") or f"The worker is gone: {message['over']}.")
        if "event" in message:
            event = TrainEvent.from_json(message["event"])
            start = start or time.perf_counter()
            if event.end:
                return event.step / (time.perf_counter() - start)


def operations(config: TrainConfig) -> float:
    """Floating-point operations of the matrix products of a training step: forward once, and twice that back.

    Of padded sequences, as a layer computes them; the readout's only where something is asked.
    """
    task = make_task(config)
    G, H, B = len(GATES[config.kind]), config.H, config.batch
    D = config.E or task.symbols
    some = [drawn(task, config, 0, k) for k in range(50)]
    states = mean(B * len(x) for x, _, _ in some)
    asked = mean(int((weight != 0).sum()) for _, _, weight in some)
    return 3 * 2 * config.seeds * (states * G * H * (D + H) + asked * H * task.outputs)


def peak() -> float:
    """Operations a second of this core in the product of two large matrices; the best of ten."""
    n = 1024
    a, b = torch.ones(n, n), torch.ones(n, n)
    times = []
    for _ in range(10):
        start = time.perf_counter()
        torch.mm(a, b)
        times.append(time.perf_counter() - start)
    return 2 * n**3 / min(times)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and last the figures beside their goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="nets whose name contains this")
    options = parser.parse_args(arguments)
    cases = {name: config for name, config in CASES.items() if options.only in name}
    rounds = options.rounds
    one_thread()
    os.nice(10)  # as the app's workers are
    best = peak()
    rows, of_bare, by_dask = [], {}, {}
    with workers() as (cluster, heard):
        for name, config in cases.items():
            streamed(replace(config, steps=25), cluster, heard)  # a worker imports PyTorch first
            bare(replace(config, steps=25))
            rates = [
                (bare(config), ours(config), streamed(config, cluster, heard))
                for _ in range(rounds)
            ]
            alone, mine, dask = (median(column) for column in zip(*rates, strict=True))
            of_bare[name] = median(one / other for other, one, _ in rates)
            by_dask[name] = median(one / other for other, _, one in rates)
            done = mine * operations(config)
            ratios = (f"{of_bare[name]:.2f}", f"{by_dask[name]:.2f}")
            rows.append(
                (
                    *(name, f"{alone:.0f}", f"{mine:.0f}", ratios[0], f"{dask:.0f}", ratios[1]),
                    *(f"{done / 1e9:.1f}", f"{done / best:.0%}"),
                )
            )
    print(
        f"training steps a second; median of {rounds}; peak of this core {best / 1e9:.0f} GFLOP/s"
    )
    print(table(HEAD, rows))
    ones = [name for name in cases if name.startswith("one LSTM")]
    if not ones or TEN not in cases:
        return
    print(
        f"\ntrain() has {min(of_bare[name] for name in ones):.2f} times the speed of a bare loop with one LSTM, "
        f"{min(by_dask[name] for name in ones):.2f} through Dask (goal: at least {GOAL_ONE}); "
        f"ten RNNs together {of_bare[TEN]:.1f} times that of a loop of ten nn.RNN (goal: at least {GOAL_TEN:g})"
    )


if __name__ == "__main__":
    main()
