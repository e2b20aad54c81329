"""An experiment as the component in `ui/components/contest` takes it: what was reported so far, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lab.shipped_cases import ShippedLane
from lab.trials import Trial, TrialLane, trials
from lstm_core.arrays import Array
from lstm_core.cases.case import usual
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


def contest(
    trial: Trial,
    *,
    chance: float,
    guess: str = "",
    shipped: Sequence[ShippedLane] = (),
    said: Said | None = None,
) -> bytes:
    """The payload.

    Args:
        trial: what is shown.
        chance: the accuracy of guessing.
        guess: the kind that the reader has committed to.
        shipped: ten seeds that ship with the app, beside it; not before the trial is over.
        said: the verdict, likewise.
    """
    case = trial.lanes[0].config.case
    ten = {lane.config.kind: lane for lane in shipped}
    names = kind_names(case)
    lanes = [
        {
            "kind": lane.config.kind,
            "name": names[lane.config.kind],
            "shape": SHAPES[lane.config.kind],
            "guessed": lane.config.kind == guess,
            **_lane(lane, trials().events(trial.id, number_), ten.get(lane.config.kind)),
        }
        for number_, lane in enumerate(trial.lanes)
    ]
    said = said or Said()
    changed = trial.lanes[0].config.change
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
            "labels": _labels(),
        }
    )


def last_accuracies(trial: Trial) -> dict[str, Array]:
    """Kind -> (S,) at the end; NaN where a net diverged."""
    found = {}
    for number_, lane in enumerate(trial.lanes):
        events = trials().events(trial.id, number_)
        missing = np.full(lane.config.seeds, np.nan)
        found[lane.config.kind] = events[-1].scores["accuracy"] if events else missing
    return found


def _lane(
    lane: TrialLane, events: Sequence[CaseEvent], shipped: ShippedLane | None
) -> dict[str, Any]:
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
        "score": _number(float(last)),
        "ten": _listed(ten),
        "tenMean": _number(float(ten.mean())) if len(ten) else None,
        "of": of,
        "share": 1 if lane.end else min(1.0, lane.step / of),
        "facts": facts,
        "state": _state(lane, bool(events)),
    }


def _state(lane: TrialLane, begun: bool) -> str:
    if lane.end == "diverged":
        return _("a net diverged")
    if lane.end == "stopped":
        return _("stopped")
    if lane.end == "failed":
        return _("failed")
    if lane.end:
        return _("{seconds} s", seconds=number(lane.seconds, 1))
    return _("step {step}", step=number(lane.step, 0)) if begun else _("waiting")


def _listed(values: Array) -> list[float | None]:
    return [_number(float(value)) for value in values]


def _number(value: float) -> float | None:
    return round(value, 4) if np.isfinite(value) else None


def _labels() -> dict[str, str]:
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
        "these": _("trained now"),
        "ten": _("ten seeds that ship with the app"),
        "alt_lane": _("{name}: {score} right; its seeds: {seeds}."),
        "alt_ten": _("Ten shipped seeds of {name}: {score}."),
        "progress_of": _("Progress of {name}"),
    }
