"""While it learned: the answers are those that training itself reported, the gates' product is counted by hand, the link is not trusted."""

import base64
import csv
import io
import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lab.runs import store
from lstm_core.memory import study
from lstm_core.tasks import make_task
from ui import text
from ui.components import as_bytes
from ui.memory import learned, moments, nets
from ui.memory.learned import read_view, table, view
from ui.memory.learned_words import gate
from ui.memory.moments import CELLS, Moment, kept_on_the_way, looks_of_lane
from ui.memory.said import understand
from ui.memory.subject import Subject
from ui.nets.kept import checkpoint_steps

LANES = {"rnn": 0, "gru": 1, "lstm": 2}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (text, nets):
        monkeypatch.setattr(module, "language", lambda: "en")


@pytest.fixture(autouse=True)
def unprobed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Probes take seconds; that they read what they read is tested elsewhere."""
    monkeypatch.setattr(moments, "_probe_of", lambda *_: None)


def subject_of(sentence: str) -> Subject:
    run = store().get("shipped-sentences_en")
    assert run is not None
    return Subject.of(run, 10**9, 0, understand(sentence, run.lanes[0].config))


def probe_sentence() -> str:
    """The sentence whose answer every report of the run has."""
    run = store().get("shipped-sentences_en")
    assert run is not None
    task = make_task(run.lanes[0].config)
    return " ".join([*task.words(task.probe().x[0]), "???"])


@pytest.mark.parametrize("kind", ["rnn", "lstm"])
def test_the_answers_are_those_that_training_reported(kind: str) -> None:
    subject, lane = subject_of(probe_sentence()), LANES[kind]
    reported = {
        record.event.step: record.event.answer[0] for record in store().events(subject.run.id, lane)
    }
    found, _, compared = moments.moments(subject, lane)
    assert compared == list(make_task(subject.config).answers())
    assert [one.look.step for one in found] == checkpoint_steps(subject.run)[lane]
    assert len(found) == 8
    for one in found:
        np.testing.assert_allclose(one.answers, reported[one.look.step], atol=2e-5)


def test_the_cells_are_those_that_tell_most_at_the_end() -> None:
    subject = subject_of("i am french, i speak fluent spanish and ???")
    found, cells, _ = moments.moments(subject, LANES["lstm"])
    last = found[-1].look
    assert cells.tolist() == study(last.net, last.config).order[:CELLS].tolist()
    for one in found:
        np.testing.assert_array_equal(one.memory, one.look.trace.memory[1:, cells])
        np.testing.assert_array_equal(one.keeps, one.look.trace.gates["forget"][:, cells])


def moment(keeps: list[list[float]] | None) -> Moment:
    look = looks_of_lane(subject_of("i am french ???"), LANES["rnn"])[0]
    gates = None if keeps is None else np.array(keeps)
    return Moment(look, np.zeros((3, 2)), gates, None, None, np.zeros(0))


def test_what_the_gates_leave_by_hand() -> None:
    # After word 1 they are (.5, 1) and (.5, .5): their mean .625, the products .25 and .5, whose mean is .375.
    one = moment([[0.1, 0.1], [0.5, 1.0], [0.5, 0.5]])
    assert kept_on_the_way(one, 1) == pytest.approx((0.625, 0.375))
    assert kept_on_the_way(one, 0) == pytest.approx((2.7 / 6, 0.0375))
    assert kept_on_the_way(one, 3) is None
    assert kept_on_the_way(moment(None), 1) is None


def floats(packed: str) -> Any:
    return np.frombuffer(base64.b64decode(packed), "<f4")


def test_the_payload_is_json_and_says_what_changed() -> None:
    subject = subject_of("i am french, the birds sing all day, i speak fluent spanish and ???")
    data = json.loads(as_bytes(view(subject, LANES["lstm"])), parse_constant=pytest.fail)
    first, last = data["moments"][0], data["moments"][-1]
    assert (data["gate"], data["letter"], data["value"], data["wanted"]) == ("f", "C", "french", 0)
    assert (data["cue"], data["columns"][2], data["rows"][-1]) == (3, "french", 0)
    T = subject.said.T
    keeps = floats(last["keeps"]).reshape(T, CELLS)
    assert last["left"] == pytest.approx(float(keeps[3:].prod(axis=0).mean()), abs=1e-5)
    assert first["left"] < last["left"]
    assert first["right"] < 0.02
    assert last["right"] > 0.9
    assert "“french”" in data["headline"]
    assert f"f\u00a0=\u00a0{gate(last['mean'])}" in data["headline"]
    assert (
        f"goes from {nets.percent(first['right'])} to {nets.percent(last['right'])}"
        in data["headline"]
    )
    # Its one clause in between is a distance that the run reports of every step.
    place = make_task(subject.config).distances.index(1)
    events = [record.event for record in store().events(subject.run.id, LANES["lstm"])]
    assert data["scores"][0] == [event.step for event in events]
    assert data["scores"][1] == pytest.approx(
        [float(event.by_distance[0, place]) for event in events], abs=1e-4
    )
    assert "right in new sentences (clauses in between: 1)" in last["line"]
    lines = list(csv.DictReader(io.StringIO(table(subject, LANES["lstm"]))))
    assert len(lines) == 8 * T * CELLS
    assert float(lines[-1]["right_answer_at_the_end"]) == pytest.approx(last["right"], abs=1e-6)


def test_an_rnn_has_no_gates_and_a_sentence_may_ask_nothing() -> None:
    data = view(subject_of("the birds sing all day"), LANES["rnn"])
    assert data["gate"] is None
    assert data["value"] is None
    assert len(data["answers"]) == 5
    assert data["headline"] == f"RNN, from step 0 to step {data['moments'][-1]['step']}."
    assert all(one["left"] is None and one["right"] is None for one in data["moments"])
    data = view(subject_of("i am french, i speak fluent spanish and ???"), LANES["rnn"])
    assert data["headline"].startswith("RNN, which has no gates: the answer “french” goes from")


def test_a_gate_has_as_many_decimals_as_tell_it_from_1() -> None:
    assert [gate(value) for value in (0.5, 0.95, 0.9912, 0.99871)] == [
        "0.50",
        "0.95",
        "0.991",
        "0.9987",
    ]


@pytest.mark.parametrize("value", [None, [3], {"step": True}, {"step": -1}, {"step": "3"}, {}])
def test_whoever_sent_a_view_is_not_trusted(value: Any) -> None:
    assert read_view(value) is None
    assert read_view({"step": 25}) == 25


def page() -> None:
    from tests.test_memory_learned import subject_of
    from ui.memory.learned import show_learned

    show_learned(subject_of("i am french, i speak fluent spanish and ???"))


def test_the_lane_of_the_link_and_one_that_is_not_there() -> None:
    app = AppTest.from_function(page, default_timeout=60)
    app.query_params["learned_lane"] = "0"
    app.query_params["learned_step"] = "75"
    app.run()
    assert not app.exception
    lane = app.segmented_control(key="learned_net")
    assert lane.value == 0
    assert app.session_state["learned_start"] == {"step": 75}
    lane.set_value(1).run()
    assert "".join(app.query_params["learned_lane"]) == "1"
    lane.set_value(2).run()  # the LSTM, with which it begins
    assert "learned_lane" not in app.query_params
    other = AppTest.from_function(page, default_timeout=60)
    other.query_params["learned_lane"] = "7"
    other.query_params["learned_step"] = "²"
    other.run()
    assert not other.exception
    assert other.segmented_control(key="learned_net").value == 2


def test_a_run_that_kept_a_single_step_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for file in (learned, moments):
        monkeypatch.setattr(file, "checkpoint_steps", lambda _run: [[200]] * 3)
    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception
    assert "a single training step" in app.caption[0].value


def test_of_many_checkpoints_the_ends_and_some_between_are_gone_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for kept, seen in ((1, 1), (12, 12), (48, moments.MOST_SEEN)):
        steps = [25 * k for k in range(kept)]
        monkeypatch.setattr(moments, "checkpoint_steps", lambda _run, steps=steps: [steps])
        found = moments.steps_of_lane(subject_of("i am french ???"), 0)
        assert len(found) == len(set(found)) == seen
        assert (found[0], found[-1]) == (steps[0], steps[-1])
        assert set(found) <= set(steps)
