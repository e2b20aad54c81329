"""Who looks at a shared experiment: one reader's stop is the end of it only when nobody else looks."""

from __future__ import annotations

import threading
import time

WHILE = 70.0  # seconds after which somebody who was not seen again has left: a browser lets a hidden tab look once a minute

_seen: dict[tuple[str, str], float] = {}
_lock = threading.Lock()


def look(trial: str, reader: str) -> None:
    """A page of the reader's shows the trial now."""
    now = time.monotonic()
    with _lock:
        _seen[trial, reader] = now
        for gone in [key for key, at in _seen.items() if now > at + WHILE]:
            del _seen[gone]


def leave(trial: str, reader: str) -> bool:
    """The reader looks no longer. Returns whether somebody else does."""
    now = time.monotonic()
    with _lock:
        _seen.pop((trial, reader), None)
        return any(one == trial and now <= at + WHILE for (one, _other), at in _seen.items())
