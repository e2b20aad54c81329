"""Whether a picture is shown as a step of the lecture, where it comes before its controls."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.lesson.arrival import HERE


def in_lecture() -> bool:
    """Whether the page that runs is a step of the lecture."""
    return str(st.session_state.get(HERE, "")).startswith("/lesson-")


def controls_of(label: str, key: str) -> DeltaGenerator:
    """Where the controls of a picture stand: in the page, or in a step of the lecture behind a button with this label."""
    place: DeltaGenerator
    place = st.popover(label, key=f"{key}_behind") if in_lecture() else st.container(key=key)
    return place
