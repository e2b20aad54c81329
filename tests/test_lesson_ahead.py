"""What is drawn ahead of all readers: the very thing that a step asks for later, and in every language."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from ui.lesson import ahead
from ui.memory import learned, xray
from ui.text import LANGUAGES, language, speaking

FRAME = str(Path(__file__).parents[1] / "ui" / "frame.py")


def test_a_step_asks_for_what_was_drawn_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []

    def measured(*known_by: object) -> bytes:
        asked.append(known_by[:-1])  # the last one is not part of the key
        return b"{}"

    monkeypatch.setattr(xray, "_measured", measured)
    monkeypatch.setattr(learned, "_measured", measured)
    with speaking("en"):
        ahead._xray()
        ahead._learned()
    made, asked[:] = list(asked), []
    for step in ("xray", "learned"):
        app = AppTest.from_file(FRAME, default_timeout=60)
        app.query_params["lang"] = "en"
        app.session_state["lesson_answers"] = {step: 0}
        app._page_hash = calc_hash(f"lesson-{step}")
        app.run()
        assert not app.exception
    assert asked == made


def test_one_that_cannot_be_drawn_ahead_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def broken() -> None:
        raise LookupError

    monkeypatch.setattr(ahead, "_xray", broken)
    monkeypatch.setattr(ahead, "_surgery", lambda: drawn.append(f"surgery {language()}"))
    monkeypatch.setattr(ahead, "_learned", lambda: drawn.append(f"learned {language()}"))
    for lang in LANGUAGES:
        ahead.draw_ahead(lang)
    assert drawn == [f"{step} {lang}" for lang in LANGUAGES for step in ("surgery", "learned")]
