"""What a reader types is read generously, never trusted, and what is not known is named."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest

from lstm_core.sentences import draw_clauses, sentence, vocabulary
from lstm_core.tokens import (
    LONGEST,
    MOST_CHARACTERS,
    MOST_WORDS,
    NAMED,
    TextTooLongError,
    decode,
    encode,
    fold,
    read,
)

WORDS = vocabulary("both")


@pytest.mark.parametrize(
    ("typed", "tokens"),
    [
        ("Soy FRANCES,hablo", "soy francés , hablo"),
        ("SOY FRANCÉS", "soy francés"),
        ("I'm French", "i am french"),
        ("I’m French!", "i am french ."),
        ("It's raining in the city", "it is raining in the city"),
        (
            "Mi coche esta estropeado. Ahora voy en autobus.",
            "mi coche está estropeado , ahora voy en autobús .",
        ),
        ("soy francés; hablo", "soy francés , hablo"),
        ("soy francés - hablo", "soy francés , hablo"),
        ("soy francés... ...hablo", "soy francés , hablo"),
        ("soy francés…hablo", "soy francés , hablo"),
        ("soy francés!!! hablo", "soy francés , hablo"),
        (", , soy , , francés ,", "soy , francés ,"),
        ("¿Soy (muy) «francés»?", "soy muy francés ."),
        ("soy\tfrancés\nhablo", "soy francés hablo"),
        (unicodedata.normalize("NFD", "Soy francés"), "soy francés"),
        ("so\u200by fran\u202ecés", "soy francés"),
        ("soy\x00francés", "soy francés"),
        ("hablo espanol", "hablo español"),
        ("", ""),
        (" .,;:!? ", ""),
    ],
)
def test_accents_capitals_and_punctuation_are_forgiven(typed: str, tokens: str) -> None:
    reading = read(typed, WORDS)
    assert " ".join(reading.tokens) == tokens
    assert reading.unknown == ()


@pytest.mark.parametrize(
    ("typed", "blank"),
    [
        ("Soy francés... ...hablo fluidamente español y ???", 7),
        ("soy francés , hablo español y ___", 6),
        ("soy francés , hablo español y ?", 6),
        ("soy ??? , hablo ???", 1),
        ("¿soy francés?", None),
        ("soy francés", None),
        ("???", 0),
    ],
)
def test_the_place_of_the_word_that_is_asked_for(typed: str, blank: int | None) -> None:
    reading = read(typed, WORDS)
    assert reading.blank == blank
    assert reading.unknown == ()


def test_unknown_words_are_named_with_the_nearest_known_ones() -> None:
    reading = read("Soy fransés , hablo bicicletta y zzz", WORDS)
    first, second, third = reading.unknown
    assert (first.word, first.position) == ("fransés", 1)
    assert first.suggestions[0] == "francés"  # the vocabulary's spelling, with its accent
    assert (second.word, second.position) == ("bicicletta", 4)
    assert second.suggestions[0] == "bicicleta"
    assert (third.word, third.position, third.suggestions) == ("zzz", 6, ())
    assert reading.tokens[1] == "fransés"


@pytest.mark.parametrize(
    "nonsense",
    [
        "😀 👩‍👩‍👧‍👧",
        "שלום עולם",
        "مرحبا",
        "<img src=x onerror=alert(1)>",
        "</script><script>alert('x')</script>",
        "'; DROP TABLE runs; --",
        "\x1b[31m\x07",
        "\ud800 lonely",
        "{0} %s ${x}",
        "z" * MOST_CHARACTERS,
        "a\u0301" * 900,
        "१२३ ４５６ 1e309 NaN",
    ],
)
def test_nonsense_is_unknown_words_and_nothing_else(nonsense: str) -> None:
    reading = read(nonsense, WORDS)
    assert [reading.tokens[one.position] for one in reading.unknown] == [
        one.word for one in reading.unknown
    ]
    known = [
        t for i, t in enumerate(reading.tokens) if i not in {u.position for u in reading.unknown}
    ]
    assert set(known) <= set(WORDS)
    for one in reading.unknown:
        assert 0 < len(one.word) <= LONGEST
        assert not any(unicodedata.category(letter)[0] == "C" for letter in one.word)
        assert set(one.suggestions) <= set(WORDS)


def test_too_much_text_is_refused_with_numbers() -> None:
    with pytest.raises(TextTooLongError, match="2001 characters; at most 2000") as refused:
        read("x" * (MOST_CHARACTERS + 1), WORDS)
    assert (refused.value.found, refused.value.most, refused.value.unit) == (
        2001,
        2000,
        "characters",
    )
    assert len(read("y " * MOST_WORDS, WORDS).tokens) == MOST_WORDS
    with pytest.raises(TextTooLongError, match="301 words; at most 300") as refused:
        read("y " * (MOST_WORDS + 1), WORDS)
    assert (refused.value.found, refused.value.unit) == (301, "words")


def test_many_unknown_words_cost_a_bounded_number_of_comparisons() -> None:
    reading = read(
        " ".join(f"bicicletta{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"), WORDS
    )
    assert len(reading.unknown) == 26
    assert [bool(one.suggestions) for one in reading.unknown] == [True] * NAMED + [False] * 6


@pytest.mark.parametrize("language", ["es", "en", "both"])
def test_no_two_words_differ_by_their_accents_alone(language: str) -> None:
    words = vocabulary(language)
    assert len({fold(word) for word in words}) == len(words)


def test_every_sentence_typed_without_accents_is_read_back() -> None:
    for seed in range(20):
        for language in ("es", "en"):
            between = draw_clauses(np.random.default_rng(seed), language, 10)
            words = sentence("nationality", seed % 8, between, language).words
            assert read(fold(" ".join(words)).upper(), WORDS).tokens == words


def test_words_and_numbers_are_each_others_inverse() -> None:
    tokens = ("soy", "francés", ",", "hablo")
    numbers = encode(tokens, WORDS)
    assert numbers.dtype == np.int64
    assert tuple(decode(numbers, WORDS)) == tokens
    assert [WORDS[i] for i in numbers] == list(tokens)
    with pytest.raises(ValueError, match="'zzz' is not in the vocabulary"):
        encode(("soy", "zzz"), WORDS)
