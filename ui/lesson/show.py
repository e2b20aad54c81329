"""A step of the lecture on the screen: where one is, what to see, the question before it, and one picture of one page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from ui.components.lesson_bar import lesson_bar
from ui.lesson.parts import show_part
from ui.lesson.path import beside, lecture, number_of, step_at
from ui.lesson.step import Step
from ui.text import _

STYLE = Path(__file__).parent.parent / "components" / "lesson_bar" / "page.css"


def step_row(step: Step, pages: dict[str, st.Page], language_switch: Callable[[], None]) -> None:
    """In place of a page's title: the step before, where one is, the title, the step after, and the language.

    It belongs to the frame and not to the step, so that it stays in the browser while the steps come and go.
    """
    before, after = beside(step.key)
    number, total = number_of(step.key), len(lecture())
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="lesson_row"):
        _way(before, pages, _("Back"), ":material/arrow_back:", "lesson_previous")
        with st.container(gap=None, key="lesson_heading"):
            place = _("Step {number} of {total}", number=number, total=total)
            if step.slide:
                place += " · " + _("slide {slide}", slide=step.slide)
            st.caption(place)
            st.title(step.title, anchor=False)
        _way(after, pages, _("Next"), ":material/arrow_forward:", "lesson_next")
        language_switch()
    lesson_bar(
        step.key,
        title=_("Step {number} of {total}: {title}", number=number, total=total, title=step.title),
        asks=False,
        key="lesson_bar",
    )


def show_step(key: str) -> None:
    """What the step with this key shows below its title. Raises KeyError."""
    step = step_at(key)
    st.markdown(step.idea)
    with st.container(key="lesson_picture"):
        show_part(step.page, step.part)


def foot_row(step: Step) -> None:
    """Ways out of the step."""


def _way(step: Step | None, pages: dict[str, st.Page], label: str, icon: str, key: str) -> None:
    with st.container(key=key, width="content"):
        if step:
            st.page_link(pages[step.path], label=label, icon=icon, help=step.title)
