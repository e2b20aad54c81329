"""The settings of several nets side by side, in words, and which of them differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lab.runs import Lane, Run
from lstm_core.config import TrainConfig
from lstm_core.tasks import USED_KNOBS
from ui.components.comparison import Row
from ui.race.knobs import choice_name, knob_label
from ui.race.names import KIND_NAMES
from ui.race.words import end_words, task_names
from ui.text import _, number

OF_TASKS = {knob for knobs in USED_KNOBS.values() for knob in knobs}
UNUSED = "–"


def setting_rows(lanes: Sequence[tuple[Run, Lane]]) -> list[Row]:
    """A row for each knob that any of the lanes uses, then what came out; all values as text."""
    rows = []
    for knob in TrainConfig.knobs():
        values = [knob_value(lane.config, knob) for _run, lane in lanes]
        if any(value != UNUSED for value in values):
            rows.append(_row(knob_label(knob), values))
    return rows + _outcomes(lanes)


def knob_value(config: TrainConfig, knob: str) -> str:
    """What a knob is set to, as the reader writes it; a dash where it does nothing in this net."""
    value = getattr(config, knob)
    if not _is_used(config, knob):
        return UNUSED
    if value is None:
        return _("PyTorch’s")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return _word(knob, value)
    return number(value, _decimals(value))


def _word(knob: str, value: str) -> str:
    if knob == "text":
        return _("{letters} letters: {start} …", letters=number(len(value), 0), start=value[:30])
    names = {"task": task_names(), "kind": KIND_NAMES}
    return names[knob][value] if knob in names else choice_name(knob, value)


def _is_used(config: TrainConfig, knob: str) -> bool:
    if knob in OF_TASKS:
        return knob in USED_KNOBS[config.task]
    if knob == "activation":
        return config.kind == "rnn"
    if knob == "radius":
        return config.start != "pytorch"
    if knob == "chrono":
        return config.kind != "rnn"
    if knob == "gate_bias":
        return config.kind != "rnn" and not config.chrono
    return True


def _decimals(value: float) -> int:
    """As many as it has."""
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])


def _outcomes(lanes: Sequence[tuple[Run, Lane]]) -> list[Row]:
    """What is no setting: sizes, times, endings, and the versions it was made with."""
    ends = end_words()
    return [
        _row(_("Parameters"), [number(lane.parameters, 0) for _run, lane in lanes]),
        _row(_("Steps done"), [number(lane.step, 0) for _run, lane in lanes]),
        _row(_("How it ended"), [ends.get(lane.end, UNUSED) for _run, lane in lanes]),
        _row(_("Seconds of computing"), [number(lane.seconds, 1) for _run, lane in lanes]),
        _row(_("Version of PyTorch"), [_version(run.versions) for run, _lane in lanes]),
    ]


def _version(versions: dict[str, Any]) -> str:
    return str(versions.get("torch", UNUSED))[:20]


def _row(name: str, values: Sequence[str]) -> Row:
    return Row(name, values, len(set(values)) > 1)
