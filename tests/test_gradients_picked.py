"""Which number of the gradients page is picked: what a browser may send, what a link holds, and what the nets have."""

from dataclasses import replace
from typing import Any

import pytest
import streamlit as st

from tests.subjects import latch_subject
from ui.gradients.picked import (
    KEY,
    Number,
    is_of,
    pick,
    picked,
    read_pick,
    read_token,
    token,
)
from ui.gradients.subject import Subject

SENT = {"what": "memory", "nets": "after", "lane": 2, "net": 4, "start": 1, "end": 21}
NUMBER = Number("memory", "after", 2, 4, 1, 21)


@pytest.fixture(scope="module")
def subject() -> Subject:
    """The latch run that ships: RNN, GRU and LSTM of five seeds, an example of 21 steps."""
    return latch_subject(seed=3)


@pytest.fixture
def nothing_picked(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A session and a link of the test's own."""
    session: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", session)
    link: dict[str, str] = {}
    monkeypatch.setattr(st, "query_params", link)
    return link


def test_what_a_component_sends_is_a_number() -> None:
    assert read_pick(SENT) == NUMBER


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        "memory",
        [1, 2],
        {},
        {name: value for name, value in SENT.items() if name != "end"},
        SENT | {"what": "everything"},
        SENT | {"what": ["memory"]},
        SENT | {"nets": "mine"},
        SENT | {"nets": {}},
        SENT | {"lane": -1},
        SENT | {"net": True},
        SENT | {"start": 1.5},
        SENT | {"start": "1"},
        SENT | {"end": 10**9},
        SENT | {"start": 22},
    ],
    ids=str,
)
def test_what_is_no_number_of_the_page_is_not_taken(wrong: Any) -> None:
    assert read_pick(wrong) is None


def test_a_link_holds_a_number() -> None:
    assert token(NUMBER) == "memory.after.2.4.1.21"
    assert read_token(token(NUMBER)) == NUMBER


@pytest.mark.parametrize("text", ["", "memory", "memory.after.2.4.1", "memory.after.2.4.1.-21", "a" * 9999, "dx.after.٢.0.1.2"])  # fmt: skip
def test_a_link_to_no_number_is_not_taken(text: str) -> None:
    assert read_token(text) is None


def test_first_the_first_symbols_way_to_the_end_is_picked(
    subject: Subject, nothing_picked: dict[str, str]
) -> None:
    assert picked(subject) == Number("memory", "after", 0, 3, 1, 21)


def test_a_link_picks_until_the_reader_does(
    subject: Subject, nothing_picked: dict[str, str]
) -> None:
    nothing_picked["number"] = "dc.before.2.1.7.21"
    assert picked(subject) == Number("dc", "before", 2, 1, 7, 21)
    assert pick(NUMBER)
    assert not pick(NUMBER)
    assert picked(subject) == NUMBER


def test_a_number_of_another_run_is_not_shown(
    subject: Subject, nothing_picked: dict[str, str]
) -> None:
    for number in (
        replace(NUMBER, lane=3),
        replace(NUMBER, net=5),
        replace(NUMBER, end=22),
        replace(NUMBER, what="lane", lane=0),  # an RNN has no gates
        replace(NUMBER, what="dc", lane=1),  # a GRU has no C
        replace(NUMBER, what="dh", start=0),  # no loss looks at the start
        replace(NUMBER, what="dh", nets="fresh"),  # fresh nets have no loss
        replace(NUMBER, nets="fresh", lane=3),
    ):
        assert not is_of(number, subject)
        pick(number)
        assert picked(subject) == Number("memory", "after", 0, 3, 1, 21)
    assert st.session_state[KEY] == number
    assert is_of(replace(NUMBER, nets="fresh", end=200), subject)
