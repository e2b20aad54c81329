"""Keeps every run as it goes: settings, reports, checkpoints, and how it ended. Nothing that was trained is lost.

Settings are environment variables: LSTM_LAB_DATABASE, an SQLAlchemy URL or a file for SQLite, by default data/runs.sqlite
beside app.py; LSTM_LAB_KEEP_DAYS, after which a run is cleared (180); and LSTM_LAB_KEEP_BYTES, the size of all runs
together beyond which the oldest are cleared (4e9).
"""

from __future__ import annotations

import json
import os
import secrets
import threading
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, literal, select, update

from lab.run import LIVE, Lane, Record, Run, plain_text, run_of, versions
from lab.shipped import shipped, shipped_run
from lab.tables import CHECKPOINTS, EVENTS, LANES, RUNS, StoreError, opened
from lstm_core.config import TrainConfig
from lstm_core.events import Checkpoint, TrainEvent
from lstm_core.net import count_parameters
from lstm_core.tasks import make_task

__all__ = ["Lane", "Record", "Run", "Runs", "StoreError", "shipped", "store"]

DEFAULT = Path(__file__).resolve().parent.parent / "data" / "runs.sqlite"
HOUR, DAY = 3600.0, 86_400.0
MOST_LANES = 4
NAME, NOTE, GUESS = 80, 2000, 2000  # characters


class Runs:
    """The runs of all readers in one database; every method may be called from any thread.

    Ids of shipped runs ("shipped-...") can be read like any other, and nothing of theirs can be changed.

    Args:
        address: see LSTM_LAB_DATABASE.

    Raises:
        StoreError: the database cannot be used.
    """

    def __init__(self, address: str) -> None:
        self._engine = opened(address)
        self._cleared = 0.0  # when runs were last cleared, in seconds of time.monotonic()
        self._clearing = threading.Lock()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # Runs as a whole

    def create(
        self,
        owner: str,
        configs: Sequence[TrainConfig],
        *,
        name: str = "",
        guess: Mapping[str, Any] | None = None,
    ) -> Run:
        """A new run, waiting to be started.

        Raises:
            ValueError: no lanes or more than 4, or lanes with other tasks or seeds than the first.
        """
        if not 1 <= len(configs) <= MOST_LANES:
            raise ValueError(f"A run has 1 to {MOST_LANES} lanes, not {len(configs)}.")
        if len({(config.task, config.seed, config.seeds) for config in configs}) > 1:
            raise ValueError("All lanes of a run learn the same task from the same seeds.")
        self._clear_now_and_then()
        run_id, now = secrets.token_urlsafe(16), time.time()
        with self._engine.begin() as connection:
            connection.execute(
                insert(RUNS).values(
                    id=run_id,
                    owner=owner,
                    name=plain_text(name, NAME),
                    note="",
                    created=now,
                    updated=now,
                    guess=_bounded_json(guess or {}),
                    status="waiting",
                    message="",
                    versions=json.dumps(versions()),
                    size=0,
                    deleted=False,
                )
            )
            for lane, config in enumerate(configs):
                connection.execute(
                    insert(LANES).values(
                        run=run_id,
                        lane=lane,
                        config=config.to_json(),
                        end="",
                        seconds=0.0,
                        step=0,
                        parameters=count_parameters(config, make_task(config)),
                        events=0,
                    )
                )
        return self._there(run_id)

    def get(self, run_id: str) -> Run | None:
        """The run, or None if there is none, it was deleted, or `run_id` is no id."""
        if kept := shipped_run(run_id):
            return kept.run
        found = self._rows(RUNS.c.id == run_id)
        return found[0] if found else None

    def of(self, owner: str) -> list[Run]:
        """A reader's own runs, the newest first."""
        return self._rows(RUNS.c.owner == owner)

    def set_status(self, run_id: str, status: str, message: str = "") -> None:
        """How it stands; `message` is a key word for why."""
        self._update(run_id, status=status, message=message)

    def set_guess(self, run_id: str, guess: Mapping[str, Any]) -> None:
        """What the reader expected."""
        self._update(run_id, guess=_bounded_json(guess))

    def rename(self, run_id: str, name: str) -> None:
        """Give it a name of at most 80 characters; longer ones are cut."""
        self._update(run_id, name=plain_text(name, NAME))

    def annotate(self, run_id: str, note: str) -> None:
        """Write a note of at most 2,000 characters beside it; longer ones are cut."""
        self._update(run_id, note=plain_text(note, NOTE, lines=True))

    def delete(self, run_id: str) -> None:
        """Hide it. For a day it can be had back."""
        self._update(run_id, deleted=True)

    def undelete(self, run_id: str) -> None:
        """Have a deleted run back."""
        self._update(run_id, deleted=False)

    def extend(self, run_id: str, steps: int) -> None:
        """Let every lane go on for so many training steps beyond where it stands, solved or not.

        A lane then is as one that had more steps from the start: nothing else of it depends on how many there are.
        """
        most = int(TrainConfig.knobs()["steps"].high or 0)
        with self._engine.begin() as connection:
            self._touch(connection, run_id)
            for row in connection.execute(select(LANES).where(LANES.c.run == run_id)).all():
                config = replace(
                    TrainConfig.from_dict(json.loads(row.config)),
                    steps=min(most, row.step + steps),
                    stop_when_solved=False,
                )
                end = "diverged" if row.end == "diverged" else ""
                connection.execute(
                    update(LANES)
                    .where(LANES.c.run == run_id, LANES.c.lane == row.lane)
                    .values(config=config.to_json(), end=end)
                )

    def fail(self, run_id: str, lane: int) -> None:
        """A lane was given up."""
        with self._engine.begin() as connection:
            connection.execute(
                update(LANES)
                .where(LANES.c.run == run_id, LANES.c.lane == lane)
                .values(end="failed")
            )

    def copy(self, run_id: str, owner: str) -> Run:
        """The same run, with all that is kept of it, as one of `owner`'s own. Raises KeyError if there is none."""
        source = self.get(run_id)
        if source is None:
            raise KeyError(run_id)
        new = self.create(
            owner, [lane.config for lane in source.lanes], name=source.name, guess=source.guess
        )
        if kept := shipped_run(run_id):
            for lane in range(len(source.lanes)):
                for record in kept.records[lane]:
                    step = record.event.step
                    checkpoint = kept.checkpoints[lane].get(step)
                    self.append(
                        new.id, lane, replace(record.event, checkpoint=checkpoint), record.seconds
                    )
        else:
            self._copy_rows(run_id, new.id)
        self._update(new.id, status="ended" if source.status in LIVE else source.status)
        return self._there(new.id)

    # What happens in a run

    def append(self, run_id: str, lane: int, event: TrainEvent, seconds: float) -> None:
        """Keep a report, after so many seconds of computing, and its checkpoint if it has one.

        When this returns, it is kept whatever happens to the process. Raises KeyError if there is no such run.
        """
        packed = zlib.compress(event.to_json().encode(), 1)
        checkpoint = event.checkpoint
        seen = checkpoint.to_bytes(resumable=False) if checkpoint else b""
        values: dict[str, Any] = {"end": event.end, "seconds": seconds, "step": event.step}
        if checkpoint:
            values["resume"] = checkpoint.to_bytes()
        here = LANES.c.run == run_id, LANES.c.lane == lane
        with self._engine.begin() as connection:
            self._touch(connection, run_id, len(packed) + len(seen))
            connection.execute(
                update(LANES).where(*here).values(events=LANES.c.events + 1, **values)
            )
            number = connection.execute(select(LANES.c.events).where(*here)).scalar_one() - 1
            connection.execute(
                insert(EVENTS).values(
                    run=run_id, lane=lane, number=number, seconds=seconds, event=packed
                )
            )
            if checkpoint:
                at = (
                    CHECKPOINTS.c.run == run_id,
                    CHECKPOINTS.c.lane == lane,
                    CHECKPOINTS.c.step == checkpoint.step,
                )
                connection.execute(delete(CHECKPOINTS).where(*at))
                connection.execute(
                    insert(CHECKPOINTS).values(
                        run=run_id, lane=lane, step=checkpoint.step, weights=seen
                    )
                )

    def events(self, run_id: str, lane: int, after: int = -1) -> list[Record]:
        """The reports of a lane in order, those with a number greater than `after`; without their checkpoints."""
        if kept := shipped_run(run_id):
            return kept.records[lane][after + 1 :]
        query = (
            select(EVENTS.c.number, EVENTS.c.seconds, EVENTS.c.event)
            .where(EVENTS.c.run == run_id, EVENTS.c.lane == lane, EVENTS.c.number > after)
            .order_by(EVENTS.c.number)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [
            Record(
                row.number, row.seconds, TrainEvent.from_json(zlib.decompress(row.event).decode())
            )
            for row in rows
        ]

    def checkpoint_steps(self, run_id: str, lane: int) -> list[int]:
        """The training steps of which there are weights, in order."""
        if kept := shipped_run(run_id):
            return sorted(kept.checkpoints[lane])
        query = (
            select(CHECKPOINTS.c.step)
            .where(CHECKPOINTS.c.run == run_id, CHECKPOINTS.c.lane == lane)
            .order_by(CHECKPOINTS.c.step)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def checkpoint(self, run_id: str, lane: int, step: int | None = None) -> Checkpoint | None:
        """The nets of a lane at a step, to look at; or without a step the newest, to go on from. None if there is none."""
        if kept := shipped_run(run_id):
            there = kept.checkpoints[lane]
            return there.get(max(there) if step is None else step)
        if step is None:
            query = select(LANES.c.resume).where(LANES.c.run == run_id, LANES.c.lane == lane)
        else:
            query = select(CHECKPOINTS.c.weights).where(
                CHECKPOINTS.c.run == run_id,
                CHECKPOINTS.c.lane == lane,
                CHECKPOINTS.c.step == step,
            )
        with self._engine.connect() as connection:
            data = connection.execute(query).scalar()
        return Checkpoint.from_bytes(data) if data else None

    # Housekeeping

    def interrupt_unfinished(self) -> None:
        """Mark what a server that is gone has left as live. They can be continued."""
        with self._engine.begin() as connection:
            connection.execute(
                update(RUNS)
                .where(RUNS.c.status.in_(LIVE))
                .values(status="interrupted", message="server ended")
            )

    def clear(self, max_age_days: float, max_bytes: float) -> int:
        """Remove for good what was deleted a day ago, what is older, and the oldest beyond that size; never a live run.

        Returns how many runs that were.
        """
        now, total, gone = time.time(), 0, []
        query = select(RUNS.c.id, RUNS.c.updated, RUNS.c.deleted, RUNS.c.status, RUNS.c.size)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(RUNS.c.updated.desc())).all()
        for row in rows:
            total += row.size
            age = (now - row.updated) / DAY
            if row.status not in LIVE and (
                age > max_age_days or total > max_bytes or (row.deleted and age > 1)
            ):
                total -= row.size
                gone.append(row.id)
        for run_id in gone:
            with self._engine.begin() as connection:
                connection.execute(delete(RUNS).where(RUNS.c.id == run_id))
        return len(gone)

    def _clear_now_and_then(self) -> None:
        with self._clearing:
            if self._cleared and time.monotonic() - self._cleared < HOUR:
                return
            self._cleared = time.monotonic()
        days = float(os.environ.get("LSTM_LAB_KEEP_DAYS") or 180)
        self.clear(days, float(os.environ.get("LSTM_LAB_KEEP_BYTES") or 4e9))

    def _rows(self, condition: Any) -> list[Run]:
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(RUNS).where(condition, ~RUNS.c.deleted).order_by(RUNS.c.created.desc())
            ).all()
            if not rows:
                return []
            columns = [column for column in LANES.c if column.name != "resume"]
            lanes: dict[str, list[Row[Any]]] = {row.id: [] for row in rows}
            for lane in connection.execute(
                select(*columns).where(LANES.c.run.in_(lanes)).order_by(LANES.c.lane)
            ):
                lanes[lane.run].append(lane)
        return [run_of(row, lanes[row.id]) for row in rows]

    def _there(self, run_id: str) -> Run:
        found = self.get(run_id)
        if found is None:
            raise KeyError(run_id)
        return found

    def _update(self, run_id: str, **values: Any) -> None:
        """A run that is not there, or that was shipped, stays as it is."""
        with self._engine.begin() as connection:
            connection.execute(
                update(RUNS).where(RUNS.c.id == run_id).values(updated=time.time(), **values)
            )

    def _touch(self, connection: Connection, run_id: str, more: int = 0) -> None:
        """The first statement of a transaction that writes: SQLite locks here, and waits for others if it must."""
        touched = connection.execute(
            update(RUNS)
            .where(RUNS.c.id == run_id)
            .values(updated=time.time(), size=RUNS.c.size + more)
        )
        if not touched.rowcount:
            raise KeyError(run_id)

    def _copy_rows(self, source: str, target: str) -> None:
        with self._engine.begin() as connection:
            self._touch(connection, target)
            for table in (EVENTS, CHECKPOINTS):
                others = [column for column in table.c if column.name != "run"]
                rows = select(literal(target), *others).where(table.c.run == source)
                names = ["run", *(column.name for column in others)]
                connection.execute(insert(table).from_select(names, rows))
            for lane in connection.execute(select(LANES).where(LANES.c.run == source)).all():
                state = {name: getattr(lane, name) for name in _LANE_STATE}
                connection.execute(
                    update(LANES)
                    .where(LANES.c.run == target, LANES.c.lane == lane.lane)
                    .values(**state)
                )
            size = select(func.max(RUNS.c.size)).where(RUNS.c.id == source).scalar_subquery()
            connection.execute(update(RUNS).where(RUNS.c.id == target).values(size=size))


_LANE_STATE = ("end", "seconds", "step", "events", "resume")


def _bounded_json(values: Mapping[str, Any]) -> str:
    text = json.dumps(values)
    if len(text) > GUESS:
        raise ValueError(f"A guess has at most {GUESS} characters.")
    return text


@cache
def store() -> Runs:
    """The one store of this process. Raises StoreError when its database cannot be used."""
    address = os.environ.get("LSTM_LAB_DATABASE") or str(DEFAULT)
    if "://" not in address:
        Path(address).parent.mkdir(parents=True, exist_ok=True)
    return Runs(address)
