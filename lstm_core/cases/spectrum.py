"""A sound as a net hears it: short frames, the energy of each in bands as wide as the ear's, how far below the loudest.

Log mel energies as in speech recognition (Davis and Mermelstein 1980, doi:10.1109/TASSP.1980.1163420), without their last
step, the cosine transform: so a row of numbers is still a picture of the sound. Nothing is subtracted band by band, as is
often done against the colour of a microphone: it would make the mean over time zero for every word, and a net that sees
only that mean would be blind by our doing.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array

RATE = 16000  # samples a second
HOP = 256  # samples from one frame to the next: 16 ms, 62.5 frames a second
WINDOW = 512  # samples that a frame sees, through a Hann window: 32 ms, two periods of a low voice
BANDS = 24  # triangles of equal width in mel, each reaching to the middles of its neighbours
LOWEST, HIGHEST = 100.0, 7600.0  # Hz, where the first triangle begins and the last one ends
RANGE = 60.0  # decibels: what is further below the loudest energy of a sound counts as silence

Frames = NDArray[np.float32]


def mel(hertz: Array) -> Array:
    """Pitch as the ear spaces it, 1000 Hz = 1000 mel (the formula of O'Shaughnessy 1987, as in HTK)."""
    heard: Array = 2595 * np.log10(1 + hertz / 700)
    return heard


def hertz(heard: Array) -> Array:
    """The inverse of `mel`."""
    frequency: Array = 700 * (10 ** (heard / 2595) - 1)
    return frequency


@cache
def edges() -> Array:
    """Where the triangles begin, have their tops and end, (BANDS + 2,) in Hz: number k runs from k over k + 1 to k + 2."""
    ends = mel(np.array([LOWEST, HIGHEST]))
    return hertz(np.linspace(ends[0], ends[1], BANDS + 2))


@cache
def triangles() -> Array:
    """How much each band hears of each frequency of a frame, (BANDS, WINDOW / 2 + 1), 1 at its top."""
    at = np.fft.rfftfreq(WINDOW, 1 / RATE)  # (WINDOW / 2 + 1,) Hz
    low, top, high = (edges()[k : k + BANDS, None] for k in range(3))
    return np.maximum(0, np.minimum((at - low) / (top - low), (high - at) / (high - top)))


def energies(wave: Array) -> Array:
    """The energy of each frame in each band, (T, BANDS), T = 1 + ceil(samples / HOP) - WINDOW / HOP, at least 1.

    The end is filled up with silence, so that no sample is left out.

    Args:
        wave: (samples,) mono at RATE, of any loudness.
    """
    T = max(1, 1 + -(-len(wave) // HOP) - WINDOW // HOP)
    filled = np.zeros((T - 1) * HOP + WINDOW)
    filled[: len(wave)] = wave
    cut = np.lib.stride_tricks.sliding_window_view(filled, WINDOW)[::HOP]  # (T, WINDOW)
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)
    power = np.abs(np.fft.rfft(cut * hann)) ** 2  # (T, WINDOW / 2 + 1)
    heard: Array = power @ triangles().T
    return heard


def frames(wave: Array) -> Frames:
    """What the nets of the speech case get of a sound: (T, BANDS) in -1..1, float32.

    1 is the loudest energy in the whole sound, 0 is RANGE / 2 = 30 dB below it, -1 is RANGE = 60 dB or more below it. So the
    same sound twice as loud gives the same numbers. Silence is -1 everywhere.

    Args:
        wave: (samples,) mono at RATE, float64, finite, of any loudness; what is shorter than one window makes one frame.
    """
    return scaled(energies(wave))


def scaled(energy: Array) -> Frames:
    """Energies (T, BANDS) as decibels below the largest, from -RANGE..0 to -1..1."""
    loudest = energy.max()
    if loudest <= 0:
        return np.full(energy.shape, -1, dtype=np.float32)
    decibels = 10 * np.log10(np.maximum(energy / loudest, 10 ** (-RANGE / 10)))
    heard: Frames = (1 + 2 * decibels / RANGE).astype(np.float32)
    return heard


def seconds(T: int) -> float:
    """When the last of T frames ends, in seconds."""
    return ((T - 1) * HOP + WINDOW) / RATE
