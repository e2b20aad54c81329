"""What is left when a server ends, how ever it does; and clusters that others started, whose workers die."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from lab import cluster
from lab.runs import Runs
from tests.lab.live import (
    PATIENCE,
    ROOT,
    children,
    config,
    dask_processes,
    desk,
    is_alive,
    is_uninterrupted,
    status,
    steps,
    until,
)

Others = tuple[str, list[subprocess.Popen[bytes]]]


@pytest.fixture(scope="module")
def others() -> Iterator[Others]:
    """The address of a scheduler, and two workers, that know nothing of this app."""
    with dask_processes(workers=2) as one:
        yield one


@contextmanager
def server(
    database: Path, *arguments: str, **env: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server in a process of its own, and the id of the run that it trains."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.lab.server"],
        cwd=ROOT,
        env={**os.environ, "LSTM_LAB_DATABASE": str(database), **env},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()


def _lanes() -> Callable[..., int]:
    """How many lanes a worker trains. A function inside a function travels as code, since these workers do not know this file."""

    def lanes(dask_worker: Any) -> int:
        from lab import worker

        return len(worker._leases)

    return lanes


lanes_there = _lanes()


def test_a_server_killed_in_mid_training_leaves_no_process_and_a_run_that_goes_on(
    tmp_path: Path, others: Others, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "runs.sqlite"
    with server(database) as (process, run_id):
        below = children(process.pid)
        assert len(below) >= 2
        process.kill()
        process.wait()
        until(lambda: not any(map(is_alive, below)))
    runs = Runs(f"sqlite:///{database}")
    run = runs.get(run_id)
    assert run is not None
    assert run.status == "running"
    kept = [steps(runs, run, lane) for lane in range(2)]
    assert all(one == list(range(0, 5 * len(one), 5)) and len(one) > 2 for one in kept)
    monkeypatch.setenv("LSTM_LAB_SCHEDULER", others[0])  # whoever trains on
    with desk(database) as (one, runs):
        assert status(runs, run) == "interrupted"
        one.start(run_id)
        until(lambda: all(len(steps(runs, run, lane)) > len(kept[lane]) for lane in range(2)))
        one.stop(run_id, "paused")
        until(lambda: status(runs, run) == "paused")
    for lane in range(2):
        assert steps(runs, run, lane)[: len(kept[lane])] == kept[lane]


def test_a_server_that_ends_in_order_says_that_it_ended(tmp_path: Path, others: Others) -> None:
    """That it leaves no process either is in test_jobs.py, whose desk has workers of its own too."""
    address, _ = others
    database = tmp_path / "runs.sqlite"
    env = {"LSTM_LAB_SCHEDULER": address, "LSTM_LAB_LEASE": "6"}
    with server(database, **env) as (process, run_id), Client(address) as client:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(PATIENCE) == 0
        until(lambda: not any(client.run(lanes_there).values()))
    run = Runs(f"sqlite:///{database}").get(run_id)
    assert run is not None
    assert (run.status, run.message) == ("interrupted", "server ended")


def test_workers_of_others_stop_when_their_server_is_gone(tmp_path: Path, others: Others) -> None:
    address, _ = others
    env = {"LSTM_LAB_SCHEDULER": address, "LSTM_LAB_LEASE": "6"}
    with server(tmp_path / "runs.sqlite", **env) as (process, _), Client(address) as client:
        assert any(client.run(lanes_there).values())
        kept = [said for topic, said in client.get_events().items() if topic.startswith("lstm-lab")]
        assert kept
        assert max(map(len, kept)) == 1, "the scheduler piles up weights"
        process.kill()
        until(lambda: not any(client.run(lanes_there).values()))


def test_without_a_scheduler_the_run_says_so_and_a_later_try_works(
    tmp_path: Path, others: Others, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT", "200ms")
    monkeypatch.setenv("LSTM_LAB_SCHEDULER", "tcp://127.0.0.1:1")
    with desk(tmp_path / "runs.sqlite") as (one, runs):
        run = runs.create("ana", (config(),))
        one.start(run.id)
        until(lambda: status(runs, run) == "interrupted")
        found = runs.get(run.id)
        assert found is not None
        assert found.message == "no workers"
        assert "tcp://127.0.0.1:1" in str(one.staff.problem)
        assert not list(one.queue)
        monkeypatch.setenv("LSTM_LAB_SCHEDULER", others[0])
        monkeypatch.setattr(cluster, "CONNECT", "10s")
        one.start(run.id)
        until(lambda: status(runs, run) == "ended")
        assert one.staff.problem is None
        assert steps(runs, run)[-1] == config().steps


def test_a_lane_goes_on_from_its_checkpoint_when_a_worker_of_others_dies(
    tmp_path: Path, others: Others, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last test of these workers: one of them is killed."""
    address, workers = others
    monkeypatch.setenv("LSTM_LAB_SCHEDULER", address)
    lanes = (config("rnn", steps=600, report_every=20), config("gru", steps=600, report_every=20))
    with desk(tmp_path / "runs.sqlite") as (one, runs):
        run = runs.create("ana", lanes)
        one.start(run.id)
        until(lambda: all(len(steps(runs, run, lane)) > 4 for lane in range(2)))
        workers[0].kill()
        until(lambda: status(runs, run) == "ended")
        ended = runs.get(run.id)
        assert ended is not None
        assert [lane.end for lane in ended.lanes] == ["out of steps"] * 2
        assert ended.message == ""
        for lane in range(2):
            assert is_uninterrupted(runs, run, lane)
