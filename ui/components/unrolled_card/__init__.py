"""The start page's thumbnail of the unrolled network: a chain of states, what of the last error comes back to each, and the weight of the loop to move."""

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("unrolled_card", **load("unrolled_card"))


def unrolled_card(payload: dict[str, object], *, key: str) -> None:
    """Draw it. `payload` is made by `ui.bptt.card.card_payload`."""
    _component(key=key, data=as_bytes(payload))
