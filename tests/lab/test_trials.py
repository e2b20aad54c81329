"""Experiments of the cases as they are kept: shared by a class, bounded, and forgotten."""

from __future__ import annotations

import numpy as np
import pytest

from lab.trials import MOST, Trial, Trials
from lstm_core.cases.config import MOST_MATERIAL, CaseConfig
from lstm_core.cases.events import CaseEvent
from lstm_core.events import Checkpoint

DENSE = CaseConfig("diabetes", "dense")


def report(step: int, end: str = "") -> CaseEvent:
    weights = {"w": np.full((1, 2), step, dtype=np.float32)}
    kept = Checkpoint(step, weights, {}) if end else None
    return CaseEvent(step, np.array([np.nan]), {"accuracy": np.array([0.5])}, kept, end)


def complete(trials: Trials, trial: Trial) -> None:
    trials.set_status(trial.id, "running")
    for lane in range(len(trial.lanes)):
        trials.append(trial.id, lane, report(0), 0.1)
        trials.append(trial.id, lane, report(5, "out of steps"), 0.2)
    trials.set_status(trial.id, "ended")


def test_a_report_comes_back_as_it_was_without_its_weights() -> None:
    again = CaseEvent.from_json(report(5, "stopped").to_json())
    assert (again.step, again.end, again.checkpoint) == (5, "stopped", None)
    assert np.isnan(again.loss).all()
    assert again.scores["accuracy"].tolist() == [0.5]


def test_readers_share_a_trial_that_is_live_or_complete_and_nothing_else() -> None:
    trials = Trials()
    first = trials.of([DENSE], "ana")
    assert trials.of([DENSE], "luis").id != first.id  # nobody has started it
    trials.set_status(first.id, "waiting")
    assert trials.of([DENSE], "luis").id == first.id
    complete(trials, first)
    assert trials.of([DENSE], "luis").id == first.id
    assert trials.of([CaseConfig("diabetes", "dense", seed=1)], "luis").id != first.id
    trials.finish(first.id, 0, "failed")
    assert trials.of([DENSE], "luis").id != first.id


def test_recordings_are_shared_with_nobody() -> None:
    trials = Trials()
    config = CaseConfig("own", "mean", material=b"my voice")
    mine = trials.of([config], "ana")
    complete(trials, mine)
    assert trials.of([config], "ana").id == mine.id
    assert trials.of([config], "luis").id != mine.id


def test_recordings_are_forgotten_when_nobody_looked_for_ten_minutes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr("lab.trials.time.monotonic", lambda: now)
    trials = Trials()
    own = trials.of([CaseConfig("own", "mean", material=b"my voice")], "ana")
    other = trials.of([DENSE], "ana")
    for trial in (own, other):
        complete(trials, trial)
    now += 599
    assert trials.get(own.id)
    now += 601
    trials.of([DENSE], "luis")
    assert trials.get(own.id) is None
    assert trials.get(other.id)


def test_the_trial_that_was_looked_at_longest_ago_makes_room_but_never_a_live_one() -> None:
    trials = Trials()
    live = trials.of([DENSE], "ana")
    trials.set_status(live.id, "running")
    others = [
        trials.of([CaseConfig("iris", "dense", seed=seed)], "ana").id for seed in range(MOST + 5)
    ]
    assert trials.get(live.id)
    assert trials.get(others[0]) is None
    assert trials.get(others[-1])


def test_reports_and_weights_are_there_when_the_lane_is_over() -> None:
    trials = Trials()
    trial = trials.of([DENSE], "ana")
    trials.append(trial.id, 0, report(0), 0.1)
    assert trials.weights(trial.id, 0) is None
    complete(trials, trial)  # begins anew
    assert [event.step for event in trials.events(trial.id, 0)] == [0, 5]
    weights = trials.weights(trial.id, 0)
    assert weights is not None
    assert weights["w"].tolist() == [[5, 5]]
    found = trials.get(trial.id)
    assert found is not None
    assert (found.lanes[0].end, found.lanes[0].step) == ("out of steps", 5)
    trials.forget(trial.id)
    assert trials.events(trial.id, 0) == []
    assert trials.weights(trial.id, 0) is None


@pytest.mark.parametrize("lanes", [0, 5])
def test_a_trial_has_one_to_four_lanes(lanes: int) -> None:
    with pytest.raises(ValueError, match="one to four"):
        Trials().of([DENSE] * lanes, "ana")


@pytest.mark.parametrize(
    "knobs",
    [
        {"case": "cats"},
        {"kind": "transformer"},
        {"change": "x"},
        {"seeds": 0},
        {"seeds": 11},
        {"seed": -1},
        {"steps": 10**9},
        {"language": "fr"},
        {"material": b"x" * (MOST_MATERIAL + 1)},
    ],
)
def test_an_experiment_with_a_knob_that_cannot_be_is_refused(knobs: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="No such experiment"):
        CaseConfig.from_dict({"case": "iris", "kind": "dense"} | knobs)
