"""The frame: every page in every language without an exception."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui.navigation import Entry, entries
from ui.text import LANGUAGES

ROOT = Path(__file__).parents[1]
PAGES = [pytest.param(entry, id=entry.path or "home") for entry in entries()]


def opened(entry: Entry, lang: str) -> AppTest:
    """The page by its link."""
    app = AppTest.from_file(str(ROOT / "ui" / "frame.py"), default_timeout=60)
    app.query_params["lang"] = lang
    if entry.path:
        app.switch_page(str(entry.file))
    return app.run()


@pytest.mark.parametrize("entry", PAGES)
def test_page_runs_and_speaks_every_language(entry: Entry) -> None:
    titles = set()
    for lang in LANGUAGES:
        app = opened(entry, lang)
        assert not app.exception
        assert not app.error
        assert app.segmented_control(key="lang").value == lang
        titles.add(app.title[0].value)
    assert len(titles) == len(LANGUAGES)


def test_switch_changes_the_language() -> None:
    app = opened(entries()[0], "es")
    spanish = app.title[0].value
    app.segmented_control(key="lang").set_value("en").run()
    assert app.title[0].value != spanish


@pytest.mark.parametrize(("locale", "lang"), [("en-GB", "en"), ("es-MX", "es"), ("ja-JP", "es")])
def test_browser_chooses_the_language(locale: str, lang: str) -> None:
    app = AppTest.from_file(str(ROOT / "ui" / "frame.py"), default_timeout=60)
    app.context = {"locale": locale}
    app.run()
    assert app.segmented_control(key="lang").value == lang
