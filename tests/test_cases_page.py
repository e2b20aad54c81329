"""The page of the cases and its experiment: what the reader must say first, what is trained, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lab import jobs
from lab import trials as lab_trials
from lab.shipped_cases import shipped_case
from lab.trials import trials
from lstm_core.cases.config import KINDS, CaseConfig
from lstm_core.cases.events import CaseEvent
from lstm_core.events import Checkpoint
from ui.cases import audience, experiment
from ui.cases.contest import Shown, contest, of_shipped
from ui.cases.said import percent, said_of, said_of_change
from ui.cases.standing import standing_sentence

NAMES = {"dense": "dense", "convolutional": "convolutional", "recurrent": "recurrent"}
START = "case_diabetes_plain_any_start"


@pytest.fixture(autouse=True)
def fresh_trials() -> Iterator[None]:
    lab_trials.trials.cache_clear()
    yield
    lab_trials.trials.cache_clear()


def train(trial: str) -> None:
    """What the workers do, at once: every lane reports twice, the second time at its end."""
    made = trials().get(trial)
    assert made is not None
    trials().set_status(trial, "running")
    for number, lane in enumerate(made.lanes):
        weights = shipped_case("diabetes")[number].weights
        kept = {name: np.stack([one] * lane.config.seeds) for name, one in weights.items()}
        for step, end in ((0, ""), (10, "out of steps")):
            scores = {"accuracy": np.full(lane.config.seeds, 0.6 + number / 10)}
            last = Checkpoint(step, kept, {}) if end else None
            event = CaseEvent(step, np.ones(lane.config.seeds), scores, last, end)
            trials().append(trial, number, event, 1.0)
    trials().set_status(trial, "ended")


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(jobs, "warm_up", lambda: None)
    monkeypatch.setattr(jobs, "start", train)
    monkeypatch.setenv("LSTM_LAB_SCHEDULER", "tcp://127.0.0.1:9")
    page = AppTest.from_function(_page, default_timeout=60)
    page.query_params["lang"] = "en"
    return page


def _page() -> None:
    from ui.cases.page import show_page

    show_page("disease")


def said(app: AppTest) -> str:
    return "\n".join(one.value for one in (*app.subheader, *app.caption, *app.markdown))


def test_the_reader_commits_before_anything_is_trained_and_the_nets_are_then_theirs(
    app: AppTest,
) -> None:
    app.run()
    assert not app.exception
    assert app.button(key=START).disabled
    app.pills[0].set_value("dense").run()
    app.button(key=START).click().run()
    assert not app.exception
    assert app.pills[0].disabled
    trial = trials().get(app.session_state["case_trial_diabetes__"])
    assert trial is not None
    assert [lane.config.kind for lane in trial.lanes] == list(KINDS["diabetes"])
    assert trial.lanes[0].config.seed == experiment.FIRST_SEED
    assert "And if the columns are shuffled?" in said(app)
    # The second experiment has the same seeds, so that the nets can be compared one by one.
    app.button(key="case_diabetes_permuted_any_start").click().run()
    changed = trials().get(app.session_state["case_trial_diabetes_permuted_"])
    assert changed is not None
    assert {(one.config.change, one.config.seed) for one in changed.lanes} == {("permuted", 10)}
    # Once more, from other seeds.
    app.button(key=START).click().run()
    again = trials().get(app.session_state["case_trial_diabetes__"])
    assert again is not None
    assert again.lanes[0].config.seed == experiment.FIRST_SEED + experiment.SEEDS
    assert not app.exception


def test_without_workers_it_is_said_and_the_page_stays(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(trial: str) -> None:
        trials().set_status(trial, "interrupted", "no workers")

    monkeypatch.setattr(jobs, "start", nobody)
    app.run()
    app.pills[0].set_value("recurrent").run()
    app.button(key=START).click().run()
    assert not app.exception
    assert "There is nobody to train" in said(app)
    assert not app.button(key=START).disabled


def test_a_stop_ends_it_only_when_nobody_else_looks(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[str] = []
    monkeypatch.setattr(jobs, "start", lambda trial: trials().set_status(trial, "running"))
    monkeypatch.setattr(jobs, "watch", lambda _trial: None)
    monkeypatch.setattr(jobs, "stop", lambda trial, _status: stopped.append(trial))
    app.run()
    app.pills[0].set_value("dense").run()
    app.button(key=START).click().run()
    trial = app.session_state["case_trial_diabetes__"]
    audience.look(trial, "somebody else")
    app.button(key="case_diabetes_plain_any_stop").click().run()
    assert stopped == []
    assert not app.exception
    app.button(key=START).click().run()  # joins the same
    assert app.session_state["case_trial_diabetes__"] == trial
    audience.leave(trial, "somebody else")
    app.button(key="case_diabetes_plain_any_stop").click().run()
    assert stopped == [trial]


def test_a_stop_is_seen_while_the_workers_have_not_begun(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopping: list[str] = []
    monkeypatch.setattr(jobs, "start", lambda trial: trials().set_status(trial, "running"))
    monkeypatch.setattr(jobs, "watch", lambda _trial: None)
    monkeypatch.setattr(jobs, "place", lambda _trial: 0)  # they load torch
    monkeypatch.setattr(jobs, "stop", lambda _trial, outcome: stopping.append(outcome))
    monkeypatch.setattr(jobs, "stopping", lambda _trial: "".join(stopping))
    app.run()
    app.pills[0].set_value("dense").run()
    app.button(key=START).click().run()
    assert "The training is starting" in said(app)
    assert "They train" not in said(app)
    app.button(key="case_diabetes_plain_any_stop").click().run()
    stop = app.button(key="case_diabetes_plain_any_stop")
    assert stop.disabled
    assert stop.label == "Stopping …"
    assert "It is being stopped." in said(app)
    assert "The training is starting" not in said(app)
    # Where it has been forgotten meanwhile, that is said where it can be trained again.
    trials().forget(app.session_state["case_trial_diabetes__"])
    app.run()
    assert "Your experiment is no longer in the server" in said(app)
    assert not app.button(key=START).disabled
    assert not app.exception


def test_who_presses_in_two_tabs_has_one_experiment_that_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[str] = []
    stopped: list[str] = []

    def start(trial: str) -> None:
        begun.append(trial)
        trials().set_status(trial, "running")

    monkeypatch.setattr(jobs, "warm_up", lambda: None)
    monkeypatch.setattr(jobs, "start", start)
    monkeypatch.setattr(jobs, "watch", lambda _trial: None)
    monkeypatch.setattr(jobs, "stop", lambda trial, _status: stopped.append(trial))
    tabs = [AppTest.from_function(_page, default_timeout=60) for _ in range(2)]
    for tab in tabs:
        tab.query_params["lang"] = "en"
        tab.session_state["reader"] = "c" * 22
        tab.run()
        tab.pills[0].set_value("dense").run()
    for tab in tabs:
        tab.button(key=START).click().run()
        assert not tab.exception
    assert stopped == []
    # Of one that was just being stopped the second press asks for more: the desk lets it begin again.
    assert len(begun) == 2
    assert len(set(begun)) == 1
    assert [tab.session_state["case_trial_diabetes__"] for tab in tabs] == begun


def test_another_visit_of_the_same_reader_finds_the_answer_and_the_experiment_again(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "start", lambda trial: trials().set_status(trial, "running"))
    monkeypatch.setattr(jobs, "watch", lambda _trial: None)

    def visit(reader: str) -> AppTest:
        page = AppTest.from_function(_page, default_timeout=60)
        page.query_params["lang"] = "en"
        page.session_state["reader"] = reader
        return page.run()

    first = visit("a" * 22)
    first.pills[0].set_value("recurrent").run()
    first.button(key=START).click().run()
    again = visit("a" * 22)
    assert again.pills[0].value == "recurrent"
    assert again.pills[0].disabled
    assert again.button(key="case_diabetes_plain_any_stop")
    other = visit("b" * 22)
    assert other.pills[0].value is None
    assert other.button(key=START).disabled


def test_a_step_of_the_lecture_does_not_ask_again_what_its_question_has_asked(
    app: AppTest,
) -> None:
    app.session_state["lesson_here"] = "/lesson-vector"
    app.session_state["lesson_answers"] = {"vector": 2}
    app.run()
    assert not app.exception
    assert not app.pills
    assert "stays hidden" not in said(app)
    app.button(key=START).click().run()
    assert not app.exception
    assert app.session_state["case_trial_diabetes__"]
    assert committed_in_lecture_says(app) == "recurrent"


def committed_in_lecture_says(app: AppTest) -> str:
    """Which kind the drawn experiment marks as the reader's."""
    drawn = next(one for one in app.get("bidi_component") if "plain" in str(one.proto.id))
    read = json.loads(drawn.proto.bytes)
    return next(str(lane["kind"]) for lane in read["lanes"] if lane["guessed"])


def test_cancer_is_a_choice_of_the_link_and_a_result_is_shown_where_a_step_asks(
    app: AppTest,
) -> None:
    app.query_params["data"] = "cancer"
    app.query_params["result"] = "permuted"
    app.run()
    assert not app.exception
    assert "One permutation of the columns" in said(app)
    assert app.button(key="case_cancer_plain_any_start").disabled


@pytest.mark.parametrize("data", ["iris", "../cancer"])
def test_a_link_that_names_no_data_of_this_case_shows_the_first(app: AppTest, data: str) -> None:
    app.query_params["data"] = data
    app.query_params["result"] = "permuted"
    app.run()
    assert not app.exception
    assert "One permutation of the columns" in said(app)
    assert app.button(key="case_diabetes_plain_any_start").disabled


def test_a_tab_that_the_browser_slows_down_still_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr("ui.cases.audience.time.monotonic", lambda: clock[0])
    audience.look("slow", "hidden tab")
    clock[0] += 61  # a hidden tab is let run once a minute
    audience.look("slow", "one")
    assert audience.leave("slow", "one")
    clock[0] += 30
    audience.look("slow", "one")
    assert not audience.leave("slow", "one")


def test_the_shipped_seeds_are_drawn_as_they_are() -> None:
    lanes = shipped_case("cancer")
    read = json.loads(contest(of_shipped(lanes), chance=0.6, guess="dense"))
    for lane, drawn in zip(lanes, read["lanes"], strict=True):
        assert len(drawn["seeds"]) == 10
        assert [ys[-1] for ys in drawn["seeds"]] == pytest.approx(list(lane.accuracy))
        assert drawn["score"] == pytest.approx(lane.accuracy.mean(), abs=5.1e-4)
        # To the digit of the sentences below it.
        assert percent(drawn["score"]) == percent(float(lane.accuracy.mean()))
    assert [drawn["guessed"] for drawn in read["lanes"]] == [True, False, False]


def test_a_draw_is_called_a_draw_and_a_win_a_win() -> None:
    base = np.array([0.7, 0.72, 0.71])
    level = {"dense": base, "recurrent": base[::-1] + 0.001}
    clear = {"dense": base + 0.1, "recurrent": base}
    assert said_of(level, NAMES, {}, "dense").headline.startswith("Empate")
    won = said_of(clear, NAMES, {}, "recurrent")
    assert won.headline == "Gana, con estos datos: dense."
    assert won.guess == "Dijiste: recurrent. Era otra."
    # The ten seeds judge the guess where there are any.
    assert "Acertaste" in said_of(level, NAMES, clear, "dense").guess
    same = said_of_change(clear, clear, NAMES, {}, {})
    assert same.headline == "Con estos datos las semillas no muestran diferencia para ninguna."
    worse = {"dense": base + 0.1, "recurrent": base - np.array([0.1, 0.11, 0.12])}
    assert said_of_change(clear, worse, NAMES, {}, {}).headline == "Pierde: recurrent."
    # What is lost is above zero, in the words of the lecture's question.
    assert (
        "recurrent: 11,0 puntos perdidos (de " in said_of_change(clear, worse, NAMES, {}, {}).more
    )


def test_what_waits_or_was_stopped_is_not_called_shipped() -> None:
    config = CaseConfig("diabetes", "dense", seeds=3)
    for end in ("", "stopped"):
        read = json.loads(contest([Shown(config, [], end, 0.0, 0)], chance=0.5))
        assert read["labels"]["these"] == "entrenadas ahora"
        assert read["lanes"][0]["state"] in ("en espera", "detenida")


def test_every_way_to_stand_has_its_sentence() -> None:
    trial = trials().of([CaseConfig("diabetes", "dense")], "reader")
    seen = set()
    for message in ("no workers", "unwatched", "server ended", "worker died", "error", ""):
        trials().set_status(trial.id, "interrupted", message)
        now = trials().get(trial.id)
        assert now is not None
        seen.add(standing_sentence(now))
    assert len(seen) == 6
