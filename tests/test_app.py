"""The frame: what language it speaks. Every page in each of them is in tests/browser/test_every_page.py."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

FRAME = Path(__file__).parents[1] / "ui" / "frame.py"


@pytest.mark.parametrize(("locale", "lang"), [("en-GB", "en"), ("es-MX", "es"), ("ja-JP", "es")])
def test_browser_chooses_the_language(locale: str, lang: str) -> None:
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    app.context = {"locale": locale}
    app.run()
    assert app.segmented_control(key="lang").value == lang


def test_link_beats_the_browser_and_an_unknown_language_does_no_harm() -> None:
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    app.context = {"locale": "es-ES"}
    app.query_params["lang"] = "en"
    app.run()
    assert app.segmented_control(key="lang").value == "en"
    english = app.title[0].value
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    app.context = {"locale": "es-ES"}
    app.query_params["lang"] = "x" * 10_000
    app.run()
    assert app.segmented_control(key="lang").value == "es"
    assert app.title[0].value != english
