"""A spoken word and what each net believes while it hears it: played, scrubbed and drawn in the browser."""

from collections.abc import Callable

import streamlit as st

from ui.components import load

KEY = "speech"
_MOUNT = st.components.v2.component("speech", **load("speech"))


def speech(payload: bytes, *, on_view: Callable[[], None]) -> None:
    """Draw what `ui.cases.speech_payload` makes; the callback finds in `st.session_state[KEY]` what the reader has chosen, `view`."""
    _MOUNT(key=KEY, data=payload, on_view_change=on_view)
