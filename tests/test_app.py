"""The frame: every page in every language without an exception, and what happens when a page does raise."""

import logging
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui.navigation import Entry, entries
from ui.text import LANGUAGES

ROOT = Path(__file__).parents[1]
PAGES = [pytest.param(entry, id=entry.path or "home") for entry in entries()]


def opened(entry: Entry, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params.update(query)
    app.run()
    return app.switch_page(entry.file).run()


@pytest.mark.parametrize("lang", list(LANGUAGES))
@pytest.mark.parametrize("entry", PAGES)
def test_page_runs(entry: Entry, lang: str) -> None:
    app = opened(entry, lang=lang)
    assert not app.exception
    assert not app.error
    assert app.segmented_control(key="lang").value == lang


@pytest.mark.parametrize("entry", PAGES)
def test_page_speaks_both_languages(entry: Entry) -> None:
    app = opened(entry, lang="es")
    spanish = app.title[0].value
    app.segmented_control(key="lang").set_value("en").run()
    assert app.title[0].value != spanish


@pytest.mark.parametrize(("locale", "lang"), [("en-GB", "en"), ("es-MX", "es"), ("ja-JP", "es")])
def test_browser_chooses_the_language(locale: str, lang: str) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.context = {"locale": locale}
    app.run()
    assert app.segmented_control(key="lang").value == lang


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [("es", "Algo ha fallado en esta página."), ("en", "Something on this page went wrong.")],
)
def test_page_that_raises_gives_a_sentence_and_the_log_the_traceback(
    lang: str,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(name: str) -> str:
        raise RuntimeError(f"a broken page asked for {name}")

    home = entries()[0]
    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr("ui.text.lesson", broken)
        app = opened(home, lang=lang)
    assert not app.exception
    assert sentence in app.error[0].value
    assert "broken" not in app.error[0].value
    assert "a broken page asked for home" in caplog.text
    assert "Traceback" in caplog.text

    app.button(key="try_again").click().run()  # mended by now
    assert not app.error
