"""The task "sentences": the next word, all along, and above all the last one, which the first clause decides."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.grammar import KINDS_OF_SENTENCE
from lstm_core.sentences import (
    Ints,
    compile_clauses,
    dependency,
    draw_batch,
    draw_clauses,
    end_clauses,
    languages_of,
    sentence,
    vocabulary,
)
from lstm_core.tasks import Batch

SHARES = (0.5, 0.25, 0.25)  # of nationality, vehicle and agreement in what is trained
# "short": n clauses are drawn with a chance that goes as DECAY ** n. With a half an RNN learns the near ones and fades
# with the distance; the rarer they are, the longer it stays at chance even there.
DECAY = 0.5
EXAMINED = (0, 1, 2, 4, 6, 8, 10, 15)  # clauses in between; more than were trained too
PROBED = 6  # clauses in between in the sentences of the probe


class SentenceTask:
    """Sentences of the bilingual grammar; which ones, the config's knobs say.

    At every word the next one is asked for. The loss is the mean over all words plus `answer_weight` times the mean
    over the answers; what counts for the score is the language that a nationality asks for.
    A net has solved it when, at the distances it was trained on, it is right in 98 % of the answers and nowhere in
    less than 93 % (2 wrong ones in 32).
    """

    name = "sentences"
    inputs = 0
    regression = False
    solved = 0.98

    def __init__(self, config: TrainConfig) -> None:
        self.vocabulary = vocabulary(config.language, config.countries)
        self.symbols = self.outputs = len(self.vocabulary)
        self.chance = 1 / config.countries
        self.trained = config.length
        self.distances = tuple(sorted({*EXAMINED, config.length}))
        self._config = config
        self._clauses = compile_clauses(config.language, config.countries)
        self._number = {word: i for i, word in enumerate(self.vocabulary)}
        # The chance of n clauses, summed up to n.
        chances = {
            "short": DECAY ** np.arange(config.length + 1),
            "uniform": np.ones(config.length + 1),
            "fixed": np.arange(config.length + 1) == config.length,
        }[config.lengths]
        self._up_to = np.cumsum(chances / chances.sum())

    def train_batch(self, rng: np.random.Generator, B: int) -> Batch:
        """B sentences of all kinds, (B, T) padded with 0; T is that of the longest."""
        u = rng.random((2, B))
        kind = np.searchsorted(np.cumsum(SHARES)[:-1], u[0], side="right")
        n = np.searchsorted(self._up_to[:-1], u[1], side="right")
        return self._batch(*draw_batch(rng, self._clauses, kind, n), kind == 0)

    def test_batch(self, rng: np.random.Generator, B: int, distance: int) -> Batch:
        """B nationality sentences with `distance` clauses in between, each country as often as the others."""
        return self.test_batch_of("nationality", rng, B, distance)

    def test_batch_of(self, kind: str, rng: np.random.Generator, B: int, distance: int) -> Batch:
        """B sentences of one kind (of KINDS_OF_SENTENCE), every case as often as the others; their answers are scored.

        Agreement is right when gender and number are, whatever the word: see `alike`.
        """
        which = np.full(B, KINDS_OF_SENTENCE.index(kind))
        most = self._clauses.cases[:, which[0]].min()  # Spanish has a case more of agreement
        case = rng.permutation(B) % most if kind != "agreement" else None
        n = np.full(B, distance)
        return self._batch(*draw_batch(rng, self._clauses, which, n, case), which >= 0)

    def alike(self, kind: str) -> Ints:
        """(V,) for each word, the number of the case that it answers, -1 if none; words alike are equally right."""
        group = np.full(self.symbols, -1)
        start = 0
        for language in languages_of(self._config.language):
            cases = dependency(language, kind, self._config.countries).cases
            for case in range(len(cases)):
                for clause in end_clauses(language, kind, case):
                    group[self._number[clause.split()[-1]]] = start + case
            start += len(cases)
        return group

    def is_solved(self, by_distance: Array) -> bool:
        """Whether scores (K,) at `distances` mean that it is solved: see the class."""
        drawn = [self._draws(n) for n in self.distances]
        scores = np.asarray(by_distance)[drawn]
        return bool(scores.mean() >= self.solved and scores.min() >= self.solved - 0.05)

    def probe(self) -> Batch:
        """The slide's sentence up to its answer, once for each country, first the French: (countries, T)."""
        language = languages_of(self._config.language)[0]
        n = min(PROBED, self._config.length)
        between = draw_clauses(np.random.default_rng(0), language, n)
        spoken = [
            sentence("nationality", case, between, language)
            for case in range(self._config.countries)
        ]
        words = np.array([[self._number[word] for word in one.words[:-1]] for one in spoken])
        last = np.zeros(words[:, 1:].shape, dtype=bool)
        last[:, -1] = True
        weight = (last / len(words)).astype(np.float32)
        return Batch(words[:, :-1], np.where(last, words[:, 1:], -1), weight, last)

    def words(self, x_row: NDArray[np.int64]) -> list[str]:
        """The words behind the numbers (T,)."""
        return [self.vocabulary[i] for i in x_row]

    def answers(self) -> list[str]:
        """The languages that the probe's sentences may end with."""
        language = languages_of(self._config.language)[0]
        cases = dependency(language, "nationality", self._config.countries).cases
        return [case["answer"] for case in cases]

    def answer_classes(self) -> list[int]:
        """Their numbers."""
        return [self._number[word] for word in self.answers()]

    def wanted(self) -> int:
        """Which of `answers` is right in the probe's first sentence."""
        return 0

    def _draws(self, n: int) -> bool:
        """Whether training draws n clauses."""
        return n == self.trained if self._config.lengths == "fixed" else n <= self.trained

    def _batch(self, words: Ints, length: Ints, scored: NDArray[np.bool_]) -> Batch:
        """What is asked of sentences (B, T + 1): at each word the next. `scored` (B,) says whose answers count."""
        B, T = words.shape[0], words.shape[1] - 1
        target = words[:, 1:]
        real = target != 0  # PAD
        weight = (real / (length.sum() - B)).astype(np.float32)
        answer = np.zeros((B, T), dtype=bool)
        answer[np.arange(B), length - 3] = True  # the step at which the answer comes next
        weight[answer] += self._config.answer_weight / B
        return Batch(words[:, :-1], np.where(real, target, -1), weight, answer & scored[:, None])
