"""The task "text": the letters of a text that a reader brings, each from those before it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from math import inf

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.config import MAX_TEXT, ConfigError, TrainConfig
from lstm_core.tasks import Batch

MOST_LETTERS = 120  # different ones; the rarer ones are all the same to the net
PLACEHOLDER = "\ufffd"
NAMED = 12  # answers with a name: the commonest letters


class TextTooShortError(ConfigError):
    """A text without enough letters for one window to learn from and one to be examined with.

    Attributes:
        letters: how many it has.
        needed: how many the length of a window asks for.
    """

    def __init__(self, letters: int, needed: int) -> None:
        super().__init__("text", letters, low=needed, high=MAX_TEXT)
        self.letters, self.needed = letters, needed
        self.args = (f"The text has {letters} letters; windows of this length need {needed}.",)


def letters_of(text: str) -> str:
    """The text with one kind of line end, accents joined to their letters, and no control characters."""
    lines = "\n".join(text.splitlines())
    composed = unicodedata.normalize("NFC", lines.replace("\t", " "))
    return "".join(c for c in composed if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))


class TextTask:
    """The next letter, at each step of a window of `length` letters; the last tenth of the text is held out.

    x: T letters (letters, signs, spaces and line ends alike). Guessing is to say the commonest letter each time. No
    score counts as solved: how far one gets depends on the text.

    Raises:
        TextTooShortError: when the held-out tenth is shorter than one window and the letter after it.
    """

    name = "text"
    inputs = 0
    regression = False
    solved = inf

    def __init__(self, config: TrainConfig) -> None:
        letters = letters_of(config.text)
        self.trained = config.length
        self.distances: tuple[int, ...] = (config.length,)
        if len(letters) < 10 * (config.length + 1):
            raise TextTooShortError(len(letters), 10 * (config.length + 1))
        counts = Counter(letters).most_common()
        self.vocabulary = [letter for letter, _ in counts[:MOST_LETTERS]]
        if len(counts) > MOST_LETTERS:
            self.vocabulary[-1] = PLACEHOLDER
        self.symbols = self.outputs = len(self.vocabulary)
        number = {letter: i for i, letter in enumerate(self.vocabulary)}
        numbers = np.array([number.get(letter, self.symbols - 1) for letter in letters])
        held_out = len(letters) // 10
        self._learned, self._held_out = numbers[:-held_out], numbers[-held_out:]
        commonest = np.bincount(self._learned).argmax()
        self.chance = float(np.mean(self._held_out[1:] == commonest))

    def train_batch(self, rng: np.random.Generator, B: int) -> Batch:
        """B windows from anywhere in the first nine tenths."""
        return self._windows(self._learned, rng.integers(len(self._learned) - self.trained, size=B))

    def test_batch(self, rng: np.random.Generator, B: int, distance: int) -> Batch:
        """B windows from anywhere in the last tenth."""
        starts = rng.integers(len(self._held_out) - self.trained, size=B)
        return self._windows(self._held_out, starts)

    def is_solved(self, by_distance: Array) -> bool:
        """Never."""
        return False

    def probe(self) -> Batch:
        """Eight windows from the last tenth, evenly spread; asked is the letter after each."""
        starts = np.linspace(0, len(self._held_out) - self.trained - 1, 8).astype(int)
        x, target, weight, scored = self._windows(self._held_out, starts)
        weight = np.full((8, 1), 1 / 8, dtype=np.float32)
        return Batch(x, target[:, -1:], weight, scored[:, -1:])

    def words(self, x_row: NDArray[np.int64]) -> list[str]:
        """The letters, with signs for spaces and line ends."""
        return [self._shown(i) for i in x_row]

    def answers(self) -> list[str]:
        """The commonest letters and the right one."""
        return [self._shown(i) for i in self.answer_classes()]

    def answer_classes(self) -> list[int]:
        """Their numbers."""
        right = int(self.probe().target[0, 0])
        return sorted({*range(min(NAMED, self.symbols)), right})

    def wanted(self) -> int:
        """Which of them comes next."""
        return self.answer_classes().index(int(self.probe().target[0, 0]))

    def _shown(self, i: int) -> str:
        letter = self.vocabulary[i]
        return {" ": "␣", "\n": "⏎"}.get(letter, letter)

    def _windows(self, text: NDArray[np.int64], starts: NDArray[np.int64]) -> Batch:
        window = text[starts[:, None] + np.arange(self.trained + 1)]  # (B, T + 1)
        x, target = window[:, :-1], window[:, 1:]
        weight = np.full(x.shape, 1 / x.size, dtype=np.float32)
        return Batch(x, target, weight, np.ones(x.shape, dtype=bool))
