"""No reader meets a text that is missing, half translated or in the wrong language."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from ui import text

ROOT = Path(__file__).parents[1]
TRANSLATED = [lang for lang in text.LANGUAGES if lang != text.SOURCE]


@cache
def strings_in_the_code() -> set[str]:
    files = [*(ROOT / "pages").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    return {
        message if isinstance(message, str) else message[0]
        for file in files
        for _, message, _, _ in extract_from_file("python", file, keywords={"_": None})
    }


def catalog(lang: str) -> Catalog:
    with (ROOT / "locales" / lang / "messages.po").open("rb") as file:
        return read_po(file, locale=lang)


def messages(lang: str) -> list[Message]:
    return [message for message in catalog(lang) if message.id]


def placeholders(string: object) -> list[str]:
    return sorted(re.findall(r"\{(\w*)\}", str(string)))


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_string_of_the_code_is_in_the_catalog(lang: str) -> None:
    assert strings_in_the_code() - {str(m.id) for m in messages(lang)} == set()


@pytest.mark.parametrize("lang", TRANSLATED)
def test_no_string_is_left_that_the_code_has_lost(lang: str) -> None:
    assert {str(m.id) for m in messages(lang)} - strings_in_the_code() == set()
    assert list(catalog(lang).obsolete) == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_string_is_translated_and_sure(lang: str) -> None:
    assert [m.id for m in messages(lang) if not m.string or m.fuzzy] == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_translations_have_the_placeholders_of_the_original(lang: str) -> None:
    differing = [m.id for m in messages(lang) if placeholders(m.id) != placeholders(m.string)]
    assert differing == []


def test_every_message_is_written_out_where_it_is_used() -> None:
    """`_(variable)` cannot be found by the extractor, so it must not occur."""
    files = [*(ROOT / "pages").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    hidden = [
        f"{file.name}: {call}"
        for file in files
        for call in re.findall(r"(?<![\w.])_\((?!\s*[\"'])[^)]*\)", file.read_text("utf-8"))
        if file != ROOT / "ui" / "text.py"
    ]
    assert hidden == []


def test_every_lesson_exists_in_every_language_and_says_something() -> None:
    lessons = {
        lang: {
            path.relative_to(ROOT / "lessons" / lang).as_posix()
            for path in (ROOT / "lessons" / lang).rglob("*.md")
        }
        for lang in text.LANGUAGES
    }
    assert set(map(frozenset, lessons.values())) == {frozenset(lessons[text.DEFAULT])}
    assert [p for p in (ROOT / "lessons").rglob("*.md") if not p.read_text("utf-8").strip()] == []
    assert {path.name for path in (ROOT / "lessons").iterdir()} == set(text.LANGUAGES)


def test_text_without_a_session_is_spanish() -> None:
    assert text.language() == "es"
    assert text._("Try again") == "Intentarlo de nuevo"


@pytest.mark.parametrize(
    ("wanted", "lang"),
    [
        (["en-GB", "es"], "en"),
        (["EN"], "en"),
        (["fr-FR", " en", "es"], "en"),
        (["fr", "de"], "es"),
        (["", "-", ";", "e" * 1000], "es"),
        ([], "es"),
    ],
)
def test_first_language_we_have_is_taken(wanted: list[str], lang: str) -> None:
    assert text.best_of(wanted) == lang


def test_values_are_filled_in_and_braces_of_others_stay() -> None:
    assert text._("Open “{page}”", page="{x}") == "Abrir «{x}»"
    assert text._("no such message {as} this") == "no such message {as} this"


@pytest.mark.parametrize(
    ("x", "digits", "spanish", "english"),
    [
        (0.25, 2, "0,25", "0.25"),
        (-0.001, 2, "0,00", "0.00"),
        (-1.5, 1, "−1,5", "−1.5"),
        (3, 0, "3", "3"),
        (2 / 3, 3, "0,667", "0.667"),
        (1500, 0, "1500", "1500"),
        (9999.96, 1, "10.000,0", "10,000.0"),
        (12345.678, 1, "12.345,7", "12,345.7"),
        (-999_999_999_999_999.0, 0, "−999.999.999.999.999", "−999,999,999,999,999"),
        (1e15, 2, "1,0·10¹⁵", "1.0·10¹⁵"),
        (-3e38, 2, "−3,0·10³⁸", "−3.0·10³⁸"),
        (9.99e299, 2, "1,0·10³⁰⁰", "1.0·10³⁰⁰"),
        (float("nan"), 2, "NaN", "NaN"),
        (float("inf"), 2, "∞", "∞"),
    ],
)
def test_numbers_as_the_reader_writes_them(
    monkeypatch: pytest.MonkeyPatch, x: float, digits: int, spanish: str, english: str
) -> None:
    assert text.number(x, digits) == spanish
    monkeypatch.setattr(text, "language", lambda: "en")
    assert text.number(x, digits) == english
