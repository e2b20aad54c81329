"""Two unrolled networks one above the other, shaded by what is left of a nudge: drawn and moved in the browser."""

from collections.abc import Callable

import streamlit as st

from ui.components import load

KEY = "unrolled"
_MOUNT = st.components.v2.component("unrolled", **load("unrolled"))


def unrolled(payload: bytes, *, on_pick: Callable[[], None], on_view: Callable[[], None]) -> None:
    """Draw what `ui.gradients.slide` makes.

    The callbacks find in `st.session_state[KEY]` the number that the reader clicked, `pick`, and where the reader stopped, `view`.
    """
    _MOUNT(key=KEY, data=payload, on_pick_change=on_pick, on_view_change=on_view)
