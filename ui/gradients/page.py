"""The page that measures how the gradient decays over time, put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from ui.gradients.controls import show_controls
from ui.gradients.subject import Subject
from ui.reader import remember_reader
from ui.text import _


class Part(NamedTuple):
    """A part that unfolds: its key, its title, what it is for in one sentence, and what shows it."""

    key: str
    title: str
    purpose: str
    show: Callable[[Subject], None]


def parts() -> tuple[Part, ...]:
    """All that unfolds, in the order of the lesson."""
    return ()


def show_page() -> None:
    """The slide with its controls, the curves below it, and then what unfolds."""
    picture, controls = st.columns([9, 3], gap="medium")
    with controls, st.container(key="gradients_controls"):
        subject = show_controls()
    with picture:
        if subject is None:
            st.caption(_("There is nothing to draw of this run yet."))
    for part in parts():
        unfolded = st.expander(
            f"**{part.title}** · {part.purpose}", key=f"gradients_{part.key}", on_change="rerun"
        )
        if unfolded.open and subject is not None:
            with unfolded:
                part.show(subject)
    remember_reader()
