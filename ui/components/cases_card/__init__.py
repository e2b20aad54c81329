"""The start page's thumbnail of the cases: one patient's weight to move, and what three kinds of trained net answer."""

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("cases_card", **load("cases_card"))


def cases_card(payload: dict[str, object], *, key: str) -> None:
    """Draw it. `payload` is made by `ui.cases.card.card_payload`."""
    _component(key=key, data=as_bytes(payload))
