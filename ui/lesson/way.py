"""The whole way through the lecture as it is shown on the start page: its objectives, their slides, and how long each takes."""

from __future__ import annotations

from collections.abc import Sequence

from ui.components.lesson_path import lesson_path
from ui.lesson.length import choose_length, length
from ui.lesson.path import lecture, link_to, minutes_of
from ui.lesson.step import Step
from ui.text import _, number


def show_way(at: str = "") -> None:
    """Draw it, with the ways to the steps, and the choice of the length.

    Args:
        at: the step of the lecture where it is shown, which has its own way on; "": beside the lecture.
    """
    choose_length()
    lesson_path(payload(at), key="lesson_path")


def payload(at: str = "") -> dict[str, object]:
    """The objectives, each with its groups of steps; every step of the lecture is in one of them."""
    return {
        "inside": bool(at),
        "goals": [
            {
                "title": title,
                "time": _time([step for group in groups for step in _of(*group[1:])]),
                "groups": [_group(*group) for group in groups],
            }
            for title, groups in _goals()
        ],
        "labels": {
            "name": _("The steps of the lecture"),
            "begin": _("Begin the lecture"),
            "anew": _("Begin anew, without my answers"),
            "go_on": _("Go on: {title}"),
            "seen": _("{n} of {of} seen"),
        },
    }


def _goals() -> list[tuple[str, list[tuple[str, int, int]]]]:
    """Title of each objective, and of its groups; a group has a first and a last slide, 0 being beyond the slides."""
    return [
        (
            _("1. Introduction to recurrent neural networks"),
            [
                (_("Which network would we use? Slides 1 to 5"), 1, 5),
                (_("The loop, unrolled and trained. Slides 6 and 7"), 6, 7),
                (_("Short and long dependencies. Slides 8 and 9"), 8, 9),
            ],
        ),
        (_("2. The vanishing gradient"), [(_("Sensitivity decays with time. Slide 10"), 10, 10)]),
        (
            _("3. LSTM networks"),
            [
                (_("The cell, gate by gate. Slides 11 to 16"), 11, 16),
                (_("What the memory holds. Slide 17"), 17, 17),
                (_("Beyond the slides: who wins?"), 0, 0),
            ],
        ),
    ]


def _of(first: int, last: int) -> list[Step]:
    return [step for step in lecture() if first <= step.slide <= last]


def _group(title: str, first: int, last: int) -> dict[str, object]:
    steps = _of(first, last)
    return {
        "key": f"{first}-{last}",
        "title": title,
        "time": _time(steps),
        "steps": [
            {"key": step.key, "link": link_to(step), "title": step.title, "time": _time([step])}
            for step in steps
        ],
    }


def _time(steps: Sequence[Step]) -> str:
    minutes = sum(minutes_of(step, length()) for step in steps)
    return _("{n} min", n=number(minutes, 0 if float(minutes).is_integer() else 1))
