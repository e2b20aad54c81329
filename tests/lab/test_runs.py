"""What was reported is kept, in SQLite and in PostgreSQL, whatever happens to those who write it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from lab import runs as module
from lab.run import Record, Run, versions
from lab.runs import Runs, StoreError
from lab.shipped import Shipped, read_shipped, write_shipped
from lstm_core.config import TrainConfig
from lstm_core.events import Checkpoint, TrainEvent
from lstm_core.net import count_parameters
from lstm_core.tasks import make_task
from tests.lab.databases import postgres, programs
from tests.lab.writer import report

ROOT = Path(__file__).resolve().parents[2]
ANA, BO = "ana-owns-this-run-0001", "bo_owns_that_run_00002"
LSTM = TrainConfig(task="latch", length=5, H=4, steps=100)
RNN = replace(LSTM, kind="rnn")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    where = programs()
    if where is None:
        pytest.skip("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    with postgres(where) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "a folder" / "runs.sqlite")
    url: str = request.getfixturevalue("server")
    name = f"lab{time.time_ns()}"
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute(
            psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name))
        )
    return f"{url}/{name}"


@pytest.fixture
def runs(database: str) -> Iterator[Runs]:
    opened = Runs(database)
    yield opened
    opened.close()


def there(runs: Runs, run: Run) -> Run:
    found = runs.get(run.id)
    assert found is not None
    return found


def same(one: TrainEvent, other: TrainEvent) -> None:
    """Equal to the last bit, apart from the checkpoint."""
    assert one.to_json() == other.to_json()


def same_nets(one: Checkpoint | None, other: Checkpoint | None, *, resumable: bool) -> None:
    assert one is not None
    assert other is not None
    assert one.to_bytes(resumable=resumable) == other.to_bytes(resumable=resumable)
    assert bool(one.optimiser) is resumable


def test_a_run_is_what_was_created(runs: Runs) -> None:
    made = runs.create(ANA, (LSTM, RNN), name="First", guess={"winner": "lstm", "at": [3, 0.5]})
    found = Runs(str(runs._engine.url.render_as_string(hide_password=False))).get(made.id)
    assert found == made
    assert (made.owner, made.name, made.note, made.status) == (ANA, "First", "", "waiting")
    assert made.guess == {"winner": "lstm", "at": [3, 0.5]}
    assert [lane.config for lane in made.lanes] == [LSTM, RNN]
    assert made.lanes[0].parameters == count_parameters(LSTM, make_task(LSTM))
    assert made.versions == versions()
    assert made.versions["torch"].startswith("2.")
    assert abs(made.created.timestamp() - time.time()) < 60
    assert made.created.tzname() == "UTC"


def test_reports_come_back_to_the_last_bit_with_the_weights_of_every_checkpoint(runs: Runs) -> None:
    run = runs.create(ANA, (LSTM, RNN))
    said = [report(0), report(25, checkpoint=False), report(50), report(75, "solved")]
    for number, event in enumerate(said):
        runs.append(run.id, 1, event, 1.5 * number)
    kept = runs.events(run.id, 1)
    assert [record.number for record in kept] == [0, 1, 2, 3]
    assert [record.seconds for record in kept] == [0, 1.5, 3, 4.5]
    for record, event in zip(kept, said, strict=True):
        same(record.event, event)
        assert record.event.checkpoint is None
    assert [record.number for record in runs.events(run.id, 1, after=1)] == [2, 3]
    assert not runs.events(run.id, 0)
    assert not runs.checkpoint_steps(run.id, 0)
    assert runs.checkpoint(run.id, 0) is None
    assert runs.checkpoint_steps(run.id, 1) == [0, 50, 75]
    same_nets(runs.checkpoint(run.id, 1, 50), said[2].checkpoint, resumable=False)
    same_nets(runs.checkpoint(run.id, 1), said[3].checkpoint, resumable=True)
    assert runs.checkpoint(run.id, 1, 25) is None
    lane = there(runs, run).lanes[1]
    assert (lane.step, lane.seconds, lane.end) == (75, 4.5, "solved")


def test_the_size_is_that_of_what_is_kept(runs: Runs) -> None:
    run = runs.create(ANA, (LSTM,))
    assert run.size == 0
    runs.append(run.id, 0, report(0), 0)
    one = there(runs, run).size
    runs.append(run.id, 0, report(25, checkpoint=False), 1)
    two = there(runs, run).size
    assert 0 < two - one < one / 4
    # The newest one to go on from takes the place of the one before.
    looked_at = report(0).checkpoint
    assert looked_at is not None
    resumable, weights = looked_at.to_bytes(), looked_at.to_bytes(resumable=False)
    runs.append(run.id, 0, report(50), 2)
    assert abs(there(runs, run).size - two - len(weights) - (two - one)) < 200
    assert len(resumable) > 2 * len(weights)
    # Stopped where it had just been reported: weights of that step are there.
    before = there(runs, run).size
    runs.append(run.id, 0, report(50, "stopped"), 2)
    assert there(runs, run).size - before < 1000


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x",
        "x" * 22 + "'",
        "../../etc/passwd",
        "ä" * 22,
        "\x00" * 22,
        "shipped-nothing",
        "y" * 100_000,
    ],
)
def test_what_is_no_id_is_nobody_s(runs: Runs, name: str) -> None:
    assert runs.get(name) is None
    assert runs.get("A" * 22) is None  # one that might be
    with pytest.raises(KeyError):
        runs.rename("A" * 22, "x")
    with pytest.raises(KeyError):
        runs.append("A" * 22, 0, report(0), 0)
    if not name.isascii() or len(name) not in (1, 15):
        assert runs.of(name) == []
        with pytest.raises(ValueError, match="owner"):
            runs.create(name, (LSTM,))


def test_a_run_has_one_to_four_lanes_on_the_same_data(runs: Runs) -> None:
    for lanes in (
        (),
        (LSTM,) * 5,
        (LSTM, replace(LSTM, seed=1)),
        (LSTM, replace(LSTM, task="copy")),
    ):
        with pytest.raises(ValueError, match="lanes"):
            runs.create(ANA, lanes)
    assert runs.of(ANA) == []


def test_readers_see_their_own_newest_first_and_not_what_they_deleted(runs: Runs) -> None:
    first, other, second = (runs.create(who, (LSTM,)) for who in (ANA, BO, ANA))
    assert [run.id for run in runs.of(ANA)] == [second.id, first.id]
    runs.delete(second.id)
    assert [run.id for run in runs.of(ANA)] == [first.id]
    assert runs.get(second.id) is None
    runs.undelete(second.id)
    assert [run.id for run in runs.of(ANA)] == [second.id, first.id]
    assert [run.id for run in runs.of(BO)] == [other.id]


def test_words_are_bounded_and_do_nothing(runs: Runs) -> None:
    run = runs.create(ANA, (LSTM,), name="  ñandú\x00\x1b[31m\u202e\ud800 👩\u200d🔬\n")
    assert run.name == "ñandú[31m 👩\u200d🔬"
    runs.rename(run.id, "n" * 100_000)
    runs.annotate(run.id, "one\ntwo\r\x07" + "o" * 100_000)
    found = there(runs, run)
    assert found.name == "n" * 80
    assert found.note.startswith("one\ntwoooo")
    assert len(found.note) == 2000
    runs.set_guess(run.id, {"winner": "rnn"})
    assert there(runs, run).guess == {"winner": "rnn"}
    for guess in ({"x": "y" * 5000}, {"x": object()}, {"x": float("nan")}):
        with pytest.raises(ValueError, match=r"guess|float"):
            runs.set_guess(run.id, guess)


def test_what_a_server_left_behind_is_interrupted(runs: Runs) -> None:
    states = ("waiting", "running", "paused", "ended")
    made = [runs.create(ANA, (LSTM,)) for _ in states]
    for run, status in zip(made, states, strict=True):
        runs.set_status(run.id, status, "why")
    runs.interrupt_unfinished()
    found = [there(runs, run) for run in made]
    assert [run.status for run in found] == ["interrupted", "interrupted", "paused", "ended"]
    assert [run.message for run in found] == ["server ended", "server ended", "why", "why"]
    with pytest.raises(ValueError, match="status"):
        runs.set_status(made[0].id, "dead")


def test_more_steps_begin_where_a_lane_ended_and_not_for_one_that_diverged(runs: Runs) -> None:
    run = runs.create(ANA, (LSTM, RNN, RNN, RNN))
    for lane, (step, end) in enumerate([(50, "solved"), (75, ""), (25, "diverged"), (25, "")]):
        runs.append(run.id, lane, report(step, end), 1)
    runs.finish(run.id, 3, "failed")
    assert there(runs, run).lanes[3].end == "failed"
    runs.extend(run.id, 500)
    found = there(runs, run).lanes
    assert [lane.config.steps for lane in found] == [550, 600, 100, 525]
    assert [lane.end for lane in found] == ["", "", "diverged", ""]
    assert [lane.config.stop_when_solved for lane in found] == [False, False, True, False]
    runs.extend(run.id, 10**9)
    assert there(runs, run).lanes[0].config.steps == 20_000


def test_a_copy_is_one_s_own_and_holds_everything(runs: Runs) -> None:
    run = runs.create(ANA, (LSTM, RNN), name="Hers", guess={"winner": "rnn"})
    for step in (0, 25):
        runs.append(run.id, 1, report(step), step)
    runs.annotate(run.id, "note")
    runs.set_status(run.id, "running")
    copy = runs.copy(run.id, BO)
    was = there(runs, run)
    assert (copy.owner, copy.name, copy.note, copy.status) == (BO, "Hers", "note", "paused")
    assert (copy.lanes, copy.size, copy.guess) == (was.lanes, was.size, {})
    same_nets(runs.checkpoint(copy.id, 1), runs.checkpoint(run.id, 1), resumable=True)
    runs.append(copy.id, 1, report(50), 2)
    assert [record.event.step for record in runs.events(copy.id, 1)] == [0, 25, 50]
    assert [record.event.step for record in runs.events(run.id, 1)] == [0, 25]
    with pytest.raises(KeyError):
        runs.copy("A" * 22, BO)


def test_old_runs_go_first_then_the_oldest_that_are_too_much_but_no_live_one(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, day = time.time, 86_400
    names = ("live", "old", "older", "young", "new", "deleted")
    made = {}
    for age, name in zip((300, 100, 200, 20, 10, 0), names, strict=True):
        monkeypatch.setattr(time, "time", lambda age=age: real() - age * day)
        made[name] = runs.create(ANA, (LSTM,), name=name)
        runs.append(made[name].id, 0, report(0), 1)
        runs.set_status(made[name].id, "running" if name == "live" else "ended")
    monkeypatch.setattr(time, "time", real)
    runs.delete(made["deleted"].id)

    def names_left() -> list[str]:
        return sorted(run.name for run in runs.of(ANA))

    assert runs.clear(1000, 10**9) == 0
    runs.undelete(made["deleted"].id)  # it was not too late
    runs.delete(made["deleted"].id)
    monkeypatch.setattr(time, "time", lambda: real() + 7200)
    assert runs.clear(150, 10**9) == 2  # "older" and "deleted"
    assert names_left() == ["live", "new", "old", "young"]
    with pytest.raises(KeyError):
        runs.undelete(made["deleted"].id)
    size = there(runs, made["new"]).size
    assert runs.clear(150, 3.5 * size) == 1
    assert names_left() == ["live", "new", "young"]
    monkeypatch.setenv("LSTM_LAB_KEEP_BYTES", "0")
    assert runs.clear() == 2
    assert names_left() == ["live"]
    assert len(runs.events(made["live"].id, 0)) == 1
    assert not runs.events(made["new"].id, 0)
    assert not runs.checkpoint_steps(made["new"].id, 0)


def test_runs_are_cleared_by_themselves_once_an_hour(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LSTM_LAB_KEEP_DAYS", "0")
    first = runs.create(ANA, (LSTM,))
    runs.set_status(first.id, "ended")
    runs.create(ANA, (LSTM,))
    assert runs.get(first.id) is not None
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 3700)
    runs.create(ANA, (LSTM,))
    assert runs.get(first.id) is None


def test_many_threads_append_at_once_and_read_meanwhile(runs: Runs) -> None:
    run = runs.create(ANA, (LSTM,) * 4)

    def write(number: int) -> None:
        runs.append(run.id, number % 4, report(number), number)
        assert runs.events(run.id, number % 4)

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(write, range(80)))
    for lane in range(4):
        kept = runs.events(run.id, lane)
        assert [record.number for record in kept] == list(range(20))
        assert sorted(record.event.step for record in kept) == list(range(lane, 80, 4))


def test_what_two_processes_were_told_is_kept_is_there_after_one_was_killed(
    runs: Runs, database: str
) -> None:
    run = runs.create(ANA, (LSTM, RNN))

    def writer(lane: int, count: int) -> subprocess.Popen[str]:
        command = [
            sys.executable,
            "-m",
            "tests.lab.writer",
            database,
            run.id,
            str(lane),
            str(count),
        ]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    with writer(0, 10**6) as killed, writer(1, 30) as other:
        assert killed.stdout is not None
        for line in killed.stdout:
            if int(line) == 20:
                os.kill(killed.pid, signal.SIGKILL)
                break
        acknowledged = [20, *map(int, killed.stdout.read().split())]
        other.communicate()
    kept = runs.events(run.id, 0)
    assert len(kept) > acknowledged[-1]
    for step, record in enumerate(kept):
        assert record.number == step
        same(record.event, report(step))
    same_nets(runs.checkpoint(run.id, 0), report(len(kept) - 1).checkpoint, resumable=True)
    assert len(runs.events(run.id, 1)) == 30


def test_a_database_that_cannot_be_used_is_a_sentence(tmp_path: Path, server: str) -> None:
    file = tmp_path / "runs.sqlite"
    Runs(str(file)).close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE lab_schema SET version = 99")
    connection.close()
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"no database at all" * 1000)
    reasons = {
        str(file): "newer",
        str(damaged): "damaged",
        str(tmp_path): "unreachable",  # a folder
        "/proc/nowhere/runs.sqlite": "unreachable",
        "nonsense://": "unreachable",
        f"{server}/nothing": "unreachable",
        "postgresql://lab@127.0.0.1:1/nobody": "unreachable",
    }
    for address, reason in reasons.items():
        with pytest.raises(StoreError, match=r"^The database .{10,}") as caught:
            Runs(address)
        assert caught.value.reason == reason, address


def test_damage_is_found_where_it_is_met(tmp_path: Path) -> None:
    file = tmp_path / "runs.sqlite"
    runs = Runs(str(file))
    run = runs.create(ANA, (LSTM,))
    for step in range(30):
        runs.append(run.id, 0, report(step), 0)
    runs.close()
    data = bytearray(file.read_bytes())
    data[4096 : len(data)] = b"\xa5" * (len(data) - 4096)
    file.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"):
        Runs(str(file)).events(run.id, 0)


def test_the_store_is_where_the_setting_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LSTM_LAB_DATABASE", str(tmp_path / "here" / "runs.sqlite"))
    run = module.store().create(ANA, (LSTM,))
    assert module.store() is module.store()
    assert Runs(f"sqlite:///{tmp_path}/here/runs.sqlite").get(run.id) == run


def shipped_like(run: Run) -> Shipped:
    """A run as `python -m models.runs` makes one: lane 0 with all its checkpoints, lane 1 with its last."""
    said = [report(0), report(25, checkpoint=False), report(50, "solved")]
    records = [Record(number, 0.5 * number, event) for number, event in enumerate(said)]
    nets = {event.step: event.checkpoint for event in said if event.checkpoint}
    lanes = tuple(replace(lane, end="solved", step=50, seconds=1.0) for lane in run.lanes)
    return Shipped(replace(run, lanes=lanes), (records, records), (nets, {50: nets[50]}))


def test_a_shipped_run_is_read_like_any_other_copied_by_anybody_and_changed_by_nobody(
    runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = shipped_like(runs.create(ANA, (LSTM, RNN)))
    file = tmp_path / "latch.zip"
    write_shipped(written, file)
    before = file.read_bytes()
    write_shipped(written, file)
    assert file.read_bytes() == before
    kept = read_shipped(file)
    monkeypatch.setattr(module, "shipped_run", {"shipped-latch": kept}.get)
    run = runs.get("shipped-latch")
    assert run is not None
    assert (run.id, run.owner, run.is_shipped, run.status) == ("shipped-latch", "", True, "ended")
    assert (run.lanes, run.versions) == (written.run.lanes, versions())
    assert runs.checkpoint_steps(run.id, 0) == [0, 50]
    assert runs.checkpoint_steps(run.id, 1) == [50]
    for record in runs.events(run.id, 0, after=0):
        same(record.event, written.records[0][record.number].event)
    same_nets(runs.checkpoint(run.id, 0, 0), report(0).checkpoint, resumable=False)
    same_nets(runs.checkpoint(run.id, 1), report(50).checkpoint, resumable=True)
    for change in (runs.delete, lambda one: runs.rename(one, "x"), lambda one: runs.extend(one, 5)):
        with pytest.raises(KeyError):
            change(run.id)
    copy = runs.copy(run.id, BO)
    assert (copy.owner, copy.status, copy.is_shipped) == (BO, "ended", False)
    assert copy.lanes == run.lanes
    assert runs.checkpoint_steps(copy.id, 0) == [0, 50]
    same_nets(runs.checkpoint(copy.id, 0), report(50).checkpoint, resumable=True)
    runs.extend(copy.id, 500)
    assert there(runs, copy).lanes[0].config.steps == 550
