"""Two sentences that differ in one word, and word by word the difference of the memories: drawn and explored in the browser."""

import streamlit as st

from ui.components import load

KEY = "two"
_MOUNT = st.components.v2.component("two", **load("two"))


def two(payload: bytes) -> None:
    """Draw what `ui.memory.two` makes."""
    _MOUNT(key=KEY, data=payload)
