"""What the lanes of a run have said, as rows: reports, weights, and the newest checkpoint to go on from."""

from __future__ import annotations

import zlib
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, insert, literal, select, update

from lab.run import Record
from lab.tables import checkpoints, events, lanes, newest
from lstm_core.events import Checkpoint, TrainEvent


def at(table: Table, run: str, lane: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Which rows of a table are a lane's."""
    return table.c.run == run, table.c.lane == lane


def add(connection: Connection, run: str, lane: int, event: TrainEvent, seconds: float) -> None:
    """Adds a report and what its checkpoint holds. Raises KeyError if there is no such lane."""
    query = select(lanes.c.records, lanes.c.bytes).where(*at(lanes, run, lane))
    row = connection.execute(query.with_for_update()).one_or_none()
    if row is None:
        raise KeyError(run)
    data = zlib.compress(event.to_json().encode())
    key = {"run": run, "lane": lane}
    connection.execute(insert(events).values(number=row.records, seconds=seconds, data=data, **key))
    values = {
        "records": row.records + 1,
        "bytes": row.bytes + len(data),
        "step": event.step,
        "seconds": seconds,
        "end": event.end,
    }
    if event.checkpoint:
        values["bytes"] += _keep_weights(connection, event.checkpoint, key)
        values["newest"] = _keep_newest(connection, event.checkpoint, key)
    connection.execute(update(lanes).where(*at(lanes, run, lane)).values(values))


def read(connection: Connection, run: str, lane: int, after: int) -> list[Record]:
    """The reports whose numbers are larger than `after`, in order."""
    query = (
        select(events.c.number, events.c.seconds, events.c.data)
        .where(*at(events, run, lane), events.c.number > after)
        .order_by(events.c.number)
    )
    return [
        Record(row.number, row.seconds, TrainEvent.from_json(zlib.decompress(row.data).decode()))
        for row in connection.execute(query)
    ]


def steps(connection: Connection, run: str, lane: int) -> list[int]:
    """Those whose weights are kept, rising."""
    query = select(checkpoints.c.step).where(*at(checkpoints, run, lane))
    return list(connection.scalars(query.order_by(checkpoints.c.step)))


def checkpoint(connection: Connection, run: str, lane: int, step: int | None) -> Checkpoint | None:
    """The weights at a step, or without one the newest checkpoint to go on from."""
    table = newest if step is None else checkpoints
    query = select(table.c.data).where(*at(table, run, lane))
    if step is not None:
        query = query.where(checkpoints.c.step == step)
    data = connection.scalar(query)
    return Checkpoint.from_bytes(data) if data else None


def copy(connection: Connection, old: str, new: str) -> None:
    """All that a run's lanes have, to a run whose lanes have nothing yet."""
    for source in connection.execute(select(lanes).where(lanes.c.run == old)).mappings().all():
        rest = {name: value for name, value in source.items() if name not in ("run", "lane")}
        connection.execute(update(lanes).where(*at(lanes, new, source["lane"])).values(rest))
    for table in (events, checkpoints, newest):
        columns = [column for column in table.c if column.name != "run"]
        query = select(literal(new), *columns).where(table.c.run == old)
        names = ["run", *(column.name for column in columns)]
        connection.execute(insert(table).from_select(names, query))


def _keep_weights(connection: Connection, kept: Checkpoint, key: dict[str, Any]) -> int:
    """Returns the bytes that were added: none if weights of this step are there, which are the same."""
    query = select(checkpoints.c.step).filter_by(step=kept.step, **key)
    if connection.scalar(query) is not None:
        return 0
    data = kept.to_bytes(resumable=False)
    connection.execute(insert(checkpoints).values(step=kept.step, data=data, **key))
    return len(data)


def _keep_newest(connection: Connection, kept: Checkpoint, key: dict[str, Any]) -> int:
    """Returns its bytes."""
    data = kept.to_bytes()
    if not connection.execute(update(newest).filter_by(**key).values(data=data)).rowcount:
        connection.execute(insert(newest).values(data=data, **key))
    return len(data)
