"""How much each word speaks for the answer, measured in two ways: bars over the words, drawn and pointed at in the browser."""

import streamlit as st

from ui.components import load

KEY = "influence"
_MOUNT = st.components.v2.component("influence", **load("influence"))


def influence(payload: bytes) -> None:
    """Draw what `ui.memory.influence` makes."""
    _MOUNT(key=KEY, data=payload)
