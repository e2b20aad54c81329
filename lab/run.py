"""A run as it is read: what was to be trained, how it stands, and the reports of its lanes. It stores nothing."""

from __future__ import annotations

import json
import platform
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lstm_core.config import TrainConfig
from lstm_core.events import TrainEvent

LIVE = ("waiting", "running")
# All that a run's status may be.
STATUSES = (*LIVE, "paused", "ended", "interrupted")


@dataclass(frozen=True)
class Lane:
    """One kind of net in a run.

    Args:
        config: all its settings.
        end: why it is over (one of `lstm_core.config.ENDS`), "" before.
        seconds: of computing so far.
        step: training steps done.
        parameters: numbers that each of its nets learns.
    """

    config: TrainConfig
    end: str
    seconds: float
    step: int
    parameters: int


@dataclass(frozen=True)
class Run:
    """A race of 1 to 4 lanes.

    Args:
        id: in links; "shipped-..." of those that ship with the app.
        owner: the private id of the reader whose it is; "" of a shipped one.
        name, note: the reader's own words, to be shown as text.
        created, updated: UTC.
        lanes: in the order in which they were chosen.
        guess: what the reader expected before the start.
        status: one of STATUSES.
        versions: of app, torch, numpy and python, with which it was made.
        message: a key word for why it stands as it does, or "".
        size: bytes of what is kept of it.
    """

    id: str
    owner: str
    name: str
    note: str
    created: datetime
    updated: datetime
    lanes: tuple[Lane, ...]
    guess: dict[str, Any]
    status: str
    versions: dict[str, str]
    message: str
    size: int


@dataclass(frozen=True)
class Record:
    """One report of a lane: its number, counted from 0, and after how many seconds of computing it came."""

    number: int
    seconds: float
    event: TrainEvent  # without its checkpoint


def run_of(row: Any, lanes: Sequence[Any]) -> Run:
    """From the rows of the tables in `lab.tables`."""
    return Run(
        id=row.id,
        owner=row.owner,
        name=row.name,
        note=row.note,
        created=datetime.fromtimestamp(row.created, UTC),
        updated=datetime.fromtimestamp(row.updated, UTC),
        lanes=tuple(
            Lane(
                TrainConfig.from_dict(json.loads(lane.config)),
                lane.end,
                lane.seconds,
                lane.step,
                lane.parameters,
            )
            for lane in lanes
        ),
        guess=json.loads(row.guess),
        status=row.status,
        versions=json.loads(row.versions),
        message=row.message,
        size=row.size,
    )


@cache
def versions() -> dict[str, str]:
    """What a run is made with. PyTorch is asked for its version without being imported."""
    project = Path(__file__).resolve().parent.parent / "pyproject.toml"
    app = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]
    packages = {name: version(name).partition("+")[0] for name in ("torch", "numpy")}
    return {"app": app, **packages, "python": platform.python_version()}


def plain_text(text: str, most: int, *, lines: bool = False) -> str:
    """What a reader typed without control characters, at most so many characters; line ends stay if `lines`."""
    kept = (
        character
        for character in text[: 4 * most]
        if (lines and character == "\n") or unicodedata.category(character)[0] != "C"
    )
    return "".join(kept).strip()[:most]
