"""Decay curves, drawn in the browser: the cursor and the zoom stay there, and a number that is pointed at comes back."""

from typing import Any

import streamlit as st

from ui.components import load

_component = st.components.v2.component("decay", **load("decay"))


def show_decay(payload: bytes, *, key: str) -> Any:
    """Draw the JSON of `ui.gradients.curves_payload`. Returns what the browser sent as picked, which may be anything."""
    return _component(key=key, data=payload, on_pick_change=lambda: None).get("pick")
