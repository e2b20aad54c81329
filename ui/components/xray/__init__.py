"""What probes read from each memory as lines over the sentence: drawn in the browser, where the cursor is at home."""

from collections.abc import Callable

import streamlit as st

from ui.components import load

KEY = "xray"
_MOUNT = st.components.v2.component("xray", **load("xray"))


def xray(payload: bytes, *, on_view: Callable[[], None]) -> None:
    """Draw what `ui.memory.xray` makes. The callback finds in `st.session_state[KEY]` where the reader stopped, `view`."""
    _MOUNT(key=KEY, data=payload, on_view_change=on_view)
