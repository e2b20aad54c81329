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


# In which order their options are asked, so that the place of the right one tells nothing. All others as they are made, above
# all those of the cases, whose order is that of the kinds of nets.
_ORDER = {
    "loop": (1, 0, 2),
    "uses": (0, 2, 1),
    "curves": (2, 1, 0),
    "line": (2, 1, 0),
    "forget": (2, 1, 0),
    "learn": (2, 0, 1),
    "intuitive": (2, 1, 0),
    "xray": (2, 1, 0),
    "surgery": (0, 2, 1),
    "race": (0, 2, 1, 3),
}


def question(key: str) -> Question:
    """The question of that key, in the reader's language. Raises KeyError."""
    asked = _MAKERS[key]()
    return _ordered(asked, _ORDER[key]) if key in _ORDER else asked


def _ordered(asked: Question, order: tuple[int, ...]) -> Question:
    """The same with its options in another order, their places as they were made."""

    def decide() -> Verdict:
        verdict = asked.decide()
        return replace(verdict, right=tuple(sorted(order.index(k) for k in verdict.right)))

    return replace(asked, options=tuple(asked.options[k] for k in order), decide=decide)
