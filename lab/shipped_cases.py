"""The experiments that ship with the app: ten seeds of every kind of net, their curves, and the weights of the first seed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save

from lstm_core.arrays import Array
from lstm_core.cases.config import KINDS, LANGUAGES, CaseConfig
from lstm_core.cases.events import CaseEvent

FOLDER = Path(__file__).resolve().parents[1] / "models" / "cases"
COMMAND = "python -m models.cases"  # makes them again
DIGITS = 4  # of a score or a loss, behind the point
# Every case with every language of its words, "" where it has none; a reader's own recordings ship with nobody.
SHIPPED = tuple(
    (case, language)
    for case in KINDS
    if case != "own"
    for language in (LANGUAGES if case == "speech" else ("",))
)


@dataclass(frozen=True, eq=False)
class ShippedLane:
    """One kind of net of a shipped experiment.

    Args:
        config: that made it, with its seeds.
        parameters: how many numbers a net learns.
        seconds: that all its seeds took together.
        events: its reports, without weights.
        weights: of the first seed at the end, by PyTorch's names.
    """

    config: CaseConfig
    parameters: int
    seconds: float
    events: tuple[CaseEvent, ...]
    weights: dict[str, NDArray[np.float32]]

    @property
    def accuracy(self) -> Array:
        """(S,) at the end."""
        return self.events[-1].scores["accuracy"]


def shipped_case(case: str, language: str = "", change: str = "") -> tuple[ShippedLane, ...]:
    """The lanes of a case in the order of KINDS, trained on data changed in this way.

    Args:
        case: one of KINDS but "own".
        language: of the words, of a case that has any.
        change: one of CHANGES.

    Raises:
        FileNotFoundError: nothing ships of such a case.
    """
    return tuple(lane for lane in _read(file_name(case, language)) if lane.config.change == change)


def file_name(case: str, language: str = "") -> str:
    """What its files are called, without ending."""
    return f"{case}_{language or 'es'}" if case == "speech" else case


def write_shipped_case(name: str, lanes: tuple[ShippedLane, ...], folder: Path = FOLDER) -> None:
    """Both files of a case."""
    about = [
        {
            "config": _without_material(lane.config),
            "parameters": lane.parameters,
            "seconds": round(lane.seconds, 2),
            "events": [_short(event) for event in lane.events],
        }
        for lane in lanes
    ]
    folder.mkdir(exist_ok=True, parents=True)
    text = json.dumps({"command": COMMAND, "lanes": about}, allow_nan=False)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    arrays = {
        f"{number}.{key}": np.ascontiguousarray(array)
        for number, lane in enumerate(lanes)
        for key, array in lane.weights.items()
    }
    (folder / f"{name}.safetensors").write_bytes(save(arrays))


@cache
def _read(name: str) -> tuple[ShippedLane, ...]:
    about = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    weights: list[dict[str, NDArray[Any]]] = [{} for _ in about["lanes"]]
    for key, array in load_file(FOLDER / f"{name}.safetensors").items():
        number, _, rest = key.partition(".")
        weights[int(number)][rest] = array
    return tuple(
        ShippedLane(
            CaseConfig.from_dict(lane["config"]),
            lane["parameters"],
            lane["seconds"],
            tuple(CaseEvent.from_json(json.dumps(event)) for event in lane["events"]),
            own,
        )
        for lane, own in zip(about["lanes"], weights, strict=True)
    )


def _short(event: CaseEvent) -> dict[str, Any]:
    """As `CaseEvent.to_json` has it, with fewer digits."""
    read = json.loads(event.to_json())

    def rounded(values: list[float | None]) -> list[float | None]:
        return [one if one is None else round(one, DIGITS) for one in values]

    scores = {name: rounded(values) for name, values in read["scores"].items()}
    return {**read, "loss": rounded(read["loss"]), "scores": scores}


def _without_material(config: CaseConfig) -> dict[str, Any]:
    return {name: value for name, value in config.to_dict().items() if name != "material"}
