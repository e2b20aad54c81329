"""What single cells hold, on states whose answer is known in closed form; and where drawn sentences have their ends."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.feature_selection import f_classif

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.grammar import KINDS_OF_SENTENCE
from lstm_core.latch import class_means, eta_squared, latch_scores, mutual_information
from lstm_core.memory import accuracy_by_cells, study
from lstm_core.sentences import cue_clauses, languages_of, vocabulary
from lstm_core.spoken import balanced, hear
from tests.core.latching import latching_net
from tests.core.sentence_nets import net_of, sentence_config

B, C = 4000, 8
CLASSES = np.random.default_rng(0).permutation(B) % C


def column(*cells: NDArray[Any]) -> Array:
    return np.stack(cells, axis=1)


def test_eta_squared_is_the_share_that_an_analysis_of_variance_finds() -> None:
    rng = np.random.default_rng(1)
    states = rng.normal(size=(B, 5)) + CLASSES[:, None] * np.array([0, 0.01, 0.1, 1, 10])
    F, _ = f_classif(states, CLASSES)
    wanted = F * (C - 1) / (F * (C - 1) + B - C)
    np.testing.assert_allclose(eta_squared(states, CLASSES), wanted, rtol=1e-9)
    np.testing.assert_allclose(eta_squared(states + 1e6, CLASSES), wanted, rtol=1e-6)


def test_eta_squared_of_the_class_is_one_and_of_a_constant_nothing() -> None:
    found = eta_squared(column(3.0 - CLASSES, np.full(B, 0.1), np.zeros(B)), CLASSES)
    np.testing.assert_allclose(found, [1, 0, 0], atol=1e-12)


def test_a_latch_has_to_hold_to_the_very_end() -> None:
    """Cell 0 holds the class from the cue to the answer, 1 lets go before the answer, 2 hears it late, 3 holds it in noise.

    Before the cue and after the answer all hold noise, which must not count.
    """
    rng = np.random.default_rng(2)
    T = 60
    first = rng.integers(1, 5, size=B)
    last = first + rng.integers(20, 50, size=B)
    memory = rng.normal(size=(B, T + 1, 4))
    row = np.arange(T + 1)
    spans = [(first, last), (first, last - 1), (first + 1, last)]
    for cell, (start, stop) in enumerate(spans):
        held = (start[:, None] <= row) & (row <= stop[:, None])
        memory[..., cell] = np.where(held, CLASSES[:, None], memory[..., cell])
    memory[..., 3] = CLASSES[:, None] + 2 * memory[..., 3]
    spread = (C**2 - 1) / 12  # variance of 0 to 7
    score = latch_scores(memory, CLASSES, first, last)
    assert score[0] == pytest.approx(1)
    assert score[1:3].max() < 0.01
    assert score[3] == pytest.approx(spread / (spread + 4), abs=0.03)


@pytest.mark.parametrize("chance", [0.02, 0.11, 0.3])
def test_mutual_information_is_that_of_a_channel_that_flips_bits(chance: float) -> None:
    """Of one bit, flipped in such a share of the cases, 1 - H(chance) is left."""
    bit = np.arange(B) // 2 % 2
    wrong = np.arange(B) < chance * B  # as many of either bit
    left = 1 + chance * np.log2(chance) + (1 - chance) * np.log2(1 - chance)
    states = np.where(wrong, 1 - bit, bit) * 2.5 - 7
    assert mutual_information(states[:, None], bit)[0] == pytest.approx(left, abs=1e-3)


def test_mutual_information_of_states_that_overlap() -> None:
    """Uniform on [c, c + 2) for class c = 0, 1: half of the states tell the class, half tell nothing, so half a bit."""
    states = CLASSES % 2 + 2 * np.random.default_rng(4).random(B)
    assert mutual_information(states[:, None], CLASSES % 2)[0] == pytest.approx(0.5, abs=0.04)


@pytest.mark.parametrize("count", [400, B])
def test_mutual_information_at_its_ends(count: int) -> None:
    """Three bits of a cell that holds one of eight classes; of noise none, where the bare estimate has 0.19 for 400."""
    noise = np.random.default_rng(5).normal(size=(count, 40))
    classes = CLASSES[:count] if count == B else np.arange(count) % C
    assert mutual_information(noise, classes).mean() < 0.05
    ends = column(7.0 - classes, np.full(count, 0.3), np.where(classes == 2, 5.0, -1.0))
    one_of_eight = 3 - 7 / 8 * np.log2(7)  # H(1/8)
    np.testing.assert_allclose(
        mutual_information(ends, classes), [3, 0, one_of_eight], rtol=0, atol=0.02
    )


def test_class_means_are_taken_in_each_sentences_own_row() -> None:
    memory = np.arange(24.0).reshape(4, 3, 2)
    found = class_means(memory, np.array([0, 2, 0, 2]), np.array([0, 1, 2, 0]))
    np.testing.assert_array_equal(found, [[8, 9], [np.nan, np.nan], [13, 14]])


@pytest.mark.parametrize("language", ["es", "en", "both"])
def test_drawn_sentences_know_their_two_ends(language: str) -> None:
    config = TrainConfig(language=language, countries=5)
    kind, between = np.arange(240) % 3, np.arange(240) % 5
    spoken = balanced(np.random.default_rng(6), config, kind, between)
    words = vocabulary(language, 5)
    seen: set[tuple[int, int, int]] = set()
    for b in range(len(kind)):
        said = [words[i] for i in spoken.words[b]]
        assert not any(said[spoken.length[b] :])
        one = languages_of(language)[spoken.language[b]]
        clause = " ".join(said).split(" , ")[0].split()
        clause[spoken.cue[b]] = "*" + clause[spoken.cue[b]]
        name = KINDS_OF_SENTENCE[kind[b]]
        assert " ".join(clause) in cue_clauses(one, name, spoken.case[b])
        # In row t a net has read t words: all but the answer, which is the sentence's last.
        assert spoken.last[b] == spoken.length[b] - 1
        assert spoken.first[b] == spoken.cue[b] + 1
        assert spoken.clause[b, spoken.last[b]] == between[b] + 1
        assert spoken.clause[b, : spoken.length[b]].tolist() == [
            said[:i].count(",") for i in range(spoken.length[b])
        ]
        seen.add((int(kind[b]), int(spoken.language[b]), int(spoken.case[b])))
    cases = {"es": 5 + 8 + 4, "en": 5 + 8 + 3}
    assert len(seen) == sum(cases[one] for one in languages_of(language))


@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_what_is_heard_is_what_the_net_holds(kind: str) -> None:
    """Whatever is read together, each sentence is as if read alone; and the gate is averaged from the cue to the answer."""
    config = sentence_config(kind, language="both")
    net = net_of(config, loud=2)
    spoken = balanced(np.random.default_rng(7), config, np.arange(130) % 3, np.arange(130) % 4)
    memory, kept = hear(net, spoken)
    gates: list[Array] = []
    for b in range(0, 130, 13):
        T = spoken.length[b]
        np.testing.assert_allclose(
            memory[b, : T + 1], net.trace(spoken.words[b, :T]).memory, rtol=0, atol=1e-12
        )
    if kept is None:
        assert kind == "rnn"
        return
    for b in range(130):
        gate = net.trace(spoken.words[b, : spoken.length[b]]).gates
        gates.extend(
            gate["forget" if kind == "lstm" else "update"][spoken.first[b] : spoken.last[b]]
        )
    np.testing.assert_allclose(kept, np.mean(gates, axis=0), rtol=0, atol=1e-12)


def test_a_net_that_latches_one_country_a_cell_is_seen_through() -> None:
    """Cell i is 1 after country i, else 0: H(1/8) bits each. From k cells the country is known, or is one of the other 8 - k."""
    config = TrainConfig(H=24, E=0)
    net = latching_net(config)
    held = study(net, config)
    countries, others = held.latch[:8], held.latch[8:]
    np.testing.assert_allclose(countries, 1, rtol=0, atol=1e-6)
    assert others.max() < 0.1
    assert sorted(held.order[:8]) == list(range(8))
    bits = 3 - 7 / 8 * np.log2(7)
    np.testing.assert_allclose(held.information[:8], bits, rtol=0, atol=0.03)
    np.testing.assert_allclose(held.means[:, :8], np.eye(8), rtol=0, atol=1e-6)
    assert held.forget is not None
    np.testing.assert_allclose(held.forget, 1, rtol=0, atol=1e-6)
    wanted = [(k + 1) / 8 for k in range(1, 8)] + [1]
    found = accuracy_by_cells(net, config, held.order[:8])
    np.testing.assert_allclose(found, wanted, rtol=0, atol=0.06)


def test_a_net_that_forgets_latches_nothing() -> None:
    config = TrainConfig(H=24, E=0)
    net = latching_net(config, forget=-800.0)
    held = study(net, config)
    assert held.latch.max() < 0.1
    assert held.information.max() < 0.1
    assert accuracy_by_cells(net, config, held.order[:4]).max() < 0.25
    assert held.forget is not None
    assert held.forget.max() < 1e-6


@pytest.mark.parametrize("knobs", [{"countries": 2, "H": 3}, {"kind": "rnn", "activation": "relu"}])
def test_a_study_fits_any_net_and_is_the_same_again(knobs: dict[str, Any]) -> None:
    config = sentence_config(**{"language": "both", "length": 2, **knobs})
    one, other = (study(net_of(config), config, seed=3, sentences=60) for _ in range(2))
    H = config.H
    for name, shape in (("order", H), ("latch", H), ("information", H)):
        found = getattr(one, name)
        assert found.shape == (shape,)
        np.testing.assert_array_equal(found, getattr(other, name))
    assert one.means.shape == (2, H)
    assert (one.forget is None) == (config.kind == "rnn")
    assert ((one.latch >= 0) & (one.latch <= 1)).all()


def test_what_cannot_be_studied_is_said() -> None:
    config = sentence_config()
    with pytest.raises(ValueError, match="'sentences', not 'latch'"):
        study(net_of(config), TrainConfig(task="latch"))
    wild = sentence_config("rnn", activation="relu")
    with pytest.raises(ValueError, match="beyond all bounds"):
        study(net_of(wild, loud=1e30), wild, sentences=40)
