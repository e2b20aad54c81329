"""The memory tasks, each recomputed by hand from what a reader sees of it, and nothing of the answer shows elsewhere."""

from collections import Counter

import numpy as np
import pytest

from lstm_core.config import TrainConfig
from lstm_core.tasks import Batch, Task, make_task


def drawn(config: TrainConfig) -> tuple[Task, list[tuple[list[str], list[float]]]]:
    """Sequences as words, with what is asked of them: classes by their names."""
    task = make_task(config)
    generator = np.random.default_rng(1)
    batches = [task.train_batch(generator, 50) for _ in range(10)]
    batches += [task.test_batch(generator, 50, n) for n in task.distances]
    return task, [
        (task.words(x), target.tolist())
        for batch in batches
        for x, target in zip(batch.x, batch.target, strict=True)
    ]


def information(seen: list[str], said: list[str]) -> float:
    """Bits that one tells of the other."""

    def entropy(values: list[str]) -> float:
        p = np.array(list(Counter(values).values())) / len(values)
        return float(-(p * np.log2(p)).sum())

    both = [a + b for a, b in zip(seen, said, strict=True)]
    return entropy(seen) + entropy(said) - entropy(both)


@pytest.mark.parametrize("alphabet", [2, 4, 8])
def test_latch_asks_for_the_first_symbol(alphabet: int) -> None:
    task, sequences = drawn(
        TrainConfig(task="latch", length=12, lengths="uniform", alphabet=alphabet)
    )
    kept, ignored = "ABCDEFGH"[:alphabet], "stuvwxyz"[:alphabet]
    for words, (answer,) in sequences:
        assert task.answers()[int(answer)] == words[0]
        assert set(words[1:]) <= set(ignored)
    assert {words[0] for words, _ in sequences} == set(kept)
    assert {word for words, _ in sequences for word in words[1:]} == set(ignored)
    assert {len(words) for words, _ in sequences} <= {*range(2, 14), 19}


@pytest.mark.parametrize("T", [10, 11, 50, 99])
def test_order_asks_which_came_first_and_which_second(T: int) -> None:
    task, sequences = drawn(TrainConfig(task="order", length=T, lengths="fixed"))
    first_at, second_at = set(), set()
    for words, (answer,) in sequences:
        assert len(words) == T
        places = [t for t, word in enumerate(words) if word in "XY"]
        assert len(places) == 2
        assert task.answers()[int(answer)] == "".join(words[t] for t in places)
        first_at.add(places[0])
        second_at.add(places[1])
        assert set(words) <= set("XYabcd")
    assert first_at == set(range(T // 10, T // 5))
    assert second_at == set(range(4 * T // 10, T // 2))


@pytest.mark.parametrize("T", [10, 11, 50])
def test_adding_asks_for_the_sum_of_the_marked_values(T: int) -> None:
    config = TrainConfig(task="adding", length=T, lengths="fixed")
    task, sequences = drawn(config)
    halves: list[set[int]] = [set(), set()]
    for words, (answer,) in sequences:
        places = [t for t, word in enumerate(words) if word.startswith("+")]
        assert len(places) == 2
        assert answer == pytest.approx(sum(float(words[t]) for t in places), abs=0.0101)
        for half, t in zip(halves, places, strict=True):
            half.add(t)
    assert halves == [set(range(T // 2)), set(range(T // 2, T))]
    x, target, _, _ = task.test_batch(np.random.default_rng(2), 100, T)
    for row, total in zip(x, target, strict=True):
        assert set(row[:, 1].tolist()) == {0, 1}
        assert total == sum(value for value, mark in row if mark)
    assert 0.45 < x[..., 0].mean() < 0.55


def test_always_answering_the_mean_of_the_sum_has_an_error_of_a_sixth() -> None:
    """The variance of a uniform value is 1/12; that of the sum of two independent ones 1/6."""
    task = make_task(TrainConfig(task="adding", length=50))
    target = task.test_batch(np.random.default_rng(0), 40_000, 50).target
    assert np.mean((target - 1) ** 2) == pytest.approx(1 / 6, abs=0.003)
    assert task.chance == pytest.approx(1 / 6)


@pytest.mark.parametrize(("items", "alphabet"), [(1, 2), (3, 4), (10, 8)])
def test_copy_asks_for_the_symbols_again_after_the_sign(items: int, alphabet: int) -> None:
    config = TrainConfig(task="copy", length=9, lengths="uniform", items=items, alphabet=alphabet)
    task, sequences = drawn(config)
    for words, answer in sequences:
        at = words.index("?")
        assert "".join(task.answers()[int(i)] for i in answer) == "".join(words[:items])
        assert set(words[items:at]) == {"–"}
        assert words[at + 1 :] == ["–"] * items
        assert words.count("?") == 1
    assert {word for words, _ in sequences for word in words[:items]} == set("ABCDEFGH"[:alphabet])


def test_the_answer_can_be_read_nowhere_but_where_it_is_said() -> None:
    """Step by step, how many bits a word tells of the answer; only where it should does it tell any."""

    def telling(config: TrainConfig, which: int = -1) -> list[int]:
        task = make_task(config)
        batch = task.test_batch(np.random.default_rng(3), 4000, config.length)
        rows = [task.words(x) for x in batch.x]
        said = [str(answer) for answer in batch.target[:, which]]
        bits = [information([row[t] for row in rows], said) for t in range(len(rows[0]))]
        return [t for t, bit in enumerate(bits) if bit > 0.02]

    assert telling(TrainConfig(task="latch", length=10, lengths="fixed")) == [0]
    assert telling(TrainConfig(task="order", length=12, lengths="fixed")) == [1, 4, 5]
    assert telling(TrainConfig(task="copy", length=5, lengths="fixed", items=2), 0) == [0]
    assert telling(TrainConfig(task="copy", length=5, lengths="fixed", items=2), 1) == [1]


def counts(batch: Batch) -> list[int]:
    return sorted(Counter(batch.target[:, 0].tolist()).values())


@pytest.mark.parametrize("alphabet", range(2, 9))
def test_the_probe_has_every_class_as_often(alphabet: int) -> None:
    for name in ("latch", "order"):
        of = counts(make_task(TrainConfig(task=name, length=20, alphabet=alphabet)).probe())
        assert of[0] == of[-1]
        assert sum(of) >= 8
