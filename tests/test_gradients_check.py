"""The check of the gradients page: both ways to a number agree, every choice leads to a number there is, and the verdict is true."""

from dataclasses import replace
from math import inf, log10
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.finite import Difference
from lstm_core.fresh import Start
from tests.subjects import latch_subject
from ui import text
from ui.gradients.check import table
from ui.gradients.check_words import formula, log_difference, precise, verdict
from ui.gradients.checking import case_of, fitted
from ui.gradients.picked import KINDS, OF_LOSS, PLACES, WHATS, Number, is_of, whats_of
from ui.gradients.subject import Subject

FRESH = {kind: Start(kind, gate_bias=None if kind == "rnn" else 0.0, T=60) for kind in KINDS}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "language", lambda: "en")


@pytest.fixture(scope="module")
def subject() -> Subject:
    """The latch run that ships: RNN, GRU and LSTM, an example of 21 steps."""
    return latch_subject(seed=3)


@pytest.mark.parametrize("nets", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_number_is_the_same_by_finite_differences(
    kind: str, nets: str, subject: Subject
) -> None:
    fresh = FRESH[kind]
    end = fresh.T if nets == "fresh" else subject.T
    whats = whats_of(kind, nets)
    assert set(whats) >= ({"memory", "shown"} if nets == "fresh" else {"memory", *OF_LOSS} - {"dc"})
    for what in whats:
        number = Number(what, nets, KINDS.index(kind), 3, 2, end)
        assert fitted(number, subject, fresh) == number
        case = case_of(number, subject, fresh)
        value, difference = case.value(), case.difference()
        assert value > -inf
        assert log_difference(value, difference.value) < -6


def test_what_step_1_adds_to_the_weights_is_exactly_nothing_both_ways(subject: Subject) -> None:
    """h_0 is 0, so W_hh is multiplied by 0 there."""
    case = case_of(Number("contribution", "after", 0, 3, 1, 21), subject, FRESH["rnn"])
    assert case.value() == case.difference().value == -inf
    assert verdict(case.value(), case.difference().value) == "Both are exactly 0."


@pytest.mark.parametrize("nets", PLACES)
@pytest.mark.parametrize("what", WHATS)
def test_every_choice_leads_to_a_number_there_is(what: str, nets: str, subject: Subject) -> None:
    for lane in (0, 1, 2, 9):
        for start, end in ((0, 0), (0, 21), (21, 21), (400, 9000)):
            wild = Number(what, nets, lane if nets != "fresh" else min(lane, 2), 77, start, end)
            fresh = FRESH[KINDS[min(lane, 2)]]
            number = fitted(wild, subject, fresh)
            assert is_of(number, subject)
            assert number.end <= (fresh.T if nets == "fresh" else subject.T)
            case_of(number, subject, fresh).value()
            assert fitted(number, subject, fresh) == number


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (log10(2), log10(2.002), -3),
        (-200.0, -200.0 + log10(1.01), -2),
        (-inf, -inf, -inf),
        (inf, inf, -inf),
        (-inf, -3.0, inf),
        (0.0, 400.0, inf),
    ],
)
def test_relative_difference(one: float, other: float, apart: float) -> None:
    assert log_difference(one, other) == pytest.approx(apart, abs=1e-9)


def test_the_verdict_counts_the_digits_that_agree() -> None:
    assert "first 9 digits" in verdict(-47.0, -47.0 + log10(1 + 5e-10))
    assert "first 4 digits" in verdict(-47.0, -47.0 + log10(1 + 5e-5))
    assert verdict(-47.0, -46.0).startswith("They do not agree")
    assert verdict(-inf, -46.0).startswith("They do not agree")
    assert verdict(inf, inf).startswith("Both leave the range")


def test_numbers_as_a_book_writes_them() -> None:
    number = Number("memory", "after", 2, 0, 1, 21)
    assert formula(number, "lstm") == "S(1, 21) = ‖∂C₂₁/∂C₁‖"
    assert formula(replace(number, what="lane"), "gru") == "max z₂···z₂₁"
    assert formula(replace(number, what="lane", start=20), "lstm") == "max f₂₁"
    assert formula(replace(number, what="dx"), "rnn") == "‖∂L/∂x₁‖"
    assert precise(-47.0 + log10(1.5)) == "1.50000000·10⁻⁴⁷"
    assert precise(log10(0.25)) == "0.2500000000"
    shown = table("S", -3 + log10(2), Difference(-3 + log10(2.002), "direct"))
    assert "| Relative difference | 1.0·10⁻³ |" in shown


def _part(number: "tuple[Any, ...]") -> None:
    """The part alone, as the script of a page; it is run as text, so that all it needs is imported here."""
    import streamlit as st

    from tests.subjects import latch_subject
    from ui.gradients.check import show_check
    from ui.gradients.picked import KEY, Number

    if KEY not in st.session_state:
        st.session_state[KEY] = Number(*number)
    show_check(latch_subject(seed=3))


def test_the_controls_show_what_is_picked_and_pick_themselves() -> None:
    picked = ("dc", "after", 2, 3, 4, 21)
    at = AppTest.from_function(_part, args=(picked,), default_timeout=60).run()
    assert not at.exception
    assert at.selectbox(key="check_what").value == "dc"
    assert [box.key for box in at.selectbox][-1] == "check_start"  # one step is all it has
    at.selectbox(key="check_lane").select_index(0).run()  # an RNN has no C
    assert at.selectbox(key="check_what").value == "memory"
    at.selectbox(key="check_start").set_value(21).run()
    assert at.selectbox(key="check_end").value == 21
    assert "| 1.0000000000 |" in at.markdown[1].value
    assert not at.exception
