"""The question before a picture: asked, answered once, and decided by the net of which the picture is."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from functools import lru_cache

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx

from ui.components.question import show_question
from ui.lesson.question import Question, Verdict
from ui.text import _, language

log = logging.getLogger("app")
DRAWN = 1.0  # seconds that the browser has for the question before the net is asked
_SAID: dict[tuple[str, str], Verdict] = {}  # by question and language
_ASKED: defaultdict[tuple[str, str], threading.Lock] = defaultdict(threading.Lock)  # one at a time
ANSWERS = "lesson_answers"  # of the session: the option that was chosen, by question; it ends with the session


def ask(key: str) -> bool:
    """Ask the question with this key, or show what came of it; whether its picture may be shown now. Raises KeyError."""
    asked = question_of(key)
    choice = _answers().get(key)
    show_question(_payload(asked, choice), key=f"question_{key}", on_choice=lambda: _take(asked))
    if choice is None:
        _decide_ahead(key, language())
    return choice is not None


@lru_cache(maxsize=128)
def _decide_ahead(key: str, lang: str) -> None:
    """Once for each question and language, ask the net while the reader still reads: whoever answers first does not wait for it."""

    def decide() -> None:
        try:
            _verdict(key, lang)
        except Exception:  # it will be asked again, and then the reader is told
            log.info("The question %s was not decided ahead.", key, exc_info=True)

    later = threading.Timer(DRAWN, decide)
    later.daemon = True
    add_script_run_ctx(later)  # it writes in the reader's language
    later.start()


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


def _verdict(key: str, lang: str) -> Verdict:
    """The shipped nets do not change, so what one of them said once holds for all readers of a language."""
    with _ASKED[key, lang]:
        if (key, lang) in _SAID:
            return _SAID[key, lang]
        verdict = _question(key, lang).decide()
        # The reader may have switched it meanwhile.
        if language() == lang:
            _SAID[key, lang] = verdict
        return verdict
