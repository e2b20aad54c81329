"""train: the same as a plain loop of PyTorch's modules; the same bits whenever it is cut; and every way to end."""

from typing import Any

import numpy as np
import pytest
import torch

from lstm_core.cells import GATES
from lstm_core.config import KINDS, LENGTHS, TASKS, TrainConfig
from lstm_core.events import Checkpoint, TrainEvent
from lstm_core.models import SequenceModel
from lstm_core.seeds import Nets
from lstm_core.tasks import make_task
from lstm_core.training import is_kept, train

pytestmark = pytest.mark.usefixtures("single_thread")


def config_of(**knobs: Any) -> TrainConfig:
    """Small and quick: a symbol to keep over up to four others."""
    small = {
        "task": "latch",
        "length": 4,
        "lengths": "uniform",
        "H": 6,
        "E": 0,
        "steps": 24,
        "report_every": 6,
        "seeds": 2,
        "batch": 8,
        "stop_when_solved": False,
    }
    return TrainConfig.from_dict({**small, **knobs})


def same(one: TrainEvent, other: TrainEvent) -> None:
    """Every bit of both events and of their checkpoints."""
    assert one.to_json() == other.to_json()
    assert (one.checkpoint is None) == (other.checkpoint is None)
    if one.checkpoint and other.checkpoint:
        assert one.checkpoint.to_bytes() == other.checkpoint.to_bytes()


@pytest.mark.parametrize("task", ["latch", "sentences", "adding"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_learns_as_a_plain_loop_of_pytorchs_own_does(kind: str, task: str) -> None:
    length = {"sentences": 2, "adding": 12, "latch": 5}[task]
    config = config_of(task=task, kind=kind, length=length, E=3, steps=12, clip=0.3, batch=4)
    *_, last = train(config)
    assert last.checkpoint is not None
    made = make_task(config)
    for s in range(config.seeds):
        generator = torch.Generator().manual_seed(config.seed + s)
        model = SequenceModel(config, made.symbols, made.inputs, made.outputs, generator)
        optimiser = torch.optim.Adam(model.parameters(), config.learning_rate)
        largest, found = [], []
        for k in range(config.steps):
            rng = np.random.default_rng([config.seed + s, 1, k])
            x, target, weight, _ = map(torch.tensor, made.train_batch(rng, config.batch))
            said = model(x.transpose(0, 1)).transpose(0, 1)[:, -target.shape[1] :]
            if made.regression:
                items = (said[..., 0] - target) ** 2
            else:
                items = torch.nn.functional.cross_entropy(
                    said.transpose(1, 2), target, reduction="none", ignore_index=-1
                )
            loss = (items * weight).sum()
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            largest.append(float(torch.nn.utils.clip_grad_norm_(model.parameters(), config.clip)))
            found.append(loss.item())
            optimiser.step()
        for name, weight in model.state_dict().items():
            np.testing.assert_allclose(last.checkpoint.weights[name][s], weight, atol=2e-4)
        assert last.loss[s] == pytest.approx(np.mean(found[-6:]), rel=1e-3)
        assert last.gradient_norm[s] == pytest.approx(max(largest[-6:]), rel=1e-2)


@pytest.mark.parametrize(
    ("kind", "optimiser"),
    [*((kind, "adam") for kind in KINDS), ("lstm", "sgd"), ("gru", "rmsprop")],
)
def test_going_on_from_a_checkpoint_is_the_uninterrupted_run_bit_for_bit(
    kind: str, optimiser: str
) -> None:
    config = config_of(kind=kind, optimiser=optimiser, length=3)
    events = list(train(config))
    assert [event.step for event in events] == [0, 6, 12, 18, 24]
    for cut in (0, 2):
        kept = events[cut].checkpoint
        assert kept is not None
        resumed = train(config, Checkpoint.from_bytes(kept.to_bytes()))
        for one, other in zip(events[cut + 1 :], resumed, strict=True):
            same(one, other)
    # Stopped between two reports, and in the middle of a step of the second net.
    asked = iter(range(1000))
    *_, stopped = train(config, stop=lambda: next(asked) == 17)
    assert stopped.end == "stopped"
    assert stopped.checkpoint is not None
    # Asked once a net by an LSTM's step, once by the others', and as often before step 0 is reported.
    assert stopped.step == (7 if kind == "lstm" else 16)
    before = sum(event.step <= stopped.step for event in events)
    for one, other in zip(events[before:], train(config, stopped.checkpoint), strict=True):
        same(one, other)


def test_more_steps_afterwards_are_the_longer_run() -> None:
    longer = list(train(config_of(steps=30)))
    *_, ended = train(config_of(steps=20))
    assert (ended.step, ended.end) == (20, "out of steps")
    rest = list(train(config_of(steps=30), ended.checkpoint))
    for one, other in zip(longer[-2:], rest, strict=True):
        same(one, other)
    (again,) = train(config_of(steps=20), ended.checkpoint)
    assert (again.step, again.end) == (20, "out of steps")
    np.testing.assert_array_equal(again.by_distance, ended.by_distance)


def test_it_stops_before_the_first_step_and_says_so_with_a_checkpoint() -> None:
    events = list(train(config_of(), stop=lambda: True))
    assert [(event.step, event.end) for event in events] == [(0, ""), (0, "stopped")]
    assert events[-1].checkpoint is not None


@pytest.mark.parametrize("kind", KINDS)
def test_it_ends_solved_after_two_good_checks_of_every_net(kind: str) -> None:
    config = config_of(
        kind=kind,
        length=1,
        H=16,
        learning_rate=2e-2,
        steps=2000,
        report_every=10,
        batch=32,
        stop_when_solved=True,
    )
    events = list(train(config))
    task = make_task(config)
    assert events[-1].end == "solved"
    assert all(event.end == "" for event in events[:-1])
    for s in range(config.seeds):
        good = [task.is_solved(event.by_distance[s]) for event in events]
        first = next(k for k in range(1, len(good)) if good[k - 1] and good[k])
        assert events[-1].solved_at[s] == events[first].step
        assert (events[first - 1].solved_at[s], events[first].solved_at[s]) == (-1, 10 * first)
    assert events[-1].step == events[-1].solved_at.max()


def test_a_loss_that_overflows_is_an_ending_and_no_crash() -> None:
    """So large a rate without clipping makes an RNN's answers grow until they are no float32 any more."""
    steep: dict[str, Any] = {"optimiser": "sgd", "learning_rate": 1.0, "clip": 0.0}
    config = config_of(kind="rnn", task="adding", length=10, H=8, steps=400, **steep)
    *_, last = train(config)
    assert last.end == "diverged"
    assert last.step < config.steps
    assert not (np.isfinite(last.loss) & np.isfinite(last.gradient_norm)).any()
    assert last.checkpoint is not None
    assert all(np.isfinite(weight).all() for weight in last.checkpoint.weights.values())
    (again,) = train(config, last.checkpoint)
    assert (again.step, again.end) == (last.step, "diverged")
    assert TrainEvent.from_json(last.to_json()).to_json() == last.to_json()


@pytest.mark.parametrize("kind", KINDS)
def test_a_net_that_died_does_not_touch_the_others(kind: str) -> None:
    config = config_of(kind=kind)
    *_, whole = train(config)
    first = next(train(config)).checkpoint
    assert first is not None
    first.weights["readout.bias"][0] = np.inf
    then, *_, last = train(config, first)
    assert last.end == "out of steps"
    assert last.checkpoint is not None
    assert whole.checkpoint is not None
    assert not np.isfinite(then.loss[0])
    assert np.isnan(last.loss[0])
    for name, weight in whole.checkpoint.weights.items():
        np.testing.assert_array_equal(last.checkpoint.weights[name][1], weight[1])
    first.weights["readout.bias"][1] = np.inf
    (last,) = train(config, first)
    assert (last.step, last.end) == (1, "diverged")


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_task_gives_every_kind_reports_of_one_form(task: str, kind: str) -> None:
    text = "el perro corre y el gato duerme . " * 40
    config = config_of(task=task, kind=kind, length=LENGTHS[task][2], steps=1, text=text)
    made = make_task(config)
    T, A = made.probe().x.shape[1], 1 if made.regression else len(made.answer_classes())
    events = list(train(config))
    assert [(event.step, event.end) for event in events] == [(0, ""), (1, "out of steps")]
    for event in events:
        assert event.by_distance.shape == (2, len(made.distances))
        assert event.gradient.shape == (2, T)
        assert {name: gate.shape for name, gate in event.gates.items()} == dict.fromkeys(
            GATES[kind], (2, T)
        )
        assert event.answer.shape == (2, A)
        assert np.isfinite(event.loss).all()
        trained = np.array(made.distances) <= made.trained
        np.testing.assert_array_equal(event.score, event.by_distance[:, trained].mean(1))
        assert TrainEvent.from_json(event.to_json(), event.checkpoint).to_json() == event.to_json()
    assert np.isnan(events[0].gradient_norm).all()
    assert (events[1].gradient_norm > 0).all()


@pytest.mark.parametrize("kind", ["rnn", "gru"])
def test_nets_learn_alike_however_many_are_stacked(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = config_of(kind=kind, seeds=5)
    *_, stacked = train(config)
    monkeypatch.setattr("lstm_core.seeds.MOST_TOGETHER", 2 * config.batch * config.H)
    assert [len(group.seeds) for group in Nets(config, make_task(config)).groups] == [2, 2, 1]
    *_, apart = train(config)
    np.testing.assert_allclose(apart.loss, stacked.loss, rtol=1e-4)
    np.testing.assert_allclose(apart.gradient, stacked.gradient, rtol=1e-3)


def test_all_kinds_learn_from_the_same_sequences(monkeypatch: pytest.MonkeyPatch) -> None:
    config = config_of(seed=4)
    task = make_task(config)
    drawn: list[Any] = []

    def watched(rng: np.random.Generator, B: int) -> Any:
        drawn.append(type(task).train_batch(task, rng, B))
        return drawn[-1]

    monkeypatch.setattr(task, "train_batch", watched)
    seen = []
    for kind in KINDS:
        monkeypatch.setattr("lstm_core.training.make_task", lambda _: task)
        drawn.clear()
        list(train(config_of(seed=4, kind=kind, steps=3)))
        seen.append([batch.x.tobytes() for batch in drawn])
    assert seen[0] == seen[1] == seen[2]
    # Net 1 of seed 4 sees what net 0 of seed 5 does.
    drawn.clear()
    list(train(config_of(seed=5, steps=3)))
    assert [batch.x.tobytes() for batch in drawn][0::2] == seen[0][1::2]


def test_the_global_random_state_is_left_alone_and_does_not_matter() -> None:
    torch.manual_seed(1)
    before = torch.get_rng_state()
    first = list(train(config_of()))
    assert torch.equal(torch.get_rng_state(), before)
    torch.manual_seed(2)
    for one, other in zip(first, train(config_of()), strict=True):
        same(one, other)


def test_checkpoints_come_at_first_each_time_then_after_15_percent_more_steps() -> None:
    kept = [step for step in range(25, 1001, 25) if is_kept(step, 25)]
    assert kept[:8] == [25, 50, 75, 100, 125, 150, 175, 225]
    growth = np.array(kept[8:]) / np.array(kept[7:-1])
    assert (growth >= 1.15).all()
    assert (growth < 1.15 + 25 / np.array(kept[7:-1])).all()
    steps = [event.step for event in train(config_of(steps=60)) if event.checkpoint]
    assert steps == [0, *(step for step in range(6, 55, 6) if is_kept(step, 6)), 60]


def test_a_checkpoint_of_other_nets_or_without_its_optimiser_is_refused() -> None:
    kept = next(train(config_of())).checkpoint
    assert kept is not None
    with pytest.raises(ValueError, match="another kind or size"):
        next(train(config_of(H=7), kept))
    with pytest.raises(ValueError, match="look at only"):
        next(train(config_of(), Checkpoint(kept.step, kept.weights, {})))


def test_gradient_is_clipped_for_each_net_by_itself() -> None:
    """With plain gradient descent a step is as long as the gradient times the learning rate."""
    config = config_of(optimiser="sgd", learning_rate=1.0, clip=0.01, steps=1, report_every=1)
    first, last = train(config)
    assert first.checkpoint is not None
    assert last.checkpoint is not None
    for s in range(config.seeds):
        moved = [
            (last.checkpoint.weights[name][s] - weight[s]).ravel()
            for name, weight in first.checkpoint.weights.items()
        ]
        assert np.linalg.norm(np.concatenate(moved)) == pytest.approx(0.01, rel=1e-3)
        assert last.gradient_norm[s] > 0.01
