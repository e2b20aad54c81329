"""Who trains and who waits: runs in the order in which they came, and their lanes. No threads, no Dask, no storage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


class BusyError(RuntimeError):
    """The reader has a live job already.

    Attributes:
        run: its id.
    """

    def __init__(self, run: str) -> None:
        self.run = run
        super().__init__(f"The run {run} of the same reader is still live.")


class NoWorkersError(RuntimeError):
    """There is nobody to train: the scheduler does not answer, or no cluster starts here. The message says which."""


@dataclass
class Job:
    """A run that waits or trains.

    Args:
        run: its id.
        owner: the reader who started it.
        waiting: lanes that want a worker, by number, in order.
        watched: when a page last showed it, in seconds of time.monotonic().
        steps: the last training step that was kept of each lane; -1 before the first report.
        seconds: computing that each lane has had.
        attempts: key of each attempt that was handed to a worker and is not over -> its lane.
        begun: keys of the attempts that a worker has begun.
        lost: lanes that have lost a worker once.
        outcome: the status that the run is to have once its lanes have stopped; "" while nobody has asked them to.
        message: why, a key word.
        told: whether its workers were told to stop.
        again: whether it was started again while it was stopping.
    """

    run: str
    owner: str
    waiting: list[int]
    watched: float
    steps: dict[int, int] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)
    attempts: dict[str, int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)
    is_training: bool = False
    outcome: str = ""
    message: str = ""
    told: bool = False
    again: bool = False

    @property
    def is_over(self) -> bool:
        """Whether no lane of it waits or trains."""
        return not self.waiting and not self.attempts

    @property
    def stopping(self) -> str:
        """The outcome that was asked for while its lanes have not stopped; "" where nobody has, or where it is to begin again."""
        return "" if self.again else self.outcome

    def stop(self, outcome: str, message: str = "") -> None:
        """Ask for its end; what was asked for first gives the reason."""
        self.message = self.message if self.outcome else message
        self.outcome = outcome


class Queue:
    """Jobs in the order in which they came. Its methods may be called from any thread; adding and removing needs a lock."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}

    def __len__(self) -> int:
        return len(self._jobs)

    def __iter__(self) -> Iterator[Job]:
        return iter(list(self._jobs.values()))

    def add(self, job: Job) -> None:
        self._jobs[job.run] = job

    def remove(self, job: Job) -> None:
        del self._jobs[job.run]

    def get(self, run: str) -> Job | None:
        return self._jobs.get(run)

    def of(self, owner: str) -> Job | None:
        """The one live job of a reader."""
        return next((job for job in self if job.owner == owner), None)

    def attempt(self, key: str) -> Job | None:
        """Whose attempt that is; None when it is over."""
        return next((job for job in self if key in job.attempts), None)

    def attempts(self) -> int:
        """How many lanes are with the workers."""
        return sum(len(job.attempts) for job in self)

    def place(self, run: str) -> int | None:
        """0 once a worker trains it, 1 for the run that is next, and so on; None for a run that is not live."""
        waiting = 0
        for job in self:
            waiting += not job.is_training
            if job.run == run:
                return 0 if job.is_training else waiting
        return None

    def next_lane(self) -> tuple[Job, int] | None:
        """The lane that gets the next free worker, taken off the list of those that wait.

        The run that came first goes first, with all its lanes. A later run gets what is left over: no worker stays idle.
        """
        for job in self:
            if job.waiting and not job.outcome:
                return job, job.waiting.pop(0)
        return None


def lanes_to_train(ends: Iterable[str]) -> list[int]:
    """The numbers of the lanes that are not over, from how each ended; one that was stopped or failed can go on."""
    over = ("solved", "out of steps", "diverged")
    return [number for number, end in enumerate(ends) if end not in over]
