"""The runs page without a browser: what rows, settings and sentences say, and what each button does to the store."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lab import jobs
from lab.export import FileError, config_json
from lab.run import Run
from lab.runs import Runs, store
from lstm_core.config import ConfigError, TrainConfig
from lstm_core.events import TrainEvent
from lstm_core.training import train
from tests.lab.live import config
from ui import text
from ui.components.pick_file import Picked, picked
from ui.runs.choice import CHOSEN, SHARED
from ui.runs.curves import pictures
from ui.runs.files import safe_name
from ui.runs.loading import LARGEST, content_of, refusal
from ui.runs.rows import run_row
from ui.runs.settings import UNUSED, knob_value, setting_rows

ME, OTHER = "m" * 22, "o" * 22
NASTY = "<script>alert(1)</script> **b** $x$ :red[y]"


@cache
def reports(kind: str, task: str) -> tuple[TrainEvent, ...]:
    """Of a small net that was really trained; they are the same for every test."""
    return tuple(train(lane(kind, task)))


def lane(kind: str = "rnn", task: str = "latch") -> TrainConfig:
    """Two seeds of it."""
    more: dict[str, Any] = {"length": 10, "E": 0} if task == "adding" else {}
    return config(kind, task=task, seeds=2, steps=20, **more)


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runs]:
    """A store and a desk of this test alone."""
    monkeypatch.setenv("LSTM_LAB_DATABASE", str(tmp_path / "runs.sqlite"))
    monkeypatch.setattr(jobs, "_create", cache(jobs._create.__wrapped__))
    yield store()
    jobs.shut_down()
    store().close()


def kept(owner: str = ME, *kinds: str, task: str = "latch", name: str = "", done: int = 99) -> Run:
    """A run in the store with all its reports, or the first `done` of them: then it was interrupted."""
    kinds = kinds or ("rnn", "lstm")
    run = store().create(owner, [lane(kind, task) for kind in kinds], name=name)
    for number, kind in enumerate(kinds):
        for event in reports(kind, task)[:done]:
            store().append(run.id, number, event, 1.25)
    over = len(reports(kinds[0], task)) <= done
    store().set_status(run.id, "ended" if over else "interrupted", "" if over else "server ended")
    found = store().get(run.id)
    assert found is not None
    return found


SHIPPED = "shipped-sentences_en"  # what a reader of English begins with


def opened(**query: str) -> AppTest:
    """The page as the reader `ME` sees it, in English."""
    app = AppTest.from_file("../ui/frame.py", default_timeout=60)
    app.session_state["reader"] = ME
    app.session_state["lang"] = "en"
    app.switch_page("../pages/lab/runs.py")
    app.query_params.update(query)
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    """It, unless something went wrong in it."""
    assert not app.exception
    assert not app.error
    return app


def opened_section(key: str, **query: str) -> AppTest:
    """The page with one of its sections unfolded."""
    app = opened(**query)
    app.session_state[key] = True
    return sound(app.run())


def texts(app: AppTest) -> str:
    """All that the page says, in one string."""
    parts = [*app.markdown, *app.caption, *app.text]
    return "\n".join(str(part.value) for part in parts)


def test_reader_without_runs_sees_a_shipped_one(runs: Runs) -> None:
    app = opened()
    assert app.session_state[CHOSEN] == [SHIPPED]
    assert len(app.get("plotly_chart")) == 1
    assert [button for button in app.button if button.key == "runs_delete"] == []


def test_newest_run_is_open_at_first_and_the_picture_is_of_it(runs: Runs) -> None:
    kept()
    newest = kept(name=NASTY)
    app = opened()
    assert app.session_state[CHOSEN] == [newest.id]
    assert NASTY in texts(app)  # as plain text
    assert all(NASTY not in str(part.value) for part in app.markdown)


def test_name_and_note_are_kept_and_bounded(runs: Runs) -> None:
    run = kept()
    app = opened_section("runs_own")
    app.text_input(key=f"runs_name_{run.id}").set_value(NASTY).run()
    app.text_area(key=f"runs_note_{run.id}").set_value("seen\nin class").run()
    changed = runs.get(run.id)
    assert changed is not None
    assert (changed.name, changed.note) == (NASTY, "seen\nin class")
    assert NASTY in texts(sound(app))


def test_deleted_run_can_be_had_back(runs: Runs) -> None:
    older, run = kept(name="older"), kept(name="mine")
    app = opened_section("runs_own")
    app.button(key="runs_delete").click().run()
    assert runs.get(run.id) is None
    assert "“mine” is deleted." in texts(sound(app))
    assert app.session_state[CHOSEN] == [older.id]
    app.button(key="runs_undo").click().run()
    assert runs.get(run.id) is not None
    assert app.session_state[CHOSEN] == [run.id]
    assert "is deleted" not in texts(sound(app))


def test_run_that_another_tab_has_deleted_is_left_alone(runs: Runs) -> None:
    run = kept()
    app = opened_section("runs_own")
    runs.delete(run.id)
    app.text_input(key=f"runs_name_{run.id}").set_value("too late").run()
    assert runs.of(ME) == []
    assert app.session_state[CHOSEN] == [SHIPPED]
    sound(app)


def test_nobody_changes_a_run_of_somebody_else(runs: Runs) -> None:
    theirs = kept(OTHER, name="theirs")
    app = opened(run=theirs.id)
    assert app.session_state[CHOSEN] == [theirs.id]
    assert app.session_state[SHARED] == [theirs.id]
    assert "theirs" in texts(app)
    assert {"runs_go_on", "runs_delete", "runs_pause"} & {
        button.key for button in app.button
    } == set()
    assert all(section.label != "Name, note, delete" for section in app.expander)


def test_link_that_leads_nowhere_is_said(runs: Runs) -> None:
    run = kept()
    for asked in ("nonsense", "x" * 10_000, "shipped-", "../../etc/passwd"):
        assert runs.get(asked) is None
    app = opened(run="<b>")
    assert "not here (any more)" in texts(app)
    assert app.session_state[CHOSEN] == [run.id]


def test_interrupted_run_goes_on_from_here(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    monkeypatch.setattr(jobs, "warm_up", lambda: None)
    monkeypatch.setattr(jobs, "start", started.append)
    run = kept(done=2)
    app = opened()
    assert "The server ended while it trained." in texts(app)
    app.button(key="runs_go_on").click().run()
    assert started == [run.id]
    sound(app)


def test_second_run_of_a_reader_at_once_is_refused_with_a_sentence(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(run_id: str) -> None:
        raise jobs.BusyError(run_id)

    monkeypatch.setattr(jobs, "warm_up", lambda: None)
    monkeypatch.setattr(jobs, "start", busy)
    kept(done=2)
    app = opened()
    app.button(key="runs_go_on").click().run()
    assert "one at a time" in texts(sound(app))


def test_several_runs_are_compared_and_errors_stand_apart(runs: Runs, english: None) -> None:
    chosen = [kept(), kept(task="adding"), kept(ME, "gru")]
    app = opened()
    app.session_state[CHOSEN] = [run.id for run in chosen]
    sound(app.run())
    assert len(app.get("plotly_chart")) == 2
    assert "3 runs on one axis" in texts(app)
    assert len(app.selectbox(key="runs_one").options) == 3
    app.segmented_control(key="runs_what").set_value("loss").run()
    assert len(sound(app).get("plotly_chart")) == 1


def test_runs_of_another_device_are_shown_only_after_the_button(runs: Runs) -> None:
    theirs = kept(OTHER, name="from the phone")
    app = opened(reader=OTHER)
    assert "from the phone" not in texts(app)
    app.button(key="runs_move").click().run()
    assert app.session_state[CHOSEN] == [theirs.id]
    assert "from the phone" in texts(sound(app))
    assert "reader" not in app.query_params


def test_sections_are_computed_when_they_are_opened(runs: Runs) -> None:
    kept()
    for key in ("runs_settings", "runs_share", "runs_load"):
        opened_section(key)
    assert "private" in texts(opened_section("runs_device"))
    labels = {
        getattr(one, "label", "") for one in opened_section("runs_take").get("download_button")
    }
    assert {"PyTorch script", "Notebook", "Configuration (JSON)", "All reports (CSV)"} <= labels


# What the parts say.


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "language", lambda: "en")


def test_row_says_what_was_reported(runs: Runs, english: None) -> None:
    run = kept(name="one")
    row = run_row(run, whose="")
    last = reports("lstm", "latch")[-1]
    assert row["task"] == "First symbol, 5 time steps to remember"
    assert row["nets"] == "RNN, LSTM · 2 seeds each"
    assert row["state"] == "out of steps"
    assert row["seconds"] == "2.5 s"
    assert [line["style"] for line in row["lines"]] == ["rnn", "lstm"]
    assert row["lines"][1]["points"][-1] == (1.0, round(float(last.score.mean()), 3))
    assert row["alt"].endswith(f"LSTM: {round(100 * float(last.score.mean()))} %")


def test_row_of_a_run_that_has_not_begun(runs: Runs, english: None) -> None:
    run = runs.create(ME, [lane()])
    row = run_row(run, whose="shared with you")
    assert (row["state"], row["alt"]) == ("waiting", "RNN: no score")
    assert row["lines"] == [{"style": "rnn", "points": []}]


def test_lanes_that_ended_differently_are_told_apart(runs: Runs, english: None) -> None:
    run = kept(ME, "rnn", "gru", "lstm")
    lanes = [replace(lane, end=end) for lane, end in zip(run.lanes, ("solved", "diverged", "solved"), strict=True)]  # fmt: skip
    row = run_row(replace(run, lanes=tuple(lanes)), whose="")
    assert row["state"] == "RNN, LSTM: solved; GRU: diverged"


def test_error_hangs_from_the_top_with_guessing_in_the_middle(runs: Runs, english: None) -> None:
    row = run_row(kept(task="adding"), whose="")
    assert row["chance"] == 0.5
    assert "error 0." in row["alt"]


def test_settings_name_what_differs_and_dash_what_does_nothing(runs: Runs, english: None) -> None:
    run = kept()
    rows = {row.name: row for row in setting_rows([(run, one) for one in run.lanes])}
    assert rows["Kind of net"].values == ["RNN", "LSTM"]
    assert rows["Kind of net"].differs
    assert rows["Learning rate"].values == ["0.005", "0.005"]
    assert not rows["Learning rate"].differs
    assert rows["Forget bias"].values == [UNUSED, "3"]
    assert "Language of the sentences" not in rows
    assert rows["Stop when solved"].values == ["no", "no"]


@pytest.mark.parametrize("task", ["latch", "sentences", "digits", "copy", "adding", "order"])
@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_every_knob_has_a_value_in_words(english: None, task: str, kind: str) -> None:
    wanted = TrainConfig(task=task, length=8 if task == "digits" else 10, kind=kind)
    values = {knob: knob_value(wanted, knob) for knob in TrainConfig.knobs()}
    assert all(values.values())
    assert not {"True", "False", "None"} & set(values.values())


def test_alternative_text_says_what_the_curves_show(runs: Runs, english: None) -> None:
    run = kept()
    last = reports("rnn", "latch")[-1]
    (picture,) = pictures([run], "score", "light")
    share = round(100 * float(last.score.mean()))
    assert f"RNN: {share} % after 20 steps" in picture.alt
    assert picture.alt.startswith("Right answers over training.")
    (loss,) = pictures([run], "loss", "light")
    assert "in 20 steps" in loss.alt
    (distance,) = pictures([run], "distance", "dark")
    assert "LSTM: 29 % at 5." in distance.alt
    html = picture.to_html()
    assert "<script" in html
    assert not re.search(r"<script[^>]* src=", html)  # plotly itself is in it


def test_file_names_are_safe(runs: Runs) -> None:
    run = kept(name="../Ñandú & <b>/\\:*?" + "x" * 200)
    assert safe_name(run).startswith("nandu-b-xxx")
    assert len(safe_name(run)) < 60
    assert safe_name(replace(run, name="日本")).startswith("run-")


# What a reader may bring.


def test_configuration_of_ours_comes_back(runs: Runs) -> None:
    run = kept()
    found = content_of(Picked("x.json", config_json(run).encode()))
    assert found == tuple(lane.config for lane in run.lanes)


@pytest.mark.parametrize(
    "data",
    [b"", b"\x80\x04\x95", b"{}", b"[]", b"{" * 100_000, b"\xef\xbb\xbf{", b"\x00" * 5000, None],
)
def test_anything_else_is_refused_with_a_sentence(english: None, data: bytes | None) -> None:
    said = content_of(Picked("<b>", data))
    assert isinstance(said, str)
    assert said.startswith("This file")


@pytest.mark.parametrize(
    "reason",
    ["too large", "not ours", "damaged", "newer", "lanes", "names", "shape", "not finite"],
)
def test_every_reason_has_its_sentence_in_the_readers_language(reason: str) -> None:
    said = refusal(FileError(reason, "in English"))
    assert "archivo" in said


def test_setting_out_of_range_is_named() -> None:
    error = ConfigError("H", 1000, low=1, high=128)
    assert "entre 1 y 128" in refusal(FileError("knob", "in English", knob="H", error=error))


def test_what_the_browser_sends_is_not_trusted() -> None:
    assert picked(None, LARGEST) is None
    assert picked("x", LARGEST) is None
    assert picked({"name": 3, "base64": "YWJj"}, LARGEST) == Picked("3", b"abc")
    assert picked({"base64": "no base64!"}, LARGEST) == Picked("", None)
    assert picked({"base64": "A" * 100}, 3) == Picked("", None)
    assert picked({"name": "x", "refused": "size"}, LARGEST) == Picked("x", None)
