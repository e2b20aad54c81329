"""The speech case: which of six words was said, by a voice that no net has heard before.

The words are spoken once by our synthesiser, many voices, speeds and backgrounds; a seed decides which voices are held out.
Four of the six words are made of the same sounds in another order (WORDS of phones.py): whoever does not hear the order can
only guess between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.cases.case import Inputs, Targets, Usual, accuracy, permutation
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.phones import WORDS
from lstm_core.cases.spectrum import HOP, WINDOW, Frames, frames
from lstm_core.cases.synth import voice, word

T = 44  # frames of a clip, 0.72 s
CLIP = WINDOW + (T - 1) * HOP  # samples of it; the word begins at random within
VOICES = 60  # that speak
HELD_OUT = 15  # voices of them that the nets are examined with
SAYINGS = 2  # of each word by each voice
SPEEDS = (0.8, 1.35)  # slowest and fastest
NOISES = (0.003, 0.1)  # background as a share of the word's loudness: 50 to 20 dB below it
BATCH = 48


def words(language: str) -> tuple[str, ...]:
    """What is said in this language, in the order of the classes."""
    return tuple(WORDS[language])


def ordered(language: str) -> NDArray[np.bool_]:
    """Which of them are made of the sounds of another one, so that only the order tells them apart, (K,)."""
    return np.arange(len(words(language))) >= 2


@dataclass(frozen=True, eq=False)
class Recordings:
    """All that was said in one language, N sayings.

    Args:
        heard: (N, T, BANDS), frames as `spectrum.frames` makes them.
        said: (N,) which word.
        speaker: (N,) which voice.
    """

    heard: Frames
    said: Targets
    speaker: NDArray[np.int64]


@lru_cache(maxsize=2)
def recordings(language: str) -> Recordings:
    """The same for everybody: every word SAYINGS times by each of VOICES."""
    rng = np.random.default_rng([5, sorted(WORDS).index(language)])
    heard, said, speaker = [], [], []
    for who in range(VOICES):
        for k, name in enumerate(words(language)):
            for _ in range(SAYINGS):
                speed = rng.uniform(*SPEEDS)
                noise = np.exp(rng.uniform(*np.log(NOISES)))
                heard.append(frames(word(name, voice(who), speed, noise, rng, CLIP)))
                said.append(k)
                speaker.append(who)
    whole = Recordings(np.stack(heard), np.array(said), np.array(speaker))
    whole.heard.flags.writeable = False
    return whole


class Speech:
    """See `lstm_core.cases.case.Case`."""

    def __init__(self, config: CaseConfig, seed: int) -> None:
        self.language = config.language
        whole = recordings(config.language)
        strangers = np.random.default_rng([seed, 2]).permutation(VOICES)[:HELD_OUT]
        held = np.isin(whole.speaker, strangers)
        order = permutation(seed, T) if config.change == "permuted" else np.arange(T)
        heard = whole.heard[:, order]
        self._train = heard[~held], whole.said[~held]
        self._held = heard[held], whole.said[held]

    @property
    def classes(self) -> int:
        """K, how many words there are."""
        return len(words(self.language))

    def draw(self, rng: np.random.Generator) -> tuple[Inputs, Targets]:
        """BATCH sayings by voices that are not held out: (B, T, BANDS) and which words (B,)."""
        heard, said = self._train
        some = rng.integers(len(said), size=BATCH)
        return (heard[some],), said[some]

    def held_out(self) -> tuple[Inputs, Targets]:
        """All sayings by HELD_OUT voices."""
        return (self._held[0],), self._held[1]

    def scores(self, probabilities: Array, targets: Targets) -> dict[str, float]:
        """accuracy; order: the same among the words that only the order of their sounds tells apart."""
        hard = ordered(self.language)[targets]
        return {
            "accuracy": accuracy(probabilities, targets),
            "order": accuracy(probabilities[hard], targets[hard]),
        }


def case(config: CaseConfig, seed: int) -> Speech:
    """Voices, words and, if config says so, one permutation of the frames in time."""
    return Speech(config, seed)


def usual(config: CaseConfig) -> Usual:
    """Widths with which all four kinds learn about 7600 numbers each (6 words)."""
    hidden = {"frame": 246, "mean": 246, "convolutional": 60, "recurrent": 32}[config.kind]
    # The dense ones go on learning when the others are through; some recurrent nets mix up two words until late.
    steps = {"frame": 400, "mean": 400, "recurrent": 360}.get(config.kind, 240)
    return Usual(steps, BATCH, 0.006, hidden)


def guessing(config: CaseConfig) -> float:
    """Every word is said equally often."""
    return 1 / len(words(config.language))
