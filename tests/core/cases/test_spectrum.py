"""The frames of a sound: against scipy's spectrogram, by hand for a tone, and the same for every loudness."""

import numpy as np
import pytest
from scipy.signal import ShortTimeFFT

from lstm_core.cases.spectrum import (
    BANDS,
    HOP,
    RATE,
    WINDOW,
    edges,
    energies,
    frames,
    mel,
    seconds,
    triangles,
)


def noise(samples: int) -> np.ndarray:
    return np.random.default_rng(3).normal(size=samples)


def test_energies_are_scipys_spectrogram_seen_through_the_triangles() -> None:
    wave = noise(WINDOW + 5 * HOP)
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)
    stft = ShortTimeFFT(hann, HOP, RATE, fft_mode="onesided")
    # scipy centres a frame on its sample, ours begins there
    whole = stft.stft(wave, p0=1, p1=7, k_offset=0)  # (WINDOW / 2 + 1, T)
    np.testing.assert_allclose(energies(wave), (np.abs(whole) ** 2).T @ triangles().T, rtol=1e-9)


def test_mel_by_hand() -> None:
    # 2595 log10(1 + 700 / 700) = 2595 log10(2) = 781.17; 1000 Hz is 1000 mel but for rounding
    assert mel(np.array([700.0]))[0] == pytest.approx(781.17, abs=0.01)
    assert mel(np.array([1000.0]))[0] == pytest.approx(1000, abs=0.1)


def test_neighbouring_triangles_add_up_to_one_between_the_outer_tops() -> None:
    at = np.fft.rfftfreq(WINDOW, 1 / RATE)
    inside = (at >= edges()[1]) & (at <= edges()[-2])
    np.testing.assert_allclose(triangles().sum(axis=0)[inside], 1)


@pytest.mark.parametrize("band", [2, 9, 20])
def test_a_tone_is_loudest_in_the_band_whose_top_it_is(band: int) -> None:
    t = np.arange(RATE // 4) / RATE
    heard = frames(np.sin(2 * np.pi * edges()[band + 1] * t))
    assert (heard[1:-1].argmax(axis=1) == band).all()


def test_loudness_does_not_matter_and_half_the_range_is_30_decibels() -> None:
    wave = noise(RATE // 2)
    np.testing.assert_allclose(frames(wave), frames(1e-4 * wave), atol=1e-5)
    # A second half of a thousandth of the power is 30 dB lower: 1 below, on a scale of 2 for 60 dB.
    tone = np.sin(2 * np.pi * edges()[10] * np.arange(RATE) / RATE)
    heard = frames(np.where(np.arange(RATE) < RATE // 2, tone, tone * 10**-1.5))
    assert heard[5, 9] - heard[-5, 9] == pytest.approx(1, abs=1e-3)


def test_shapes_and_silence() -> None:
    assert frames(np.zeros(RATE)).shape == (62, BANDS)  # 1 + ceil(16000 / 256) - 2
    assert (frames(np.zeros(RATE)) == -1).all()
    assert frames(noise(10)).shape == (1, BANDS)
    assert frames(noise(WINDOW + 1)).shape == (2, BANDS)
    assert frames(noise(RATE)).dtype == np.float32
    assert seconds(1) == WINDOW / RATE
