"""The frame: every page in every language without an exception."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui.navigation import Entry, entries
from ui.text import LANGUAGES

ROOT = Path(__file__).parents[1]
PAGES = [pytest.param(entry, id=entry.path or "home") for entry in entries()]


@pytest.fixture(scope="module")
def app() -> AppTest:
    """The frame, in which the tests walk from page to page."""
    return AppTest.from_file(str(ROOT / "ui" / "frame.py"), default_timeout=60).run()


@pytest.mark.parametrize("entry", PAGES)
def test_page_runs_and_speaks_every_language(app: AppTest, entry: Entry) -> None:
    app.switch_page(str(entry.file)).run()
    titles = set()
    for lang in LANGUAGES:
        control = app.segmented_control(key="lang")
        if control.value != lang:
            control.set_value(lang).run()
        assert not app.exception
        assert not app.error
        assert app.segmented_control(key="lang").value == lang
        titles.add(app.title[0].value)
    assert len(titles) == len(LANGUAGES)


@pytest.mark.parametrize(("locale", "lang"), [("en-GB", "en"), ("es-MX", "es"), ("ja-JP", "es")])
def test_browser_chooses_the_language(locale: str, lang: str) -> None:
    app = AppTest.from_file(str(ROOT / "ui" / "frame.py"), default_timeout=60)
    app.context = {"locale": locale}
    app.run()
    assert app.segmented_control(key="lang").value == lang
