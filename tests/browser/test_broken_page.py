"""When a page raises, the reader gets a sentence and a way back, and the log gets the traceback."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.server import ROOT, Server, serve
from tests.browser.conftest import NO_WORKERS, PATIENCE

BROKEN = """
import streamlit as st

st.button("callback", on_click=lambda: 1 / 0)


@st.fragment
def part() -> None:
    if st.button("fragment"):
        raise RuntimeError("a broken fragment")


part()
if st.button("page"):
    raise RuntimeError("a broken page")
"""


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the app with a page that raises whatever is pressed."""
    folder = tmp_path_factory.mktemp("broken")
    for name in ("ui", "pages", "lab", "lstm_core", "locales", "lessons", "models", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "app.py", folder)
    (folder / "pages" / "lesson" / "cell.py").write_text(BROKEN)
    with serve(folder / "app.py", env=NO_WORKERS) as server:
        yield server


PRESSED = [  # language, button, what the page says, what the log says
    ("es", "page", "Algo ha fallado en esta página.", "RuntimeError: a broken page"),
    ("es", "callback", "Algo ha fallado en esta página.", "ZeroDivisionError"),
    ("en", "fragment", "Something on this page went wrong.", "RuntimeError: a broken fragment"),
]


def test_whatever_raises_gives_a_sentence_and_the_log_the_traceback(
    browser: Browser, broken: Server
) -> None:
    with browser.new_context(locale="es-ES", base_url=broken.url) as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        for lang, what, sentence, error in PRESSED:
            before = len(broken.log.read_text())
            page.goto(f"/cell?lang={lang}")
            page.get_by_role("button", name=what, exact=True).click()
            alert = page.get_by_role("alert")
            expect(alert).to_contain_text(sentence)
            expect(alert).not_to_contain_text("Error")
            log = broken.log.read_text()[before:]
            assert re.search(f"Traceback.*{error}", log, re.DOTALL)
        page.get_by_role("link", name="Back to the start").click()
        expect(page).to_have_url(re.compile(r"/(\?lang=en)?$"))
