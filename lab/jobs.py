"""Training as jobs that a class shares: what a page calls. Each call returns at once; the work is done elsewhere.

The page creates a run (`lab.runs`) or an experiment (`lab.trials`), starts it here, and draws what `lab.runs` has of it, telling `watch` that somebody is
looking. A reader has one live run at a time; the next readers wait in a queue. Settings are environment variables:

    LSTM_LAB_SCHEDULER  tcp://host:port of a Dask scheduler whose workers train; default: a cluster on this machine
    LSTM_LAB_LEASE      seconds after which a run that no page shows is paused (60)
    LSTM_LAB_SECONDS    seconds of computing that a lane may use (600)
"""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING

from lab.queue import BusyError, NoWorkersError

if TYPE_CHECKING:
    from lab.desk import Desk

__all__ = [
    "BusyError",
    "NoWorkersError",
    "place",
    "problem",
    "running",
    "shut_down",
    "start",
    "stop",
    "stopping",
    "warm_up",
    "watch",
]

_creating = threading.Lock()


@cache
def _create() -> Desk:
    # Late, because the server imports this file before it answers its first reader.
    from lab.desk import Desk
    from lab.runs import store

    return Desk(store())


def _desk() -> Desk:
    """The one desk of this process. Runs that an earlier server left behind are marked as interrupted first."""
    with _creating:
        return _create()


def warm_up() -> None:
    """Have workers ready soon: a page that may train calls it when it opens. Harmless when they are."""
    _desk().staff.look()


def start(run_id: str) -> None:
    """Queue every lane of a run that is not over; each goes on from its newest checkpoint.

    Without workers the run becomes "interrupted" with the message "no workers", and `problem` says why.

    Raises:
        BusyError: its reader has another live job.
        KeyError: there is no such run.
    """
    _desk().start(run_id)


def stop(run_id: str, status: str = "paused") -> None:
    """Have a run stop within a second, with a checkpoint to go on from; "paused" or "ended" is what it will be."""
    _desk().stop(run_id, status)


def stopping(run_id: str) -> str:
    """What a live run will be that was asked to stop and has not yet, as while a worker loads torch; "" for any other."""
    return _desk().stopping(run_id)


def watch(run_id: str) -> None:
    """Somebody is looking at this run: renew its lease."""
    _desk().watch(run_id)


def place(run_id: str) -> int | None:
    """0: it trains. 1: it is the next one, and so on. None: it is not a live job."""
    return _desk().queue.place(run_id)


def running(owner: str) -> str | None:
    """The id of the reader's live job, waiting or training."""
    job = _desk().queue.of(owner)
    return job.run if job else None


def problem() -> NoWorkersError | None:
    """Why there were no workers when they were last looked for; None when there are, or nobody has looked."""
    return _desk().staff.problem


def shut_down() -> None:
    """The server ends: live runs are marked as interrupted, the workers of this machine end."""
    with _creating:
        if _create.cache_info().currsize:
            _create().close()
