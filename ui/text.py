"""The reader's language: short strings from gettext catalogs, long prose from Markdown, numbers as written there.

Messages are written in English in the code. `locales/<lang>/messages.po` holds the other languages;
Babel reads the catalogs as they are, so there is nothing to compile.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

import streamlit as st
from babel.core import negotiate_locale
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from streamlit.runtime.scriptrunner import get_script_run_ctx

ROOT = Path(__file__).parent.parent
LANGUAGES = {"es": "Español", "en": "English"}
DEFAULT = "es"
SOURCE = "en"  # the language of the messages in the code
HUGE = 1e15  # from here on nobody counts digits, and Babel cannot round beyond 28 of them
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPOKEN: ContextVar[str | None] = ContextVar("spoken", default=None)
CATALOGS = {lang: ROOT / "locales" / lang / "messages.po" for lang in LANGUAGES if lang != SOURCE}


def language() -> str:
    """The reader's language, a key of `LANGUAGES`: the switch, else the link, else the browser, else Spanish."""
    if spoken := _SPOKEN.get():
        return spoken
    if get_script_run_ctx(suppress_warning=True) is None:
        return DEFAULT
    for chosen in (st.session_state.get("lang"), st.query_params.get("lang")):
        if chosen in LANGUAGES:
            return chosen
    return browser_language()


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """What is written inside is in this language, whoever reads: for what is prepared before anybody has come."""
    before = _SPOKEN.set(lang)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def browser_language() -> str:
    """The first language that the reader's browser asks for and that we have, else Spanish."""
    accepted = st.context.headers.get("Accept-Language", "").split(",")
    return best_of([st.context.locale or "", *(part.partition(";")[0] for part in accepted)])


def best_of(wanted: Iterable[str]) -> str:
    """The first of the language tags `wanted`, such as "es-AR", that is one of ours, else Spanish."""
    tags = [tag.strip().lower() for tag in wanted]
    return negotiate_locale([tag for tag in tags if tag], LANGUAGES, sep="-") or DEFAULT


def _(message: str, **values: object) -> str:
    """`message` in the reader's language, with its {placeholders} filled from `values`.

    A message that the catalog lacks stays English. A number to be shown goes through `number` first.
    """
    text = message
    if (lang := language()) != SOURCE:
        path = CATALOGS[lang]
        text = _catalog(path, path.stat().st_mtime_ns).get(message, message)
    return text.format(**values) if values else text


def number(x: float, digits: int = 2) -> str:
    """`x` rounded to `digits` decimals as the reader writes it: 0,25 in Spanish, 0.25 in English.

    With a real minus sign, and never -0.00. From `HUGE` on as a power of ten: 3.0·10³⁸.
    """
    if not math.isfinite(x):
        return {math.inf: "∞", -math.inf: "−∞"}.get(x, "NaN")
    if abs(x) >= HUGE:
        front, exponent = f"{x:.1e}".split("e+")
        return f"{number(float(front), 1)}·10{exponent.translate(_RAISED)}"
    x = round(x, digits) or 0.0
    whole = "#,##0" if abs(x) >= 10_000 else "0"  # four digits stand together: 1500 steps
    pattern = whole + ("." + "0" * digits if digits else "")
    written = format_decimal(x, format=pattern, locale=language())
    return written.replace("-", "−")


def listed(names: Sequence[str]) -> str:
    """One or more names as a sentence has them: a, b and c."""
    *front, last = names
    return _("{some} and {last}", some=", ".join(front), last=last) if front else last


def lesson(name: str) -> str:
    """The Markdown of `lessons/<lang>/<name>.md`. Raises FileNotFoundError when there is none."""
    path = ROOT / "lessons" / language() / f"{name}.md"
    return _prose(path, path.stat().st_mtime_ns)


# The time of the last change is part of the key, so that a corrected text shows without a restart.
@lru_cache(maxsize=16)
def _catalog(path: Path, _changed: int) -> dict[str, str]:
    with path.open("rb") as file:
        catalog = read_po(file)
    return {str(m.id): str(m.string) for m in catalog if m.id and m.string and not m.fuzzy}


@lru_cache(maxsize=256)
def _prose(path: Path, _changed: int) -> str:
    return path.read_text(encoding="utf-8")
