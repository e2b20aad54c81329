"""What is kept in memory only while somebody looks at it: a reader's own recordings and the nets that learned them."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


@dataclass
class _Kept(Generic[Thing]):
    thing: Thing
    seen: float


class Watched(Generic[Thing]):
    """Things by a private name, each forgotten when nobody has asked for it for a while. All methods: from any thread.

    Args:
        seconds: how long.
        most: so many at once; one more, and the one that was asked for longest ago goes.
        leave: called with a thing that has been forgotten.
    """

    def __init__(
        self, seconds: float, most: int, leave: Callable[[Thing], None] = lambda _thing: None
    ) -> None:
        self._seconds, self._most, self._leave = seconds, most, leave
        self._kept: dict[str, _Kept[Thing]] = {}
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, thing: Thing) -> str:
        """Its name, which nobody can guess."""
        name = secrets.token_urlsafe(16)
        with self._lock:
            oldest = sorted(self._kept, key=lambda other: self._kept[other].seen)
            gone = [self._kept.pop(other) for other in oldest[: len(oldest) - self._most + 1]]
            self._kept[name] = _Kept(thing, time.monotonic())
            self._look_later()
        for kept in gone:
            self._leave(kept.thing)
        return name

    def get(self, name: str) -> Thing | None:
        """The thing, which somebody looks at; None when it has been forgotten."""
        with self._lock:
            if kept := self._kept.get(name):
                kept.seen = time.monotonic()
                return kept.thing
        return None

    def forget(self, name: str) -> None:
        """At once; harmless when it has been."""
        with self._lock:
            kept = self._kept.pop(name, None)
        if kept:
            self._leave(kept.thing)

    def _look_later(self) -> None:
        if self._timer is None and self._kept:
            self._timer = threading.Timer(self._seconds / 4, self._look)
            self._timer.daemon = True
            self._timer.start()

    def _look(self) -> None:
        limit = time.monotonic() - self._seconds
        with self._lock:
            self._timer = None
            names = [name for name, kept in self._kept.items() if kept.seen < limit]
            gone = [self._kept.pop(name) for name in names]
            self._look_later()
        for kept in gone:
            self._leave(kept.thing)
