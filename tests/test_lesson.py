"""The lecture's steps: complete, and each with a picture that its link really sets."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from ui.lesson import length, notes, way
from ui.lesson.address import LeadToLink, link_of
from ui.lesson.path import beside, lecture, link_to, minutes_of, number_of, step_at
from ui.lesson.question import Verdict
from ui.lesson.questions import KEYS, question
from ui.lesson.steps import steps
from ui.navigation import entries
from ui.text import LANGUAGES

UI = Path(__file__).parents[1] / "ui"
FOLDERS = {
    "cases": ("cases",),
    "unrolled": ("bptt", "components/bptt"),
    "gradients": ("gradients", "nets", "components/decay"),
    "cell": ("components/cell",),
    "memory": ("memory", "nets"),
    "race": ("race",),
}
FRAME = str(Path(__file__).parents[1] / "ui" / "frame.py")


def test_every_step_has_its_own_key_and_a_page_that_there_is() -> None:
    keys = [step.key for step in steps()]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", key) for key in keys)
    assert {step.page for step in steps()} <= {entry.path for entry in entries()}


def test_slides_come_in_their_order() -> None:
    slides = [step.slide for step in steps() if step.slide]
    assert slides == sorted(slides)
    assert set(slides) >= {1, *range(3, 18)}  # the second one names the objectives of the first


@pytest.fixture(params=length.LENGTHS)
def minutes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """The length of the lecture, as in the session of a reader who has chosen it."""
    monkeypatch.setattr(length, "get_script_run_ctx", lambda **_: "a session")
    monkeypatch.setattr("streamlit.session_state", {length.KEPT: request.param})
    return int(request.param)


def test_a_lecture_of_100_minutes_and_one_of_50_are_filled(minutes: int) -> None:
    table = notes.timetable()
    ends = [begins + taken for _, begins, taken in table]
    assert [begins for _, begins, _ in table] == [0.0, *ends[:-1]]
    assert ends[-1] == minutes


def test_a_question_has_time_to_be_asked_and_answered(minutes: int) -> None:
    assert all(minutes_of(step, minutes) >= 2 for step in lecture() if step.question)


def test_every_question_is_asked_once_and_there_are_at_least_20() -> None:
    asked = [step.question for step in steps() if step.question]
    assert sorted(asked) == sorted(set(asked))
    assert set(asked) <= set(KEYS)
    assert len(asked) >= 20
    for key in asked:
        assert question(key).key == key
        assert 2 <= len(question(key).options) <= 4


def test_the_way_leads_through_all_steps_once(minutes: int) -> None:
    shown = [
        step["key"]
        for goal in way.payload()["goals"]  # type: ignore[attr-defined]
        for group in goal["groups"]
        for step in group["steps"]
    ]
    assert shown == [step.key for step in steps() if minutes_of(step, minutes)]
    assert [number_of(key) for key in shown] == list(range(1, len(shown) + 1))
    for before, after in itertools.pairwise(lecture()):
        assert beside(after.key)[0] == before
        assert beside(before.key)[1] == after
    assert beside(lecture()[0].key)[0] is None
    assert beside(lecture()[-1].key)[1] is None


def test_who_opens_a_step_that_50_minutes_leave_out_goes_on_with_the_lecture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.lesson.path.length", lambda: 50)
    assert number_of("pixels") is None
    assert beside("pixels") == (step_at("iris"), step_at("speech"))


def test_every_step_asks_its_question_before_its_picture() -> None:
    """In Spanish; in English tests/browser/test_lesson.py goes through them all."""
    app = AppTest.from_file(FRAME, default_timeout=60)
    app.query_params["lang"] = "es"
    titles = set()
    for step in (step for step in steps() if step.question):
        app._page_hash = calc_hash(step.path)
        app.run()
        assert not app.exception
        assert not app.error
        titles.add(app.title[0].value)
        assert app.session_state["lang"] == "es"
    assert titles == {step.title for step in steps() if step.question}


def test_links_between_steps_carry_what_sets_their_pictures_and_the_length(minutes: int) -> None:
    for step in steps():
        assert all(f"{name}=" in link_to(step) for name in (*step.sets, "lang"))
        assert ("minutes=50" in link_to(step)) == (minutes == 50)


def test_a_typed_address_leads_once_to_the_link_of_its_step() -> None:
    for step in steps():
        link = link_of(f"/behind/a/proxy/{step.path}", "minutes=50&lang=en")
        if not step.sets:
            assert link == ""
            continue
        path, _question_mark, query = link.partition("?")
        assert path == step.path
        assert dict(parse_qsl(query)) == {**step.sets, "minutes": "50", "lang": "en"}
        assert link_of(f"/{path}", query) == ""
    assert link_of("/lesson-cell", "t=5") == "", "somebody's own picture of the step"
    assert link_of("/cell", "") == link_of("/_stcore/health", "") == ""


@pytest.mark.parametrize(("path", "status"), [("/lesson-cell", 307), ("/cell", 200)])
def test_server_answers_for_the_address_of_a_step_alone(path: str, status: int) -> None:
    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "query_string": b""}
    answering: Any = LeadToLink(app)(scope, None, send)  # type: ignore[arg-type]
    with pytest.raises(StopIteration):  # nothing is waited for, so it needs no loop of its own
        answering.send(None)
    assert sent[0]["status"] == status
    if status == 307:
        assert dict(sent[0]["headers"])[b"location"].startswith(b"lesson-cell?cell=")


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_notes_mark_what_the_nets_say_is_right(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a net that says something else than the one that ships."""
    monkeypatch.setattr(notes, "verdict_of", lambda key: Verdict((1,), ""))
    app = AppTest.from_file(FRAME, default_timeout=60)
    app.query_params.update({"lang": lang, "minutes": "50"})
    app._page_hash = calc_hash("notes")
    app.run()
    assert not app.exception
    asked = [text.value for text in app.markdown if "\n2. " in text.value]
    assert len(asked) == sum(bool(step.question) for step in steps() if step.short)
    for text in asked:
        options = text.split("\n\n", 1)[1].splitlines()
        assert ["✓" in option for option in options] == [k == 1 for k in range(len(options))]


def test_what_a_step_sets_is_a_parameter_of_its_page() -> None:
    """By its name in the code of the page; that its value is understood, the browser's address shows (tests/browser)."""
    code = {
        page: "".join(
            path.read_text(encoding="utf-8")
            for folder in folders
            for path in sorted((UI / folder).rglob("*.*"))
            if path.suffix in (".py", ".js")
        )
        for page, folders in FOLDERS.items()
    }
    for step in steps():
        for name in step.sets:
            # Some pages put the name of the case before all of theirs.
            names = {name, name.removeprefix(f"{step.part}_")}
            assert any(re.search(rf"\b{one}\b", code[step.page]) for one in names), (step.key, name)
