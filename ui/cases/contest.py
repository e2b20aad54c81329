"""An experiment as the component in `ui/components/contest` takes it: what was reported so far, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lab.shipped_cases import ShippedLane
from lab.trials import Trial, trials
from lstm_core.arrays import Array
from lstm_core.cases.case import usual
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.events import CaseEvent
from ui.cases.said import Said
from ui.cases.words import kind_names
from ui.components import as_bytes
from ui.text import _, language, lesson, number

SHAPES = {
    "dense": "square",
    "mean": "square",
    "frame": "diamond",
    "convolutional": "triangle",
    "recurrent": "circle",
}


@dataclass(frozen=True)
class Shown:
    """A kind of net as it is drawn: what it is, what it has reported, and how it stands. Fields as of `lab.trials.TrialLane`."""

    config: CaseConfig
    events: Sequence[CaseEvent]
    end: str
    seconds: float
    step: int
    is_shipped: bool = False


def of_trial(trial: Trial) -> list[Shown]:
    """The lanes of an experiment that a reader has started."""
    return [
        Shown(lane.config, trials().events(trial.id, k), lane.end, lane.seconds, lane.step)
        for k, lane in enumerate(trial.lanes)
    ]


def of_shipped(lanes: Sequence[ShippedLane]) -> list[Shown]:
    """The lanes of one that ships with the app; how long they took on another computer is not shown."""
    return [
        Shown(lane.config, lane.events, lane.events[-1].end, 0.0, lane.events[-1].step, True)
        for lane in lanes
    ]


def contest(
    shown: Sequence[Shown],
    *,
    chance: float,
    guess: str = "",
    shipped: Sequence[ShippedLane] = (),
    said: Said | None = None,
) -> bytes:
    """The payload.

    Args:
        shown: the lanes.
        chance: the accuracy of guessing.
        guess: the kind that the reader has committed to.
        shipped: ten seeds that ship with the app, beside it; not before the experiment is over.
        said: the verdict, likewise.
    """
    case, changed = shown[0].config.case, shown[0].config.change
    ten = {lane.config.kind: lane for lane in shipped}
    names = kind_names(case)
    lanes = [
        {
            "kind": lane.config.kind,
            "name": names[lane.config.kind],
            "shape": SHAPES[lane.config.kind],
            "guessed": lane.config.kind == guess,
            **_lane(lane, ten.get(lane.config.kind)),
        }
        for lane in shown
    ]
    said = said or Said()
    return as_bytes(
        {
            "id": f"{case}-{changed or 'plain'}",
            "lang": language(),
            "chance": chance,
            "lanes": lanes,
            "said": {
                "headline": said.headline,
                "more": said.more,
                "ten": said.ten,
                "guess": said.guess,
            },
            "labels": _labels(are_shipped=all(lane.is_shipped for lane in shown)),
        }
    )


def last_accuracies(trial: Trial) -> dict[str, Array]:
    """Kind -> (S,) at the end; NaN where a net diverged."""
    found = {}
    for lane in of_trial(trial):
        missing = np.full(lane.config.seeds, np.nan)
        found[lane.config.kind] = lane.events[-1].scores["accuracy"] if lane.events else missing
    return found


def _lane(lane: Shown, shipped: ShippedLane | None) -> dict[str, Any]:
    events = lane.events
    scores = np.array([event.scores["accuracy"] for event in events]).reshape(
        len(events), lane.config.seeds
    )
    last = scores[-1].mean() if len(events) else np.nan
    of = usual(lane.config).steps
    ten = np.array([]) if shipped is None else shipped.accuracy
    facts = _("{n} seeds", n=lane.config.seeds)
    if shipped is not None:
        facts = _(
            "{parameters} parameters · {n} seeds",
            parameters=number(shipped.parameters, 0),
            n=lane.config.seeds,
        )
    return {
        "steps": [event.step for event in events],
        "seeds": [_listed(column) for column in scores.T],
        "mean": _listed(scores.mean(1)) if len(events) else [],
        "score": _as_written(float(last)),
        "ten": _listed(ten),
        "tenMean": _as_written(float(ten.mean())) if len(ten) else None,
        "of": of,
        "share": 1 if lane.end else min(1.0, lane.step / of),
        "facts": facts,
        "state": _state(lane, bool(events)),
    }


def _state(lane: Shown, begun: bool) -> str:
    if lane.end == "diverged":
        return _("a net diverged")
    if lane.end == "stopped":
        return _("stopped")
    if lane.end == "failed":
        return _("failed")
    if lane.is_shipped:
        return ""
    if lane.end:
        return _("{seconds} s", seconds=number(lane.seconds, 1))
    return _("step {step}", step=number(lane.step, 0)) if begun else _("waiting")


def _listed(values: Array) -> list[float | None]:
    return [_number(float(value)) for value in values]


def _number(value: float) -> float | None:
    return round(value, 4) if np.isfinite(value) else None


def _as_written(share: float) -> float | None:
    """To the digit that is written, so that what the browser writes is what the sentences below it say."""
    return float(f"{100 * share:.1f}") / 100 if np.isfinite(share) else None


def _labels(*, are_shipped: bool) -> dict[str, str]:
    return {
        "title_curves": _("Right answers on what was held out, while they learn"),
        "title_ends": _("Where each seed ends"),
        "how_to_read": _("How to read this"),
        "how_curves": lesson("cases/curves"),
        "how_ends": lesson("cases/ends"),
        "score_axis": _("right answers"),
        "step_axis": _("training steps"),
        "chance": _("guessing"),
        "none": "–",
        "these": _("ten seeds that ship with the app") if are_shipped else _("trained now"),
        "ten": _("ten seeds that ship with the app"),
        "alt_lane": _("{name}: {score} right; its seeds: {seeds}."),
        "alt_ten": _("Ten shipped seeds of {name}: {score}."),
        "progress_of": _("Progress of {name}"),
    }
