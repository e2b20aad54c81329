"""A sentence through the nets of one training run, checkpoint by checkpoint: drawn, scrubbed and played in the browser."""

from collections.abc import Callable

import streamlit as st

from ui.components import load

KEY = "learned"
_MOUNT = st.components.v2.component("learned", **load("learned"))


def learned(payload: bytes, *, on_view: Callable[[], None]) -> None:
    """Draw what `ui.memory.learned` makes. The callback finds in `st.session_state[KEY]` where the reader stopped, `view`."""
    _MOUNT(key=KEY, data=payload, on_view_change=on_view)
