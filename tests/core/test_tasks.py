"""Every task: its batches are what its sentence says, recomputed slowly, and its chance level is what guessing gives."""

from collections import Counter

import numpy as np
import pytest

from lstm_core.config import LENGTHS, TASKS, TrainConfig
from lstm_core.tasks import USED_KNOBS, Batch, Task, make_task

TEXT = "El veloz murciélago hindú comía feliz cardillo y kiwi.\nLa cigüeña tocaba el saxofón. " * 30
CONFIGS = [
    TrainConfig(task=task, length=length, lengths=lengths, text=TEXT if task == "text" else "")
    for task, length in [
        ("latch", 1),
        ("latch", 30),
        ("order", 10),
        ("order", 37),
        ("adding", 11),
        ("adding", 50),
        ("copy", 1),
        ("copy", 20),
        ("sentences", 8),
        ("digits", 8),
        ("digits", 64),
        ("text", 10),
        ("text", 60),
    ]
    for lengths in ("fixed", "uniform", "short")
    if lengths == "fixed" or "lengths" in USED_KNOBS[task]
]
every_config = pytest.mark.parametrize(
    "config", CONFIGS, ids=lambda c: f"{c.task}-{c.length}-{c.lengths}"
)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def batches(task: Task) -> list[Batch]:
    """Of all sorts: a few to learn from, one at each distance, the probe."""
    return [
        *(task.train_batch(rng(k), 20) for k in range(5)),
        *(task.test_batch(rng(k), 20, n) for k, n in enumerate(task.distances)),
        task.probe(),
    ]


def test_there_is_a_config_here_for_every_task() -> None:
    assert {config.task for config in CONFIGS} == set(TASKS) == set(USED_KNOBS)


@every_config
def test_a_batch_has_the_agreed_form(config: TrainConfig) -> None:
    task = make_task(config)
    assert task.name == config.task
    for x, target, weight, scored in batches(task):
        B, T = x.shape[:2]
        K = target.shape[1]
        assert target.shape == weight.shape == scored.shape == (B, K)
        assert K <= T
        if task.symbols:
            assert x.dtype == np.int64
            assert x.shape == (B, T)
            assert x.min() >= 0
            assert x.max() < task.symbols
        else:
            assert x.dtype == np.float32
            assert x.shape == (B, T, task.inputs)
            assert x.min() >= 0
            assert x.max() <= 1
        if task.regression:
            assert target.dtype == np.float32
            assert task.outputs == 1
        else:
            assert target.dtype == np.int64
            assert target.max() < task.outputs
            assert (target[weight > 0] >= 0).all()
            assert (target[scored] >= 0).all()
        assert scored.any()
        assert scored.dtype == bool
        if task.name != "sentences":  # whose answers count for more
            assert weight.sum() == pytest.approx(1, rel=1e-5)


@every_config
def test_the_same_generator_gives_the_same_batch(config: TrainConfig) -> None:
    """And another one another: nothing else is random, and no batch changes what comes later."""
    task, again = make_task(config), make_task.__wrapped__(config)
    for n in (None, task.distances[-1]):

        def draw(task: Task, seed: int, n: int | None = n) -> Batch:
            return task.train_batch(rng(seed), 8) if n is None else task.test_batch(rng(seed), 8, n)

        first = draw(task, 1)
        assert all(map(np.array_equal, first, draw(again, 1)))
        assert not all(map(np.array_equal, first, draw(task, 2)))
    assert all(map(np.array_equal, task.probe(), again.probe()))


@every_config
def test_the_example_has_words_and_a_right_answer(config: TrainConfig) -> None:
    task = make_task(config)
    x, target, _, scored = task.probe()
    assert 4 <= len(x) <= 16
    words = task.words(x[0])
    assert len(words) == x.shape[1]
    assert all(words)
    asked = target[0][scored[0]]
    if task.regression:
        assert task.wanted() == pytest.approx(asked[-1])
        assert not task.answers()
        assert not task.answer_classes()
        return
    assert len(task.answers()) == len(task.answer_classes()) == len(set(task.answer_classes()))
    assert len(set(task.answers())) == len(task.answers())
    assert task.answer_classes()[int(task.wanted())] == asked[-1]


@every_config
def test_it_is_examined_at_its_distance_and_beyond_what_is_trained(config: TrainConfig) -> None:
    task = make_task(config)
    assert task.trained == config.length
    assert list(task.distances) == sorted(set(task.distances))
    assert task.trained in task.distances
    if config.lengths == "fixed" and config.task != "sentences":
        assert task.distances == (config.length,)
    elif config.length > 1:
        assert task.distances[0] == LENGTHS[config.task][0]
        assert task.distances[-1] > config.length


@every_config
def test_solved_is_judged_by_what_was_trained(config: TrainConfig) -> None:
    task = make_task(config)
    trained = np.array(task.distances) <= task.trained
    perfect, bad = (0, 1) if task.regression else (1, 0)
    scores = np.full(len(trained), perfect, dtype=float)
    assert task.is_solved(scores) == (config.task != "text")
    scores[~trained] = bad
    assert task.is_solved(scores) == (config.task != "text")
    scores[np.flatnonzero(trained)[-1]] = bad
    assert not task.is_solved(scores)
    assert not task.is_solved(np.full(len(trained), task.chance))
    assert not task.is_solved(np.full(len(trained), np.nan))


@pytest.mark.parametrize(
    "config",
    [config for config in CONFIGS if config.task != "sentences"],  # which has tests of its own
    ids=lambda c: f"{c.task}-{c.length}-{c.lengths}",
)
def test_chance_is_what_the_best_constant_answer_scores(config: TrainConfig) -> None:
    """Nobody who does not look at the inputs can do better than always the same answer, and that scores `chance`."""
    task = make_task(config)
    tests = [task.test_batch(rng(k), 360, task.trained) for k in range(10)]
    asked = np.concatenate([batch.target[batch.scored] for batch in tests])
    if task.regression:
        best = float(np.mean((asked - asked.mean()) ** 2))
    elif config.task == "text":  # the commonest one of what may be learned from
        train = task.train_batch(rng(), 500)
        best = float(np.mean(asked == np.bincount(train.target[train.scored]).argmax()))
    else:
        best = Counter(asked.tolist()).most_common()[0][1] / len(asked)
    assert best == pytest.approx(task.chance, abs=0.03 if not task.regression else 0.01)


@pytest.mark.parametrize("name", ["latch", "order", "adding", "copy"])
@pytest.mark.parametrize("lengths", ["fixed", "uniform", "short"])
def test_lengths_are_drawn_as_the_knob_says(name: str, lengths: str) -> None:
    """Recomputed from 3000 draws: all at the longest, or all as often, or each 0.7^(8/N) times as often as the last."""
    low = LENGTHS[name][0]
    config = TrainConfig(task=name, length=low + 9, lengths=lengths, items=1)
    task, generator = make_task(config), rng(5)
    steps = [task.train_batch(generator, 1).x.shape[1] for _ in range(3000)]
    extra = {"latch": 1, "copy": 3}.get(name, 0)
    drawn = np.bincount(np.array(steps) - extra, minlength=low + 10)[low:]
    assert len(drawn) == 10
    ratio = {"fixed": None, "uniform": 1.0, "short": 0.7**0.8}[lengths]
    expected = np.eye(10)[9] if ratio is None else ratio ** np.arange(10)
    np.testing.assert_allclose(drawn / 3000, expected / expected.sum(), atol=0.025)


@every_config
def test_every_knob_that_is_said_to_be_used_changes_something(config: TrainConfig) -> None:
    """And no other knob does."""
    other = {
        "length": 64 if config.length == 8 else 8 if config.task == "digits" else config.length + 3,
        "lengths": "uniform" if config.lengths == "short" else "short",
        "items": 5,
        "alphabet": 6,
        "language": "en",
        "countries": 3,
        "answer_weight": 2.0,
        "text": TEXT[::-1],
    }
    if config.task == "sentences":
        other["length"] = 5

    def seen(config: TrainConfig) -> list[tuple[tuple[int, ...], bytes]]:
        task = make_task(config)
        generator = rng()
        drawn = [task.train_batch(generator, 4) for _ in range(8)]
        return [(array.shape, array.tobytes()) for batch in drawn for array in batch]

    for knob, value in other.items():
        if knob == "lengths" and config.length == LENGTHS[config.task][0]:
            continue  # one length only
        same = seen(TrainConfig.from_dict(config.to_dict() | {knob: value})) == seen(config)
        assert same == (knob not in USED_KNOBS[config.task]), knob
