"""Clipping without a browser: the pair of nets that is trained, and what their reports are said to show."""

import csv
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lab.run import Record, Run
from lab.runs import store
from lstm_core.config import TrainConfig
from lstm_core.events import TrainEvent
from ui import text
from ui.gradients.clipped_payload import (
    as_drawn,
    clipped_payload,
    infinite_from,
    norms_of,
    table,
    takeaway,
)
from ui.gradients.clipping import SHIPPED, is_pair, next_seed, pair


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "language", lambda: "en")


def shipped() -> Run:
    run = store().get(SHIPPED)
    assert run is not None
    return run


def reports(norms: list[list[float]], solved_at: list[int]) -> list[Record]:
    """One report every 10 steps, with these norms (E, S)."""
    S = len(solved_at)
    return [
        Record(
            k,
            0.1 * k,
            TrainEvent(
                step=10 * k,
                loss=np.ones(S),
                score=np.ones(S) / 4,
                by_distance=np.ones((S, 1)) / 4,
                gradient_norm=np.array(row),
                gradient=np.ones((S, 3)),
                gates={},
                answer=np.ones((S, 4)) / 4,
                solved_at=np.array(solved_at),
            ),
        )
        for k, row in enumerate(norms)
    ]


NAN = float("nan")


def test_the_pair_differs_in_the_clipping_alone() -> None:
    free, clipped = pair(0.5, 7)
    assert replace(free, clip=0.5) == clipped
    assert (free.clip, free.seed, free.optimiser) == (0.0, 7, "sgd")
    assert pair(99.0, 0)[1].clip == 10.0
    assert pair(0.0, 0)[1].clip == 0.1


def test_the_next_seed_follows_the_last_and_stays_in_range() -> None:
    run = shipped()
    assert next_seed(run) == run.lanes[0].config.seed + run.lanes[0].config.seeds
    high = int(TrainConfig.knobs()["seed"].high or 0)
    last = replace(run.lanes[0], config=replace(run.lanes[0].config, seed=high))
    assert next_seed(replace(run, lanes=(last, run.lanes[1]))) < high


def test_only_a_run_with_and_without_clipping_is_shown() -> None:
    run = shipped()
    assert is_pair(run)
    assert not is_pair(replace(run, lanes=run.lanes[::-1]))
    assert not is_pair(replace(run, lanes=run.lanes[:1]))


def test_the_shipped_run_shows_what_clipping_is_for() -> None:
    run = shipped()
    data = json.loads(clipped_payload(run))
    free, clipped = data["lanes"]
    assert free["clip"] is None
    assert clipped["clip"] == 0  # log10 of 1
    assert len(clipped["norms"]) == len(clipped["scores"]) == run.lanes[1].config.seeds
    assert max(one for row in clipped["norms"] for one in row if one is not None) > 0.5
    assert "and 0 of 3 nets solved the task." in data["headline"]
    assert data["headline"].endswith("but counted as 1 at most: 3 of 3 solved it.")


def test_what_becomes_infinite_is_told_with_its_step_and_drawn_once() -> None:
    free = reports([[NAN, NAN], [3.0, 40.0], [5.0, np.inf], [6.0, NAN]], [-1, -1])
    clipped = reports([[NAN, NAN], [3.0, 40.0], [2.0, 7.0]], [10, 20])
    assert infinite_from(norms_of(free), free) == [None, 20]
    assert [as_drawn(row) for row in norms_of(free)] == [
        [None, 0.477, 0.699, 0.778],
        [None, 1.602, "inf", None],
    ]
    assert as_drawn([NAN]) == [None]
    said = takeaway(shipped(), [free, clipped])
    assert said.startswith("Not clipped, the gradient reached 40.0, and 0 of 3 nets")
    assert said.endswith("Not clipped, 1 of 2 nets: infinite from step 20 on.")


@pytest.mark.parametrize(
    ("solved", "words"),
    [(([10, 20], [10, 20]), "made no difference"), (([10, 20], [-1, 20]), "did harm")],
)
def test_when_clipping_does_not_help_that_is_said(solved: Any, words: str) -> None:
    lanes = [reports([[NAN, NAN], [3.0, 4.0]], solved_at) for solved_at in solved]
    assert words in takeaway(shipped(), lanes)


def test_a_run_without_a_report_has_nothing_to_say() -> None:
    assert takeaway(shipped(), [[], []]) == "It was over before the first report."


def test_table_has_every_report_of_every_net() -> None:
    run = shipped()
    rows = list(csv.DictReader(table(run).splitlines()))
    assert len(rows) == sum(3 * len(store().events(run.id, lane)) for lane in range(2))
    assert {row["clip"] for row in rows} == {"0.0", "1.0"}
