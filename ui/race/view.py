"""A run as the component in `ui/components/race` takes it: plain numbers, rounded, no more of them than a page can bear.

Over the seeds of a lane everything is a median with the lowest and the highest beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lab.run import Lane, Record
from lab.summary import decades, over_seeds, rounded, stacked
from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.events import TrainEvent
from lstm_core.tasks import Task
from ui.race.names import LaneName
from ui.race.words import end_words
from ui.text import language, number

# What is shown of the gates: the one that decides what is kept; of an RNN, how saturated it is.
MAIN_GATE = {"rnn": "candidate", "gru": "update", "lstm": "forget"}
MOST_VALUES = 100_000  # numbers of profiles in all: a page can bear a megabyte
MOST_REPORTS = 400  # points of a curve
PARTS = ("mid", "low", "high")


def task_view(task: Task, config: TrainConfig) -> dict[str, Any]:
    """What is asked, and the example: its inputs as words, the answers it may have and the right one."""
    words = task.words(task.probe().x[0])
    if task.regression and language() != "en":
        words = [word.replace(".", ",") for word in words]
    several = len(task.distances) > 1
    return {
        "name": config.task,
        "chance": task.chance,
        "regression": task.regression,
        "distances": list(task.distances) if several else [],
        "trained": task.trained,
        "words": words,
        "answers": task.answers(),
        "wanted": task.wanted(),
    }


def lane_view(
    lane: Lane, name: LaneName, records: Sequence[Record], *, profiles: int, live: bool
) -> dict[str, Any]:
    """One lane: its curves, and of at most `profiles` reports what went on inside of the nets."""
    records = [records[k] for k in _spread(len(records), MOST_REPORTS)]
    events = [record.event for record in records]
    newest = [len(events) - 1] * bool(events)
    by_distance = _series([event.by_distance for event in (events[-1:] if live else events)])
    if live:  # while it trains, only the newest is looked at
        by_distance = (
            {part: [None] * newest[0] + by_distance[part] for part in PARTS}
            if newest
            else by_distance
        )
    config = lane.config
    return {
        "kind": config.kind,
        "name": name.name,
        "short": name.short,
        "style": name.style,
        "shape": name.shape,
        "parameters": number(lane.parameters, 0),
        "of": config.steps,
        "seeds": config.seeds,
        "end": end_words().get(lane.end, ""),
        "left": _seconds_left(lane, records) if live else None,
        "steps": [event.step for event in events],
        "seconds": [round(record.seconds, 2) for record in records],
        "solvedAt": events[-1].solved_at.tolist() if events else [],
        "loss": _series([event.loss for event in events]),
        "score": _series([event.score for event in events]),
        "byDistance": by_distance,
        "profiles": [
            _profile(events[k], k, config.kind)
            for k in (newest if live else _spread(len(events), profiles))
        ],
    }


def profiles_allowed(lanes: int, steps: int, answers: int) -> int:
    """How many profiles of each lane a page can bear, for an example of so many steps."""
    return max(8, min(200, MOST_VALUES // (lanes * (4 * steps + answers))))


def _profile(event: TrainEvent, at: int, kind: str) -> dict[str, Any]:
    return {
        "at": at,
        "gradient": _spread_of(decades(event.gradient), 2),
        "gate": rounded(over_seeds(event.gates[MAIN_GATE[kind]]).mid, 3),
        "answer": rounded(over_seeds(event.answer).mid, 4),
    }


def _spread_of(values: Array, digits: int = 4) -> dict[str, Any]:
    """Median, lowest and highest over the first axis, the seeds."""
    spread = over_seeds(values)
    return {part: rounded(getattr(spread, part), digits) for part in PARTS}


def _series(reports: list[Array]) -> dict[str, Any]:
    """The same for each report in turn: of E arrays (S, ...), three lists of E."""
    return _spread_of(stacked(reports)) if reports else {part: [] for part in PARTS}


def _spread(count: int, most: int) -> list[int]:
    """At most `most` of the numbers below `count`, evenly, the first and the last among them."""
    if count <= most or most < 2:
        return list(range(min(count, most)))
    return sorted({round(k * (count - 1) / (most - 1)) for k in range(most)})


def _seconds_left(lane: Lane, records: Sequence[Record]) -> float | None:
    """What the rest of the steps will take at the pace so far; it may be solved before."""
    if lane.end or not records or records[-1].event.step == 0:
        return None
    last = records[-1]
    return last.seconds / last.event.step * (lane.config.steps - last.event.step)
