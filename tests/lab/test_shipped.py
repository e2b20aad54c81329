"""The races that ship: what they say of their nets is true, and their settings are those that make them again."""

from itertools import islice

import numpy as np
import pytest
from numpy.testing import assert_allclose

from lab.shipped import FOLDER, read_shipped, shipped_names
from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.effect import Trial, effect
from lstm_core.events import Checkpoint, TrainEvent
from lstm_core.examining import FEWEST, SEQUENCES
from lstm_core.gradients import decay
from lstm_core.held import study
from lstm_core.many import run_many
from lstm_core.net import Net, one_net
from lstm_core.passes import Passes
from lstm_core.recall import recall
from lstm_core.rules import search, truths_of
from lstm_core.tasks import make_task
from lstm_core.text_task import TextTask, letters_of
from lstm_core.training import train
from lstm_core.writing import spell, states_over
from models.runs import MOST_CHECKPOINTS, races

NAMES = list(races())
LANES = [(name, number) for name, lanes in races().items() for number in range(len(lanes))]


def scores(config: TrainConfig, checkpoint: Checkpoint, s: int) -> Array:
    """(K,) of net s on the held-out sequences of its run, computed by NumPy."""
    task = make_task(config)
    net = Net.from_weights(one_net(checkpoint.weights, s), config)
    rng = np.random.default_rng([config.seed + s, 2])
    found = []
    for n in task.distances:
        batch = task.test_batch(rng, max(SEQUENCES // len(task.distances), FEWEST), n)
        K = batch.target.shape[1]
        h = [run_many(net, batch.x[k : k + 32]).h[:, -K:] for k in range(0, len(batch.x), 32)]
        answers = net.answers(np.concatenate(h)).argmax(-1)  # (B, K)
        found.append((answers == batch.target)[batch.scored].mean())
    return np.array(found)


def test_every_race_is_there() -> None:
    assert sorted(NAMES) == list(shipped_names())


@pytest.mark.parametrize("name", NAMES)
def test_file_has_the_settings_that_make_it_again(name: str) -> None:
    run = read_shipped(FOLDER / f"{name}.zip").run
    assert tuple(lane.config for lane in run.lanes) == races()[name]
    assert run.status == "ended"
    assert (FOLDER / f"{name}.zip").stat().st_size < 20e6


@pytest.mark.parametrize(("name", "number"), LANES)
def test_stated_scores_are_those_of_the_weights(name: str, number: int) -> None:
    kept = read_shipped(FOLDER / f"{name}.zip")
    lane, last = kept.run.lanes[number], kept.records[number][-1].event
    weights = kept.checkpoints[number]
    assert (last.end, last.step) == (lane.end, lane.step)
    assert 2 <= len(weights) <= MOST_CHECKPOINTS
    # One answer of a tie may fall otherwise in float64.
    assert_allclose(scores(lane.config, weights[last.step], 0), last.by_distance[0], atol=0.04)
    assert_allclose(last.score, last.by_distance[:, _trained(lane.config)].mean(1))


def _trained(config: TrainConfig) -> list[bool]:
    task = make_task(config)
    return [n <= task.trained for n in task.distances]


@pytest.mark.parametrize(("name", "number"), LANES)
def test_training_again_begins_with_the_same_reports(name: str, number: int) -> None:
    """The first two; on another processor the last digits may differ, and later ones follow.

    Of nets that learn letters, which take their time, and of those that learn in English what others learn in Spanish,
    the first: how they start, and what they are given first.
    """
    kept = read_shipped(FOLDER / f"{name}.zip").records[number]
    config = races()[name][number]
    reports = islice(train(config), 1 if config.task == "text" or name.endswith("_en") else 2)
    for event, record in zip(reports, kept, strict=False):
        assert event.step == record.event.step
        assert_allclose(event.loss, record.event.loss, rtol=1e-3)
        assert_allclose(event.gradient_norm, record.event.gradient_norm, rtol=1e-2)


def last_reports(name: str) -> list[TrainEvent]:
    """Of each lane."""
    return [records[-1].event for records in read_shipped(FOLDER / f"{name}.zip").records]


@pytest.mark.parametrize("name", ["sentences_es", "sentences_en", "order50"])
def test_the_contrast_of_the_lecture_is_in_them(name: str) -> None:
    """LSTM: solved, at every distance. RNN: right when the first clause is near, and less so the farther it is.

    The sentences are trained on when solved, for as long as the RNN, and stay so.
    """
    first, *_, last = last_reports(name)
    assert (last.solved_at >= 0).all()
    assert (first.solved_at < 0).all()
    assert last.by_distance.min() > 0.9
    if name != "order50":
        assert last.step == first.step
        near, far = np.median(first.by_distance, axis=0)[[0, -1]]
        assert near > 0.8
        assert far < 0.6


def test_rnn_that_keeps_the_first_symbol_has_the_smaller_gradient() -> None:
    """All nets solve it. Over 50 steps the RNN's gradient vanishes all the more, the LSTM's and GRU's come to stay near 1.

    Of the RNN's five nets one is different on this sequence: its units leave saturation now and then.
    """
    kept = read_shipped(FOLDER / "latch.zip")
    assert [event.end for event in last_reports("latch")] == ["solved"] * 3
    found = {}
    for lane, weights in zip(kept.run.lanes, kept.checkpoints, strict=True):
        x = make_task(lane.config).probe().x[0]
        nets = [
            [
                Net.from_weights(one_net(weights[step].weights, s), lane.config)
                for s in range(lane.config.seeds)
            ]
            for step in (min(weights), max(weights))
        ]
        found[lane.config.kind] = [
            decay(Passes.of(*(net.trace(x) for net in group)), blocks=("memory",)).memory[:, 0]
            for group in nets
        ]  # (S,) before and after
    assert (found["rnn"][0] < -10).all()
    assert np.sum(found["rnn"][1] < found["rnn"][0] - 10) >= 4
    for kind, before in (("gru", -8), ("lstm", -2)):
        assert (found[kind][0] < before).all()
        assert (found[kind][1] > -2).all()


@pytest.mark.parametrize("language", ["es", "en"])
def test_of_two_countries_one_cell_holds_which(language: str) -> None:
    """In every net the other country's mean in the best cell turns the answer, and in a random one it does not."""
    kept = read_shipped(FOLDER / f"two_countries_{language}.zip")
    config, weights = kept.run.lanes[0].config, kept.checkpoints[0]
    for s in range(config.seeds):
        net = Net.from_weights(one_net(weights[max(weights)].weights, s), config)
        assert recall(net, config, [4], 60) > 0.9
        held = study(net, config, sentences=100)
        found = [
            effect(
                Trial(net, config, "overwrite", held.means[country], country, sentences=60),
                held.order[:1].tolist(),
            )
            for country in (0, 1)
        ]
        assert all(one.mean is not None and one.mean.target < 0.5 for one in found)
        assert min(one.chosen.target for one in found) > 0.95


def test_without_clipping_the_same_net_does_not_learn() -> None:
    free, clipped = last_reports("clipping")
    assert free.end == "out of steps"
    assert (free.solved_at == -1).all()
    assert clipped.end == "solved"
    assert clipped.score.min() > 0.98


def test_cells_of_the_lstm_follow_rules_of_the_story_that_no_cell_of_the_rnn_does() -> None:
    """On letters that did not choose them: brackets, quotation marks, and where in the line one is."""
    kept = read_shipped(FOLDER / "story.zip")
    config = kept.run.lanes[0].config
    text, letters = letters_of(config.text), 4000
    numbers = spell(text[-letters:], TextTask(config).vocabulary).numbers
    truths = {name: truth[-letters:] for name, truth in truths_of(text).items()}
    best = {}
    for lane, weights in zip(kept.run.lanes, kept.checkpoints, strict=True):
        net = Net.from_weights(one_net(weights[max(weights)].weights, 0), lane.config)
        memory, _ = states_over(net, numbers, ())
        best[lane.config.kind] = {
            one.rule: one.best[0].balanced for one in search(truths, memory, 1)
        }
    for rule, least in (("brackets2", 0.9), ("late", 0.85), ("brackets", 0.8), ("quotes", 0.7)):
        assert best["lstm"][rule] > least
        assert best["rnn"][rule] < 0.65
