"""Speaker notes: for every step what to say, what to ask and what usually goes wrong, with the time since the start."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.components.notes import follow_lecture
from ui.lesson.asking import question_of, verdict_of
from ui.lesson.length import choose_length, length
from ui.lesson.path import lecture, minutes_of
from ui.lesson.step import Step
from ui.text import _, lesson, number

log = logging.getLogger("app")
STYLE = Path(__file__).parent.parent / "components" / "notes" / "page.css"


def show_notes() -> None:
    """The length, which the link holds, and a note for each step that a lecture of this length has."""
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center", key="notes_controls"):
        choose_length()
        given = timetable()
        follow_lecture(
            [step.key for step, _begins, _minutes in given],
            {
                "waiting": _(
                    "Open the lecture in another window of this browser: the notes follow it."
                ),
                "elsewhere": _("The lecture is at a step that this length leaves out."),
                "at": _(
                    "Step {number} of {total}, {minutes} min since this window saw the lecture."
                ),
                "previous": _("Back"),
                "next": _("Next"),
                "print": _("Print"),
            },
            key="notes_follow",
        )
    asked: list[tuple[str, DeltaGenerator]] = []
    for step, begins, minutes in given:
        with st.container(key=f"note_{step.key}", gap="small"):
            _note(step, begins, minutes)
            if step.question:
                asked.append((step.question, st.empty()))
                asked[-1][1].markdown(_options(step.question))
    # Which is right the nets say, and some of them take a second.
    for key, place in asked:
        place.markdown(_options(key, _right(key)))


def timetable() -> list[tuple[Step, float, float]]:
    """The steps of a lecture of the reader's length, each with when it begins and how long it takes, in minutes."""
    table, begins = [], 0.0
    for step in lecture():
        minutes = minutes_of(step, length())
        table.append((step, begins, minutes))
        begins += minutes
    return table


def _note(step: Step, begins: float, minutes: float) -> None:
    slide = " · " + _("slide {slide}", slide=step.slide) if step.slide else ""
    st.subheader(f"{_clock(begins)} · {step.title}", anchor=False)
    spent = _("{n} min", n=number(minutes, 0 if float(minutes).is_integer() else 1))
    st.caption(f"{spent}{slide}")
    try:
        st.markdown(lesson(f"notes/{step.key}"))
    except FileNotFoundError:
        st.markdown(step.idea)


def _options(key: str, right: tuple[int, ...] = ()) -> str:
    """The question with this key and its options as Markdown, those that are right in bold and with a word."""
    asked = question_of(key)
    name, ask = _("Right"), _("On the screen:")
    options = "\n".join(
        f"{k + 1}. **{option.text}** ✓ {name}" if k in right else f"{k + 1}. {option.text}"
        for k, option in enumerate(asked.options)
    )
    return f"**{ask}** {asked.ask}\n\n{options}"


def _right(key: str) -> tuple[int, ...]:
    try:
        return verdict_of(key).right
    except Exception:  # the notes are of use without
        log.info("The question %s was not decided for the notes.", key, exc_info=True)
        return ()


def _clock(minutes: float) -> str:
    """1:05 for 65 minutes; seconds are left out, nobody keeps to them."""
    return f"{int(minutes) // 60}:{int(minutes) % 60:02d}"
