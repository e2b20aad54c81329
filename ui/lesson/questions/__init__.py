"""The questions of the lecture: each is asked before its picture is shown, and decided by a net when it has been answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial

from ui.lesson.question import Question, Verdict
from ui.lesson.questions import bptt, cases, cell, gradient, memory, race
from ui.text import language

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
    return replace(_MAKERS[key](), decide=partial(_decided, key, language()))


# Nets that ship do not change, and a whole class answers at once. The language is that of the evidence.
@lru_cache(maxsize=128)
def _decided(key: str, _language: str) -> Verdict:
    return _MAKERS[key]().decide()
