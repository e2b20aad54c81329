"""Every run that was trained, kept as it goes: configurations, reports, weights, and how it ended.

A run is a race of 1 to 4 lanes, each of one `TrainConfig`. Readers have no accounts: an owner is a private random id, and
whoever has a run's id can read it. Pages ask `Run.owner` before they change one. Settings are environment variables:

    LSTM_LAB_DATABASE    a file, or the URL of a database as SQLAlchemy has it; default: data/runs.sqlite beside app.py
    LSTM_LAB_KEEP_DAYS   days after which a run to which nothing has happened is cleared away (180)
    LSTM_LAB_KEEP_BYTES  bytes that all runs may have together before the oldest are cleared away (4000000000)
"""

from __future__ import annotations

import json
import os
import secrets
import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from lab import records
from lab.clearing import clear
from lab.run import (
    ID,
    LIVE,
    OWNER,
    STATUSES,
    Lane,
    Record,
    Run,
    guess_json,
    plain_text,
    run_of,
    versions,
)
from lab.shipped import Shipped, shipped, shipped_run
from lab.tables import StoreError, give_back, lanes, open_database, reading, runs, writing
from lstm_core.config import TrainConfig
from lstm_core.events import Checkpoint, TrainEvent
from lstm_core.net import count_parameters
from lstm_core.tasks import make_task

__all__ = ["Lane", "Record", "Run", "Runs", "StoreError", "shipped", "store"]

ROOT = Path(__file__).resolve().parents[1]
MOST_LANES = 4
NAME, NOTE, MESSAGE = 80, 2000, 80  # longest, in characters
BETWEEN = 3600.0  # seconds between two clearings


class Runs:
    """The runs in one database. Its methods may be called from any thread, and from several processes at once.

    A run that is not there, or an id that is none, is None or nothing to methods that read, and a KeyError to those
    that write, as is a shipped run. All raise StoreError when the database cannot be used.

    Args:
        address: a file, or the URL of a database.
    """

    def __init__(self, address: str) -> None:
        self._engine = open_database(address)
        self._clearing = threading.Lock()
        self._cleared = -BETWEEN

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    def create(
        self,
        owner: str,
        configs: Sequence[TrainConfig],
        *,
        name: str = "",
        guess: Mapping[str, Any] | None = None,
    ) -> Run:
        """A new run of 1 to 4 lanes, "waiting" to be started. At most once an hour old runs are cleared away first.

        Raises:
            ValueError: an owner that is no id, no lane or too many, lanes with other tasks or seeds than the first, a
                guess that is no JSON or too long.
        """
        if not OWNER.fullmatch(owner):
            raise ValueError("An owner's id is 1 to 64 of the letters of URL-safe base64.")
        if not 1 <= len(configs) <= MOST_LANES:
            raise ValueError(f"A run has 1 to {MOST_LANES} lanes, not {len(configs)}.")
        if len({(config.task, config.seed, config.seeds) for config in configs}) > 1:
            raise ValueError("All lanes of a run learn the same task from the same seeds.")
        run, now = secrets.token_urlsafe(16), time.time()
        about = {
            "id": run,
            "owner": owner,
            "name": plain_text(name, NAME),
            "created": now,
            "updated": now,
            "status": "waiting",
            "guess": guess_json(guess or {}),
            "versions": json.dumps(versions()),
        }
        rows = [
            {
                "run": run,
                "lane": number,
                "config": _json(config),
                "parameters": count_parameters(config, make_task(config)),
            }
            for number, config in enumerate(configs)
        ]
        self._clear_sometimes()
        with writing(self._engine) as connection:
            connection.execute(insert(runs), about)
            connection.execute(insert(lanes), rows)
        return self._there(run)

    def copy(self, run: str, owner: str) -> Run:
        """A run of `owner`'s own that is like this one up to here, and can be continued.

        Raises:
            KeyError: there is no such run.
            ValueError: an owner that is no id.
        """
        old = self._there(run)
        new = self.create(owner, [lane.config for lane in old.lanes], name=old.name).id
        kept = shipped_run(run)
        if kept:
            self._read_in(kept, new)
        with writing(self._engine) as connection:
            if not kept:
                records.copy(connection, run, new)
            _change(
                connection,
                new,
                status="paused" if old.status in LIVE else old.status,
                message=old.message,
                note=old.note,
                versions=json.dumps(old.versions),
            )
        return self._there(new)

    def get(self, run: str) -> Run | None:
        """A run that is there and not deleted."""
        if kept := shipped_run(run):
            return kept.run
        found = self._find(runs.c.id == run) if ID.fullmatch(run) else []
        return found[0] if found else None

    def of(self, owner: str) -> list[Run]:
        """A reader's own, newest first."""
        return self._find(runs.c.owner == owner) if OWNER.fullmatch(owner) else []

    def append(self, run: str, lane: int, event: TrainEvent, seconds: float) -> None:
        """Keeps a report, the weights of its checkpoint, and that in place of the last one to go on from."""
        with writing(self._engine) as connection:
            records.add(connection, run, lane, event, seconds)
            _change(connection, run)

    def events(self, run: str, lane: int, after: int = -1) -> list[Record]:
        """The reports of a lane whose numbers are larger than `after`, in order."""
        if kept := shipped_run(run):
            return kept.records[lane][after + 1 :]
        with reading(self._engine) as connection:
            return records.read(connection, run, lane, after)

    def checkpoint_steps(self, run: str, lane: int) -> list[int]:
        """The training steps whose weights are kept, rising."""
        if kept := shipped_run(run):
            return sorted(kept.checkpoints[lane])
        with reading(self._engine) as connection:
            return records.steps(connection, run, lane)

    def checkpoint(self, run: str, lane: int, step: int | None = None) -> Checkpoint | None:
        """The weights at one of `checkpoint_steps`; without a step the newest, with all it takes to go on."""
        if kept := shipped_run(run):
            there = kept.checkpoints[lane]
            return there.get(max(there) if step is None else step)
        with reading(self._engine) as connection:
            return records.checkpoint(connection, run, lane, step)

    def read_event(self, text: str, checkpoint: Checkpoint | None) -> TrainEvent:
        """A report as a worker sends it, with the checkpoint that came along."""
        return TrainEvent.from_json(text, checkpoint)

    def set_status(self, run: str, status: str, message: str = "") -> None:
        """`message` is a key word for the reason."""
        if status not in STATUSES:
            raise ValueError(f"A run's status is one of {', '.join(STATUSES)}, not {status!r}.")
        self._write(run, status=status, message=message[:MESSAGE])

    def finish(self, run: str, lane: int, end: str) -> None:
        """A lane is over without a last report: what trained it died ("failed"), or it is not to go on ("stopped")."""
        with writing(self._engine) as connection:
            _change(connection, run)
            connection.execute(update(lanes).where(*records.at(lanes, run, lane)).values(end=end))

    def extend(self, run: str, steps: int) -> Run:
        """So many training steps more for each lane, whether it solves its task or not; one that diverged is over.

        A lane that has ended goes on from where it is; one that has not goes so much further than it was to go. It is
        then as one that had more steps from the start: nothing else depends on how many there are.
        """
        most = int(TrainConfig.knobs()["steps"].high or 0)
        changed = {}
        for number, lane in enumerate(self._there(run).lanes):
            if lane.end != "diverged":
                until = min(most, steps + (lane.step if lane.end else lane.config.steps))
                changed[number] = replace(lane.config, steps=until, stop_when_solved=False)
        with writing(self._engine) as connection:
            _change(connection, run)
            for number, config in changed.items():
                values = {"config": _json(config), "end": ""}
                connection.execute(
                    update(lanes).where(*records.at(lanes, run, number)).values(values)
                )
        return self._there(run)

    def set_guess(self, run: str, guess: Mapping[str, Any]) -> None:
        """Raises ValueError if it is no JSON or too long."""
        self._write(run, guess=guess_json(guess))

    def rename(self, run: str, name: str) -> None:
        """Cut to 80 characters."""
        self._write(run, name=plain_text(name, NAME))

    def annotate(self, run: str, note: str) -> None:
        """Cut to 2000 characters; it may have several lines."""
        self._write(run, note=plain_text(note, NOTE, lines=True))

    def delete(self, run: str) -> None:
        """Hides it until `undelete`; after an hour `clear` takes it away."""
        self._write(run, deleted=time.time())

    def undelete(self, run: str) -> None:
        """Raises KeyError when it is too late."""
        self._write(run, deleted=None)

    def interrupt_unfinished(self, message: str = "server ended") -> None:
        """Marks all live runs as interrupted. A server that starts says so of those that the one before left behind."""
        live = update(runs).where(runs.c.status.in_(LIVE))
        with writing(self._engine) as connection:
            connection.execute(live.values(status="interrupted", message=message))

    def clear(self, max_age_days: float | None = None, max_bytes: float | None = None) -> int:
        """Takes away for good what was deleted an hour ago, what is old, and the oldest until the rest is small enough.

        Never a live run.

        Args:
            max_age_days: since something last happened to a run; None: the setting.
            max_bytes: of all runs together; None: the setting.

        Returns:
            How many are gone.
        """
        with writing(self._engine) as connection:
            gone = clear(connection, max_age_days, max_bytes)
        if gone:
            give_back(self._engine)
        return gone

    def _there(self, run: str) -> Run:
        if found := self.get(run):
            return found
        raise KeyError(run)

    def _write(self, run: str, **values: Any) -> None:
        with writing(self._engine) as connection:
            _change(connection, run, **values)

    def _find(self, which: ColumnElement[bool]) -> list[Run]:
        there = (which, runs.c.deleted.is_(None))
        inside = select(runs.c.id).where(*there)
        with reading(self._engine) as connection:
            found = connection.execute(
                select(runs).where(*there).order_by(runs.c.created.desc())
            ).all()
            rows = connection.execute(
                select(lanes).where(lanes.c.run.in_(inside)).order_by(lanes.c.lane)
            ).all()
        of_run = defaultdict(list)
        for row in rows:
            of_run[row.run].append(row)
        return [run_of(one, of_run[one.id]) for one in found]

    def _clear_sometimes(self) -> None:
        with self._clearing:
            if time.monotonic() < self._cleared + BETWEEN:
                return
            self._cleared = time.monotonic()
        self.clear()

    def _read_in(self, old: Shipped, new: str) -> None:
        """Appends all of a shipped run to one in the database."""
        for lane, said in enumerate(old.records):
            for record in said:
                checkpoint = old.checkpoints[lane].get(record.event.step)
                event = replace(record.event, checkpoint=checkpoint)
                self.append(new, lane, event, record.seconds)


_opening = threading.Lock()


@cache
def _open(address: str) -> Runs:
    return Runs(address)


def store() -> Runs:
    """The one store of this process. Raises StoreError."""
    with _opening:
        return _open(os.environ.get("LSTM_LAB_DATABASE") or str(ROOT / "data" / "runs.sqlite"))


def _json(config: TrainConfig) -> str:
    return json.dumps(config.to_dict())


def _change(connection: Connection, run: str, **values: Any) -> None:
    """Raises KeyError if there is no such run."""
    values["updated"] = time.time()
    if not connection.execute(update(runs).where(runs.c.id == run).values(values)).rowcount:
        raise KeyError(run)
