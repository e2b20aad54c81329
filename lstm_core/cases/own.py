"""The case "own": two or three words of the reader's own, a few recordings of each, made more by small changes.

A recording is a word as `sound.word_of` cuts it. What is trained on travels as bytes (`pack`), and nowhere onto a disk.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np

from lstm_core.arrays import Array
from lstm_core.cases.case import Inputs, Targets, Usual, accuracy
from lstm_core.cases.config import MOST_MATERIAL, CaseConfig
from lstm_core.cases.sound import WORD
from lstm_core.cases.spectrum import BANDS, RATE, Frames, frames

WORDS = (2, 3)  # fewest, most
TAKES = (3, 8)  # recordings of a word, fewest, most
TESTED = 4  # from so many recordings of every word on, one of each is held out to be examined with
VARIANTS = 16  # of each recording that is learned from
LONGEST = round(1.1 * WORD * RATE)  # samples of a recording

_MAGIC = b"own1"
_SPEED = 1.2  # up to so many times as fast or as slow
_NOISE = (12.0, 50.0)  # dB below the word
_BEFORE = 0.12  # seconds of more or less silence before the word, at most
_CUT = 0.05  # of the word that may be missing at its end


def pack(words: Sequence[Sequence[Array]]) -> bytes:
    """Recordings of each word, (n,) each at RATE, full scale at 1, as bytes: 16 bits a sample.

    Raises:
        ValueError: too few or too many words or recordings, or one that is empty or too long.
    """
    takes = [take for word in words for take in word]
    head = struct.pack(
        f"<4sB{len(words)}B{len(takes)}I", _MAGIC, len(words), *map(len, words), *map(len, takes)
    )
    body = [np.round(32767 * np.clip(take, -1, 1)).astype("<i2").tobytes() for take in takes]
    packed = head + b"".join(body)
    unpack(packed)
    return packed


def unpack(material: bytes) -> list[list[Array]]:
    """The inverse of `pack`. Raises ValueError for anything that it has not packed."""
    try:
        magic, K = struct.unpack_from("<4sB", material)
        counts = struct.unpack_from(f"<{K}B", material, 5)
        lengths = struct.unpack_from(f"<{sum(counts)}I", material, 5 + K)
    except struct.error as error:
        raise ValueError("These are no recordings.") from error
    start = 5 + K + 4 * len(lengths)
    good = (
        magic == _MAGIC
        and len(material) <= MOST_MATERIAL
        and WORDS[0] <= K <= WORDS[1]
        and all(TAKES[0] <= count <= TAKES[1] for count in counts)
        and all(0 < length <= LONGEST for length in lengths)
        and start + 2 * sum(lengths) == len(material)
    )
    if not good:
        raise ValueError("These are no recordings that can be learned from.")
    samples = np.frombuffer(material, "<i2", offset=start).astype(float) / 32767
    takes = iter(np.split(samples, np.cumsum(lengths)[:-1]))
    return [[next(takes) for _ in range(count)] for count in counts]


def is_tested(counts: Sequence[int]) -> bool:
    """Whether so many recordings of each word leave one of each to be examined with."""
    return min(counts) >= TESTED


class Own:
    """Recordings of `classes` words; the seed says which one of each word is held out, if there are enough.

    If there are not, the nets are examined with what they learn from, which says nothing of other recordings.
    """

    def __init__(self, config: CaseConfig, seed: int) -> None:
        words = unpack(config.material)
        rng = np.random.default_rng([seed, 5])
        held = [int(rng.integers(len(word))) for word in words]
        self.classes = len(words)
        self._batch = usual(config).batch
        examined, learned = words, words
        if is_tested([len(word) for word in words]):
            examined = [[word[at]] for word, at in zip(words, held, strict=True)]
            learned = [word[:at] + word[at + 1 :] for word, at in zip(words, held, strict=True)]
        self._examined = [[frames(take) for take in word] for word in examined]
        # Made once: to hear a sound takes longer than to learn from it.
        self._learned = [
            [frames(changed(take, rng)) for take in word for _ in range(VARIANTS)]
            for word in learned
        ]

    def draw(self, rng: np.random.Generator) -> tuple[Inputs, Targets]:
        """Frames (B, T, BANDS) of recordings, each changed a little, how many of them are real (B,), and which word it is."""
        targets = np.arange(self._batch) % self.classes
        rng.shuffle(targets)
        sounds = [self._learned[k][rng.integers(len(self._learned[k]))] for k in targets]
        return side_by_side(sounds), targets

    def held_out(self) -> tuple[Inputs, Targets]:
        """As `draw`, each recording as it is."""
        targets = np.repeat(np.arange(self.classes), [len(word) for word in self._examined])
        return side_by_side([sound for word in self._examined for sound in word]), targets

    def scores(self, probabilities: Array, targets: Targets) -> dict[str, float]:
        """The accuracy."""
        return {"accuracy": accuracy(probabilities, targets)}


def side_by_side(sounds: Sequence[Frames]) -> Inputs:
    """Sounds (T_b, BANDS) as one array (B, T, BANDS), filled up with silence, and how long each is: (B,) float32."""
    lengths = [len(sound) for sound in sounds]
    filled = np.full((len(sounds), max(lengths), BANDS), -1, dtype=np.float32)
    for row, sound in zip(filled, sounds, strict=True):
        row[: len(sound)] = sound
    return filled, np.array(lengths, dtype=np.float32)


def changed(wave: Array, rng: np.random.Generator) -> Array:
    """The word as it might have been said or heard too: faster or slower, later, louder or softer than the noise around it."""
    speed = _SPEED ** rng.uniform(-1, 1)
    places = np.arange(0, len(wave) * rng.uniform(1 - _CUT, 1) - 1, speed)
    said = np.interp(places, np.arange(len(wave)), wave)
    said = np.concatenate([np.zeros(round(RATE * rng.uniform(0, _BEFORE))), said])
    noise = rng.normal(size=len(said)) * 10 ** (-rng.uniform(*_NOISE) / 20)
    heard: Array = said + noise * np.sqrt(np.mean(said**2))
    return heard


def case(config: CaseConfig, seed: int) -> Own:
    """The recordings with this seed. Raises ValueError for what `pack` has not packed."""
    return Own(config, seed)


def usual(config: CaseConfig) -> Usual:
    """Widths at which both nets have about as many parameters."""
    hidden = {"mean": 96, "recurrent": 16}[config.kind]
    return Usual(96, 16, 1e-2, hidden)
