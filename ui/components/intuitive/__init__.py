"""The unrolled net with the gates of one cell open or closed: drawn, played and explored in the browser."""

from collections.abc import Callable

import streamlit as st

from ui.components import load

KEY = "intuitive"
_MOUNT = st.components.v2.component("intuitive", **load("intuitive"))


def intuitive(payload: bytes, *, on_view: Callable[[], None]) -> None:
    """Draw what `ui.memory.intuitive` makes; the callback finds in `st.session_state[KEY]` where the reader stopped, `view`."""
    _MOUNT(key=KEY, data=payload, on_view_change=on_view)
