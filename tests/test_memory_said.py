"""What a reader says to the nets: every sentence that the page puts together is understood, and nonsense is said to be some."""

import pytest

from lstm_core.config import TrainConfig
from lstm_core.sentences import vocabulary
from lstm_core.tokens import TextTooLongError
from ui.memory.said import (
    MOST_READ,
    SLIDES,
    NothingToReadError,
    compose,
    refilled,
    understand,
)

SPANISH = TrainConfig(task="sentences", length=8)
ENGLISH = TrainConfig(task="sentences", length=8, language="en")


@pytest.mark.parametrize("config", [SPANISH, ENGLISH], ids=["es", "en"])
@pytest.mark.parametrize("name", SLIDES)
def test_sentences_of_the_slides_are_understood_whole(name: str, config: TrainConfig) -> None:
    for n in (0, 3, 15):
        said = understand(compose(name, n, 5, config.language), config)
        assert said.unknown == ()
        assert said.asked
        assert said.cue is not None
        assert (said.cue.kind, said.cue.case) == SLIDES[name]
        assert said.wanted == said.cue.answers
        assert said.clauses == n
        known = vocabulary(config.language, config.countries)
        assert [known[number] for number in said.numbers] == list(said.words)


def test_more_clauses_begin_with_the_same() -> None:
    short, long = compose("french", 2, 1, "es"), compose("french", 6, 1, "es")
    assert long.startswith(short.rpartition(",")[0])
    assert compose("french", 6, 2, "es") != long


def test_clauses_in_between_are_exchanged_and_the_readers_ends_stay() -> None:
    own = "mi madre es griega, bla bla, hablo español y ???"
    three = refilled(own, 3, 0, "es")
    assert three.split(", ")[0] == "mi madre es griega"
    assert three.split(", ")[-1] == "hablo español y ???"
    assert three.count(",") == 4
    assert refilled(three, 0, 0, "es") == "mi madre es griega, hablo español y ???"
    # With one clause, what is put in stands behind it, or before it where it asks; other signs part clauses too.
    put_in = ", ".join(three.split(", ")[1:-1])
    assert refilled("soy francés", 3, 0, "es") == f"soy francés, {put_in}"
    assert refilled("soy francés y hablo ???", 3, 0, "es") == f"{put_in}, soy francés y hablo ???"
    assert refilled("soy ruso; bla … hablo ??? y más", 0, 0, "es") == "soy ruso, hablo ??? y más"
    assert refilled("soy ruso, hablo ???, y nada", 0, 0, "es") == "soy ruso, hablo ???, y nada"


def test_last_word_that_is_an_answer_is_asked_for_and_not_read() -> None:
    said = understand("Soy griega, hablo español y griego.", SPANISH)
    assert said.words == ("soy", "griega", ",", "hablo", "español", "y")
    assert (said.asked, said.given, said.wanted) == (True, "griego", ("griego",))
    said = understand("hoy llueve mucho", SPANISH)
    assert (said.asked, said.given, said.cue, said.wanted) == (False, None, None, ())


def test_what_comes_after_the_question_is_not_read() -> None:
    said = understand("soy ruso, hablo ??? y hoy llueve", SPANISH)
    assert said.words == ("soy", "ruso", ",", "hablo")
    assert said.rest == ("y", "hoy", "llueve")


def test_unknown_words_stay_in_their_place_and_are_not_read() -> None:
    said = understand("soy frances y marciano, hablo ???", SPANISH)
    assert said.tokens == ("soy", "francés", "y", "marciano", ",", "hablo")
    assert said.words == ("soy", "francés", "y", ",", "hablo")
    assert said.places == (0, 1, 2, 4, 5)
    assert [one.word for one in said.unknown] == ["marciano"]
    assert said.cue is not None
    assert said.words[said.cue.place] == "francés"


@pytest.mark.parametrize(
    "text", ["", "   ", "???", ", , ???", "xyzzy plugh", "مرحبا بالعالم", "🙂🙂", "\x00\x1b"]
)
def test_nothing_to_read_is_said_so(text: str) -> None:
    with pytest.raises(NothingToReadError):
        understand(text, SPANISH)


def test_more_words_than_a_picture_holds_are_refused() -> None:
    understand("hoy " * MOST_READ + "???", SPANISH)
    with pytest.raises(TextTooLongError) as error:
        understand("hoy " * (MOST_READ + 1) + "???", SPANISH)
    assert (error.value.most, error.value.unit) == (MOST_READ, "words")


def test_markup_is_a_word_like_any_other() -> None:
    said = understand('soy francés, <img src=x onerror="alert(1)"> ???', SPANISH)
    assert said.words[:3] == ("soy", "francés", ",")
    assert all(one.word not in said.words for one in said.unknown)
