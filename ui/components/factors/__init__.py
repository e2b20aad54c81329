"""A product of Jacobians opened into its factors, drawn in the browser; which step the reader points at comes back."""

from typing import Any

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("factors", **load("factors"))


def show_factors(data: dict[str, Any], *, key: str) -> Any:
    """Draw what `ui.gradients.why` made. Returns what the reader has just picked, as the browser sent it, or None."""
    result = _component(key=key, data=as_bytes(data), on_pick_change=lambda: None)
    return result.get("pick")
