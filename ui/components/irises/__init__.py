"""Two eyes and three twin nets: taken, asked and judged in the browser."""

from collections.abc import Callable

import streamlit as st

from ui.components import load

KEY = "irises"
_MOUNT = st.components.v2.component("irises", **load("irises"))


def irises(payload: bytes, *, on_view: Callable[[], None]) -> None:
    """Draw what `ui.cases.iris_payload` makes; the callback finds in `st.session_state[KEY]` what the reader has set, `view`."""
    _MOUNT(key=KEY, data=payload, on_view_change=on_view)
