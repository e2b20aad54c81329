"""What a reader says to the nets: the words as they were typed, those that the nets read, and what is asked. No widgets."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.config import TrainConfig
from lstm_core.cues import Cue, answers_of, find_cue
from lstm_core.grammar import KINDS_OF_SENTENCE
from lstm_core.sentences import draw_clauses, languages_of, sentence, vocabulary
from lstm_core.tokens import TextTooLongError, Unknown, encode, read

MOST_READ = 160  # words: a picture with a column for each still tells something
ASKED = "???"
_BETWEEN = re.compile(r"[,;:…]|\.{2,}|\s[-–—]+\s")
# The sentences of the slides: kind, case and first clause of the grammar. They mean the same in both languages.
SLIDES = {"french": ("nationality", 0), "car": ("vehicle", 0), "teacher": ("agreement", 1)}
# Which clauses are drawn at first. With these the RNN that is shown first is wrong, as it is with three draws of four.
DRAW = 2
FIRST, BETWEEN = (
    "french",
    {"french": 8, "car": 0, "teacher": 4},
)  # clauses in between, as on the slides


class NothingToReadError(ValueError):
    """No word that the nets know, before what is asked.

    Attributes:
        unknown: the words that they do not know, with the nearest that they do.
    """

    def __init__(self, unknown: tuple[Unknown, ...]) -> None:
        self.unknown = unknown
        super().__init__("The text has no word that the nets know.")


@dataclass(frozen=True, eq=False)
class Said:
    """A sentence, read.

    Args:
        text: as it was typed.
        tokens: its words in the vocabulary's spelling up to what is asked, commas among them; unknown ones as typed.
        places: (T,) which of the tokens the nets read; the others they do not know.
        unknown: those, each with suggestions.
        words: the T words that the nets read.
        numbers: (T,) their numbers.
        asked: whether a word is asked for after the last one ("???", or a last word that is an answer).
        given: the last word, if the sentence had one in the place of what is asked.
        cue: the word that decides the answer, its place counted in `words`; None where the grammar knows none.
        rest: what stands after "???", which nobody reads.
        candidates: the answers among which it is, one tuple for each case; () when nothing is known of it.
    """

    text: str
    tokens: tuple[str, ...]
    places: tuple[int, ...]
    unknown: tuple[Unknown, ...]
    words: tuple[str, ...]
    numbers: NDArray[np.int64]
    asked: bool
    given: str | None
    cue: Cue | None
    rest: tuple[str, ...]
    candidates: tuple[tuple[str, ...], ...]

    @property
    def T(self) -> int:
        """Words that the nets read."""
        return len(self.words)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The right answers, as far as the grammar knows."""
        return self.cue.answers if self.cue and self.asked else ()

    @property
    def clauses(self) -> int:
        """How many clauses stand between the first and the last."""
        return max(0, self.words.count(",") - 1)


def compose(name: str, n: int, draw: int, language: str) -> str:
    """One of the slides' sentences as a text, with n clauses in between, up to "???".

    Args:
        name: a key of SLIDES.
        n: 0 to 15.
        draw: which clauses; the same number gives the same, and those of a smaller n come first.
        language: "es" or "en".
    """
    kind, case = SLIDES[name]
    if language == "en" and kind == "agreement":
        case = 1  # my sister ... her
    between = draw_clauses(np.random.default_rng(draw), language, n)
    said = sentence(kind, case, between, language)
    return written((*said.words[: said.answer], ASKED))


def written(words: tuple[str, ...]) -> str:
    """Words as people write them: "soy francés, hablo ???"."""
    return " ".join(words).replace(" ,", ",")


def clauses_of(text: str) -> list[str]:
    """The clauses of a text, parted as the nets' reading parts them."""
    found = (clause.strip() for clause in _BETWEEN.split(text))
    return [clause for clause in found if clause]


def refilled(text: str, n: int, draw: int, language: str) -> str:
    """`text` with other n clauses between its first and that which asks, or its last; nothing else of it is lost.

    They stand behind a single clause, or before it where it asks.
    """
    between = draw_clauses(np.random.default_rng(draw), language, n)
    clauses = clauses_of(text)
    asking = next((k for k, clause in enumerate(clauses) if ASKED in clause), len(clauses) - 1)
    if len(clauses) < 2 or asking == 0:
        before, after = ([], clauses) if ASKED in text else (clauses, [])
    else:
        before, after = clauses[:1], clauses[asking:]
    return ", ".join((*before, *between, *after))


def understand(text: str, config: TrainConfig) -> Said:
    """What nets trained with `config` make of a text.

    Raises:
        TextTooLongError: more than `MOST_READ` words, or more than `lstm_core.tokens` reads at all.
        NothingToReadError: no word before what is asked that they know.
    """
    known = vocabulary(config.language, config.countries)
    try:
        reading = read(text, known)
    except TextTooLongError as error:
        most = MOST_READ if error.unit == "words" else error.most
        raise TextTooLongError(error.found, most, error.unit) from None
    tokens, asked, given = list(reading.tokens), reading.blank is not None, None
    rest: list[str] = []
    if reading.blank is not None:
        tokens, rest = tokens[: reading.blank], tokens[reading.blank :]
    else:
        if tokens and tokens[-1] == ".":
            tokens.pop()
        if len(tokens) > 1 and _is_answer(tokens[-1], config):
            asked, given = True, tokens.pop()
    if len(tokens) > MOST_READ:
        raise TextTooLongError(len(tokens), MOST_READ, "words")
    unknown = tuple(one for one in reading.unknown if one.position < len(tokens))
    strangers = {one.position for one in unknown}
    places = tuple(place for place in range(len(tokens)) if place not in strangers)
    words = tuple(tokens[place] for place in places)
    if not any(word.isalpha() for word in words):
        raise NothingToReadError(reading.unknown)
    cue = find_cue(words, config.language, config.countries)
    candidates = answers_of(cue.language, cue.kind, config.countries) if cue else ()
    numbers = encode(words, known)
    return Said(
        text=text,
        tokens=tuple(tokens),
        places=places,
        unknown=unknown,
        words=words,
        numbers=numbers,
        asked=asked,
        given=given,
        cue=cue,
        rest=tuple(word for word in rest if word not in {",", "."}),
        candidates=candidates,
    )


def _is_answer(word: str, config: TrainConfig) -> bool:
    return any(
        word in answers
        for language in languages_of(config.language)
        for kind in KINDS_OF_SENTENCE
        for answers in answers_of(language, kind, config.countries)
    )
