"""The questions of the lecture: each is asked before its picture is shown, and decided by a net when it has been answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ui.lesson.question import Question, Verdict
from ui.lesson.questions import bptt, cell, disease, gates, gradient, iris, memory, race, speech

_MAKERS: dict[str, Callable[[], Question]] = {
    **disease.QUESTIONS,
    **iris.QUESTIONS,
    **speech.QUESTIONS,
    **bptt.QUESTIONS,
    **gradient.QUESTIONS,
    **cell.QUESTIONS,
    **gates.QUESTIONS,
    **memory.QUESTIONS,
    **race.QUESTIONS,
}
KEYS = tuple(_MAKERS)  # page by page, in the order of the lecture


# Asked from the last option to the first, so that the place of the right one tells nothing.
_TURNED = {"curves", "line", "learn", "memory-line", "intuitive", "xray"}


def question(key: str) -> Question:
    """The question of that key, in the reader's language. Raises KeyError."""
    asked = _MAKERS[key]()
    return _turned(asked) if key in _TURNED else asked


def _turned(asked: Question) -> Question:
    """The same with its options from the last to the first."""
    last = len(asked.options) - 1

    def decide() -> Verdict:
        verdict = asked.decide()
        return replace(verdict, right=tuple(last - k for k in reversed(verdict.right)))

    return replace(asked, options=asked.options[::-1], decide=decide)
