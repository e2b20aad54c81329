"""Runs trained by real worker processes: on this machine, and on a cluster that others started."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from lab.desk import Desk
from lab.queue import BusyError
from lab.runs import Run, Runs
from lab.trials import Trial, trials
from lstm_core.cases.config import CaseConfig
from tests.lab.live import (
    children,
    config,
    desk,
    endless,
    is_alive,
    is_uninterrupted,
    status,
    steps,
    uninterrupted,
    until,
)

Live = tuple[Desk, Runs]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One desk with workers on this machine for all tests that need nothing else: PyTorch takes seconds to import."""
    with desk(tmp_path_factory.mktemp("runs") / "runs.sqlite") as one:
        yield one
        below = [pid for own in clusters() for pid in (own, *children(own))]
        assert len(below) >= 2
    until(lambda: not any(map(is_alive, below)))


def trains(runs: Runs, run: Run, lane: int = 0, events: int = 3) -> bool:
    return len(runs.events(run.id, lane)) >= events


def test_lanes_of_a_run_train_in_workers_and_their_events_are_kept_in_order(live: Live) -> None:
    one, runs = live
    lanes = (config("rnn"), config("lstm"))
    run = runs.create("ana", lanes)
    one.start(run.id)
    until(lambda: status(runs, run) == "ended")
    for lane in range(2):
        assert is_uninterrupted(runs, run, lane)
        seconds = [record.seconds for record in runs.events(run.id, lane)]
        assert seconds == sorted(seconds)
        assert seconds[0] > 0
    until(lambda: one.queue.place(run.id) is None)
    assert one.queue.of("ana") is None


def test_a_paused_run_goes_on_as_if_it_had_never_stopped(live: Live) -> None:
    one, runs = live
    wanted = config("gru", steps=600, report_every=50)
    run = runs.create("ana", (wanted,))
    one.start(run.id)
    until(lambda: trains(runs, run))
    one.stop(run.id, "paused")
    until(lambda: status(runs, run) == "paused")
    paused = runs.get(run.id)
    assert paused is not None
    assert paused.lanes[0].end == ""
    assert 0 < paused.lanes[0].step < wanted.steps
    checkpoint = runs.checkpoint(run.id, 0)
    assert checkpoint is not None
    assert checkpoint.step == paused.lanes[0].step
    one.start(run.id)
    until(lambda: status(runs, run) == "ended")
    regular = [e for e in runs.events(run.id, 0) if e.event.step % wanted.report_every == 0]
    assert [e.event.to_json() for e in regular] == [
        event.to_json() for event in uninterrupted(wanted)
    ]
    assert regular[-1].seconds > paused.lanes[0].seconds


def test_stop_reaches_a_worker_between_two_reports_and_leaves_a_checkpoint(live: Live) -> None:
    one, runs = live
    run = runs.create("ana", (endless(report_every=1000), endless("lstm", report_every=1000)))
    one.start(run.id)
    until(lambda: trains(runs, run, 0, 1) and trains(runs, run, 1, 1))
    one.stop(run.id, "ended")
    until(lambda: status(runs, run) == "ended")
    ended = runs.get(run.id)
    assert ended is not None
    for number, lane in enumerate(ended.lanes):
        assert lane.end == "stopped"
        assert lane.step < lane.config.steps
        checkpoint = runs.checkpoint(run.id, number)
        assert checkpoint is not None
        assert checkpoint.step == lane.step


def test_a_run_started_again_while_it_stops_goes_on(live: Live) -> None:
    one, runs = live
    run = runs.create("ana", (config(steps=1000, report_every=50),))
    one.start(run.id)
    until(lambda: trains(runs, run))
    one.stop(run.id, "paused")
    one.start(run.id)
    until(lambda: status(runs, run) == "ended")
    assert steps(runs, run)[-1] == 1000


def test_readers_wait_for_one_another_and_see_their_place(live: Live) -> None:
    one, runs = live
    first, second, third = (runs.create(who, (endless(),) * 4) for who in ("ana", "bo", "cy"))
    another = runs.create("ana", (config(),))
    for run in (first, second, third):
        one.start(run.id)
    until(lambda: one.queue.place(first.id) == 0)
    with pytest.raises(BusyError) as busy:
        one.start(another.id)
    assert busy.value.run == first.id
    cores = len(os.sched_getaffinity(0))
    if cores <= 4:  # with more, the first run leaves some over for the second
        assert [one.queue.place(run.id) for run in (first, second, third)] == [0, 1, 2]
        assert status(runs, second) == "waiting"
        one.stop(second.id, "ended")
        until(lambda: one.queue.place(third.id) == 1)
        ended = runs.get(second.id)
        assert ended is not None
        assert ended.status == "ended"
        assert [lane.end for lane in ended.lanes] == ["stopped"] * 4
        assert steps(runs, second) == []
    for run in (first, third):
        one.stop(run.id, "ended")
    until(lambda: not list(one.queue))
    one.start(another.id)
    until(lambda: status(runs, another) == "ended")


def test_a_later_run_gets_the_worker_that_an_earlier_one_leaves_idle(live: Live) -> None:
    one, runs = live
    cores = len(os.sched_getaffinity(0))
    long, short = (
        runs.create("ana", (endless(),) * max(1, cores - 1)),
        runs.create("bo", (config(),)),
    )
    one.start(long.id)
    one.start(short.id)
    if cores > 1:
        until(lambda: status(runs, short) == "ended")
        assert status(runs, long) == "running"
    one.stop(long.id, "ended")
    until(lambda: not list(one.queue))


def test_a_run_that_nobody_watches_is_paused(live: Live) -> None:
    one, runs = live
    run = runs.create("ana", (endless(),))
    one.start(run.id)
    until(lambda: trains(runs, run))
    job = one.queue.get(run.id)
    assert job is not None
    job.watched -= one.lease  # as if so much time had gone by
    until(lambda: status(runs, run) == "paused")
    paused = runs.get(run.id)
    assert paused is not None
    assert paused.message == "unwatched"
    assert paused.lanes[0].end == ""
    one.start(run.id)
    until(lambda: status(runs, run) == "running")
    one.stop(run.id, "paused")
    until(lambda: status(runs, run) == "paused")
    one.stop(run.id, "ended")  # for good: nobody has to wait for a worker
    ended = runs.get(run.id)
    assert ended is not None
    assert (ended.status, ended.lanes[0].end) == ("ended", "stopped")


def test_a_lane_may_compute_only_for_so_many_seconds(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, runs = live
    monkeypatch.setattr(one, "limit", 0.3)
    run = runs.create("ana", (endless(),))
    one.start(run.id)
    until(lambda: status(runs, run) == "ended")
    ended = runs.get(run.id)
    assert ended is not None
    assert ended.message == "seconds"
    assert ended.lanes[0].end == "stopped"


def test_an_experiment_trains_beside_a_live_run_of_the_same_reader(live: Live) -> None:
    one, runs = live
    race = runs.create("ana", [endless()])
    one.start(race.id)
    configs = [CaseConfig("diabetes", kind, seeds=2, steps=20) for kind in ("dense", "recurrent")]
    trial = trials().of(configs, "ana")
    one.start(trial.id)

    def now() -> Trial:
        found = trials().get(trial.id)
        assert found is not None
        return found

    until(lambda: not now().is_live)
    assert now().is_complete
    assert status(runs, race) == "running"
    one.stop(race.id, "ended")
    until(lambda: status(runs, race) == "ended")
    for lane in range(2):
        weights = trials().weights(trial.id, lane)
        assert weights is not None
        assert {len(array) for array in weights.values()} == {2}
        assert trials().events(trial.id, lane)[-1].step == 20


def test_a_lane_whose_training_fails_ends_alone(
    live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    one, runs = live
    run = runs.create("ana", (config(), config(H=5)))
    runs.append(
        run.id, 0, uninterrupted(config(H=6, steps=1))[0], 0.0
    )  # a checkpoint of nets of another size
    one.start(run.id)
    until(lambda: status(runs, run) == "ended")
    ended = runs.get(run.id)
    assert ended is not None
    assert [lane.end for lane in ended.lanes] == ["failed", "out of steps"]
    assert ended.message == "error"
    assert "ValueError" in caplog.text


def test_a_worker_that_lost_its_server_stops_by_itself(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, runs = live
    run = runs.create("ana", (endless(),))
    monkeypatch.setattr(one, "lease", 1.0)
    monkeypatch.setattr(one, "_renewed", float("inf"))  # nothing is heard of the server any more
    one.start(run.id)
    until(lambda: status(runs, run) == "paused")
    paused = runs.get(run.id)
    assert paused is not None
    assert paused.message == "unwatched"


def test_a_worker_of_this_machine_that_dies_is_replaced_and_dies_only_once_for_a_lane(
    live: Live,
) -> None:
    one, runs = live
    run = runs.create("ana", (endless(),))
    one.start(run.id)
    until(partial(trains, runs, run, 0, 5))
    os.kill(busiest(trainers()), signal.SIGKILL)

    def trains_again() -> bool:
        job = one.queue.get(run.id)
        return job is not None and job.lost == {0} and bool(job.begun)

    until(trains_again)
    for pid in trainers():
        os.kill(pid, signal.SIGKILL)
    until(lambda: status(runs, run) == "ended")
    ended = runs.get(run.id)
    assert ended is not None
    assert ended.lanes[0].end == "failed"
    assert ended.message == "worker died"
    kept = steps(runs, run)
    assert kept[:-1] == list(range(0, 5 * len(kept[:-1]), 5))


def trainers() -> list[int]:
    """The processes in which this test's own workers live. A server that browser tests have started has workers too."""
    return [worker for pid in clusters() for worker in children(pid) if tells(worker, "spawn_main")]


def clusters() -> list[int]:
    """The processes that hold this test's own workers."""
    here = os.getpid()
    return [pid for pid in children(here) if parent(pid) == here and tells(pid, "lab.local")]


def busiest(pids: list[int]) -> int:
    """The one that trains. Were an idle one killed as well, the lane might go to it before anybody knows, and die twice."""
    before = {pid: ticks(pid) for pid in pids}
    until(lambda: max(ticks(pid) - before[pid] for pid in pids) >= 20)
    return max(pids, key=lambda pid: ticks(pid) - before[pid])


def ticks(pid: int) -> int:
    """The processor time that a process has had, in hundredths of a second."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def tells(pid: int, what: str) -> bool:
    """Whether that stands in a process's command line."""
    return what.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()


def parent(pid: int) -> int:
    """Who started a process."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
