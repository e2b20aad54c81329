"""Takes runs from the pages to the workers, and what the workers say to the store.

Pages only add to the queue, or leave a wish in a job of it. One thread does all the rest, in the order of its inbox, so
events are kept in the order in which they came, and neither pages nor Dask ever wait for it.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from lab.queue import BusyError, Job, NoWorkersError, Queue, lanes_to_train
from lstm_core.events import Checkpoint, TrainEvent

if TYPE_CHECKING:
    from lab.cluster import Cluster
    from lab.run import Run
    from lab.runs import Runs

log = logging.getLogger(__name__)

TIDY = 5.0  # seconds to finish what is in hand when the server ends
TICK = 0.2  # seconds between two looks at leases and free workers
PATIENCE = 60.0  # seconds to wait for a first worker, or before looking again for workers unasked


class Desk:
    """One for each server process.

    Args:
        runs: where runs are kept. Those it holds as live were left behind by a server that is gone.
    """

    def __init__(self, runs: Runs) -> None:
        runs.interrupt_unfinished()
        self.queue = Queue()
        self.problem: NoWorkersError | None = None
        self.lease = float(os.environ.get("LSTM_LAB_LEASE") or 60)
        self.limit = float(os.environ.get("LSTM_LAB_SECONDS") or 600)
        self._runs = runs
        self._lock = (
            threading.Lock()
        )  # of who comes and goes in the queue, and of who looks for workers
        self._inbox: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._cluster: Cluster | None = None
        self._slots = 0
        self._connecting = self._closed = False
        self._looked = self._ticked = self._renewed = self._staffed = 0.0
        self._thread = threading.Thread(target=self._work, name="lab.desk", daemon=True)
        self._thread.start()

    # What pages call, from any thread.

    def connect(self, *, again: bool = False) -> None:
        """Look for workers in the background, unless there are; after a failure only later, or if `again`."""
        if self._cluster or self._connecting:
            return
        now = time.monotonic()
        with self._lock:
            too_soon = self.problem and not again and now - self._looked < PATIENCE
            if self._cluster or self._connecting or self._closed or too_soon:
                return
            self._connecting, self._looked = True, now
        threading.Thread(target=self._connect, name="lab.connect", daemon=True).start()

    def start(self, run_id: str) -> None:
        """See `jobs.start`."""
        with self._lock:
            self._enqueue(run_id)
        self._inbox.put(lambda: None)
        self.connect(again=True)

    def stop(self, run_id: str, status: str) -> None:
        """See `jobs.stop`."""
        if status not in ("paused", "ended"):
            raise ValueError(f"A run is paused or ended, not {status!r}.")
        with self._lock:
            job = self.queue.get(run_id)
            if job is None:  # not live: one that is paused may be ended for good
                run = self._runs.get(run_id)
                if run is not None and run.status in ("paused", "interrupted"):
                    self._settle(run, status, run.message)
                return
            job.again = False
            job.stop(status)
        self._inbox.put(lambda: None)

    def watch(self, run_id: str) -> None:
        """See `jobs.watch`."""
        if job := self.queue.get(run_id):
            job.watched = time.monotonic()

    def close(self) -> None:
        """Mark what is live as interrupted, and let the workers go."""
        with self._lock:
            self._closed = True
        self._inbox.put(lambda: None)
        self._thread.join(TIDY)
        for job in self.queue:
            self.queue.remove(job)
            self._runs.set_status(job.run, "interrupted", "server ended")
        if self._cluster:
            self._cluster.close()

    def _enqueue(self, run_id: str) -> None:
        run = self._runs.get(run_id)
        if run is None:
            raise KeyError(run_id)
        live = self.queue.of(run.owner)
        if live and live.run != run_id:
            raise BusyError(live.run)
        if job := self.queue.get(run_id):
            job.again = bool(job.outcome)
            return
        todo = lanes_to_train(lane.end for lane in run.lanes)
        self._runs.set_status(run_id, "waiting")
        job = Job(run_id, run.owner, todo, time.monotonic())
        for number, lane in enumerate(run.lanes):
            job.seconds[number], job.steps[number] = lane.seconds, lane.step or -1
        self.queue.add(job)

    # What the desk's own thread does.

    def _work(self) -> None:
        while not self._closed:
            try:
                with suppress(Empty):
                    self._inbox.get(timeout=TICK if self.queue else None)()
                self._tend()
            except Exception:
                log.exception("The desk of the training runs stumbled")

    def _connect(self) -> None:
        """In a thread of its own: it takes seconds. Dask is imported here, when somebody is going to train."""
        scheduler = os.environ.get("LSTM_LAB_SCHEDULER", "")
        try:
            from lab.cluster import connect

            cluster = connect(scheduler, lambda message: self._put(self._take, message))
        except Exception as error:
            where = f"at {scheduler}" if scheduler else "on this machine"
            problem = NoWorkersError(f"No workers {where}: {error}")
            log.error("%s", problem, exc_info=not isinstance(error, OSError))
            self._put(self._no_workers, problem)
            return
        self._put(self._connected, cluster)
        if self._closed:
            cluster.close()

    def _put(self, function: Callable[..., None], *args: Any) -> None:
        self._inbox.put(partial(function, *args))

    def _connected(self, cluster: Cluster) -> None:
        self._cluster, self._connecting, self.problem = cluster, False, None
        self._slots, self._staffed, self._ticked = 0, time.monotonic(), 0.0

    def _no_workers(self, problem: NoWorkersError) -> None:
        self.problem, self._connecting = problem, False
        for job in self.queue:
            job.stop("interrupted", "no workers")

    def _tend(self) -> None:
        now = time.monotonic()
        if self.queue and now >= self._ticked + TICK:
            self._ticked = now
            self._tick(now)
        for job in self.queue:
            if job.outcome and not job.told:
                self._tell(job)
            if job.is_over:
                self._conclude(job)
        while self._cluster and self.queue.attempts() < self._slots:
            if (chosen := self.queue.next_lane()) is None:
                return
            try:
                self._hand_over(self._cluster, *chosen)
            except Exception:
                log.exception("Run %s was not handed to a worker", chosen[0].run)
                self._fail(*chosen, "error")

    def _tick(self, now: float) -> None:
        for job in self.queue:
            if not job.outcome and now > job.watched + self.lease:
                job.stop("paused", "unwatched")
        cluster = self._cluster
        if cluster is None:
            return
        if not cluster.alive:
            self._lose(cluster)
            return
        if now > self._renewed + self.lease / 4:
            self._renewed = now
            cluster.renew([key for job in self.queue for key in job.begun], self.lease)
        if any(job.waiting for job in self.queue):
            self._slots = cluster.slots
        if self._slots:
            self._staffed = now
        elif now > self._staffed + PATIENCE:
            self._no_workers(NoWorkersError("The scheduler has no workers."))

    def _lose(self, cluster: Cluster) -> None:
        """The scheduler is gone, and with it every lane in training. There may be another one."""
        log.warning("The scheduler of the workers is gone")
        self._cluster = None
        threading.Thread(target=cluster.close, daemon=True).start()
        for job in self.queue:
            for key in list(job.attempts):
                self._lost(job, key)
        self.connect(again=True)

    def _hand_over(self, cluster: Cluster, job: Job, lane: int) -> None:
        """Give a lane to the workers, from its newest checkpoint."""
        run = self._runs.get(job.run)
        if run is None:  # deleted meanwhile
            job.stop("ended")
            return
        checkpoint = self._runs.checkpoint(job.run, lane)
        key = f"train-{uuid4().hex}"
        cluster.train(
            key,
            run.lanes[lane].config.to_dict(),
            checkpoint.to_bytes() if checkpoint else None,
            job.seconds[lane],
            limit=self.limit,
            lease=self.lease,
        )
        job.attempts[key] = lane

    def _tell(self, job: Job) -> None:
        """Have its lanes stop. Those in training send a last event, the others are over now."""
        job.told = True
        job.waiting.clear()
        for key in job.attempts.keys() - job.begun:
            self._release(job, key)
        if self._cluster and job.begun:
            self._cluster.stop(job.begun)

    def _take(self, message: dict[str, Any]) -> None:
        """What a worker says, or Dask of it; see `cluster.connect`."""
        key = message["key"]
        job = self.queue.attempt(key)
        if job is None:
            if self._cluster and "over" not in message:
                self._cluster.stop([key])  # nobody wants it any more
        elif "event" in message:
            self._keep(job, key, message)
        elif "error" in message:
            log.error("Training failed in run %s:\n%s", job.run, message["error"])
            self._fail(job, self._release(job, key), "error")
        elif self._cluster and not self._cluster.alive:
            self._lose(self._cluster)
        elif "over" in message:
            self._lost(job, key)
        elif key in job.begun:
            # Its worker died, and Dask lets another one begin where the first one began, not where it ended.
            self._lost(job, key)
        else:
            job.begun.add(key)
            if not job.is_training:
                job.is_training = True
                self._runs.set_status(job.run, "running")

    def _keep(self, job: Job, key: str, message: dict[str, Any]) -> None:
        """Append an event to the store, unless it was kept before the lane's worker died."""
        lane = job.attempts[key]
        checkpoint = message["checkpoint"]
        event = TrainEvent.from_json(
            message["event"], Checkpoint.from_bytes(checkpoint) if checkpoint else None
        )
        is_last = bool(event.end)
        if event.end == "stopped" and message["why"]:
            job.message = job.message or message["why"]
        elif event.end == "stopped":
            if (
                not job.outcome
            ):  # the worker waited for this server in vain, as after a night's sleep
                job.stop("paused", "unwatched")
            if job.outcome != "ended":
                event = replace(event, end="")  # it is to go on
        job.seconds[lane] = message["seconds"]
        if is_last or event.step > job.steps[lane]:
            job.steps[lane] = event.step
            try:
                self._runs.append(job.run, lane, event, message["seconds"])
            except Exception:
                log.exception("An event of run %s was not kept", job.run)
                job.stop("interrupted", "error")
        if is_last:
            self._release(job, key)

    def _lost(self, job: Job, key: str) -> None:
        """The worker of an attempt is gone: try its lane once more, then give it up."""
        lane = self._release(job, key)
        log.warning("A worker died in run %s, lane %d", job.run, lane)
        if job.outcome:
            return
        if lane in job.lost:
            self._fail(job, lane, "worker died")
        else:
            job.lost.add(lane)
            job.waiting.insert(0, lane)

    def _fail(self, job: Job, lane: int, message: str) -> None:
        job.message = job.message or message
        self._runs.finish(job.run, lane, "failed")

    def _release(self, job: Job, key: str) -> int:
        """The attempt is over. Returns its lane."""
        job.begun.discard(key)
        if self._cluster:
            self._cluster.forget(key)
        return job.attempts.pop(key)

    def _conclude(self, job: Job) -> None:
        with self._lock:
            self.queue.remove(job)
            if run := self._runs.get(job.run):  # unless it was deleted meanwhile
                self._settle(run, job.outcome or "ended", job.message)
            if job.again:
                self._enqueue(job.run)

    def _settle(self, run: Run, outcome: str, message: str) -> None:
        """Write down how a run stands that is no longer live. One that was to pause may have come to its end first."""
        left = lanes_to_train(lane.end for lane in run.lanes)
        status = outcome if left else "ended"
        if status == "ended":
            for number in left:
                if not run.lanes[
                    number
                ].end:  # told to stop while it waited for a worker, or after a pause
                    self._runs.finish(run.id, number, "stopped")
        self._runs.set_status(run.id, status, message)
