"""The questions of the lecture: each is asked before its picture is shown, and decided by a net when it has been answered."""

from __future__ import annotations

from collections.abc import Callable

from ui.lesson.question import Question
from ui.lesson.questions import bptt, cases, cell, gradient, memory, race

_MAKERS: dict[str, Callable[[], Question]] = {
    **cases.QUESTIONS,
    **bptt.QUESTIONS,
    **gradient.QUESTIONS,
    **cell.QUESTIONS,
    **memory.QUESTIONS,
    **race.QUESTIONS,
}
KEYS = tuple(_MAKERS)  # in the order of the lecture


def question(key: str) -> Question:
    """The question of that key, in the reader's language. Raises KeyError."""
    return _MAKERS[key]()
