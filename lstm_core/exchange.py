"""Exchange: which words can stand in a sentence in the place of one of its words. It reads no net."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from lstm_core.cues import find_cue
from lstm_core.grammar import KINDS_OF_SENTENCE
from lstm_core.sentences import (
    COUNTRIES,
    between_clauses,
    cue_clauses,
    dependency,
    end_clauses,
    languages_of,
    vocabulary,
)

Hole = tuple[int, tuple[str, ...]]  # a place in a clause, and the clause's other words


def exchangeable(words: Sequence[str], place: int) -> bool:
    """Whether there is a word at `place`, not a comma."""
    return 0 <= place < len(words) and words[place].isalpha()


def fitting(
    words: Sequence[str], place: int, language: str, countries: int = COUNTRIES
) -> tuple[str, ...]:
    """Other words that make a clause of the grammar in the place of `words[place]`, those that ask for another answer first.

    Of the word that decides the answer, these are the words of the other cases (francés: alemán, ...), beginning with the next
    case. Words that make no clause of the grammar with the rest are among them only for such a word.

    Args:
        words: what is read, with its commas.
        place: from 0, not of a comma.
        language: "es", "en" or "both".
        countries: 2 to 8.
    """
    here = words[place]
    start = max((i + 1 for i in range(place) if words[i] == ","), default=0)
    end = next((i for i in range(place, len(words)) if words[i] == ","), len(words))
    rest = tuple(word for i, word in enumerate(words[start:end]) if i != place - start)
    same = _by_hole(language, countries).get((place - start, rest), ())
    cue = find_cue(words, language, countries)
    others: list[str] = []
    if cue is not None and cue.place == place:
        others = _of_other_cases(here, cue.kind, cue.case, cue.language, countries)
    ordered = [word for word in others if word in same] + others + list(same)
    return tuple(word for word in dict.fromkeys(ordered) if word != here)


def all_words(language: str, countries: int = COUNTRIES) -> tuple[str, ...]:
    """Every word of the vocabulary that is one, in the order of the alphabet."""
    return tuple(sorted(word for word in vocabulary(language, countries) if word.isalpha()))


def _of_other_cases(here: str, kind: str, case: int, language: str, countries: int) -> list[str]:
    """Of the first clauses in which `here` decides, the deciding words of the other cases in the same clause."""
    count = len(dependency(language, kind, countries).cases)
    own = [_starred(clause) for clause in cue_clauses(language, kind, case)]
    found = []
    for later in range(1, count):
        theirs = [
            _starred(clause) for clause in cue_clauses(language, kind, (case + later) % count)
        ]
        found += [theirs[i] for i, word in enumerate(own) if word == here and i < len(theirs)]
    return found


def _starred(clause: str) -> str:
    return next(word[1:] for word in clause.split() if word.startswith("*"))


@cache
def _by_hole(language: str, countries: int) -> dict[Hole, tuple[str, ...]]:
    """For each clause of the grammar without one of its words, the words that fill it."""
    found: dict[Hole, dict[str, None]] = {}
    for clause in _clauses(language, countries):
        words = clause.replace("*", "").split()
        for i, word in enumerate(words):
            found.setdefault((i, (*words[:i], *words[i + 1 :])), {})[word] = None
    return {hole: tuple(words) for hole, words in found.items()}


def _clauses(language: str, countries: int) -> list[str]:
    clauses = []
    for one in languages_of(language):
        for kind in KINDS_OF_SENTENCE:
            for case in range(len(dependency(one, kind, countries).cases)):
                clauses += cue_clauses(one, kind, case) + end_clauses(one, kind, case)
        clauses += [clause for subject in between_clauses(one) for clause in subject]
    return clauses
