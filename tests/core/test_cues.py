"""The word that decides a sentence's answer is found in every sentence that the grammar makes, and in what people write."""

import numpy as np
import pytest

from lstm_core.cues import answers_of, find_cue
from lstm_core.grammar import KINDS_OF_SENTENCE
from lstm_core.sentences import cue_clauses, dependency, draw_clauses, end_clauses, sentence


@pytest.mark.parametrize("kind", KINDS_OF_SENTENCE)
@pytest.mark.parametrize("language", ["es", "en"])
def test_cue_of_every_first_clause_is_the_grammars(language: str, kind: str) -> None:
    rng = np.random.default_rng(0)
    for case in range(len(dependency(language, kind).cases)):
        for cue in range(len(cue_clauses(language, kind, case))):
            said = sentence(kind, case, draw_clauses(rng, language, 3), language, cue)
            found = find_cue(said.words[: said.answer], language)
            assert found is not None
            assert (found.kind, found.case, found.place) == (kind, case, said.cue)
            assert said.target in found.answers


def test_answers_are_all_last_words_of_a_case() -> None:
    assert answers_of("es", "nationality")[0] == ("francés",)
    assert answers_of("es", "agreement")[1] == ("cansada", "contenta", "nerviosa")
    assert {clause.split()[-1] for clause in end_clauses("en", "vehicle", 0)} == {"bus"}


def test_own_words_may_stand_before_the_cue() -> None:
    found = find_cue(("hoy", "llueve", ",", "mi", "madre", "es", "griega", ",", "hablo"), "es")
    assert found is not None
    assert (found.kind, found.case, found.place) == ("nationality", 3, 6)
    assert find_cue(("hoy", "llueve"), "es") is None
    assert find_cue([], "both") is None


def test_country_that_the_nets_have_not_learned_is_no_cue() -> None:
    words = ("soy", "de", "suecia", ",", "hablo", "español", "y")
    assert find_cue(words, "es", countries=2) is None
    assert find_cue(words, "both") == find_cue(words, "es")
