"""The terms of the lecture wherever they stand on a page: underlined, explained one hover or tap away, and listed by a key."""

import streamlit as st

from ui.components import load

_component = st.components.v2.component("glossary", **load("glossary"))


def show_glossary(payload: bytes) -> None:
    """To be mounted once on every page. `payload`: see `ui.lesson.hover`; the same bytes again cost the browser nothing."""
    _component(key="glossary", data=payload, width=44)
