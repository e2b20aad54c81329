"""A memory before and after an operation, word by word, and the answers: drawn and explored in the browser."""

import streamlit as st

from ui.components import load

_MOUNT = st.components.v2.component("surgery", **load("surgery"))


def show_operation(payload: bytes, *, key: str) -> None:
    """Draw what `ui.memory.surgery_payload` makes."""
    _MOUNT(key=key, data=payload)
