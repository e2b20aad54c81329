"""A reader's own recordings: in the server's memory while they look at the page, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lab import jobs
from lab.trials import trials
from lab.watched import Watched
from lstm_core.arrays import Array
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.own import TAKES, WORDS, is_tested, pack
from lstm_core.cases.sound import read_sound, word_of
from lstm_core.cases.spectrum import RATE, Frames, frames
from ui.cases.heard_sound import sound_view

STAY = 140.0  # seconds without the page after which everything is forgotten, at the next look: within three minutes
MOST_READERS = 100  # with 1.3 MB at most each
PEAKS = 72  # points of the drawn outline of a wave
SLOTS = WORDS[1]
SECONDS = 2.0  # that a recording may last
ROUNDING = 1.5 / 32767  # of 16 bits

Weights = dict[str, NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Take:
    """A recorded word.

    Args:
        number: of the recording, counted from 1 among all of this reader.
        samples: 16 bits each, at RATE.
    """

    number: int
    samples: bytes = field(repr=False)  # in no log

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / 2 / RATE

    def wave(self) -> Array:
        """(n,), full scale at 1."""
        return np.frombuffer(self.samples, "<i2").astype(float) / 32767

    def heard(self) -> Frames:
        """(T, BANDS), as the nets hear it."""
        return frames(self.wave())


@dataclass(frozen=True, eq=False)
class Trained:
    """Nets that have learned a reader's words.

    Args:
        config: of each, by kind.
        weights: of the first seed of each, by kind.
        accuracy: (S,) of each kind, on what was held out.
        words: what the classes were called.
        counts: recordings of each.
        takes: which recordings they were, by number.
    """

    config: dict[str, CaseConfig]
    weights: dict[str, Weights]
    accuracy: dict[str, Array]
    words: tuple[str, ...]
    counts: tuple[int, ...]
    takes: tuple[int, ...]

    @property
    def tested(self) -> bool:
        """Whether `accuracy` is of recordings that were not learned from."""
        return is_tested(self.counts)


@dataclass
class Mine:
    """All that there is of one reader.

    Args:
        takes: the recordings in each of SLOTS places.
        count: how many there have been.
        trial: the id of the experiment that learns from them, or "".
        learning: words and recordings of that experiment, as in `Trained`.
        trained: what came out of the last one.
        asked: the recording that the nets are asked about.
    """

    takes: list[list[Take]] = field(default_factory=lambda: [[] for _ in range(SLOTS)])
    count: int = 0
    trial: str = ""
    learning: tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]] = ((), (), ())
    trained: Trained | None = None
    asked: Take | None = None

    def take(self, data: bytes) -> Take:
        """The word in a wave file. Raises SoundError."""
        word = word_of(read_sound(data))
        self.count += 1
        return Take(self.count, np.round(32767 * np.clip(word, -1, 1)).astype("<i2").tobytes())

    def has(self, take: Take) -> bool:
        """Whether it is one of the recordings, under any word: the same samples, but for the rounding of another loudness."""
        wave = take.wave()
        same = (one.wave() for word in self.takes for one in word)
        return any(len(one) == len(wave) and np.abs(one - wave).max() < ROUNDING for one in same)

    def material(self, slots: list[int]) -> bytes:
        """The recordings in these places, as they travel. Raises ValueError when they cannot be learned from."""
        return pack([[take.wave() for take in self.takes[slot]] for slot in slots])

    def is_full(self, slot: int) -> bool:
        """Whether there are as many recordings of this word as there may be."""
        return len(self.takes[slot]) >= TAKES[1]


def drop_trial(here: Mine) -> None:
    """End the training of these recordings, wherever it goes on, and forget what there is of it."""
    trial = trials().get(here.trial)
    if trial is not None and trial.is_live:
        jobs.stop(trial.id, "ended")
    trials().forget(here.trial)


_all: Watched[Mine] = Watched(STAY, MOST_READERS, drop_trial)


def mine() -> Mine:
    """The reader's own, which is now looked at."""
    name = st.session_state.get("own_recordings", "")
    found = _all.get(name)
    if found is None:
        found = Mine()
        st.session_state["own_recordings"] = _all.add(found)
    return found


def forget_all() -> None:
    """At once."""
    _all.forget(st.session_state.pop("own_recordings", ""))


def sound_of(take: Take) -> dict[str, Any]:
    """A recording as the components draw and play it."""
    samples = np.frombuffer(take.samples, "<i2")
    return sound_view(samples, take.wave(), take.heard(), PEAKS)
