"""How far memories are apart, against SciPy and the traces of single sentences; and the words that fit, by hand."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from lstm_core.apart import distances, lasting, put_out, relative_distances, usual_distances
from lstm_core.asking import asked
from lstm_core.exchange import all_words, exchangeable, fitting
from lstm_core.sentences import MOST_CLAUSES
from tests.core.sentence_nets import net_of, sentence_config

FRENCH = ("soy", "francés", ",", "el", "gato", "negro", "duerme", "en", "la", "cocina")


def test_distance_is_euclids() -> None:
    rng = np.random.default_rng(0)
    first, second = rng.normal(size=(2, 5, 3))
    np.testing.assert_allclose(distances(first, second), np.diag(cdist(first, second)))


@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_the_usual_distance_is_the_mean_over_all_pairs_of_different_countries(kind: str) -> None:
    config = sentence_config(kind)
    net = net_of(config, loud=2.0)
    found = usual_distances(net, config, sentences=6)
    drawn = asked(config, MOST_CLAUSES, 6)
    read = [words[: end + 1] for words, end in zip(drawn.words, drawn.answer, strict=True)]
    traces = [net.trace(words).memory for words in read]  # T differs
    if kind == "lstm":
        traces = [np.tanh(memory) for memory in traces]
    t, last = 3, len(found) - 1
    for at in (0, t, last):
        pairs = [
            np.sqrt(((traces[i][at + 1] - traces[j][at + 1]) ** 2).sum())
            for i in range(6)
            for j in range(i)
            if drawn.country[i] != drawn.country[j] and len(read[i]) > at and len(read[j]) > at
        ]
        assert found[at] == pytest.approx(np.mean(pairs))
    # One word later there are no two left about different countries.
    longer = {int(drawn.country[i]) for i in range(6) if len(read[i]) > last + 1}
    assert len(longer) < 2


def test_what_can_be_put_out_of_a_memory_is_h_where_the_output_gate_is_open() -> None:
    config = sentence_config("lstm")
    trace = net_of(config, loud=2.0).trace(np.arange(5))
    h = trace.gates["output"] * put_out(trace.memory, "lstm")[1:]
    np.testing.assert_allclose(h, trace.h[1:], atol=1e-12)
    assert (put_out(trace.h, "gru") == trace.h).all()


def test_relative_distance_uses_the_last_known_yardstick_later_on() -> None:
    first = np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 2.0], [0.0, 9.0]])
    found = relative_distances(first, np.zeros((4, 2)), np.array([10.0, 4.0]))
    np.testing.assert_allclose(found, [0.5, 0.5, 2.25])


def test_a_difference_lasts_when_it_is_there_for_half_of_the_words() -> None:
    difference = np.array([[9.0, -1.0], [0.0, -1.0], [0.0, 0.0]])
    np.testing.assert_allclose(lasting(difference), [0.0, 1.0])


@pytest.mark.parametrize(
    ("words", "place", "first"),
    [
        (FRENCH, 1, ["alemán", "portugués", "griego", "ruso", "chino", "japonés", "sueco"]),
        # The last case is followed by the first.
        (("vengo", "de", "suecia"), 2, ["francia", "alemania", "portugal"]),
        (("mi", "coche", "no", "funciona"), 1, ["moto", "bicicleta", "furgoneta"]),
        # Profesor and profesores are other cases too, but first comes what is right Spanish.
        (("soy", "profesora"), 1, ["profesor"]),
        (("así", "que", "un", "francés"), 3, ["alemán"]),
    ],
)
def test_the_word_that_decides_becomes_that_of_another_case(
    words: tuple[str, ...], place: int, first: list[str]
) -> None:
    found = fitting(words, place, "es")
    assert list(found[: len(first)]) == first
    assert words[place] not in found
    assert len(set(found)) == len(found)


def test_another_word_becomes_one_that_the_grammar_has_there() -> None:
    assert "perro" in fitting(FRENCH, 4, "es")
    assert fitting(FRENCH, 7, "es") == ()


def test_two_countries_have_two_words() -> None:
    assert fitting(("i", "am", "french"), 2, "en", 2)[0] == "german"
    assert "chinese" not in fitting(("i", "am", "french"), 2, "en", 2)


def test_a_comma_cannot_be_exchanged() -> None:
    assert [place for place in range(-1, 11) if exchangeable(FRENCH, place)] == [
        0,
        1,
        *range(3, 10),
    ]
    assert not {",", ".", ""} & set(all_words("both"))
