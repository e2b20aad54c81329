"""The gradient's norm before clipping, and what the nets achieve, of each net by itself and side by side, drawn as they train."""

import streamlit as st

from ui.components import Parts, load


def _parts() -> Parts:
    """With the styles of the race, whose figures look like these."""
    parts = load("clipped")
    return {**parts, "css": load("race")["css"] + parts["css"]}


_component = st.components.v2.component("clipped", **_parts())


def show_clipped(payload: bytes, *, key: str) -> None:
    """Draw a run. `payload` is the JSON of `ui.gradients.clipped_payload`."""
    _component(key=key, data=payload)
