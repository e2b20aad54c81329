"""The race as it is drawn in the browser: what was reported so far goes in, everything else happens there."""

import streamlit as st

from ui.components import load

_MOUNT = st.components.v2.component("race", **load("race"))


def show_race(payload: bytes) -> None:
    """Draw a run. `payload` is the JSON of `ui.race.payload`; the same bytes again cost the browser nothing."""
    _MOUNT(key="race", data=payload)
