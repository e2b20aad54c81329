"""Sentences whose last word depends on their first clause: drawn at random, or put together piece by piece.

"soy francés , ... , hablo fluidamente español y francés": a cue clause, n clauses about other things, and a last clause
whose last word, the answer, the cue decides. A batch is assembled by indexing a table of all clauses; there is
no loop over sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_core.grammar import KINDS_OF_SENTENCE, Dependency, Grammar, expand
from lstm_core.grammar_en import ENGLISH
from lstm_core.grammar_es import SPANISH

Ints = NDArray[np.int64]
GRAMMARS: dict[str, Grammar] = {"es": SPANISH, "en": ENGLISH}
COUNTRIES = len(SPANISH.nationality.cases)
PAD = ""  # word 0, after the end of the shorter sentences of a batch
MOST_CLAUSES = 15


@dataclass(frozen=True)
class Sentence:
    """One sentence and where its two ends of the dependency are.

    Args:
        words: all of it, commas and the full stop included.
        cue: position of the word that decides the answer.
        answer: position of the answer, the last word before the full stop.
        kind: one of KINDS_OF_SENTENCE.
        case: which of the kind's cases, such as the number of the country.
        language: "es" or "en".
        clauses: what stands in between.
    """

    words: tuple[str, ...]
    cue: int
    answer: int
    kind: str
    case: int
    language: str
    clauses: tuple[str, ...]

    @property
    def target(self) -> str:
        """The word that the cue asks for."""
        return self.words[self.answer]


def languages_of(language: str) -> tuple[str, ...]:
    """The grammars that a config's `language` ("es", "en" or "both") means."""
    return tuple(GRAMMARS) if language == "both" else (language,)


def dependency(language: str, kind: str, countries: int = COUNTRIES) -> Dependency:
    """The dependency of one kind, with the first `countries` nationalities only."""
    found: Dependency = getattr(GRAMMARS[language], kind)
    return found._replace(cases=found.cases[:countries]) if kind == "nationality" else found


def cue_clauses(language: str, kind: str, case: int) -> list[str]:
    """Every first clause of a case; a star stands before the word that decides."""
    found = dependency(language, kind)
    return [one for cue in found.cues for one in expand(cue.format(**found.cases[case]))]


def end_clauses(language: str, kind: str, case: int) -> list[str]:
    """Every last clause of a case; its last word is the answer."""
    found = dependency(language, kind)
    return [one for end in found.ends for one in expand(end.format(**found.cases[case]))]


@cache
def between_clauses(language: str) -> tuple[tuple[str, ...], ...]:
    """Every clause that may stand in between, by subject."""
    return tuple(
        tuple(one for pattern in patterns for one in expand(pattern))
        for patterns in GRAMMARS[language].between
    )


def draw_clauses(rng: np.random.Generator, language: str, n: int) -> tuple[str, ...]:
    """Clauses about `n` (0 to MOST_CLAUSES) different subjects; from the same seed, those of a smaller n come first."""
    if not 0 <= n <= MOST_CLAUSES:
        raise ValueError(f"n must be 0 to {MOST_CLAUSES} clauses, not {n}.")
    subjects = between_clauses(language)
    order, chance = rng.permutation(len(subjects)), rng.random(len(subjects))
    return tuple(
        subjects[i][int(u * len(subjects[i]))] for i, u in zip(order[:n], chance[:n], strict=True)
    )


def sentence(
    kind: str, case: int, clauses: Sequence[str], language: str = "es", cue: int = 0, end: int = 0
) -> Sentence:
    """The sentence with these clauses in between.

    Args:
        kind: one of KINDS_OF_SENTENCE.
        case: number of the country, the broken vehicle, or the gender and number (in English: the pronoun).
        clauses: what stands in between; their words need not be of the vocabulary.
        language: "es" or "en".
        cue: which of `cue_clauses`.
        end: which of `end_clauses`.
    """
    first = cue_clauses(language, kind, case)[cue]
    last = end_clauses(language, kind, case)[end]
    words = [*" , ".join((first, *clauses, last)).split(), "."]
    starred = next(i for i, word in enumerate(words) if word.startswith("*"))
    words[starred] = words[starred][1:]
    return Sentence(tuple(words), starred, len(words) - 2, kind, case, language, tuple(clauses))


@cache
def vocabulary(language: str, countries: int = COUNTRIES) -> tuple[str, ...]:
    """Every word of the sentences; a word's number is its place. PAD is 0.

    Args:
        language: "es", "en" or "both". A word that both languages have is one word.
        countries: 2 to 8.
    """
    words = dict.fromkeys((PAD, ",", "."))
    for one in languages_of(language):
        clauses = [
            clause
            for kind in KINDS_OF_SENTENCE
            for case in range(len(dependency(one, kind, countries).cases))
            for clause in cue_clauses(one, kind, case) + end_clauses(one, kind, case)
        ]
        clauses += [clause for subject in between_clauses(one) for clause in subject]
        words |= dict.fromkeys(" ".join(clauses).replace("*", "").split())
    return tuple(words)


@dataclass(frozen=True, eq=False)
class Clauses:
    """All clauses of a vocabulary in one table, each with its comma or full stop, and where each group of them stands.

    A group is a run of rows: the cues of a case, the ends of a case, or the clauses about a subject.

    Args:
        rows: (N, W) word numbers, padded with 0; row 0 is empty.
        length: (N,) words of each row.
        starred: (N,) place in its row of the word that decides; 0 in rows without one.
        cues, ends: (L, 3, C, 2) first row and number of rows of each language, kind and case.
        between: (L, M, 2) the same of each subject.
        cases: (L, 3) how many cases a kind has.
    """

    rows: Ints
    length: Ints
    starred: Ints
    cues: Ints
    ends: Ints
    between: Ints
    cases: Ints


@cache
def compile_clauses(language: str, countries: int = COUNTRIES) -> Clauses:
    """The table of all clauses of `vocabulary(language, countries)`."""
    number = {word: i for i, word in enumerate(vocabulary(language, countries))}
    rows: list[list[int]] = [[]]
    starred = [0]

    def add(clauses: Sequence[str], stop: str) -> tuple[int, int]:
        """Appends a group; returns its first row and its number of rows."""
        first = len(rows)
        rows.extend([number[w] for w in f"{c} {stop}".replace("*", "").split()] for c in clauses)
        starred.extend(len(c.split("*")[0].split()) if "*" in c else 0 for c in clauses)
        return first, len(clauses)

    chosen = languages_of(language)
    cases = [
        [len(dependency(one, k, countries).cases) for k in KINDS_OF_SENTENCE] for one in chosen
    ]
    cues, ends = np.zeros(
        (2, len(chosen), len(KINDS_OF_SENTENCE), np.max(cases), 2), dtype=np.int64
    )
    for i, one in enumerate(chosen):
        for j, kind in enumerate(KINDS_OF_SENTENCE):
            for case in range(cases[i][j]):
                cues[i, j, case] = add(cue_clauses(one, kind, case), ",")
                ends[i, j, case] = add(end_clauses(one, kind, case), ".")
    between = [[add(subject, ",") for subject in between_clauses(one)] for one in chosen]
    length = np.array([len(row) for row in rows])
    table = np.zeros((len(rows), length.max()), dtype=np.int64)
    table[np.arange(table.shape[1]) < length[:, None]] = [word for row in rows for word in row]
    return Clauses(table, length, np.array(starred), cues, ends, np.array(between), np.array(cases))


def draw_batch(
    rng: np.random.Generator, clauses: Clauses, kind: Ints, n: Ints, case: Ints | None = None
) -> tuple[Ints, Ints]:
    """B random sentences as numbers.

    Args:
        rng: all that is random comes from it.
        clauses: the table to draw from.
        kind: (B,) places in KINDS_OF_SENTENCE.
        n: (B,) clauses in between, 0 to MOST_CLAUSES.
        case: (B,) which country (and so on) each is about; drawn when left out.

    Returns:
        words: (B, W) with the full stop, padded with 0.
        length: (B,) words of each; the answer is the last but one.
    """
    return assemble(clauses, draw_pieces(rng, clauses, kind, n, case).rows)


class Pieces(NamedTuple):
    """What B sentences are put together from.

    Args:
        rows: (B, P) rows of the table of clauses: the cue, those in between (0, the empty one, where there are fewer), the end.
        language: (B,) which of the table's languages.
        case: (B,) which country (and so on).
    """

    rows: Ints
    language: Ints
    case: Ints


def draw_pieces(
    rng: np.random.Generator,
    clauses: Clauses,
    kind: Ints,
    n: Ints,
    case: Ints | None = None,
    language: Ints | None = None,
) -> Pieces:
    """The clauses of B random sentences; see `draw_batch`. `language` (B,) is drawn when left out."""
    B, most = len(n), int(n.max(initial=0))
    if language is None:
        language = rng.integers(len(clauses.cases), size=B)
    chance = rng.random((B, 3))
    if case is None:
        case = (chance[:, 0] * clauses.cases[language, kind]).astype(np.int64)
    cue = _pick(clauses.cues[language, kind, case], chance[:, 1])
    end = _pick(clauses.ends[language, kind, case], chance[:, 2])
    # A random order of the subjects, so that a sentence touches none twice.
    subject = rng.random((B, clauses.between.shape[1])).argsort(1)[:, :most]
    filling = _pick(clauses.between[language[:, None], subject], rng.random((B, most)))
    filling[np.arange(most) >= n[:, None]] = 0  # the empty clause
    rows = np.concatenate([cue[:, None], filling, end[:, None]], axis=1)  # (B, most + 2)
    return Pieces(rows, language, case)


def assemble(clauses: Clauses, rows: Ints) -> tuple[Ints, Ints]:
    """The words (B, W) and lengths (B,) of sentences made of rows (B, P) of the table."""
    lengths = clauses.length[rows]
    length = lengths.sum(1)
    words = np.zeros((len(rows), length.max()), dtype=np.int64)
    # Both masks run row by row, so that the words of all pieces fall into place.
    real = np.arange(clauses.rows.shape[1]) < lengths[..., None]
    words[np.arange(words.shape[1]) < length[:, None]] = clauses.rows[rows][real]
    return words, length


def _pick(group: Ints, chance: NDArray[np.float64]) -> Ints:
    """A row of each group (..., 2), by a number in [0, 1) for each."""
    picked: Ints = group[..., 0] + (chance * group[..., 1]).astype(np.int64)
    return picked
