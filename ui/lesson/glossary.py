"""The terms of the lecture: what each is called in both languages, what it means, and by which words it is found in a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.text import language


@dataclass(frozen=True)
class Term:
    """One term, in the reader's language but for its names.

    Args:
        key: its name in links, the same in every language: lower-case letters and hyphens.
        english: what it is called.
        spanish: the same.
        symbol: as formulas write it, or "".
        text: one or two sentences.
        forms: how prose in the reader's language writes it, lower case but for abbreviations; plurals too. A form may stand
            within a longer one ("entrada" in "puerta de entrada"): the longest wins.
        sources: keys of `ui.lesson.sources`.
    """

    key: str
    english: str
    spanish: str
    symbol: str
    text: str
    forms: tuple[str, ...]
    sources: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.spanish if language() == "es" else self.english

    @property
    def other(self) -> str:
        """In the other one."""
        return self.english if language() == "es" else self.spanish


def term(
    key: str,
    english: str,
    spanish: str,
    text: str,
    *,
    symbol: str = "",
    en: tuple[str, ...] = (),
    es: tuple[str, ...] = (),
    sources: tuple[str, ...] = (),
) -> Term:
    """A term that is found by its name and by the further forms of the reader's language."""
    forms = (spanish, *es) if language() == "es" else (english, *en)
    return Term(key, english, spanish, symbol, text, forms, sources)


def glossary() -> tuple[Term, ...]:
    """All terms, in the order of the lecture."""
    return tuple(one for _title, of_topic in topics() for one in of_topic())


def topics() -> tuple[tuple[str, Callable[[], tuple[Term, ...]]], ...]:
    """The terms by topic: its key, and what gives its terms."""
    # Imported here: they need `term` of this file.
    from ui.lesson.terms import cases, cell, gradient, networks, training

    return (
        ("networks", networks.terms),
        ("gradient", gradient.terms),
        ("cell", cell.terms),
        ("training", training.terms),
        ("cases", cases.terms),
    )
