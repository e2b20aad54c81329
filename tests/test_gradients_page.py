"""The page of the gradients without a browser: what is examined, whatever a link, a run or a reader's sentence says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lab import jobs
from lab.run import Run
from lab.runs import Runs, shipped, store
from lstm_core.config import TrainConfig
from lstm_core.events import TrainEvent
from lstm_core.sentences import vocabulary
from lstm_core.tasks import make_task
from lstm_core.tokens import read
from lstm_core.training import train
from tests.lab.live import config
from ui.gradients import example
from ui.gradients.subject import examined

ME, OTHER = "m" * 22, "o" * 22
SENTENCE = "soy francés, hablo francés"


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runs]:
    """A store of this test alone."""
    monkeypatch.setenv("LSTM_LAB_DATABASE", str(tmp_path / "runs.sqlite"))
    monkeypatch.setattr(jobs, "_create", cache(jobs._create.__wrapped__))
    yield store()
    jobs.shut_down()
    store().close()


@cache
def reports(kind: str) -> tuple[TrainEvent, ...]:
    """Of two small nets that were really trained."""
    return tuple(train(lane(kind)))


def lane(kind: str) -> TrainConfig:
    return config(kind, seeds=2, steps=20)


def kept(owner: str = ME, *, broken: tuple[int, ...] = ()) -> Run:
    """An RNN and an LSTM in the store; the nets of the seeds `broken` end with weights that are no numbers."""
    run = store().create(owner, [lane("rnn"), lane("lstm")], name="mine")
    for number, kind in enumerate(("rnn", "lstm")):
        for event in reports(kind):
            store().append(run.id, number, _broken(event, broken), 1.0)
    store().set_status(run.id, "ended")
    return found(run.id)


def _broken(event: TrainEvent, seeds: tuple[int, ...]) -> TrainEvent:
    if event.checkpoint is None or event.step == 0:
        return event
    weights = {name: array.copy() for name, array in event.checkpoint.weights.items()}
    weights["recurrent.weight_hh_l0"][list(seeds)] = np.nan
    return replace(event, checkpoint=replace(event.checkpoint, weights=weights))


def found(run_id: str) -> Run:
    run = store().get(run_id)
    assert run is not None
    return run


def opened(lang: str = "en", **query: str) -> AppTest:
    """The page as the reader `ME` sees it."""
    app = AppTest.from_file("../ui/frame.py", default_timeout=60)
    app.session_state["reader"] = ME
    app.session_state["lang"] = lang
    app.switch_page("../pages/lesson/gradients.py")
    app.query_params.update(query)
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    """It, unless something went wrong in it."""
    assert not app.exception
    assert not app.error
    return app


def said(app: AppTest) -> str:
    """All its prose."""
    return "\n".join(one.value for one in (*app.caption, *app.markdown))


def of(app: AppTest, key: str) -> Any:
    """What a control is set to."""
    return app.session_state[key]


# Of each task one, because runs of one task differ in their numbers alone; without letters, whose wide nets take seconds.
TASKS = {run.lanes[0].config.task: run.id for run in shipped()}


@pytest.mark.parametrize("run", [run for task, run in TASKS.items() if task != "text"])
def test_shipped_runs_can_be_examined(run: str) -> None:
    app = opened(run=run, distance="0" if "sentences" in run else "10")
    assert of(app, "gradients_run") == run
    assert "no net of this run" not in said(app)


def test_it_opens_on_a_ready_example_after_training() -> None:
    app = opened()
    assert of(app, "gradients_run") == "shipped-latch"
    assert of(app, "distance") == 20
    assert of(app, "at") == max(
        step for k in range(3) for step in store().checkpoint_steps("shipped-latch", k)
    )


def test_a_link_says_all_of_it_and_what_it_says_wrong_is_as_at_first() -> None:
    app = opened(run="shipped-latch", at="50", net="2", distance="7")
    assert (of(app, "at"), of(app, "net"), of(app, "distance")) == (50, 2, 7)
    app = opened(run="../../etc/passwd", at="x", net="99", distance="-5")
    assert "names a run that is not here" in said(app)
    assert of(app, "gradients_run") == "shipped-latch"
    assert of(app, "distance") == 20
    assert of(app, "net") == 1  # the first seed of this run


def test_own_runs_are_listed_and_somebody_elses_by_link_alone(runs: Runs) -> None:
    mine, theirs = kept(), kept(OTHER)
    assert [mine.name in one for one in opened().selectbox[0].options].count(True) == 1
    app = opened(run=theirs.id)
    assert of(app, "gradients_run") == theirs.id
    assert [mine.name in one for one in app.selectbox[0].options].count(True) == 2


def test_another_run_begins_at_its_own_end_and_keeps_what_was_set(runs: Runs) -> None:
    mine = kept()
    app = opened("es", distance="30")  # Spanish, as options are written outside of a session
    app.selectbox(key="gradients_run").set_value(mine.id)
    sound(app.run())
    assert app.query_params["run"] == mine.id
    assert (of(app, "at"), of(app, "distance")) == (20, 30)
    app.slider(key="distance").set_value(5)
    app.selectbox(key="gradients_run").set_value("shipped-sentences_es")
    sound(app.run())
    assert of(app, "at") > 20
    app.selectbox(key="gradients_run").set_value("shipped-order50")
    assert of(sound(app.run()), "distance") == 50


def test_a_run_that_never_began_is_said_and_not_shown(runs: Runs) -> None:
    waiting = store().create(ME, [lane("rnn")])
    app = opened(run=waiting.id)
    assert "Nothing of that run is kept yet" in said(app)
    assert of(app, "gradients_run") == "shipped-latch"


def test_nets_whose_weights_are_no_numbers_are_left_out_and_said(runs: Runs) -> None:
    assert "2 nets are left out" in said(opened(run=kept(broken=(0,)).id, net="0"))
    broken = kept(broken=(0, 1)).id
    assert "training exploded" in said(opened(run=broken))
    # Before it exploded there is something to see.
    assert "training exploded" not in said(opened(run=broken, at="0"))


def test_before_and_after_are_the_same_nets(runs: Runs) -> None:
    run = kept(broken=(1,))
    task = make_task(run.lanes[0].config)
    before, after = examined(run, 20, example.drawn(task, run.lanes[0].config, 3))
    assert [(one.lane, one.step, one.seeds) for one in before] == [(0, 0, (0,)), (1, 0, (0,))]
    assert [(one.lane, one.step, one.seeds) for one in after] == [(0, 20, (0,)), (1, 20, (0,))]
    assert [one.passes.T for one in (*before, *after)] == [4, 4, 4, 4]
    checkpoint = store().checkpoint(run.id, 1, 20)
    assert checkpoint is not None
    weights = checkpoint.weights["recurrent.weight_hh_l0"][0]
    np.testing.assert_array_equal(after[1].passes.W_hh[0].reshape(weights.shape), weights)


def test_a_sentence_that_cannot_be_read_is_said_and_the_example_stays() -> None:
    answers = {
        "soy francés, hablo grux": "no han aprendido: grux",
        "<b>x</b> **y** $z$": r"\$z\$",
        "soy.": "al menos dos palabras",
        ", , ,": "al menos dos palabras",
        "soy " * 399: "300 palabras como máximo",
        "  ": "",
        "soy francés": "",  # a single step
    }
    app = opened("es", run="shipped-sentences_es", distance="0")
    for text, answer in answers.items():
        app.text_input(key="text").set_value(text)
        assert answer in said(sound(app.run()))


def test_a_sentence_is_read_up_to_its_last_word_which_is_the_answer() -> None:
    sentences = next(run for run in shipped() if run.id == "shipped-sentences_es").lanes[0].config
    task, words = make_task(sentences), vocabulary("es", sentences.countries)
    own = example.of_reading(read(SENTENCE, words), sentences)
    assert task.words(own.x[0]) == ["soy", "francés", ",", "hablo"]
    assert task.words(own.target[0]) == ["francés", ",", "hablo", "francés"]
    # The mean over all words, and the answer's weight on top, as in training.
    np.testing.assert_allclose(own.weight[0], [0.25, 0.25, 0.25, 0.25 + sentences.answer_weight])
    near, far = (example.drawn(task, sentences, n) for n in (0, 3))
    assert far.target[0, -1] == near.target[0, -1]
    assert far.x.shape[1] > near.x.shape[1]


@pytest.mark.parametrize(
    ("task", "length"),
    [("latch", 9), ("order", 20), ("adding", 20), ("copy", 9), ("digits", 8), ("text", 10)],
)
def test_every_task_has_an_example_at_every_distance(task: str, length: int) -> None:
    text = "En un lugar de la Mancha " * 40 if task == "text" else ""
    knobs: dict[str, Any] = {"E": 0} if task in ("adding", "digits") else {}
    one = TrainConfig(task=task, length=length, lengths="uniform", text=text, **knobs)
    limits = example.distances(one)
    for distance in limits or (None,):
        batch = example.drawn(make_task(one), one, distance)
        again = example.drawn(make_task(one), one, distance)
        assert len(batch.x) == 1
        np.testing.assert_array_equal(batch.x, again.x)


def test_a_long_example_keeps_its_end_where_the_answer_is_asked() -> None:
    copying = TrainConfig(task="copy", length=50, items=3)
    batch = example.drawn(make_task(copying), copying, 50)
    short = example.shortened(batch, 2)
    assert short.x.shape == short.target.shape == (1, 2)
    np.testing.assert_array_equal(short.target, batch.target[:, -2:])
    assert example.most_steps(128) < example.most_steps(16) == example.MOST_STEPS


def test_a_net_too_wide_for_the_whole_example_gets_its_end(runs: Runs) -> None:
    wide = config("rnn", H=128, steps=1, length=100)
    run = store().create(ME, [wide])
    for event in train(wide):
        store().append(run.id, 0, event, 1.0)
    store().set_status(run.id, "ended")
    assert "the page shows its last 35" in said(opened(run=run.id))
