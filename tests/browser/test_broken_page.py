"""When a page raises, the reader gets a sentence and a way back, and the log gets the traceback."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.server import ROOT, serve

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


@pytest.mark.parametrize(
    ("locale", "sentence", "back"),
    [
        ("es-ES", "Algo ha fallado en esta página.", "Volver al inicio"),
        ("en-US", "Something on this page went wrong.", "Back to the start"),
    ],
)
def test_whatever_raises_gives_a_sentence_and_the_log_the_traceback(
    browser: Browser, tmp_path: Path, locale: str, sentence: str, back: str
) -> None:
    for name in ("ui", "pages", "lab", "lstm_core", "locales", "lessons", "models", ".streamlit"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "app.py", tmp_path)
    (tmp_path / "pages" / "lesson" / "cell.py").write_text(BROKEN)
    with serve(tmp_path / "app.py") as server:
        page = browser.new_context(locale=locale, base_url=server.url).new_page()
        for what, error in [
            ("page", "RuntimeError: a broken page"),
            ("fragment", "RuntimeError: a broken fragment"),
            ("callback", "ZeroDivisionError"),
        ]:
            page.goto("/cell")
            page.get_by_role("button", name=what, exact=True).click()
            alert = page.get_by_role("alert")
            expect(alert).to_contain_text(sentence)
            expect(alert).not_to_contain_text("Error")
            assert re.search(f"Traceback.*{error}", server.log.read_text(), re.DOTALL)
        page.get_by_role("link", name=back).click()
        expect(page).to_have_url(re.compile("/$"))
