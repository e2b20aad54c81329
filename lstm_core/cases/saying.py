"""One saying of a word as a reader asks for it: who, how fast, in what noise, and what is done to the sound before a net hears it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.cases.spectrum import HOP, WINDOW, Frames, frames
from lstm_core.cases.speech import CLIP, VOICES
from lstm_core.cases.synth import spelling, voice, word

STRANGERS = VOICES  # the first voice that no net has learned from, whatever its seed


@dataclass(frozen=True)
class Saying:
    """What is said and how.

    Args:
        word: one of `speech.words`.
        stranger: which voice after the STRANGERS, from 0.
        speed: 0.5..2.
        noise: as a share of the word's loudness, 0..1.
        backwards: the sound runs from its end to its beginning.
        shuffled: then its frames are put into another order, always the same one.
    """

    word: str
    stranger: int = 0
    speed: float = 1.0
    noise: float = 0.0
    backwards: bool = False
    shuffled: bool = False


@dataclass(frozen=True, eq=False)
class Sound:
    """What there is to be heard.

    Args:
        wave: (samples,) float64.
        heard: (T, BANDS), its frames, in the order in which the nets hear them.
    """

    wave: Array
    heard: Frames


def sound(saying: Saying) -> Sound:
    """The sound. A clip is as long as those that are learned from, or longer if the word is.

    Raises:
        KeyError: no such word.
    """
    spelling(saying.word)  # a word that is unknown is refused before a number is made of it
    rng = np.random.default_rng([saying.stranger, *saying.word.encode()])
    who = voice(STRANGERS + saying.stranger)
    state = rng.bit_generator.state
    wave = word(saying.word, who, saying.speed, saying.noise, rng)
    if len(wave) < CLIP:
        rng.bit_generator.state = state
        wave = word(saying.word, who, saying.speed, saying.noise, rng, CLIP)
    wave = np.pad(wave, (0, -(len(wave) - WINDOW) % HOP))
    if saying.backwards:
        wave = wave[::-1]
    heard = frames(wave)
    if saying.shuffled:
        order = shuffle(len(heard))
        heard = heard[order]
        wave = _pieces(wave, order)
    return Sound(wave, heard)


def shuffle(T: int) -> NDArray[np.int64]:
    """The order of T frames that are shuffled."""
    return np.random.default_rng(7).permutation(T)


def _pieces(wave: Array, order: NDArray[np.int64]) -> Array:
    """The sound cut into pieces of a HOP, in that order; frames overlap, so its last piece belongs to none and stays."""
    pieces = wave.reshape(-1, HOP)
    last = len(order)
    return np.concatenate([pieces[order], pieces[last:]]).reshape(-1)


def by_strangers(saying: Saying, many: int) -> list[Sound]:
    """The same by so many voices, of which `saying.stranger` need not be one."""
    return [sound(replace(saying, stranger=k)) for k in range(many)]
