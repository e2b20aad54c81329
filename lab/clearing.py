"""Which runs are taken away for good: deleted ones, old ones, and the oldest until the rest is small enough."""

from __future__ import annotations

import os
import time

from sqlalchemy import Connection, delete, func, select

from lab.run import LIVE
from lab.tables import lanes, runs

UNDO = 3600.0  # seconds in which a run that was deleted can be brought back for sure
DAYS, BYTES = 180.0, 4e9


def clear(connection: Connection, max_age_days: float | None, max_bytes: float | None) -> int:
    """Takes them away, never a live one, and returns how many. None stands for the setting."""
    days = _setting("LSTM_LAB_KEEP_DAYS", DAYS) if max_age_days is None else max_age_days
    room = _setting("LSTM_LAB_KEEP_BYTES", BYTES) if max_bytes is None else max_bytes
    now = time.time()
    size = func.sum(lanes.c.bytes + lanes.c.newest)
    known = connection.execute(
        select(runs.c.id, runs.c.status, runs.c.updated, runs.c.deleted, size.label("size"))
        .join(lanes, lanes.c.run == runs.c.id)
        .group_by(runs.c.id)
        .order_by(runs.c.updated.desc())
    ).all()
    used = sum(int(run.size) for run in known if run.status in LIVE)
    gone = []
    for run in known:
        if run.status in LIVE:
            continue
        is_deleted = run.deleted is not None and run.deleted < now - UNDO
        is_old = run.updated < now - 86_400 * days
        if is_deleted or is_old or used + run.size > room:
            gone.append(run.id)
        else:
            used += int(run.size)
    for run_id in gone:
        connection.execute(delete(runs).where(runs.c.id == run_id))
    return len(gone)


def _setting(name: str, default: float) -> float:
    """Raises ValueError for what is no number."""
    return float(os.environ.get(name) or default)
