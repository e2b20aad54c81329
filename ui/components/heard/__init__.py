"""A word that nets have heard: its wave and energies, and below them what each net believes after every frame, as it plays."""

from typing import Any

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("heard", **load("heard"))


def show_heard(payload: dict[str, Any], *, key: str) -> None:
    """Draw what `ui.cases.own_answer` makes."""
    _component(key=key, data=as_bytes(payload))
