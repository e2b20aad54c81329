"""The sentences that are asked: they are of the grammar, balanced, and the same for all nets that know the same words."""

import numpy as np
import pytest

from lstm_core.asking import Asked, asked, country_of_answer, said
from lstm_core.config import TrainConfig
from lstm_core.sentences import dependency, vocabulary
from tests.core.sentence_nets import net_of, sentence_config


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("clauses", [0, 3])
def test_each_sentence_ends_where_the_language_of_its_country_comes_next(
    language: str, clauses: int
) -> None:
    config = sentence_config(language=language, countries=8)
    names = vocabulary(language, 8)
    cases = dependency(language, "nationality", 8).cases
    found = asked(config, clauses, 24, seed=1)
    for words, cue, answer, country, target in zip(*found, strict=True):
        spoken = [names[word] for word in words]
        assert spoken[answer] in ("y", "and")
        assert set(spoken[answer + 1 :]) <= {""}
        assert spoken.count(",") == clauses + 1
        assert names[target] == cases[country]["answer"]
        assert spoken[cue] in cases[country].values()
        assert cue < spoken.index(",")
    assert np.bincount(found.country).tolist() == [3] * 8


def test_nets_that_know_the_same_words_are_asked_the_same() -> None:
    one = asked(sentence_config("lstm", H=6, length=8, seed=0), 2, 10)
    other = asked(sentence_config("rnn", H=9, length=4, seed=7, lengths="fixed"), 2, 10)
    assert one is other
    assert not same(one, asked(sentence_config(), 2, 10, seed=1))


def same(one: Asked, other: Asked) -> bool:
    return one.words.shape == other.words.shape and bool((one.words == other.words).all())


def test_what_is_said_is_the_likeliest_word_after_the_last_step() -> None:
    config = sentence_config(seed=3)
    net, found = net_of(config, loud=3.0), asked(config, 1, 8)
    states = np.stack([net.trace(words).h for words in found.words])
    expected = [
        net.logits(words[: answer + 1])[-1].argmax()
        for words, answer in zip(found.words, found.answer, strict=True)
    ]
    assert said(net, states, found.answer).tolist() == expected


def test_the_languages_are_those_of_both_grammars() -> None:
    config = sentence_config(language="both", countries=2)
    named = {
        word: country
        for word, country in zip(vocabulary("both", 2), country_of_answer(config), strict=True)
        if country >= 0
    }
    assert named == {"francés": 0, "alemán": 1, "french": 0, "german": 1}


@pytest.mark.parametrize(("clauses", "count"), [(16, 8), (-1, 8), (2, 0)])
def test_there_are_no_such_sentences(clauses: int, count: int) -> None:
    with pytest.raises(ValueError, match="clauses"):
        asked(sentence_config(), clauses, count)
    with pytest.raises(ValueError, match="latch"):
        asked(TrainConfig(task="latch"), 2)
