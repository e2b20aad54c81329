"""The question before a picture: asked, answered once, and decided by the net of which the picture is."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from ui.components.question import show_question
from ui.lesson.question import Question, Verdict
from ui.text import _, language

ANSWERS = "lesson_answers"  # of the session: the option that was chosen, by question; it ends with the session


def ask(key: str) -> bool:
    """Ask the question with this key, or show what came of it; whether its picture may be shown now. Raises KeyError."""
    asked = question_of(key)
    choice = _answers().get(key)
    show_question(_payload(asked, choice), key=f"question_{key}", on_choice=lambda: _take(asked))
    return choice is not None


def is_answered(key: str) -> bool:
    """Whether what came of the question with this key has been shown in this session."""
    return key in _answers()


def _payload(asked: Question, choice: int | None) -> dict[str, object]:
    decided = None
    if choice is not None:
        verdict = _verdict(asked.key, language())
        decided = {
            "right": list(verdict.right),
            "evidence": verdict.evidence,
            "why": [option.why for option in asked.options],
        }
    return {
        "key": asked.key,
        "ask": asked.ask,
        "options": [option.text for option in asked.options],
        "choice": choice,
        "verdict": decided,
        "labels": {
            "hint": _("Answer with a click or a number key. Next shows the answer without one."),
            "asking": _("The net is being asked …"),
            "right": _("Right:"),
            "wrong": _("Not so:"),
            "answer": _("The answer:"),
            "again": _("Ask me again"),
        },
    }


def _answers() -> dict[str, int]:
    answers: dict[str, int] = st.session_state.setdefault(ANSWERS, {})
    return answers


def _take(asked: Question) -> None:
    choice = st.session_state[f"question_{asked.key}"].get("choice")
    if choice is None:
        _answers().pop(asked.key, None)
    elif isinstance(choice, int) and -1 <= choice < len(asked.options):
        _answers()[asked.key] = choice


def question_of(key: str) -> Question:
    """The question with this key, in the reader's language. Raises KeyError."""
    return _question(key, language())


@lru_cache(maxsize=128)
def _question(key: str, _language: str) -> Question:
    from ui.lesson.questions import question

    return question(key)


@lru_cache(maxsize=128)
def _verdict(key: str, _language: str) -> Verdict:
    """The shipped nets do not change, so what one of them said once holds for all readers."""
    return _question(key, _language).decide()
