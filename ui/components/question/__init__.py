"""A question of the lecture: answered once, before the picture is shown, and then explained."""

from collections.abc import Callable

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("question", **load("question"))


def show_question(payload: dict[str, object], *, key: str, on_choice: Callable[[], None]) -> None:
    """Draw what `ui.lesson.asking` makes. The callback finds in `st.session_state[key]` the number of the option, `choice`.

    It is -1 when the reader goes on without an answer, and None when the question is to be asked again.
    """
    _component(key=key, data=as_bytes(payload), on_choice_change=on_choice)
