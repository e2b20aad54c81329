"""The memory of two nets, word by word, and what each expects next: drawn and explored in the browser."""

from collections.abc import Callable

import streamlit as st

from ui.components import load

KEY = "memory"
_MOUNT = st.components.v2.component("memory", **load("memory"))


def memory(payload: bytes, *, on_view: Callable[[], None]) -> None:
    """Draw what `ui.memory.picture` makes; the callback finds in `st.session_state[KEY]` where the reader stopped, `view`."""
    _MOUNT(key=KEY, data=payload, on_view_change=on_view)
