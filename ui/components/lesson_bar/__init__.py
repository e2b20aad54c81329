"""The lecture's keys: next, previous and projector, from anywhere on the page; and where the reader is, said to other windows."""

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("lesson_bar", **load("lesson_bar"))


def lesson_bar(step: str, *, title: str, asks: str, begins: bool, key: str) -> None:
    """Serve the step with the key `step`. `title` is read out on arrival; `asks` is the question that comes first, or "".
    `begins` says that it is the first step: whoever opens it begins a lecture.

    Next and previous are the links in the containers with the Streamlit keys lesson_next and lesson_previous.
    """
    _component(
        key=key, data=as_bytes({"step": step, "title": title, "asks": asks, "begins": begins})
    )
