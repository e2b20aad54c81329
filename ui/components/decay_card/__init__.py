"""The start page's thumbnail of the gradients: how a nudge fades in a fresh RNN and LSTM, and a slider for the forget bias."""

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("decay_card", **load("decay_card"))


def decay_card(payload: dict[str, object], *, key: str) -> None:
    """Draw it. `payload` is made by `ui.gradients.card.card_payload`."""
    _component(key=key, data=as_bytes(payload))
