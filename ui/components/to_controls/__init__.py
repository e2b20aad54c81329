"""The way from a picture to its controls, which on a phone stand below it. On a wide page it takes no room."""

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("to_controls", **load("to_controls"))


def to_controls(label: str, *, controls: str, key: str) -> None:
    """A button that leads to the container with the Streamlit key `controls`."""
    _component(
        key=key, data=as_bytes({"label": label, "controls": f".st-key-{controls}"}), width="content"
    )
