"""Runs that ship with the app: one zip file each in models/runs/, with the settings, all reports, and some checkpoints."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from lab.run import SHIPPED as PREFIX
from lab.run import Lane, Record, Run
from lstm_core.config import TrainConfig
from lstm_core.events import Checkpoint, TrainEvent

FOLDER = Path(__file__).resolve().parent.parent / "models" / "runs"


class Kept(Mapping[int, Checkpoint]):
    """The checkpoints of one lane by training step. Each is read when it is first asked for: most of them never are.

    Args:
        path: of the run's file.
        names: of the checkpoints in it, by training step.
    """

    def __init__(self, path: Path, names: Mapping[int, str]) -> None:
        self._path, self._names = path, dict(names)
        self._read: dict[int, Checkpoint] = {}

    def __getitem__(self, step: int) -> Checkpoint:
        name = self._names[step]
        if step not in self._read:
            with zipfile.ZipFile(self._path) as file:
                self._read[step] = Checkpoint.from_bytes(file.read(name))
        return self._read[step]

    def __iter__(self) -> Iterator[int]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@dataclass(frozen=True)
class Shipped:
    """A run with all that is kept of it: for each lane its reports, and checkpoints by training step."""

    run: Run
    records: tuple[list[Record], ...]
    checkpoints: tuple[Mapping[int, Checkpoint], ...]


@cache
def shipped_names(folder: Path = FOLDER) -> tuple[str, ...]:
    """The names of the shipped runs, in order."""
    return tuple(sorted(path.stem for path in folder.glob("*.zip")))


def shipped(folder: Path = FOLDER) -> list[Run]:
    """All shipped runs."""
    return [read_shipped(folder / f"{name}.zip").run for name in shipped_names(folder)]


def shipped_run(run_id: str) -> Shipped | None:
    """The shipped run with this id, or None."""
    if not run_id.startswith(PREFIX):
        return None
    name = run_id.removeprefix(PREFIX)
    return read_shipped(FOLDER / f"{name}.zip") if name in shipped_names() else None


@cache
def read_shipped(path: Path) -> Shipped:
    """What `write_shipped` wrote. Read once, and then kept; the checkpoints as they are asked for."""
    with zipfile.ZipFile(path) as file:
        about = json.loads(file.read("run.json"))
        records, checkpoints = [], []
        for number in range(len(about["lanes"])):
            lines = file.read(f"{number}/events.jsonl").decode().splitlines()
            seconds = about["lanes"][number]["at"]
            records.append(
                [
                    Record(k, at, TrainEvent.from_json(line))
                    for k, (line, at) in enumerate(zip(lines, seconds, strict=True))
                ]
            )
            found = (
                re.fullmatch(rf"{number}/(\d+)\.safetensors", name) for name in file.namelist()
            )
            checkpoints.append(Kept(path, {int(match[1]): match[0] for match in found if match}))
    return Shipped(_run(path, about), tuple(records), tuple(checkpoints))


def write_shipped(run: Shipped, path: Path) -> None:
    """As one file; the same run gives the same bytes."""
    about = {
        "versions": run.run.versions,
        "made": run.run.created.isoformat(),
        "lanes": [
            {
                "config": lane.config.to_dict(),
                "end": lane.end,
                "step": lane.step,
                "parameters": lane.parameters,
                "at": [round(record.seconds, 3) for record in records],
            }
            for lane, records in zip(run.run.lanes, run.records, strict=True)
        ],
    }
    with zipfile.ZipFile(path, "w") as file:
        _add(file, "run.json", json.dumps(about, indent=1, ensure_ascii=False).encode())
        for number, (records, kept) in enumerate(zip(run.records, run.checkpoints, strict=True)):
            lines = "\n".join(record.event.to_json() for record in records)
            _add(file, f"{number}/events.jsonl", lines.encode())
            for step, checkpoint in sorted(kept.items()):
                data = checkpoint.to_bytes(resumable=step == max(kept))
                _add(file, f"{number}/{step}.safetensors", data)


def _add(file: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Without the time of day, which would make each file another one."""
    file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)


def _run(path: Path, about: dict[str, Any]) -> Run:
    made = datetime.fromisoformat(about["made"]).astimezone(UTC)
    lanes = tuple(
        Lane(
            TrainConfig.from_dict(lane["config"]),
            lane["end"],
            lane["at"][-1],
            lane["step"],
            lane["parameters"],
        )
        for lane in about["lanes"]
    )
    return Run(
        id=f"{PREFIX}{path.stem}",
        owner="",
        name="",
        note="",
        created=made,
        updated=made,
        lanes=lanes,
        guess={},
        status="ended",
        versions=about["versions"],
        message="",
        size=path.stat().st_size,
    )
