"""What nets say to many sentences, as shares: bars side by side, and how they grow with the number of cells."""

import streamlit as st

from ui.components import load

_MOUNT = st.components.v2.component("rates", **load("rates"))


def show_shares(payload: bytes, *, key: str) -> None:
    """Draw what `ui.memory.surgery_rates` makes."""
    _MOUNT(key=key, data=payload)
