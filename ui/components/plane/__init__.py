"""The map of starts as it is drawn in the browser: a cell for each place, a cursor, and what is under it in words."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from ui.components import Parts, load


def _parts() -> Parts:
    """With the styles of the race, whose figures look like this one."""
    parts = load("plane")
    return {**parts, "css": load("race")["css"] + parts["css"]}


_component = st.components.v2.component("plane", **_parts())


def show_plane_map(payload: bytes, *, key: str, on_place: Callable[[], None]) -> None:
    """Draw it. `payload` is the JSON of `ui.gradients.plane`; `on_place` is called when the reader has chosen a place."""
    _component(key=key, data=payload, on_place_change=on_place)


def placed(key: str) -> Any:
    """What the browser sent last, from within `on_place`: to be checked."""
    return st.session_state[key].get("place")
