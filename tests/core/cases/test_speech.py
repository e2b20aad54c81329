"""The speech case: the synthesiser, the words, and the four nets in PyTorch and in NumPy."""

import numpy as np
import pytest
import torch

from lstm_core.cases.config import KINDS, CaseConfig
from lstm_core.cases.nets import parameters
from lstm_core.cases.phones import WORDS
from lstm_core.cases.spectrum import RATE, frames
from lstm_core.cases.speech import Recordings, Speech, T
from lstm_core.cases.speech_nets import net
from lstm_core.cases.speech_twin import SEES, answers, beliefs, loudest
from lstm_core.cases.synth import Voice, voice, word

STILL = Voice(pitch=125, tract=1, breath=0, open=0.6, jitter=0, melody=0)


def rng() -> np.random.Generator:
    return np.random.default_rng(4)


@pytest.mark.parametrize("name", [name for words in WORDS.values() for name in words])
def test_a_word_is_a_sound_of_its_own_length_and_always_the_same(name: str) -> None:
    wave = word(name, voice(1), 1, 0.05, rng())
    assert 0.3 * RATE < len(wave) < 0.8 * RATE
    assert np.isfinite(wave).all()
    assert 0.4 < np.abs(wave).max() < 1
    np.testing.assert_array_equal(wave, word(name, voice(1), 1, 0.05, rng()))
    # Half as fast lasts longer, but for the silence around it, which stays.
    assert len(word(name, voice(1), 0.5, 0.05, rng())) > 1.6 * len(wave)


def test_the_vowels_resonate_where_the_table_says() -> None:
    """The a of "hola" at 125 Hz: the harmonics near 720 and 1350 Hz are louder than those between and above."""
    wave = word("hola", STILL, 0.5, 0, rng())
    vowel = wave[-int(0.22 * RATE) : -int(0.12 * RATE)]
    power = np.abs(np.fft.rfft(vowel * np.hanning(len(vowel)), 4 * RATE)) ** 2

    def loud(hertz: float) -> float:
        """The energy within 60 Hz."""
        return float(power[int(4 * (hertz - 60)) : int(4 * (hertz + 60))].sum())

    assert loud(720) > 2 * loud(1000)
    assert loud(1350) > 2 * loud(1900)


def test_pitch_is_the_voices() -> None:
    wave = word("hola", STILL, 0.5, 0, rng())
    vowel = wave[-int(0.22 * RATE) : -int(0.12 * RATE)]
    again = np.correlate(vowel, vowel, "full")[len(vowel) - 1 :]
    lag = 60 + int(again[60:300].argmax())
    assert RATE / lag == pytest.approx(125, rel=0.08)


def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Recordings that take no time: 60 voices say six words, noise all of it."""
    made = np.random.default_rng(0).uniform(-1, 1, (360, T, 24)).astype(np.float32)
    which = np.tile(np.arange(6), 60)
    many = Recordings(made, which, np.repeat(np.arange(60), 6))
    monkeypatch.setattr("lstm_core.cases.speech.recordings", lambda language: many)


def test_voices_that_are_held_out_are_not_learned_from(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    case = Speech(CaseConfig("speech", "recurrent"), seed=3)
    (held,), targets = case.held_out()
    assert len(held) == len(targets) == 15 * 6
    (learned,), _ = case.draw(rng())
    known = {one.tobytes() for one in held}
    assert not any(one.tobytes() in known for one in learned)


def test_permuted_is_one_order_of_the_frames_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    plain, changed = (
        Speech(CaseConfig("speech", "mean", change), seed=3).held_out()[0][0]
        for change in ("", "permuted")
    )
    order = [int(np.flatnonzero((plain[0] == row).all(axis=1))[0]) for row in changed[0]]
    assert order != list(range(T))
    np.testing.assert_array_equal(changed, plain[:, order])


def test_one_frame_is_learned_from_and_it_is_the_one_that_is_examined(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small(monkeypatch)
    config = CaseConfig("speech", "frame")
    case = Speech(config, seed=3)
    made = net(config, case, torch.Generator().manual_seed(1))
    for (heard,), _ in (case.draw(rng()), case.held_out()):
        sound = torch.from_numpy(heard).requires_grad_()
        made(sound).sum().backward()
        assert sound.grad is not None
        learned = sound.grad.abs().sum(2).numpy() > 0  # (B, T)
        level = heard.astype(np.float64).sum(axis=2)
        np.testing.assert_array_equal(learned, level == level.max(axis=1, keepdims=True))


@pytest.mark.parametrize("kind", KINDS["speech"])
def test_numpy_answers_as_pytorch_does(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    config = CaseConfig("speech", kind)
    case = Speech(config, 0)
    made = net(config, case, torch.Generator().manual_seed(1))
    weights = {name: value.numpy() for name, value in made.state_dict().items()}
    (heard,), _ = case.held_out()
    with torch.no_grad():
        torchs = made(torch.from_numpy(heard)).softmax(1).numpy()
    np.testing.assert_allclose(answers(weights, config, heard), torchs, atol=1e-5)
    # What is believed after a frame is what would be answered if the sound ended there.
    with torch.no_grad():
        early = made(torch.from_numpy(heard[:, :9])).softmax(1).numpy()
    after = beliefs(weights, config, heard)
    rows = np.arange(len(heard))
    there = after[rows, loudest(heard[:, :9])] if kind == "frame" else after[:, 8]
    np.testing.assert_allclose(there, early, atol=1e-5)


def test_kinds_learn_as_many_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    counts = []
    for kind in KINDS["speech"]:
        config = CaseConfig("speech", kind)
        made = net(config, Speech(config, 0), torch.Generator())
        counts.append(parameters(made))
    assert max(counts) < 1.05 * min(counts)


def test_the_mean_and_the_convolution_are_as_blind_as_they_are_said_to_be() -> None:
    """The mean does not hear an order; the convolution does not, beyond its window."""
    config = {kind: CaseConfig("speech", kind) for kind in KINDS["speech"]}
    case = type("Six", (), {"classes": 6})()
    weights = {
        kind: {
            name: value.numpy()
            for name, value in net(one, case, torch.Generator().manual_seed(2)).state_dict().items()
        }
        for kind, one in config.items()
    }
    sound = rng().uniform(-1, 1, (1, 20, 24)).astype(np.float32)
    shuffled = sound[:, rng().permutation(20)]

    def change(kind: str, one: np.ndarray, other: np.ndarray) -> float:
        a, b = (answers(weights[kind], config[kind], x) for x in (one, other))
        return float(np.abs(a - b).max())

    assert change("mean", sound, shuffled) < 1e-6
    assert change("recurrent", sound, shuffled) > 1e-4
    assert change("convolutional", sound, shuffled) > 1e-4
    # Two pieces, as far apart as the window is long, in either order.
    silence = np.full((1, SEES - 1, 24), -1, dtype=np.float32)
    one, other = sound[:, :8], sound[:, 8:]
    first = np.concatenate([one, silence, other, silence], axis=1)
    second = np.concatenate([other, silence, one, silence], axis=1)
    assert change("convolutional", first, second) < 1e-6
    assert change("recurrent", first, second) > 1e-4


def test_a_whole_word_becomes_frames() -> None:
    assert frames(word("roma", voice(0), 1, 0.01, rng(), 11520)).shape == (44, 24)
