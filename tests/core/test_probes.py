"""Probes on nets written by hand whose memory is known, against scikit-learn's own figures, and what they say of themselves."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss as sklearn_log_loss

from lstm_core.config import TrainConfig
from lstm_core.grammar import KINDS_OF_SENTENCE
from lstm_core.linear import calibration_error, fit, log_loss, temperature
from lstm_core.net import softmax
from lstm_core.probes import ATTRIBUTES, NONE, Probe, probes_of, said
from lstm_core.sentences import vocabulary
from lstm_core.spoken import balanced
from tests.core.latching import latching_net
from tests.core.sentence_nets import net_of, sentence_config

LATCH = TrainConfig(H=24, E=0)


@pytest.fixture(scope="module")
def probes() -> dict[str, Probe]:
    """Of a net that latches all that is said."""
    return probes_of(latching_net(LATCH), LATCH)


def test_a_memory_that_holds_everything_is_read_and_shuffled_cases_are_not(
    probes: dict[str, Probe],
) -> None:
    assert tuple(probes) == ATTRIBUTES
    for name, probe in probes.items():
        assert (probe.accuracy, probe.named, probe.silence) == (1, 1, 1), name
        assert (probe.by_distance == 1).all()
        assert (
            len(probe.by_distance) == len(probe.heard) == 10
        )  # a clause for the cue, up to 8, one for the answer
        assert (np.diff(probe.heard[1:]) <= 0).all()
        assert probe.log_loss < 0.02
        assert probe.calibration < 0.02
        cases = len(probe.labels) - 1
        assert 1 / cases <= probe.chance < 1 / cases + 0.15
        assert abs(probe.control - 1 / cases) < 0.15


def test_a_memory_that_forgets_is_read_at_the_cue_alone() -> None:
    """Elsewhere nothing is in it, so that only chance is right; and NONE is what it reads."""
    probe = probes_of(latching_net(LATCH, forget=-800.0), LATCH, attributes=("nationality",))
    found = probe["nationality"]
    assert found.accuracy < 0.25
    assert found.by_distance[0] > found.by_distance[1:].mean() + 0.15
    assert found.silence > 0.99
    assert found.named < 0.1
    # All that is to be known is that half of it is none: ln 2 for that, and ln 8 for which, half of the time.
    assert found.log_loss == pytest.approx(np.log(2) + np.log(8) / 2, abs=0.15)


def test_a_probe_reads_word_by_word_what_was_said(probes: dict[str, Probe]) -> None:
    net, words = latching_net(LATCH), vocabulary("es")

    def heard(attribute: str, text: str) -> list[int]:
        memory = net.trace(np.array([words.index(word) for word in text.split()])).memory[1:]
        chances = probes[attribute].read(memory)
        np.testing.assert_allclose(chances.sum(axis=-1), 1, rtol=1e-12)
        return [probes[attribute].labels[i] for i in chances.argmax(axis=-1)]

    sentence = "soy griega , el mar está muy sucio , hablo muy bien español y"
    assert heard("nationality", sentence) == [NONE] + 13 * [3]
    assert heard("vehicle", sentence) == 14 * [NONE]
    assert heard("gender", "somos profesoras , hoy") == [NONE, 1, 1, 1]
    assert heard("number", "somos profesoras , hoy") == [NONE, 1, 1, 1]
    assert heard("gender", "soy cocinero , hoy") == [NONE, 0, 0, 0]
    assert heard("number", "soy cocinero , hoy") == [NONE, 0, 0, 0]


SPEAKERS = {
    "profesor cocinero enfermero brother uncle father": (0, 0),
    "profesora cocinera enfermera sister aunt mother": (1, 0),
    "profesores cocineros enfermeros": (0, 1),
    "profesoras cocineras enfermeras": (1, 1),
    "brothers sisters parents": (NONE, 1),
}


@pytest.mark.parametrize("language", ["es", "en", "both"])
def test_gender_and_number_are_those_of_the_cue(language: str) -> None:
    config = TrainConfig(language=language)
    spoken = balanced(np.random.default_rng(0), config, np.arange(300) % 3, np.zeros(300, np.int64))
    forms = {word: form for many, form in SPEAKERS.items() for word in many.split()}
    gender, number, nationality, vehicle = (
        said(one, spoken, language) for one in ("gender", "number", "nationality", "vehicle")
    )
    for b in range(300):
        kind = KINDS_OF_SENTENCE[spoken.kind[b]]
        cue = vocabulary(language)[spoken.words[b, spoken.cue[b]]]
        wanted = forms[cue] if kind == "agreement" else (NONE, NONE)
        assert (gender[b], number[b]) == wanted, cue
        assert nationality[b] == (spoken.case[b] if kind == "nationality" else NONE)
        assert vehicle[b] == (spoken.case[b] if kind == "vehicle" else NONE)


@pytest.mark.parametrize(
    ("kind", "knobs"),
    [
        ("lstm", {}),
        ("gru", {"language": "both", "length": 1}),
        ("rnn", {"activation": "relu", "countries": 3, "length": 0, "lengths": "fixed"}),
    ],
)
def test_probes_of_any_net_are_whole_and_the_same_again(
    kind: str, knobs: dict[str, object]
) -> None:
    config = sentence_config(kind, **knobs)
    net = net_of(config)
    one = probes_of(net, config, seed=5, sentences=100)
    # Whatever else is asked for.
    other = probes_of(net, config, seed=5, sentences=100, attributes=("gender", "vehicle"))
    for name in other:
        for field in ("coef", "intercept", "by_distance", "accuracy", "control", "log_loss"):
            np.testing.assert_array_equal(getattr(one[name], field), getattr(other[name], field))
    cases = {"nationality": config.countries, "vehicle": 8, "gender": 2, "number": 2}
    for name, probe in one.items():
        assert probe.labels == (*range(cases[name]), NONE)
        chances = probe.read(np.zeros((2, 3, config.H)))
        assert chances.shape == (2, 3, cases[name] + 1)
        assert np.isfinite(probe.coef).all()
        assert np.isfinite(probe.by_distance).all()


def test_what_cannot_be_probed_is_said() -> None:
    config = sentence_config()
    with pytest.raises(ValueError, match="'sentences', not 'latch'"):
        probes_of(net_of(config), TrainConfig(task="latch"))
    with pytest.raises(ValueError, match="at least 100, not 99"):
        probes_of(net_of(config), config, sentences=99)


def test_the_fit_is_scikit_learns_on_cells_of_one_scale() -> None:
    rng = np.random.default_rng(1)
    labels = rng.integers(3, size=200)
    states = rng.normal(size=(200, 4)) * [1, 100, 0.01, 0] + [
        0,
        7,
        1,
        3,
    ]  # the last one is constant
    states[:, 1] += 100 * labels
    weight = rng.uniform(0.5, 2, size=200)
    spread = np.where(states.std(axis=0) > 0, states.std(axis=0), 1)
    even = (states - states.mean(axis=0)) / spread
    for chosen in (labels, labels % 2):
        theirs = LogisticRegression(C=1, tol=1e-8, max_iter=1000).fit(even, chosen, weight)
        ours = softmax(fit(states, chosen, weight).logits(states))
        np.testing.assert_allclose(ours, theirs.predict_proba(even), rtol=0, atol=0.01)


def test_figures_of_certainty_against_their_definitions() -> None:
    """Logits that are the true log odds are calibrated; three times too large, the temperature gives the three back."""
    rng = np.random.default_rng(2)
    logits = rng.normal(size=(20_000, 3)) * 2
    chances, weight = softmax(logits), rng.uniform(0.5, 2, size=20_000)
    labels = (rng.random((20_000, 1)) > chances.cumsum(axis=1)).sum(axis=1)
    wanted = sklearn_log_loss(labels, chances, sample_weight=weight)
    assert log_loss(logits, labels, weight) == pytest.approx(wanted, rel=1e-9)
    assert calibration_error(logits, labels, weight) < 0.015
    assert calibration_error(3 * logits, labels, weight) > 0.1
    assert temperature(3 * logits, labels, weight) == pytest.approx(3, rel=0.12)
    # Always sure and always wrong.
    assert calibration_error(1e3 * np.eye(2), np.array([1, 0]), np.ones(2)) == pytest.approx(1)
