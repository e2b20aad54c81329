"""A run as a row of the table: in words, with the score of each lane over its steps as a few points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lab.bands import score_band
from lab.runs import Lane, Run, store
from lstm_core.tasks import Task, make_task
from ui.race.names import lane_names
from ui.race.words import end_words
from ui.runs.words import distance_words, status_words
from ui.text import _, number

POINTS = 40  # of a small curve


@dataclass(frozen=True)
class Spark:
    """The median score of a lane: up to `POINTS` of (share of all steps, score), and the last score; None: nothing yet."""

    points: tuple[tuple[float, float | None], ...]
    last: float | None


def run_row(run: Run, *, whose: str, dated: bool = True) -> dict[str, Any]:
    """What `ui.components.run_table` draws. `whose` is a word for a run that is not the reader's own, or ""."""
    config = run.lanes[0].config
    task = make_task(config)
    names = lane_names([lane.config for lane in run.lanes])
    sparks = [_spark(run.id, k, lane.step, run.status) for k, lane in enumerate(run.lanes)]
    nets = _("{nets} · {n} seeds each") if config.seeds > 1 else _("{nets} · 1 seed each")
    return {
        "id": run.id,
        "name": run.name or distance_words(config),
        "whose": whose,
        "task": distance_words(config) if run.name else "",
        "nets": nets.format(nets=", ".join(name.name for name in names), n=config.seeds),
        "state": _state(run),
        "seconds": _("{seconds} s", seconds=_seconds(run)),
        "created": run.created.isoformat(),
        "dated": dated,
        "chance": _height(task.chance, task),
        "lines": [
            {
                "style": name.style,
                "points": [(share, _height(score, task)) for share, score in spark.points],
            }
            for name, spark in zip(names, sparks, strict=True)
        ],
        "alt": "; ".join(
            _("{name}: {score}", name=name.name, score=written(task, spark.last))
            for name, spark in zip(names, sparks, strict=True)
        ),
    }


def written(task: Task, score: float | None) -> str:
    """A score as the reader writes it: per cent, or for a number the mean squared error."""
    if score is None or not math.isfinite(score):
        return _("no score")
    if task.regression:
        return _("error {error}", error=number(score, 3))
    return _("{share} %", share=number(100 * score, 0))


def _state(run: Run) -> str:
    """Its status, or when it has ended how each lane did, in one word where all agree."""
    if run.status != "ended":
        return status_words(max(lane.step for lane in run.lanes))[run.status]
    words = end_words()
    ends = [words.get(lane.end, _("stopped")) for lane in run.lanes]
    if len(set(ends)) == 1:
        return ends[0]
    names = lane_names([lane.config for lane in run.lanes])
    return _joined([(end, name.name) for end, name in zip(ends, names, strict=True)])


def _joined(pairs: Sequence[tuple[str, str]]) -> str:
    """As in "LSTM, GRU: solved; RNN: out of steps"."""
    by_end: dict[str, list[str]] = {}
    for end, name in pairs:
        by_end.setdefault(end, []).append(name)
    return "; ".join(f"{', '.join(names)}: {end}" for end, names in by_end.items())


def _seconds(run: Run) -> str:
    total = sum(lane.seconds for lane in run.lanes)
    return number(total, 0 if total >= 10 else 1)


def _height(score: float | None, task: Task) -> float | None:
    """Where a score stands between the bottom (0) and the top: an error hangs from there, guessing in the middle."""
    if score is None or not math.isfinite(score):
        return None
    high = 1 - score / (2 * task.chance) if task.regression else score
    return round(min(1.0, max(0.0, high)), 3)


# The step and the status are part of the key: a run that goes on is read again.
@lru_cache(maxsize=2048)
def _spark(run_id: str, lane: int, step: int, status: str) -> Spark:
    records = store().events(run_id, lane)
    run = store().get(run_id)
    if not records or run is None:
        return Spark((), None)
    scores = score_band(records)
    most = max(_steps(one) for one in run.lanes)
    last = len(records) - 1
    chosen = sorted({round(k * last / (POINTS - 1)) for k in range(POINTS)})
    points = tuple((round(float(scores.x[k]) / most, 4), _finite(scores.middle[k])) for k in chosen)
    return Spark(points, _finite(scores.middle[-1]))


def _steps(lane: Lane) -> int:
    """How far its curve will reach at most: a lane that is over reaches no further."""
    return max(1, lane.step if lane.end else lane.config.steps)


def _finite(score: float) -> float | None:
    return float(score) if math.isfinite(score) else None
