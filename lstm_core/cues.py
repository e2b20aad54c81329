"""What a sentence that somebody typed depends on: the word that decides its answer, and which answers are right. It reads no net."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from lstm_core.grammar import KINDS_OF_SENTENCE
from lstm_core.sentences import COUNTRIES, cue_clauses, dependency, end_clauses, languages_of


@dataclass(frozen=True)
class Cue:
    """The word that decides a sentence's answer.

    Args:
        kind: one of KINDS_OF_SENTENCE.
        case: which of the kind's cases, such as the number of the country.
        language: "es" or "en".
        place: of the word, from 0.
        answers: the words that are right at the end.
    """

    kind: str
    case: int
    language: str
    place: int
    answers: tuple[str, ...]


def find_cue(words: Sequence[str], language: str, countries: int = COUNTRIES) -> Cue | None:
    """The cue in `words`, first sought in the first clause, then everywhere; None where the grammar knows none.

    Of several kinds in one clause nationality comes first ("my father is french" is about french), then vehicle.
    """
    first = words.index(",") if "," in words else len(words)
    for end in (first, len(words)):
        for kind in KINDS_OF_SENTENCE:
            for one in languages_of(language):
                deciding = _deciding(one, kind, countries)
                for place, word in enumerate(words[:end]):
                    if (case := deciding.get(word)) is not None:
                        answers = answers_of(one, kind, countries)[case]
                        return Cue(kind, case, one, place, answers)
    return None


@cache
def answers_of(language: str, kind: str, countries: int = COUNTRIES) -> tuple[tuple[str, ...], ...]:
    """For each case of a kind the words that are right at the end of a sentence."""
    return tuple(
        tuple(dict.fromkeys(clause.split()[-1] for clause in end_clauses(language, kind, case)))
        for case in range(len(dependency(language, kind, countries).cases))
    )


@cache
def _deciding(language: str, kind: str, countries: int) -> dict[str, int]:
    """The starred words of the first clauses, each with its case."""
    return {
        word.removeprefix("*"): case
        for case in range(len(dependency(language, kind, countries).cases))
        for clause in cue_clauses(language, kind, case)
        for word in clause.split()
        if word.startswith("*")
    }
