"""The curves of the chosen runs on one axis: what is drawn, and in words what one sees."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.bands import Band, distance_band, loss_band, score_band
from lab.runs import Record, Run, store
from lstm_core.config import TrainConfig
from lstm_core.tasks import Task, make_task
from ui import figures
from ui.race.names import lane_names
from ui.race.words import distance_names
from ui.runs.rows import written
from ui.text import _, language, number

if TYPE_CHECKING:
    import plotly.graph_objects as go

WHAT = ("score", "loss", "distance")


@dataclass(frozen=True, eq=False)
class Picture:
    """A figure and its sentence for those who do not see it. `key` tells it from others on the page,
    `name` is of its file.
    """

    key: str
    name: str
    theme: str
    figure: go.Figure
    alt: str

    def to_html(self) -> str:
        """A page of its own that needs no internet: plotly's script is in it."""
        figure = type(self.figure)(self.figure)
        figure.update_layout(paper_bgcolor=figures.GROUND[self.theme])
        html: str = figure.to_html(include_plotlyjs=True, config={"displaylogo": False})
        return html


def what_names() -> dict[str, str]:
    """What can be drawn, as the reader chooses it."""
    return {
        "score": _("Score"),
        "loss": _("Loss"),
        "distance": _("By distance"),
    }


def pictures(runs: Sequence[Run], what: str, theme: str) -> list[Picture]:
    """One figure; more where some of the runs cannot stand on one axis with the others."""
    letters = letters_of(runs)
    groups: dict[object, list[Run]] = {}
    for run in runs:
        groups.setdefault(_axes(run, what), []).append(run)
    return [
        _picture(group, letters, what, theme, f"runs_figure_{k}")
        for k, group in enumerate(groups.values())
    ]


def _axes(run: Run, what: str) -> object:
    """What its curves are measured in: right answers or errors, over steps or what its task's distance counts."""
    config = run.lanes[0].config
    if what == "loss":
        return what
    return make_task(config).regression, _unit(config) if what == "distance" else what


def _unit(config: TrainConfig) -> str:
    return distance_names()[config.task].partition(":")[0]


def letters_of(runs: Sequence[Run]) -> dict[str, str]:
    """A letter for each run where there are several, as in the table."""
    several = len(runs) > 1
    return {run.id: "ABCDEFGH"[k] if several else "" for k, run in enumerate(runs)}


def lane_titles(run: Run, letter: str) -> list[str]:
    """What its lanes are called beside those of other runs: "A · LSTM"."""
    names = [name.name for name in lane_names([lane.config for lane in run.lanes])]
    return [f"{letter} · {name}" if letter else name for name in names]


def _picture(
    runs: Sequence[Run], letters: dict[str, str], what: str, theme: str, key: str
) -> Picture:
    drawn: list[figures.Line] = []
    said: list[str] = []
    for run in runs:
        task = make_task(run.lanes[0].config)
        configs = [lane.config for lane in run.lanes]
        titles = lane_titles(run, letters[run.id])
        for number_, (lane, title) in enumerate(zip(run.lanes, titles, strict=True)):
            seen = _band(store().events(run.id, number_), task, what)
            drawn.append(
                figures.Line(
                    title,
                    lane.config.kind,
                    seen.x,
                    seen.low,
                    seen.middle,
                    seen.high,
                    nth=sum(other.kind == lane.config.kind for other in configs[:number_]),
                    letter=letters[run.id],
                )
            )
            said.append(_takeaway(task, title, seen, what))
    words, scale = _words(runs, letters, what)
    errors = what != "loss" and not scale.percent
    file = f"{what}-error" if errors else what
    figure = figures.lines(drawn, words, scale, theme=theme)
    return Picture(key, file, theme, figure, " ".join([f"{words.title}.", *said]))


def _band(records: Sequence[Record], task: Task, what: str) -> Band:
    if what == "loss":
        return loss_band(records)
    return score_band(records) if what == "score" else distance_band(records, task.distances)


def _words(
    runs: Sequence[Run], letters: dict[str, str], what: str
) -> tuple[figures.Words, figures.Scale]:
    config = runs[0].lanes[0].config
    regression = make_task(config).regression
    separators = ",." if language() == "es" else ".,"
    steps, spread = _("training steps"), _("median of the seeds, band from lowest to highest")
    if what == "loss":
        title, y = _("Loss over training"), _("loss (logarithmic)")
        return figures.Words(title, spread, steps, y, separators), figures.Scale(logarithmic=True)
    y = _("mean squared error") if regression else _("right answers")
    scale = figures.Scale(percent=not regression, chance=_chance(runs, letters))
    if what == "score":
        title = _("Error over training") if regression else _("Right answers over training")
        return figures.Words(title, spread, steps, y, separators), scale
    title = _("Error at each distance") if regression else _("Right answers at each distance")
    spread = _("in the last report; median of the seeds, band from lowest to highest")
    return figures.Words(title, spread, _unit(config), y, separators), scale


def _chance(runs: Sequence[Run], letters: dict[str, str]) -> dict[float, str]:
    """The levels of guessing, each with the letters of its runs where there are several."""
    by_level: dict[float, list[str]] = {}
    for run in runs:
        by_level.setdefault(make_task(run.lanes[0].config).chance, []).append(letters[run.id])
    several = len(by_level) > 1
    return {
        level: f"{_('guessing')} {', '.join(names)}" if several else _("guessing")
        for level, names in sorted(by_level.items())
    }


def _takeaway(task: Task, title: str, seen: Band, what: str) -> str:
    """What a line shows, in one sentence."""
    there = [k for k, value in enumerate(seen.middle) if math.isfinite(value)]
    if not there:
        return _("{name}: nothing yet.", name=title)
    first, last = there[0], there[-1]
    if what == "distance" and first == last:
        score, distance = written(task, seen.middle[last]), number(seen.x[last], 0)
        return _("{name}: {score} at {distance}.", name=title, score=score, distance=distance)
    if what == "distance":
        return _(
            "{name}: {near} at {first}, {far} at {last}.",
            name=title,
            near=written(task, seen.middle[first]),
            first=number(seen.x[first], 0),
            far=written(task, seen.middle[last]),
            last=number(seen.x[last], 0),
        )
    if what == "loss":
        return _(
            "{name}: from {first} to {last} in {steps} steps.",
            name=title,
            first=number(seen.middle[first], 3),
            last=number(seen.middle[last], 3),
            steps=number(seen.x[last], 0),
        )
    return _(
        "{name}: {score} after {steps} steps, from {low} to {high} over the seeds.",
        name=title,
        score=written(task, seen.middle[last]),
        steps=number(seen.x[last], 0),
        low=written(task, seen.low[last]),
        high=written(task, seen.high[last]),
    )
