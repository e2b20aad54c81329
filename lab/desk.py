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

from lab.queue import BusyError, Job, Queue, lanes_to_train
from lab.staff import Staff
from lab.trials import PREFIX
from lab.trials import trials as the_trials
from lstm_core.events import Checkpoint

if TYPE_CHECKING:
    from lab.cluster import Cluster
    from lab.run import Run
    from lab.runs import Runs
    from lab.trials import Trial, Trials

log = logging.getLogger(__name__)

TIDY = 5.0  # seconds to finish what is in hand when the server ends
TICK = 0.2  # seconds between two looks at leases and free workers


class Desk:
    """One for each server process.

    Args:
        runs: where runs are kept. Those it holds as live were left behind by a server that is gone.
        trials: where the experiments of the cases are, by default those of this server.
    """

    def __init__(self, runs: Runs, trials: Trials | None = None) -> None:
        runs.interrupt_unfinished()
        self.queue = Queue()
        self.lease = float(os.environ.get("LSTM_LAB_LEASE") or 60)
        self.limit = float(os.environ.get("LSTM_LAB_SECONDS") or 600)
        self._runs, self._trials = runs, trials or the_trials()
        self._lock = threading.Lock()  # of who comes and goes in the queue
        self._inbox: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self.staff = Staff(self._inbox.put, self._hear, self._missed)
        self._closed = False
        self._ticked = self._renewed = 0.0  # when, in seconds of time.monotonic()
        self._thread = threading.Thread(target=self._work, name="lab.desk", daemon=True)
        self._thread.start()

    # What pages call, from any thread.

    def start(self, run_id: str) -> None:
        """See `jobs.start`."""
        with self._lock:
            self._enqueue(run_id)
        self._inbox.put(lambda: None)
        self.staff.look(again=True)

    def stop(self, run_id: str, status: str) -> None:
        """See `jobs.stop`."""
        if status not in ("paused", "ended"):
            raise ValueError(f"A run is paused or ended, not {status!r}.")
        with self._lock:
            job = self.queue.get(run_id)
            if job is None:  # not live: one that is paused may be ended for good
                run = self._of(run_id).get(run_id)
                if run is not None and run.status in ("paused", "interrupted"):
                    self._settle(run, status, run.message)
                return
            job.again = False
            job.stop(status)
        self._inbox.put(lambda: None)

    def stopping(self, run_id: str) -> str:
        """See `jobs.stopping`."""
        job = self.queue.get(run_id)
        return job.stopping if job else ""

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
            self._of(job.run).set_status(job.run, "interrupted", "server ended")
        self.staff.close()

    def _enqueue(self, run_id: str) -> None:
        run = self._of(run_id).get(run_id)
        if run is None:
            raise KeyError(run_id)
        # Experiments take seconds: they hold up no run of their reader's, nor does one of those hold up them.
        owner = run_id if run_id.startswith(PREFIX) else run.owner
        live = self.queue.of(owner)
        if live and live.run != run_id:
            raise BusyError(live.run)
        if job := self.queue.get(run_id):
            job.again = bool(job.outcome)
            return
        todo = lanes_to_train(lane.end for lane in run.lanes)
        self._of(run_id).set_status(run_id, "waiting")
        job = Job(run_id, owner, todo, time.monotonic())
        for number, lane in enumerate(run.lanes):
            job.seconds[number], job.steps[number] = lane.seconds, lane.step or -1
        if not self.queue:
            self.staff.expect()
        self.queue.add(job)

    def _of(self, run_id: str) -> Any:
        """Where this run, or trial, is kept: both have the methods that are called here."""
        return self._trials if run_id.startswith(PREFIX) else self._runs

    def _hear(self, message: dict[str, Any]) -> None:
        self._inbox.put(partial(self._take, message))

    # What the desk's own thread does.

    def _work(self) -> None:
        while not self._closed:
            try:
                with suppress(Empty):
                    self._inbox.get(timeout=TICK if self.queue else None)()
                self._tend()
            except Exception:
                log.exception("The desk of the training runs stumbled")

    def _missed(self) -> None:
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
        while (cluster := self.staff.cluster) and self.queue.attempts() < self.staff.slots:
            if (chosen := self.queue.next_lane()) is None:
                return
            try:
                self._hand_over(cluster, *chosen)
            except Exception:
                log.exception("Run %s was not handed to a worker", chosen[0].run)
                self._fail(*chosen, "error")

    def _tick(self, now: float) -> None:
        for job in self.queue:
            if not job.outcome and now > job.watched + self.lease:
                job.stop("paused", "unwatched")
        cluster = self.staff.cluster
        if cluster is None:
            return
        if not cluster.alive:
            self._lose()
            return
        if now > self._renewed + self.lease / 4:
            self._renewed = now
            cluster.renew([key for job in self.queue for key in job.begun], self.lease)
        if any(job.waiting for job in self.queue):
            self.staff.count()

    def _lose(self) -> None:
        """The scheduler is gone, and with it every lane in training."""
        self.staff.lose()
        for job in self.queue:
            for key in list(job.attempts):
                self._lost(job, key)

    def _hand_over(self, cluster: Cluster, job: Job, lane: int) -> None:
        """Give a lane to the workers, from its newest checkpoint."""
        run = self._of(job.run).get(job.run)
        if run is None:  # deleted meanwhile
            job.stop("ended")
            return
        checkpoint = self._of(job.run).checkpoint(job.run, lane)
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
        if self.staff.cluster and job.begun:
            self.staff.cluster.stop(job.begun)

    def _take(self, message: dict[str, Any]) -> None:
        """What a worker says, or Dask of it; see `cluster.connect`."""
        key, cluster = message["key"], self.staff.cluster
        job = self.queue.attempt(key)
        if job is None:
            if cluster and "over" not in message:
                cluster.stop([key])  # nobody wants it any more
        elif "event" in message:
            self._keep(job, key, message)
        elif "error" in message:
            log.error("Training failed in run %s:\n%s", job.run, message["error"])
            self._fail(job, self._release(job, key), "error")
        elif cluster and not cluster.alive:
            self._lose()
        elif "over" in message:
            self._lost(job, key)
        elif key in job.begun:
            # Its worker died, and Dask lets another one begin where the first one began, not where it ended.
            self._lost(job, key)
        else:
            job.begun.add(key)
            if not job.is_training:
                job.is_training = True
                self._of(job.run).set_status(job.run, "running")

    def _keep(self, job: Job, key: str, message: dict[str, Any]) -> None:
        """Append an event to the store, unless it was kept before the lane's worker died."""
        lane = job.attempts[key]
        checkpoint = message["checkpoint"]
        event = self._of(job.run).read_event(
            message["event"], Checkpoint.from_bytes(checkpoint) if checkpoint else None
        )
        is_last = bool(event.end)
        if event.end == "stopped" and message["why"]:
            job.message = job.message or message["why"]
        elif event.end == "stopped":
            if not job.outcome:
                # The worker waited for this server in vain, as after a night's sleep.
                job.stop("paused", "unwatched")
            if job.outcome != "ended":
                event = replace(event, end="")  # it is to go on
        job.seconds[lane] = message["seconds"]
        if is_last or event.step > job.steps[lane]:
            job.steps[lane] = event.step
            try:
                self._of(job.run).append(job.run, lane, event, message["seconds"])
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
        self._of(job.run).finish(job.run, lane, "failed")

    def _release(self, job: Job, key: str) -> int:
        """The attempt is over. Returns its lane."""
        job.begun.discard(key)
        if self.staff.cluster:
            self.staff.cluster.forget(key)
        return job.attempts.pop(key)

    def _conclude(self, job: Job) -> None:
        """Its lanes are over: write it down, then make room."""
        with self._lock:
            try:
                if run := self._of(job.run).get(job.run):  # unless it was deleted meanwhile
                    self._settle(run, job.outcome or "ended", job.message)
            finally:
                self.queue.remove(job)
            if job.again:
                self._enqueue(job.run)

    def _settle(self, run: Run | Trial, outcome: str, message: str) -> None:
        """Write down how a run stands that is no longer live. One that was to pause may have come to its end first."""
        left = lanes_to_train(lane.end for lane in run.lanes)
        status = outcome if left else "ended"
        if status == "ended":
            for number in left:
                # Told to stop while it waited for a worker, or after a pause.
                if not run.lanes[number].end:
                    self._of(run.id).finish(run.id, number, "stopped")
        self._of(run.id).set_status(run.id, status, message)
