"""The task "sentences": what is asked where, how much it weighs, and when it counts as learned."""

from __future__ import annotations

import numpy as np
import pytest

from lstm_core.config import TrainConfig
from lstm_core.grammar import KINDS_OF_SENTENCE
from lstm_core.sentence_task import SentenceTask
from lstm_core.sentences import cue_clauses, end_clauses
from lstm_core.tasks import Batch, make_task


def task_of(**knobs: object) -> SentenceTask:
    return SentenceTask(TrainConfig.from_dict({"task": "sentences", **knobs}))


def spoken(task: SentenceTask, batch: Batch) -> list[list[str]]:
    """The sentences (inputs and last target) of a batch, without padding."""
    whole = np.concatenate([batch.x, np.maximum(batch.target[:, -1:], 0)], axis=1)
    return [[word for word in task.words(row) if word] for row in whole]


def clauses(words: list[str]) -> list[str]:
    return " ".join(words).removesuffix(" .").split(" , ")


def test_make_task_gives_it() -> None:
    assert isinstance(make_task(TrainConfig(task="sentences")), SentenceTask)


@pytest.mark.parametrize("language", ["es", "en", "both"])
def test_the_next_word_is_asked_for_at_every_word(language: str) -> None:
    task = task_of(language=language, answer_weight=2.0)
    batch = task.train_batch(np.random.default_rng(0), 32)
    B, T = batch.x.shape
    assert batch.x.dtype == batch.target.dtype == np.int64
    assert batch.weight.dtype == np.float32
    assert batch.target.shape == batch.weight.shape == batch.scored.shape == (B, T)
    for i, words in enumerate(spoken(task, batch)):
        n = len(words) - 1  # steps at which a next word exists
        assert [task.vocabulary[j] for j in batch.target[i, :n]] == words[1:]
        assert (batch.target[i, n:] == -1).all()
        assert (batch.weight[i, n:] == 0).all()
        # The answer is the last word before the full stop; its weight is that of a word and its share of the answers'.
        plain = batch.weight[i, 0]
        np.testing.assert_allclose(batch.weight[i, n - 2], plain + 2.0 / B, rtol=1e-6)
        np.testing.assert_allclose(np.delete(batch.weight[i, :n], n - 2), plain, rtol=1e-6)
        spoken_of = clauses(words)[-1] in {
            end
            for one in ("es", "en")
            for case in range(8)
            for end in end_clauses(one, "nationality", case)
        }
        assert list(np.flatnonzero(batch.scored[i])) == ([n - 2] if spoken_of else [])
    # Mean over all words, and answer_weight times the mean over the answers.
    np.testing.assert_allclose(batch.weight.sum(), 1 + 2.0, rtol=1e-5)


def test_weights_of_a_batch_by_hand() -> None:
    """Two sentences of 8 and 8 words: 7 + 7 predictions of 1/14 each, and half the answer's weight at two of them."""
    task = task_of(length=0, countries=2, language="es", answer_weight=3.0)
    rng = np.random.default_rng(0)
    while (batch := task.train_batch(rng, 2)).x.shape != (2, 7) or (batch.target < 0).any():
        pass
    expected = np.full((2, 7), 1 / 14)
    expected[:, 5] += 3 / 2
    np.testing.assert_allclose(batch.weight, expected, rtol=1e-6)


def test_training_draws_the_kinds_and_distances_that_are_asked_for() -> None:
    rng = np.random.default_rng(1)
    task = task_of(length=3, language="es")
    batch = task.train_batch(rng, 4000)
    between = np.array([len(clauses(words)) - 2 for words in spoken(task, batch)])
    half = 0.5 ** np.arange(4)
    np.testing.assert_allclose(np.bincount(between) / 4000, half / half.sum(), atol=0.03)
    np.testing.assert_allclose(batch.scored.any(1).mean(), 0.5, atol=0.03)
    batch = task_of(length=3, lengths="uniform").train_batch(rng, 4000)
    between = np.array([len(clauses(w)) - 2 for w in spoken(task_of(), batch)])
    np.testing.assert_allclose(np.bincount(between) / 4000, 0.25, atol=0.03)
    batch = task_of(length=3, lengths="fixed").train_batch(rng, 50)
    assert {len(clauses(w)) - 2 for w in spoken(task_of(), batch)} == {3}


@pytest.mark.parametrize("language", ["es", "en", "both"])
@pytest.mark.parametrize("distance", [0, 5, 15])
def test_examined_are_nationalities_at_one_distance(language: str, distance: int) -> None:
    task = task_of(language=language)
    batch = task.test_batch(np.random.default_rng(2), 32, distance)
    assert (batch.scored.sum(1) == 1).all()
    answers = batch.target[batch.scored]
    case = task.alike("nationality")[answers] % 8
    np.testing.assert_array_equal(np.bincount(case), [4] * 8)
    assert {len(clauses(words)) - 2 for words in spoken(task, batch)} == {distance}


@pytest.mark.parametrize("kind", KINDS_OF_SENTENCE)
def test_any_kind_can_be_examined_and_equally_right_words_are_alike(kind: str) -> None:
    task = task_of(language="es")
    batch = task.test_batch_of(kind, np.random.default_rng(3), 64, 2)
    group = task.alike(kind)
    answers = batch.target[batch.scored]
    assert len(answers) == 64
    assert (group[answers] >= 0).all()
    for words, answer in zip(spoken(task, batch), answers, strict=True):
        case = group[answer]
        first = clauses(words)[0]
        assert first in [cue.replace("*", "") for cue in cue_clauses("es", kind, case)]
    number = {word: i for i, word in enumerate(task.vocabulary)}
    if kind == "agreement":
        assert group[number["cansada"]] == group[number["contenta"]]
        assert len({group[number[f"cansad{end}"]] for end in ("o", "a", "os", "as")}) == 4
    else:
        assert len(np.unique(group[group >= 0])) == 8
    assert group[number[","]] == -1


def test_distances_reach_from_none_to_beyond_what_is_trained() -> None:
    assert task_of(length=8).distances == (0, 1, 2, 4, 6, 8, 10, 15)
    assert task_of(length=3).distances == (0, 1, 2, 3, 4, 6, 8, 10, 15)
    assert task_of(length=15).distances[-1] == 15
    assert task_of(length=3).trained == 3


def test_solved_is_judged_where_it_was_trained() -> None:
    task = task_of(length=4)  # 0 1 2 4 | 6 8 10 15
    assert task.is_solved(np.array([1, 1, 1, 1, 0, 0, 0, 0.0]))
    assert task.is_solved(np.array([1, 1, 0.98, 0.94, 0, 0, 0, 0.0]))
    assert not task.is_solved(np.array([1, 1, 1, 0.91, 1, 1, 1, 1]))  # one far below
    assert not task.is_solved(np.full(8, 0.97))  # not .98 on average
    assert not task.is_solved(np.array([1, 1, 1, np.nan, 1, 1, 1, 1]))
    fixed = task_of(length=4, lengths="fixed")
    assert fixed.is_solved(np.array([0, 0, 0, 1, 0, 0, 0, 0.0]))
    assert not fixed.is_solved(np.array([1, 1, 1, 0.9, 1, 1, 1, 1]))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "soy francés , * , hablo fluidamente español y"),
        ("en", "i am french , * , i fluently speak spanish and"),
        ("both", "soy francés , * , hablo fluidamente español y"),
    ],
)
@pytest.mark.parametrize("countries", [2, 8])
def test_the_probe_is_the_slides_sentence_with_every_country(
    language: str, said: str, countries: int
) -> None:
    task = task_of(language=language, countries=countries)
    probe = task.probe()
    assert probe.x.shape[0] == countries
    first, last = said.split("*")
    example = " ".join(task.words(probe.x[0]))
    assert example.startswith(first)
    assert example.endswith(last)
    assert example.count(",") == 7  # six clauses in between
    # Only the country differs, and each asks for its own language at the last step alone.
    assert ((probe.x != probe.x[0]).sum(1) == [0] + [1] * (countries - 1)).all()
    assert list(probe.target[:, -1]) == task.answer_classes()
    assert (probe.target[:, :-1] == -1).all()
    np.testing.assert_array_equal(probe.scored, probe.target >= 0)
    np.testing.assert_allclose(probe.weight[:, -1], 1 / countries)
    np.testing.assert_allclose(probe.weight.sum(), 1, rtol=1e-6)
    assert task.answers()[task.wanted()] == example.split()[1 if language != "en" else 2]
    assert [task.vocabulary[i] for i in task.answer_classes()] == task.answers()
    assert task.chance == 1 / countries


def test_the_probe_is_shorter_where_training_is() -> None:
    probe = task_of(length=0, language="es").probe()
    assert task_of(language="es").words(probe.x[0]) == [
        "soy",
        "francés",
        ",",
        "hablo",
        "fluidamente",
        "español",
        "y",
    ]


def test_batches_come_from_their_generator_alone() -> None:
    def draw(seed: int) -> list[Batch]:
        task, rng = task_of(), np.random.default_rng([seed, 1, 9])
        return [task.train_batch(rng, 8), task.test_batch(rng, 8, 3), task.probe()]

    for one, other in zip(draw(5), draw(5), strict=True):
        for mine, its in zip(one, other, strict=True):
            np.testing.assert_array_equal(mine, its)
    assert draw(5)[0].x.tolist() != draw(6)[0].x.tolist()
