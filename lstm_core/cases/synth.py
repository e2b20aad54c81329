"""A small formant synthesiser: vocal folds and rushing air, shaped by resonances that move from sound to sound.

Source and filter as in Klatt 1980 (doi:10.1121/1.383940): pulses of the folds and noise go through resonators in a row,
hiss goes past them. The filter changes every SHAPE: the source is cut into overlapping windows, each is filtered by what the
mouth is at that moment, and all are added up again. What it says is artificial, and the page calls it so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.cases.phones import PHONES, WORDS, Phone, Spelling
from lstm_core.cases.spectrum import RATE

STEP = 80  # samples: 5 ms, of pitch, loudness and shape there is one value each
SHAPE = 160  # samples: 10 ms, as often the filter changes
FULL = 640  # samples of a window that is filtered, ringing included: 40 ms
GLIDE = 0.070  # seconds that the formants take from one sound to the next
ONSET = 0.020  # seconds that loudness takes
LEAD, TAIL = 0.06, 0.08  # seconds of nothing before and after a word
BANDWIDTHS = (70.0, 90.0, 130.0, 250.0, 350.0)  # Hz, of F1 to F5
UPPER = (3500.0, 4500.0)  # Hz, F4 and F5, the same in all sounds
NOSE = 270.0  # Hz, where the nose resonates
STRESS = 1.25  # times longer is a sound that is stressed
QUIET = 0.001  # how loud the background is when it is quiet, as a share of the word's


@dataclass(frozen=True)
class Voice:
    """Who speaks.

    Args:
        pitch: of the folds in the middle of a word, Hz, 80..320.
        tract: formants are so many times a man's; 1.17 is a woman's, 1.3 a child's.
        breath: noise in the voice, 0..0.2.
        open: share of a period in which the folds are open, 0.4..0.8.
        jitter: random change of pitch, a share, 0..0.03.
        melody: how far pitch falls from the first sound to the last, in semitones.
    """

    pitch: float
    tract: float
    breath: float
    open: float
    jitter: float
    melody: float


def voice(number: int) -> Voice:
    """One of endlessly many voices, the same for the same number >= 0: even ones are low, odd ones high, every fifth a child's."""
    rng = np.random.default_rng([number, 11])
    low, high, tract = ((85, 140, 1.0), (165, 240, 1.16))[number % 2]
    if number % 5 == 4:
        low, high, tract = 240, 310, 1.28
    return Voice(
        pitch=float(rng.uniform(low, high)),
        tract=float(tract * rng.uniform(0.94, 1.06)),
        breath=float(rng.uniform(0.01, 0.1)),
        open=float(rng.uniform(0.5, 0.75)),
        jitter=float(rng.uniform(0.004, 0.02)),
        melody=float(rng.uniform(-1, 6)),
    )


def word(
    name: str,
    speaker: Voice,
    speed: float,
    noise: float,
    rng: np.random.Generator,
    samples: int = 0,
) -> Array:
    """A word said once: (n,) at RATE, about -0.5..0.5.

    Args:
        name: a word of WORDS, in any language.
        speaker: whose voice.
        speed: 1 is usual, 2 twice as fast; 0.5..2.
        noise: loudness of the background as a share of the word's, 0..1 (0.1: 20 dB below it).
        rng: two sayings of a word by the same voice differ as far as this decides: timing, formants, jitter, noise.
        samples: how many there shall be; the word begins at random within. 0: LEAD before it and TAIL after it.

    Raises:
        KeyError: no such word.
    """
    tracks = Tracks.of(spelling(name), speaker, speed, rng)
    said = _spoken(tracks, speaker, rng)
    said *= 0.5 / np.abs(said).max()
    room = samples - len(said) if samples else round((LEAD + TAIL) * RATE)
    begin = int(rng.uniform(0, max(0, room))) if samples else round(LEAD * RATE)
    whole = np.zeros(len(said) + max(0, room))
    whole[begin : begin + len(said)] = said
    background = max(noise, QUIET) * said.std() * _coloured(len(whole), rng)
    heard: Array = (whole + background)[: samples or None]
    return heard


def spelling(name: str) -> Spelling:
    """The word's sounds. Raises KeyError."""
    for words in WORDS.values():
        if name in words:
            return words[name]
    raise KeyError(name)


@dataclass(frozen=True)
class Tracks:
    """What the mouth does, every STEP samples: T steps.

    Args:
        formants: (T, 3) Hz.
        voice, breath, hiss: (T,) loudness.
        hiss_at: (T,) Hz.
        nasal: (T,) Hz, NOSE where the nose is shut.
        pitch: (T,) Hz.
    """

    formants: Array
    voice: Array
    breath: Array
    hiss: Array
    hiss_at: Array
    nasal: Array
    pitch: Array

    @classmethod
    def of(
        cls, spelled: Spelling, speaker: Voice, speed: float, rng: np.random.Generator
    ) -> Tracks:
        """Each sound's own values for as long as it lasts, then smoothed: the mouth takes its time."""
        stressed = np.arange(len(spelled.phones)) == spelled.stressed
        sounds = [PHONES["-"], *(PHONES[name] for name in spelled.phones), PHONES["-"]]
        lasting = np.array([sound.milliseconds for sound in sounds]) / 1000 / speed
        lasting[1:-1] *= np.where(stressed, STRESS, 1)
        lasting *= rng.uniform(0.9, 1.1, len(sounds))
        ends = np.round(np.cumsum(lasting) * RATE / STEP).astype(int)
        which = np.repeat(np.arange(len(sounds)), np.diff(ends, prepend=0))  # (T,)

        def held(of: Callable[[Phone], object]) -> Array:
            return np.array([of(sound) for sound in sounds], dtype=float)[which]

        # The mouth already is, before the word and after it, where its first and last sound want it.
        shapes = np.array([sound.formants for sound in (sounds[1], *sounds[1:-1], sounds[-2])])
        shapes = shapes * rng.normal(1, 0.02, shapes.shape)
        loud = np.concatenate([[1], np.where(stressed, 1, 0.8), [1]])[which]
        along = np.linspace(0.5, -0.5, len(which)) * speaker.melody
        high = along + 1.5 * np.concatenate([[0], stressed, [0]])[which]
        return cls(
            formants=_smooth(shapes[which] * speaker.tract, GLIDE),
            voice=_smooth(held(lambda sound: sound.voice) * loud, ONSET),
            breath=_smooth(held(lambda sound: sound.breath), ONSET),
            hiss=_smooth(held(lambda sound: sound.hiss), 2 * ONSET),
            hiss_at=held(lambda sound: sound.hiss_at) * speaker.tract**0.5,
            nasal=_smooth(held(lambda sound: sound.nasal or NOSE), ONSET),
            pitch=speaker.pitch * 2 ** (_smooth(high, 2 * GLIDE) / 12) * rng.uniform(0.95, 1.05),
        )


def _smooth(track: Array, width: float) -> Array:
    """`track` (T, ...) averaged over `width` seconds, the ends held on."""
    size = max(1, round(width * RATE / STEP)) | 1
    window = np.hanning(size + 2)[1:-1]
    window /= window.sum()
    ends = [(size // 2, size // 2)] + [(0, 0)] * (track.ndim - 1)
    seen = np.lib.stride_tricks.sliding_window_view(np.pad(track, ends, mode="edge"), size, axis=0)
    smoothed: Array = seen @ window
    return smoothed


def _spoken(tracks: Tracks, speaker: Voice, rng: np.random.Generator) -> Array:
    """The sound of it, (T * STEP,)."""
    n = len(tracks.pitch) * STEP
    at = np.arange(n) / STEP - 0.5
    steps = np.arange(len(tracks.pitch))

    def fine(track: Array) -> Array:
        return np.interp(at, steps, track)  # (n,)

    wobble = np.interp(at, steps[::2], rng.normal(0, speaker.jitter, len(steps[::2])))
    phase = np.cumsum(fine(tracks.pitch) * (1 + wobble)) / RATE % 1
    # The flow p^2 (open - p) as the folds open, 0 while they are closed (Rosenberg 1971); the lips radiate its derivative.
    flowing = np.where(phase < speaker.open, 2 * phase * speaker.open - 3 * phase**2, 0)
    folds = flowing / speaker.open**2
    air = rng.normal(size=(2, n)) * np.where(phase < speaker.open, 1, 0.4)
    source = fine(tracks.voice) * (folds + speaker.breath * air[0]) + fine(tracks.breath) * air[0]
    said = _filtered(source, _mouth(tracks, speaker))
    if tracks.hiss.any():
        said += _filtered(fine(tracks.hiss) * air[1], _teeth(tracks))
    return said


def _filtered(source: Array, response: NDArray[np.complex64]) -> Array:
    """`source` (n,) through a filter that changes every SHAPE: response (ceil(n / SHAPE) + 1, FULL / 2 + 1)."""
    T = len(response)
    padded = np.zeros((T + 1) * SHAPE, dtype=np.float32)
    padded[SHAPE : SHAPE + len(source)] = source
    cut = np.lib.stride_tricks.sliding_window_view(padded, 2 * SHAPE)[::SHAPE]  # (T, 2 SHAPE)
    hann = (0.5 - 0.5 * np.cos(np.pi * np.arange(2 * SHAPE) / SHAPE)).astype(np.float32)
    ringing = np.fft.irfft(np.fft.rfft(cut * hann, FULL) * response, FULL)  # (T, FULL)
    blocks = ringing.reshape(T, FULL // SHAPE, SHAPE)
    whole = np.zeros((T + FULL // SHAPE, SHAPE))
    for k in range(FULL // SHAPE):
        whole[k : k + T] += blocks[:, k]
    heard: Array = whole.reshape(-1)[SHAPE : SHAPE + len(source)]
    return heard


def _seldom(track: Array) -> Array:
    """Every SHAPE of a track (T, ...) that has a value every STEP, and one after its end."""
    ratio = SHAPE // STEP
    last = -(-len(track) // ratio) + 1
    return track[np.minimum(np.arange(last) * ratio, len(track) - 1)]


def _mouth(tracks: Tracks, speaker: Voice) -> NDArray[np.complex64]:
    """Formants and nose in a row, (ceil(n / SHAPE) + 1, FULL / 2 + 1)."""
    formants = _seldom(tracks.formants)
    upper = np.broadcast_to(np.array(UPPER) * speaker.tract, (len(formants), len(UPPER)))
    below = np.minimum(np.concatenate([formants, upper], axis=1), 0.49 * RATE)
    divided = _poles(below[:, 0], BANDWIDTHS[0])
    for k in range(1, len(BANDWIDTHS)):
        divided *= _poles(below[:, k], BANDWIDTHS[k])
    if (tracks.nasal == NOSE).all():
        return 1 / divided
    # While the nose is shut, its zero stands on its pole and undoes it.
    nose = _poles(np.full(len(formants), NOSE), 100.0)
    return _poles(_seldom(tracks.nasal), 100.0) / (divided * nose)


def _teeth(tracks: Tracks) -> NDArray[np.complex64]:
    """One wide resonance, its lower side steeper."""
    rising = np.minimum(1, np.fft.rfftfreq(FULL, 1 / RATE) / 3500).astype(np.float32) ** 2
    return rising / _poles(_seldom(tracks.hiss_at), 1800.0)


@cache
def _circle() -> tuple[NDArray[np.complex64], NDArray[np.complex64]]:
    """1/z and 1/z^2 at the frequencies of a window."""
    turn = np.exp(-2j * np.pi * np.arange(FULL // 2 + 1) / FULL)
    return turn.astype(np.complex64), (turn**2).astype(np.complex64)


def _poles(at: Array, bandwidth: float) -> NDArray[np.complex64]:
    """What a resonator at `at` (T,) Hz divides by, 1 at 0 Hz: Klatt 1980, equations 1 and 2, (T, FULL / 2 + 1)."""
    back, twice = _circle()
    c = -np.exp(-2 * np.pi * bandwidth / RATE)
    b = 2 * np.sqrt(-c) * np.cos(2 * np.pi * at / RATE)
    a = 1 - b - c
    first = (b / a).astype(np.complex64)[:, None]
    second = (c / a).astype(np.complex64)[:, None]
    constant = (1 / a).astype(np.complex64)[:, None]
    divided: NDArray[np.complex64] = constant - first * back - second * twice
    return divided


def _coloured(n: int, rng: np.random.Generator) -> Array:
    """Background noise of one loudness (root mean square 1), lower frequencies louder: (n,)."""
    size = 1 << (n - 1).bit_length()
    spectrum = rng.normal(size=(2, size // 2 + 1))
    falling = (1 + np.arange(size // 2 + 1) * RATE / size / 300) ** -rng.uniform(0.3, 1)
    sound = np.fft.irfft((spectrum[0] + 1j * spectrum[1]) * falling)[:n]
    level: Array = sound / sound.std()
    return level
