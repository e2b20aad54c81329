"""Several kinds of net learn the same data: every seed's accuracy as it grows, where each ends, and the verdict in words."""

import streamlit as st

from ui.components import Parts, load


def _parts() -> Parts:
    """With the styles of the race, whose figures look like these."""
    parts = load("contest")
    return {**parts, "css": load("race")["css"] + parts["css"]}


_component = st.components.v2.component("contest", **_parts())


def show_contest(payload: bytes, *, key: str) -> None:
    """Draw an experiment. `payload` is the JSON of `ui.cases.contest`; the same bytes again cost the browser nothing."""
    _component(key=key, data=payload)
