"""A text, coloured letter by letter with what one cell of a net holds, drawn and flipped through in the browser."""

from collections.abc import Callable

import streamlit as st

from ui.components import load

KEY = "letters"
_MOUNT = st.components.v2.component("letters", **load("letters"))


def show_letters_picture(payload: bytes, *, on_view: Callable[[], None]) -> None:
    """Draw what `ui.memory.letters_payload` makes.

    The callback finds in `st.session_state[KEY]` where the reader stopped, `view`: {cell, quantity, rule}.
    """
    _MOUNT(key=KEY, data=payload, on_view_change=on_view)
