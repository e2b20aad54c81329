"""The reader's own list at the end of the lecture: what they had wrong, what they foresaw, and what they were not asked."""

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("answers", **load("answers"))


def show_answers(payload: dict[str, object], *, key: str) -> None:
    """Draw what `ui.lesson.answered` makes, by the answers that the reader's browser has kept."""
    _component(key=key, data=as_bytes(payload))
