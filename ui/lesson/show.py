"""A step of the lecture on the screen: where one is, what to see, the question before it, and one picture of one page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from ui.components.lesson_bar import lesson_bar
from ui.components.lesson_foot import lesson_foot
from ui.lesson.asking import ask, is_answered
from ui.lesson.length import in_link
from ui.lesson.parts import link_to_part, show_part
from ui.lesson.path import beside, lecture, link_to, number_of, sets_of, step_at
from ui.lesson.step import Step
from ui.text import _, language

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
        st.title(step.title, anchor=False)
        with st.container(key="lesson_place", width="content"):
            place = [f"{number}/{total}"] if number else []
            if step.slide:
                place.append(_("slide {slide}", slide=step.slide))
            st.page_link(pages[""], label=" · ".join(place) or _("Start"), query_params=in_link())
        _way(after, pages, _("Next"), ":material/arrow_forward:", "lesson_next")
        language_switch()
    lesson_bar(
        step.key,
        title=_("Step {number} of {total}: {title}", number=number, total=total, title=step.title)
        if number
        else step.title,
        asks=step.question,
        begins=before is None,
        key="lesson_bar",
    )


def show_step(key: str) -> None:
    """What the step with this key shows below its title. Raises KeyError."""
    step = step_at(key)
    if not (step.question and is_answered(step.question)):
        with st.container(key="lesson_idea"):
            st.markdown(step.idea)
    if step.question and not ask(step.question):
        return
    with st.container(key="lesson_picture"):
        if step.page:
            show_part(step.page, step.part)
        elif step.part == "answers":
            from ui.lesson.answered import show_answered

            show_answered()
        else:
            from ui.lesson.way import show_way

            show_way(step.key)


def foot_row(step: Step) -> None:
    """Ways out of the step, and what its keys are."""
    with st.container(key="lesson_foot"):
        lesson_foot(
            {
                "page": step.page,
                "whole": _whole(step),
                "back": link_to(step),
                "notes": f"notes?{urlencode(in_link() | {'lang': language()})}",
                "labels": {
                    "name": _("Ways out of this step"),
                    "whole": _("Open the whole page"),
                    "back": _("Put it back as it was"),
                    "projector": _("Projector"),
                    "notes": _("Speaker notes"),
                    "keys": _("Page down: next · Page up: back · P: projector"),
                },
            },
            key="lesson_ways",
        )


def _whole(step: Step) -> dict[str, str]:
    """Parameters by which the whole page shows what the step shows, and leads back to it."""
    return {"lesson": step.key} | link_to_part(step.page, step.part)


def _way(step: Step | None, pages: dict[str, st.Page], label: str, icon: str, key: str) -> None:
    with st.container(key=key, width="content"):
        if step:
            st.page_link(pages[step.path], label=label, icon=icon, query_params=sets_of(step))
