"""Experiments of the cases as jobs: kept in memory, for as long as somebody may want to see them, and then forgotten.

They go through the same queue and workers as the runs (`lab.jobs`). The same configs give the same nets bit for bit, so a whole
class shares one trial; only what a reader recorded themselves is shared with nobody.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from lab.run import LIVE
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.events import CaseEvent
from lstm_core.events import Checkpoint, Weights

PREFIX = "trial-"  # how their ids begin
MOST = 64  # trials that are kept at once
OWN_MINUTES = 10  # until own recordings are forgotten; their page forgets them sooner


@dataclass(frozen=True)
class TrialLane:
    """One kind of net in a trial; the fields are those of `lab.run.Lane`."""

    config: CaseConfig
    end: str = ""
    seconds: float = 0.0
    step: int = 0


@dataclass(frozen=True)
class Trial:
    """An experiment: some kinds of net on the same data.

    Args:
        id: what `lab.jobs` calls it by.
        owner: the private id of the reader who asked for it first.
        lanes: in the order of the configs.
        status: as of a run (`lab.run.STATUSES`), at first "ended" with no lane begun: nobody has started it.
        message: a key word for why it stands as it does, or "".
        ended: when it was over, in seconds of time.time(); 0 before.
    """

    id: str
    owner: str
    lanes: tuple[TrialLane, ...]
    status: str = "ended"
    message: str = ""
    ended: float = 0.0

    @property
    def is_live(self) -> bool:
        """Whether it waits or trains."""
        return self.status in LIVE

    @property
    def is_complete(self) -> bool:
        """Whether every lane came to its end by itself."""
        return all(lane.end in ("out of steps", "diverged") for lane in self.lanes)


@dataclass
class _Kept:
    trial: Trial
    events: list[list[CaseEvent]]
    seen: float = field(default_factory=time.monotonic)


class Trials:
    """The trials of one server. All methods may be called from any thread."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.RLock()

    def of(self, configs: Sequence[CaseConfig], owner: str) -> Trial:
        """The trial of these configs that is live or complete, whoever started it; else a new one, to be started.

        Raises:
            ValueError: no configs, or more than four.
        """
        if not 1 <= len(configs) <= 4:
            raise ValueError(f"A trial has one to four lanes, not {len(configs)}.")
        wanted, own = tuple(configs), any(config.material for config in configs)
        with self._lock:
            self._clear()
            for kept in self._kept.values():
                trial = kept.trial
                same = tuple(lane.config for lane in trial.lanes) == wanted
                theirs = trial.owner == owner or not own
                if same and theirs and (trial.is_live or trial.is_complete):
                    return trial
            trial = Trial(
                PREFIX + secrets.token_urlsafe(16),
                owner,
                tuple(TrialLane(config) for config in wanted),
            )
            self._kept[trial.id] = _Kept(trial, [[] for _ in wanted])
            return trial

    def live_of(self, owner: str) -> list[Trial]:
        """A reader's live trials, the oldest first."""
        with self._lock:
            trials = [kept.trial for kept in self._kept.values()]
        return [trial for trial in trials if trial.is_live and trial.owner == owner]

    def get(self, trial: str) -> Trial | None:
        """None when it has been forgotten."""
        with self._lock:
            if kept := self._kept.get(trial):
                kept.seen = time.monotonic()
                return kept.trial
        return None

    def events(self, trial: str, lane: int) -> list[CaseEvent]:
        """The reports of a lane, in order; empty when it has been forgotten."""
        with self._lock:
            kept = self._kept.get(trial)
            return list(kept.events[lane]) if kept else []

    def weights(self, trial: str, lane: int) -> Weights | None:
        """Of the nets of a lane that is over, each (S, ...); None before."""
        with self._lock:
            kept = self._kept.get(trial)
            last = kept.events[lane][-1] if kept and kept.events[lane] else None
            return last.checkpoint.weights if last and last.checkpoint else None

    def forget(self, trial: str) -> None:
        """At once; harmless when it has been."""
        with self._lock:
            self._kept.pop(trial, None)

    # What the desk of the jobs calls, as it does of `lab.runs.Runs`.

    def checkpoint(self, _trial: str, _lane: int) -> Checkpoint | None:
        """None: a trial takes seconds, and begins anew."""
        return None

    def set_status(self, trial: str, status: str, message: str = "") -> None:
        ended = 0.0 if status in LIVE else time.time()
        self._change(trial, status=status, message=message, ended=ended)

    def append(self, trial: str, lane: int, event: CaseEvent, seconds: float) -> None:
        with self._lock:
            if kept := self._kept.get(trial):
                if event.step == 0:
                    kept.events[lane].clear()  # it began anew
                kept.events[lane].append(event)
                self._change_lane(kept, lane, end=event.end, seconds=seconds, step=event.step)

    def finish(self, trial: str, lane: int, end: str) -> None:
        with self._lock:
            if kept := self._kept.get(trial):
                self._change_lane(kept, lane, end=end)

    def read_event(self, text: str, checkpoint: Checkpoint | None) -> CaseEvent:
        return CaseEvent.from_json(text, checkpoint)

    def _change(self, trial: str, **values: Any) -> None:
        with self._lock:
            if kept := self._kept.get(trial):
                kept.trial = replace(kept.trial, **values)

    @staticmethod
    def _change_lane(kept: _Kept, lane: int, **values: Any) -> None:
        lanes = list(kept.trial.lanes)
        lanes[lane] = replace(lanes[lane], **values)
        kept.trial = replace(kept.trial, lanes=tuple(lanes))

    def _clear(self) -> None:
        now = time.monotonic()
        idle = [kept for kept in self._kept.values() if not kept.trial.is_live]
        idle.sort(key=lambda kept: kept.seen)
        surplus = len(self._kept) - MOST + 1
        for number, kept in enumerate(idle):
            own = any(lane.config.material for lane in kept.trial.lanes)
            if number < surplus or (own and now > kept.seen + 60 * OWN_MINUTES):
                del self._kept[kept.trial.id]


@cache
def trials() -> Trials:
    """Those of this server."""
    return Trials()
