"""What the tests of live jobs share: small runs, waiting for conditions, and real schedulers and workers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from lab.desk import Desk
from lab.runs import Run, Runs
from lstm_core.config import TrainConfig
from lstm_core.events import TrainEvent

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300.0  # seconds after which what has not happened never will, also on a busy machine


def config(kind: str = "rnn", **knobs: object) -> TrainConfig:
    """Nets so small that a training step takes a millisecond."""
    small = {"task": "latch", "length": 5, "lengths": "fixed", "kind": kind, "H": 4, "batch": 4}
    short = {"seeds": 1, "steps": 60, "report_every": 5, "stop_when_solved": False}
    return TrainConfig.from_dict(small | short | knobs)


def endless(kind: str = "rnn", **knobs: object) -> TrainConfig:
    """One that is still training when a test wants it to stop."""
    return config(kind, **{"steps": 20_000, **knobs})


def until(condition: Callable[[], object]) -> None:
    """Wait until the condition holds; fail when it never does."""
    pause, begun = threading.Event(), time.monotonic()
    while not condition():
        assert time.monotonic() < begun + PATIENCE, "what was waited for did not happen"
        pause.wait(0.01)


def steps(runs: Runs, run: Run, lane: int = 0) -> list[int]:
    """The training steps of the events that were kept of a lane."""
    return [record.event.step for record in runs.events(run.id, lane)]


def status(runs: Runs, run: Run) -> str:
    """As it is now."""
    found = runs.get(run.id)
    assert found is not None
    return found.status


def uninterrupted(wanted: TrainConfig) -> list[TrainEvent]:
    """What `train` itself reports, on one thread as in a worker, so that sums come out the same to the last bit."""
    # Not above: a server reads this file too, and must not have it.
    import torch

    from lstm_core.training import train

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return list(train(wanted))
    finally:
        torch.set_num_threads(threads)


def is_uninterrupted(runs: Runs, run: Run, lane: int) -> bool:
    """Whether the events that were kept of a lane, and the nets at its end, are exactly those of `train`."""
    wanted = uninterrupted(run.lanes[lane].config)
    kept = [record.event.to_json() for record in runs.events(run.id, lane)]
    last, end = runs.checkpoint(run.id, lane), wanted[-1].checkpoint
    assert last is not None
    assert end is not None
    nets = all(np.array_equal(last.weights[name], end.weights[name]) for name in end.weights)
    return nets and kept == [event.to_json() for event in wanted]


@contextmanager
def desk(database: Path) -> Iterator[tuple[Desk, Runs]]:
    """A desk with a store of its own, as in a server; its workers are gone after the block."""
    runs = Runs(f"sqlite:///{database}")
    one = Desk(runs)
    try:
        yield one, runs
    finally:
        one.close()


@contextmanager
def dask_processes(workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and workers as anybody starts them, outside of this app's folder: their address, and the workers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    dask, host = [sys.executable, "-m", "dask"], ["--host", "127.0.0.1", "--no-dashboard"]
    scheduler = [*dask, "scheduler", *host, "--port", address.partition(":")[2]]
    worker = [*dask, "worker", address, *host, "--nthreads", "1", "--no-nanny"]
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    processes = [
        subprocess.Popen(command, cwd="/", env=env, stderr=subprocess.DEVNULL)
        for command in (scheduler, *[worker] * workers)
    ]
    try:
        yield f"tcp://{address}", processes[1:]
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def is_alive(pid: int) -> bool:
    """Whether the process is there and not merely waiting for its parent to take note of its end."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children(pid: int) -> list[int]:
    """The processes that a process has started and that live, and theirs (read from Linux's /proc)."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):  # ended while we looked
            continue
        if fields[0] != "Z":
            parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found = parents.get(pid, [])
    for child in found:  # grows while it is walked
        found.extend(parents.get(child, []))
    return found
