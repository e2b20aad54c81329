"""The small recurrent network that is unrolled, swept forward and back, and trained, in the browser."""

from collections.abc import Callable

import streamlit as st

from ui.components import load

KEY = "bptt"
_MOUNT = st.components.v2.component("bptt", **load("bptt"))


def bptt(payload: bytes, *, on_content: Callable[[], None]) -> None:
    """Draw what `ui.bptt.picture` makes.

    The callback finds in `st.session_state[KEY]` what the reader has set, `content`: a network as `lstm_core.bptt.Small` with its learning rate.
    """
    _MOUNT(key=KEY, data=payload, on_content_change=on_content)
