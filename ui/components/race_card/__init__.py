"""The start page's thumbnail of the race: right answers against distance of a shipped run, at any step of its training."""

import streamlit as st

from ui.components import Parts, load


def _parts() -> Parts:
    """With the styles of the race, whose figure it draws."""
    parts = load("race_card")
    return {**parts, "css": load("race")["css"] + parts["css"]}


_component = st.components.v2.component("race_card", **_parts())


def race_card(payload: bytes, *, key: str) -> None:
    """Draw it. `payload` is the JSON of `ui.race.payload.card_payload`."""
    _component(key=key, data=payload)
