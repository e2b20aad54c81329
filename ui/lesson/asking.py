"""The question before a picture: asked, answered once, and decided by the net of which the picture is."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from functools import lru_cache

import streamlit as st

from ui.components.question import show_question
from ui.lesson.question import Question, Verdict
from ui.text import _, language, speaking

log = logging.getLogger("app")
DRAWN = 1.0  # seconds that the browser has for the question before the net is asked
_SAID: dict[tuple[str, str], Verdict] = {}  # by question and language
_ASKED: defaultdict[tuple[str, str], threading.Lock] = defaultdict(threading.Lock)  # one at a time
AGAIN = "again"  # what the browser sends in place of an option when the reader wants to be asked once more
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
    later = threading.Timer(DRAWN, _decide, (key, lang))
    later.daemon = True
    later.start()


def decide_all(lang: str) -> None:
    """Ask the nets every question of the lecture in its order, in this language, before anybody has come to it."""
    from ui.lesson.questions import KEYS

    for key in KEYS:
        _decide(key, lang)


def _decide(key: str, lang: str) -> None:
    try:
        _verdict(key, lang)
    except Exception:  # it will be asked again, and then the reader is told
        log.info("The question %s was not decided ahead.", key, exc_info=True)


def decided(key: str) -> Verdict | None:
    """What the nets said to the question with this key in the reader's language, if they have been asked."""
    return _SAID.get((key, language()))


def is_answered(key: str) -> bool:
    """Whether what came of the question with this key has been shown in this session."""
    return key in _answers()


def choice_of(key: str) -> int:
    """The place of the option that was chosen of the question with this key; -1 for none, and where it was not answered."""
    return _answers().get(key, -1)


def _payload(asked: Question, choice: int | None) -> dict[str, object]:
    said = None
    if choice is not None:
        verdict = _verdict(asked.key, language())
        said = {
            "right": list(verdict.right),
            "evidence": verdict.evidence,
            "why": [option.why for option in asked.options],
        }
    return {
        "key": asked.key,
        "ask": asked.ask,
        "options": [option.text for option in asked.options],
        "choice": choice,
        "verdict": said,
        "labels": {
            "hint": _("Answer with a click or a number key. Next shows the answer without one."),
            "asking": _("The net is being asked …"),
            "right": _("Right:"),
            "wrong": _("Not so:"),
            "answer": _("The answer:"),
            "why": _("Why?"),
            "again": _("Ask me again"),
        },
    }


def _answers() -> dict[str, int]:
    answers: dict[str, int] = st.session_state.setdefault(ANSWERS, {})
    return answers


def _take(asked: Question) -> None:
    choice = st.session_state[f"question_{asked.key}"].get("choice")
    if choice == AGAIN:
        _answers().pop(asked.key, None)
    elif isinstance(choice, int) and -1 <= choice < len(asked.options):
        _answers()[asked.key] = choice


def question_of(key: str) -> Question:
    """The question with this key, in the reader's language. Raises KeyError."""
    return _question(key, language())


def verdict_of(key: str) -> Verdict:
    """What the net says to the question with this key. Raises KeyError, and whatever asking the net does."""
    return _verdict(key, language())


@lru_cache(maxsize=128)
def _question(key: str, _language: str) -> Question:
    from ui.lesson.questions import question

    return question(key)


def _verdict(key: str, lang: str) -> Verdict:
    """The shipped nets do not change, so what one of them said once holds for all readers of a language."""
    with _ASKED[key, lang]:
        if (key, lang) not in _SAID:
            with speaking(lang):  # the reader may switch it meanwhile
                _SAID[key, lang] = _question(key, lang).decide()
        return _SAID[key, lang]
