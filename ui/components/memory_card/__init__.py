"""The start page's thumbnail of the memory: a sentence with more or less in between, and what an RNN and an LSTM say at its end."""

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("memory_card", **load("memory_card"))


def memory_card(payload: dict[str, object], *, key: str) -> None:
    """Draw it. `payload` is made by `ui.memory.card.card_payload`."""
    _component(key=key, data=as_bytes(payload))
