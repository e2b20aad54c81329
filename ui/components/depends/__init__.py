"""Which word moves which state how much: the unrolled net with arcs into one state, drawn and pointed at in the browser."""

from collections.abc import Callable

import streamlit as st

from ui.components import load

KEY = "depends"
_MOUNT = st.components.v2.component("depends", **load("depends"))


def depends(payload: bytes, *, on_ask: Callable[[], None]) -> None:
    """Draw what `ui.bptt.depends` makes; the callback finds another sentence, distance or seed in `st.session_state[KEY]`'s `ask`."""
    _MOUNT(key=KEY, data=payload, on_ask_change=on_ask)
