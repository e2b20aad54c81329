"""To which kind of net a reader has committed: on the page of the cases, or with an answer in the lecture."""

from __future__ import annotations

from lstm_core.cases.config import KINDS
from ui.cases.kept import kept
from ui.cases.nets import own_trial
from ui.lesson.asking import choice_of, is_answered
from ui.lesson.beside import in_lecture

# The question of the lecture that asks the same, and the kinds that its options stand for. Of the mean the step after asks.
QUESTIONS = {"diabetes": "vector", "cancer": "vector", "iris": "iris", "speech": "speech"}
OFFERED = {**KINDS, "speech": ("frame", "convolutional", "recurrent")}


def committed(case: str, language: str = "") -> str:
    """The kind that was chosen on the page, or ""."""
    return kept(guess_key(case, language))


def committed_in_lecture(case: str) -> str:
    """The kind that was chosen when the lecture asked, or "" for none."""
    choice = choice_of(QUESTIONS[case])
    return OFFERED[case][choice] if 0 <= choice < len(OFFERED[case]) else ""


def is_named(case: str, language: str = "") -> bool:
    """Whether the nets of a case may be called what they are: the reader has said which they would use, so nothing is given away."""
    asked = in_lecture() or is_answered(QUESTIONS[case])
    return (
        asked or bool(committed(case, language)) or own_trial(case, language=language) is not None
    )


def guess_key(case: str, language: str) -> str:
    """Under which name it is kept."""
    return f"case_guess_{case}_{language}"
