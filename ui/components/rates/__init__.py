"""How the share of sentences that follow an operation grows with the number of cells: drawn in the browser."""

import streamlit as st

from ui.components import load

_MOUNT = st.components.v2.component("rates", **load("rates"))


def show_growth(payload: bytes, *, key: str) -> None:
    """Draw what `ui.memory.surgery_curve` makes."""
    _MOUNT(key=key, data=payload)
