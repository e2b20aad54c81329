"""Below a step of the lecture: the whole page with what stands there now, the step as it was, the projector, and the notes."""

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("lesson_foot", **load("lesson_foot"))


def lesson_foot(payload: dict[str, object], *, key: str) -> None:
    """Draw what `ui.lesson.show` makes. The links lead to addresses of the app, relative to the step's."""
    _component(key=key, data=as_bytes(payload))
