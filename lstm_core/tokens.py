"""From what a reader types to the words of a vocabulary: accents, capitals and punctuation are forgiven.

Words that the vocabulary does not have stay in their place and are named, with the nearest ones it has.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_CHARACTERS = 2000
MOST_WORDS = 300
NAMED = 20  # so many different unknown words get suggestions: each is compared with every word
LONGEST = 40  # characters of an unknown word that are kept

# What English runs together; the vocabulary has the long forms only.
_CONTRACTIONS = (
    (r"\bcan't\b", "can not"),
    (r"\bwon't\b", "will not"),
    (r"n't\b", " not"),
    (r"\bi'm\b", "i am"),
    (r"'re\b", " are"),
    (r"'ve\b", " have"),
    (r"'ll\b", " will"),
    (r"\b(it|he|she|that|there)'s\b", r"\1 is"),
)
# "y ???", "y ___" and "y ?" ask for the next word; a question mark after a word only ends a sentence.
_TOKENS = re.compile(
    r"""(?P<blank>\?{2,}|_+|(?<!\S)\?)
      | (?P<comma>[,;:…]|\.{2,}|(?<!\S)[-–—]+(?!\S))
      | (?P<stop>[.!?])
      | (?P<word>[^\s,;:….!?¡¿"“”«»()\[\]_`~*<>{}|]+)""",
    re.VERBOSE,
)


class TextTooLongError(ValueError):
    """More text than is read.

    Attributes:
        found, most: how much there is, how much is read.
        unit: "characters" or "words".
    """

    def __init__(self, found: int, most: int, unit: str) -> None:
        self.found, self.most, self.unit = found, most, unit
        super().__init__(f"The text has {found} {unit}; at most {most} are read.")


@dataclass(frozen=True)
class Unknown:
    """A word that the vocabulary does not have.

    Args:
        word: as it was typed, in small letters, cut after LONGEST characters.
        position: its place in `Reading.tokens`.
        suggestions: up to three words of the vocabulary, the nearest first.
    """

    word: str
    position: int
    suggestions: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What was read.

    Args:
        tokens: the words in the vocabulary's spelling, "," and "." among them; unknown ones as they were typed.
        unknown: the unknown ones.
        blank: place in `tokens` of the word that the reader asks for with "???", or None; the sign itself is no token.
    """

    tokens: tuple[str, ...]
    unknown: tuple[Unknown, ...]
    blank: int | None


def fold(word: str) -> str:
    """Small letters without accents: "Francés" and "frances" fold to the same."""
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(mark for mark in apart if not unicodedata.combining(mark))


def read(text: str, vocabulary: Sequence[str]) -> Reading:
    """The words of a text that a reader typed.

    Control characters and invisible signs are left out. Dots and dashes inside of the text become commas, as
    the sentences of the grammar have them.

    Raises:
        TextTooLongError: more than MOST_CHARACTERS or MOST_WORDS.
    """
    if len(text) > MOST_CHARACTERS:
        raise TextTooLongError(len(text), MOST_CHARACTERS, "characters")
    spelling = {fold(word): word for word in vocabulary if word}
    spelling |= {word: word for word in vocabulary if word}
    tokens, blank = _split(_plain(text))
    if len(tokens) > MOST_WORDS:
        raise TextTooLongError(len(tokens), MOST_WORDS, "words")
    known = [spelling.get(token) or spelling.get(fold(token)) for token in tokens]
    suggested: dict[str, tuple[str, ...]] = {}
    unknown = []
    for position, (token, word) in enumerate(zip(tokens, known, strict=True)):
        if word is None:
            if token not in suggested and len(suggested) < NAMED:
                suggested[token] = _nearest(token, vocabulary)
            unknown.append(Unknown(token, position, suggested.get(token, ())))
    spelled = tuple(word or token for token, word in zip(tokens, known, strict=True))
    return Reading(spelled, tuple(unknown), blank)


def encode(tokens: Sequence[str], vocabulary: Sequence[str]) -> NDArray[np.int64]:
    """The words' numbers, (T,). Raises ValueError for a word that the vocabulary does not have."""
    number = {word: i for i, word in enumerate(vocabulary)}
    for token in tokens:
        if token not in number:
            raise ValueError(f"{token[:LONGEST]!r} is not in the vocabulary.")
    return np.array([number[token] for token in tokens], dtype=np.int64)


def decode(numbers: Sequence[int] | NDArray[np.int64], vocabulary: Sequence[str]) -> list[str]:
    """The words behind numbers (T,)."""
    return [vocabulary[i] for i in numbers]


def _plain(text: str) -> str:
    """Small letters, accents joined to theirs, no invisible characters, no English contractions."""
    plain = unicodedata.normalize("NFC", text).lower().replace("’", "'")
    kinds = [unicodedata.category(letter) for letter in plain]
    # Control characters (line ends, tabs) part words; joiners, direction marks and the like do not.
    plain = "".join(
        " " if kind == "Cc" else "" if kind[0] == "C" else letter
        for letter, kind in zip(plain, kinds, strict=True)
    )
    for short, long in _CONTRACTIONS:
        plain = re.sub(short, long, plain)
    return plain


def _split(text: str) -> tuple[list[str], int | None]:
    """Words and commas of the text, a full stop if it ends with one, and where a blank stood."""
    found: list[str] = []
    blank = None
    for match in _TOKENS.finditer(text):
        if match.lastgroup == "word":
            found.append(match.group()[:LONGEST])
        elif match.lastgroup == "blank":
            blank = len(found) if blank is None else blank
        elif found and found[-1] not in {",", "."}:
            found.append("." if match.lastgroup == "stop" else ",")
        elif found and match.lastgroup == "comma":
            found[-1] = ","
    # Only the last full stop ends the sentence; others part its clauses.
    return ["," if word == "." else word for word in found[:-1]] + found[-1:], blank


def _nearest(word: str, vocabulary: Sequence[str]) -> tuple[str, ...]:
    """Up to three words of the vocabulary that look alike, accents aside."""
    folded = {fold(one): one for one in vocabulary if one.isalpha()}
    return tuple(folded[one] for one in difflib.get_close_matches(fold(word), folded, n=3))
