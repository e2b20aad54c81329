"""Who taught whom, drawn in the browser: a place for each pair of a loss and an earlier step; which one is picked comes back."""

from typing import Any

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("taught", **load("taught"))


def show_taught_picture(data: dict[str, Any], *, key: str) -> Any:
    """Draw what `ui.gradients.taught` made. Returns what the reader has just picked, as the browser sent it, or None."""
    result = _component(key=key, data=as_bytes(data), on_pick_change=lambda: None)
    return result.get("pick")
