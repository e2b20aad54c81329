"""A run as it is read: what was to be trained, how it stands, and the reports of its lanes. It stores nothing."""

from __future__ import annotations

import json
import platform
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from lstm_core.config import TrainConfig
from lstm_core.events import TrainEvent

LIVE = ("waiting", "running")
# All that a run's status may be.
STATUSES = (*LIVE, "paused", "ended", "interrupted")
SHIPPED = "shipped-"  # how the ids of runs begin that ship with the app
ID = re.compile(r"[A-Za-z0-9_-]{22}")  # of all others: what secrets.token_urlsafe(16) gives
OWNER = re.compile(r"[A-Za-z0-9_-]{1,64}")
GUESS = 2000  # longest, in characters of JSON


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

    @property
    def is_shipped(self) -> bool:
        """Whether it came with the app. Nobody can change such a run, but anybody can copy it."""
        return self.id.startswith(SHIPPED)


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
        size=sum(lane.bytes + lane.newest for lane in lanes),
    )


@cache
def versions() -> dict[str, str]:
    """What a run is made with; PyTorch is asked for its version without being imported, and "" if it is not there."""
    project = Path(__file__).resolve().parent.parent / "pyproject.toml"
    app = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]
    found = {"app": str(app), "python": platform.python_version()}
    for name in ("torch", "numpy"):
        try:
            found[name] = metadata.version(name).partition("+")[0]  # without "+cpu"
        except metadata.PackageNotFoundError:
            found[name] = ""
    return found


def guess_json(guess: Mapping[str, Any]) -> str:
    """A reader's guess as it is kept. Raises ValueError if it is not plain values, or too long."""
    try:
        text = json.dumps(dict(guess), allow_nan=False)
    except (TypeError, RecursionError):
        raise ValueError("A guess is made of plain values.") from None
    if len(text) > GUESS:
        raise ValueError(f"A guess has at most {GUESS} characters, not {len(text)}.")
    return text


def plain_text(text: str, most: int, *, lines: bool = False) -> str:
    """What a reader typed, at most so many characters; those that do something instead of being seen go.

    Line ends stay if `lines`. What joins emoji stays, what turns the direction of text goes.
    """
    kept = (
        one
        for one in text[: 4 * most]
        if (lines and one == "\n")
        or one == "\u200d"
        or unicodedata.category(one) not in ("Cc", "Cf", "Cs")
    )
    return "".join(kept).strip()[:most]
