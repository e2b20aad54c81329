"""Speaker notes: for every step what to say, what to ask and what usually goes wrong, with the time since the start."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.components.notes import follow_lecture
from ui.lesson.asking import question_of
from ui.lesson.path import lecture
from ui.lesson.step import Step
from ui.text import _, lesson, number

LENGTHS = (100, 50)  # minutes
STYLE = Path(__file__).parent.parent / "components" / "notes" / "page.css"


def show_notes() -> None:
    """The length, which the link holds, and a note for each step that a lecture of this length has."""
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center", key="notes_controls"):
        length = st.segmented_control(
            _("Minutes of the lecture"),
            LENGTHS,
            default=LENGTHS[0],
            required=True,
            key="minutes",
            bind="query-params",
            width="content",
        )
        given = timetable(length)
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
    for step, begins, minutes in given:
        with st.container(key=f"note_{step.key}", gap="small"):
            _note(step, begins, minutes)


def timetable(length: int) -> list[tuple[Step, float, float]]:
    """The steps of a lecture of `length` minutes, 50 or 100, each with when it begins and how long it takes, in minutes."""
    table, begins = [], 0.0
    for step in lecture():
        minutes = step.short if length == min(LENGTHS) else step.minutes
        if minutes:
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
    if step.question:
        asked = question_of(step.question)
        options = "\n".join(f"{k}. {option.text}" for k, option in enumerate(asked.options, 1))
        ask = _("On the screen:")
        st.markdown(f"**{ask}** {asked.ask}\n\n{options}")


def _clock(minutes: float) -> str:
    """1:05 for 65 minutes; seconds are left out, nobody keeps to them."""
    return f"{int(minutes) // 60}:{int(minutes) % 60:02d}"
