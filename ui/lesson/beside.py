"""Whether a picture is shown as a step of the lecture, where it comes before its controls."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.lesson.arrival import HERE

STEP = "/lesson-"  # begins the address of a step


def in_lecture() -> bool:
    """Whether the page that runs is a step of the lecture."""
    return step_here() != ""


def step_here() -> str:
    """The key of the step of the lecture that runs; "" on any other page."""
    here = str(st.session_state.get(HERE, ""))
    return here.removeprefix(STEP) if here.startswith(STEP) else ""


def picture_and_controls(label: str, key: str) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Places for a picture and for its controls: these above it, or in a step of the lecture below it, behind a button with this label."""
    picture: DeltaGenerator
    controls: DeltaGenerator
    if in_lecture():
        picture, controls = st.container(), st.popover(label, key=f"{key}_behind")
    else:
        controls, picture = st.container(key=key), st.container()
    return picture, controls
