"""On a page that was opened from a step of the lecture: the way back to it, also for a clicker."""

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("lesson_back", **load("lesson_back"))


def lesson_back(link: str, label: str, *, key: str) -> None:
    """Draw the link, which "next" follows too. It is an address of the app, relative to the page's."""
    _component(key=key, data=as_bytes({"link": link, "label": label}))
