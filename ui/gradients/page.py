"""The page that measures how the gradient decays over time, put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from ui.gradients.controls import show_controls
from ui.gradients.foot import show_foot
from ui.gradients.subject import Subject
from ui.reader import remember_reader
from ui.text import _


class Part(NamedTuple):
    """A part that unfolds: its key, its title, what it is for in one sentence, and what shows it.

    `alone` says that it can be shown of a run none of whose nets can be examined.
    """

    key: str
    title: str
    purpose: str
    show: Callable[..., None]
    alone: bool = False


def parts() -> tuple[Part, ...]:
    """All that unfolds, in the order of the lesson."""
    return ()


def show_page() -> None:
    """The slide with its controls, the curves below it, and then what unfolds."""
    st.markdown(
        _(
            "**What is left of a nudge?** The shade of a step says how much a small change of the memory there still moves the last step."
        )
    )
    controls = st.columns([9, 3], gap="medium")[1]
    # Run first, because what they do decides what is shown.
    with controls, st.container(key="gradients_controls"):
        subject = show_controls()
    there = subject if subject.after else None
    for part in parts():
        unfolded = st.expander(
            f"**{part.title}** · {part.purpose}", key=f"gradients_{part.key}", on_change="rerun"
        )
        if unfolded.open:
            with unfolded:
                _show(part, there)
    show_foot(there)
    remember_reader()


def _show(part: Part, subject: Subject | None) -> None:
    if subject is not None or part.alone:
        part.show(subject)
    else:
        st.caption(_("No net of this run can be examined: choose another one above."))
