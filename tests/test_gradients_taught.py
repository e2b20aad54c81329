"""Who taught whom: the sums of the diagonals by hand and by a loop, what is said of them, and the shipped nets."""

import csv
import io
import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lab.runs import store
from lstm_core.arrays import Array
from lstm_core.tasks import make_task
from ui import text
from ui.components import as_bytes
from ui.gradients.example import drawn
from ui.gradients.subject import Subject, examined
from ui.gradients.taught import asked, learned, payload, table, taught_by
from ui.gradients.taught_words import headline, readings

NAN = np.nan


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "language", lambda: "en")


def subject_of(name: str, distance: int) -> Subject:
    run = store().get(f"shipped-{name}")
    assert run is not None
    config = run.lanes[0].config
    task = make_task(config)
    batch = drawn(task, config, distance)
    words = tuple(task.words(batch.x[0]))
    return Subject(run, task, batch, words, *examined(run, 10**9, batch), 0, f"{name}/{distance}")


def logs(values: list[list[float]]) -> Array:
    found: Array = np.log10(np.array(values))
    return found


def test_diagonals_add_up() -> None:
    # By hand: the edge 1 + 1 + 2 = 4, one step back 0.1 + 0.3 = 0.4, two 0.05; 4 / 4.45 = 0.899, (4 + 0.4) / 4.45 = 0.989.
    values = [[1.0, NAN, NAN], [0.1, 1.0, NAN], [0.05, 0.3, 2.0]]
    taught = taught_by(logs(values), np.array([1, 2, 3]))
    np.testing.assert_allclose(10**taught.sums, [4, 0.4, 0.05])
    assert taught.last == 2
    assert headline(taught, "RNN") == (
        "RNN: 90 % of what the losses add, summed by size, comes from the last 2 of 3 steps."
    )
    values[2][2] = 2.1  # 4.1 / 4.55 = 0.901
    taught = taught_by(logs(values), np.array([1, 2, 3]))
    assert taught.last == 1
    assert "from the very step of the loss, one of 3" in headline(taught, "RNN")


def test_numbers_that_no_float_holds_add_up_too() -> None:
    small = np.array([[-400.0, NAN], [-401.0, -400.0]])
    taught = taught_by(small, np.array([1, 2]))
    np.testing.assert_allclose(taught.sums, [-400 + np.log10(2), -401])
    taught = taught_by(-small, np.array([1, 2]))
    assert taught.sums[1] == pytest.approx(401)
    assert taught.last == 2


def test_nothing_and_infinity_are_said() -> None:
    nothing = taught_by(np.array([[-np.inf, NAN], [-np.inf, -np.inf]]), np.array([1, 2]))
    assert nothing.last == 0
    assert "no loss teaches" in headline(nothing, "RNN")
    assert readings(nothing, ["a", "b"]) == (None, [])
    endless = taught_by(np.array([[-np.inf, NAN], [np.inf, 0.0]]), np.array([1, 2]))
    assert "larger than any number" in headline(endless, "RNN")
    assert readings(endless, ["a", "b"]) == (None, [])


def test_readings_have_the_numbers_of_the_picture() -> None:
    T = 13
    t = np.arange(1, T + 1)
    # The first step teaches nothing; all others 10^-(tau - t) / 2, and the last loss is twice as large.
    values = np.where(t > t[:, None], NAN, -(t[:, None] - t) - np.log10(2.0))
    values[-1] += np.log10(2.0)
    values[:, 0] = np.where(np.isnan(values[:, 0]), NAN, -np.inf)
    taught = taught_by(values, t)
    words = [f"w{k}" for k in t]
    guide, (row, diagonal) = readings(taught, words)
    assert guide == {"row": 13, "distance": 10}
    assert row == (
        "*Read a row (A):* the error at step 13 (“w13”). Through that very step it adds 1.00 to the gradient of W; through "
        "step 3 (“w3”), 10 steps earlier, 1.0·10⁻¹⁰. That is 1.0·10⁻¹⁰ of it: from there it learns practically nothing."
    )
    # Edge: 11 times 0.5, and 1. Ten steps back: t = 2 and 3, 0.5e-10 and 1e-10.
    assert (
        "Their sizes add up to 1.5·10⁻¹⁰; on the edge, where the loss came at once, to 6.50."
        in diagonal
    )
    one = taught_by(values, t[-1:])
    assert readings(one, words)[1][1] == (
        "*Read the bars:* with a single row each bar is one place of it. From 3 steps back on they stay below 1 % of the highest."
    )


def test_sentences_have_a_loss_at_every_word_and_the_latch_one() -> None:
    sentences = subject_of("sentences_en", 1)
    assert asked(sentences).tolist() == list(range(1, sentences.T + 1))
    latch = subject_of("latch", 12)
    assert asked(latch).tolist() == [latch.T]


def test_the_sums_are_those_of_a_loop_over_all_places() -> None:
    subject = subject_of("sentences_en", 1)
    for lane in range(len(subject.after)):
        taught = learned(subject.key, "after", lane, 0, subject)
        sums = np.zeros(subject.T)
        for row, tau in zip(taught.logs, taught.rows, strict=True):
            for t in range(1, tau + 1):
                sums[tau - t] += 10.0 ** row[t - 1]
        np.testing.assert_allclose(10.0**taught.sums, sums, rtol=1e-9)
        share = np.cumsum(sums) / sums.sum()
        assert share[taught.last - 1] >= 0.9
        assert taught.last == 1 or share[taught.last - 2] < 0.9


def test_the_payload_is_json_and_has_both_moments_of_every_net() -> None:
    subject = subject_of("latch", 12)
    data = json.loads(as_bytes(payload(subject)), parse_constant=pytest.fail)
    assert [lane["name"] for lane in data["lanes"]] == ["RNN", "GRU", "LSTM"]
    for lane in data["lanes"]:
        for when in ("before", "after"):
            view = lane[when]
            assert [len(row) for row in view["logs"]] == data["rows"]
            assert view["logs"][0][0] is None  # h before the first step is 0
            assert len(view["sums"]) == subject.T
            assert len(view["readings"]) == 2
    lines = list(csv.DictReader(io.StringIO(table(subject))))
    assert len(lines) == 2 * 3 * subject.T
    assert float(lines[0]["log10_norm"]) == -np.inf


def test_a_task_with_one_answer_leads_to_sentences() -> None:
    def page() -> None:
        from tests.test_gradients_taught import subject_of
        from ui.gradients.taught import show_taught

        show_taught(subject_of("latch", 12))

    app = AppTest.from_function(page, default_timeout=60)
    app.query_params["number"] = "memory.after.0.0.1.5"
    app.run()
    assert not app.exception
    button = app.button(key="taught_sentences")
    button.click().run()
    assert "".join(app.query_params["run"]).startswith("shipped-sentences")
    assert "number" not in app.query_params
