"""Lets the speaker notes follow the lecture that goes on in another window of the same browser."""

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("notes", **load("notes"))


def follow_lecture(steps: list[str], labels: dict[str, str], *, key: str) -> None:
    """Mark the note of the step that the lecture is at; each stands in the container with the Streamlit key note_STEP."""
    _component(key=key, data=as_bytes({"steps": steps, "labels": labels}))
