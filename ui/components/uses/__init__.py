"""One recurrent net that is wired in four ways, each with a real example: drawn, and changed from one into another, in the browser."""

import streamlit as st

from ui.components import load

KEY = "uses"
_MOUNT = st.components.v2.component("uses", **load("uses"))


def uses(payload: bytes) -> None:
    """Draw what `ui.bptt.uses` makes."""
    _MOUNT(key=KEY, data=payload)
