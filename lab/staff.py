"""The workers that there are: looked for in the background, counted, and given up when they are gone. Nothing of runs."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lab.queue import NoWorkersError

if TYPE_CHECKING:
    from lab.cluster import Cluster

log = logging.getLogger(__name__)

PATIENCE = 60.0  # seconds to wait for a first worker, or before looking again for workers unasked


class Staff:
    """What a `Desk` knows of its workers. All but `look` and `close` is for the desk's own thread.

    Args:
        put: leaves a function to be called in the desk's thread.
        hear: called with each message of the workers, from any thread; see `cluster.connect`.
        missed: called in the desk's thread when there are none.
    """

    def __init__(
        self,
        put: Callable[[Callable[[], None]], None],
        hear: Callable[[dict[str, Any]], None],
        missed: Callable[[], None],
    ) -> None:
        self.cluster: Cluster | None = None
        self.problem: NoWorkersError | None = None
        self.slots = 0  # how many lanes can train at once, when last counted
        self._put, self._hear, self._missed = put, hear, missed
        self._lock = threading.Lock()
        self._looking = self._closed = False
        self._looked = self._seen = 0.0  # when, in seconds of time.monotonic()

    def look(self, *, again: bool = False) -> None:
        """Look for workers in the background, unless there are; after a failure only later, or if `again`."""
        if self.cluster or self._looking:
            return
        now = time.monotonic()
        with self._lock:
            too_soon = self.problem and not again and now < self._looked + PATIENCE
            if self.cluster or self._looking or self._closed or too_soon:
                return
            self._looking, self._looked = True, now
        threading.Thread(target=self._connect, name="lab.connect", daemon=True).start()

    def count(self) -> None:
        """See how many workers there are, while somebody waits for one. It is an error if none come."""
        if self.cluster is None:
            return
        now = time.monotonic()
        self.slots = self.cluster.slots
        if self.slots:
            self._seen = now
        elif now > self._seen + PATIENCE:
            self._miss(NoWorkersError("The scheduler has no workers."))

    def expect(self) -> None:
        """Somebody begins to wait for a worker."""
        self._seen = time.monotonic()

    def lose(self) -> None:
        """The scheduler is gone. There may be another one."""
        log.warning("The scheduler of the workers is gone")
        if cluster := self.cluster:
            threading.Thread(target=cluster.close, daemon=True).start()
        self.cluster, self.slots = None, 0
        self.look(again=True)

    def close(self) -> None:
        """Let them go."""
        self._closed = True
        if self.cluster:
            self.cluster.close()

    def _connect(self) -> None:
        """In a thread of its own: it takes seconds. Dask is imported here, when somebody is going to train."""
        scheduler = os.environ.get("LSTM_LAB_SCHEDULER", "")
        try:
            from lab.cluster import connect

            cluster = connect(scheduler, self._hear)
        except Exception as error:
            where = f"at {scheduler}" if scheduler else "on this machine"
            problem = NoWorkersError(f"No workers {where}: {error}")
            log.error("%s", problem, exc_info=not isinstance(error, OSError))
            self._put(lambda: self._miss(problem))
            return
        self._put(lambda: self._found(cluster))
        if self._closed:
            cluster.close()

    def _found(self, cluster: Cluster) -> None:
        self.cluster, self.slots, self.problem = cluster, 0, None
        self._looking = False
        self.expect()

    def _miss(self, problem: NoWorkersError) -> None:
        self.problem, self._looking = problem, False
        self._missed()
