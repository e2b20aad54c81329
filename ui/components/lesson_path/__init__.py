"""The whole way through the lecture, and how far along it the reader's browser has been."""

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("lesson_path", **load("lesson_path"))


def lesson_path(payload: dict[str, object], *, key: str) -> None:
    """Draw what `ui.lesson.way` makes."""
    _component(key=key, data=as_bytes(payload))
