"""How long the lecture is: 100 minutes with every step, or 50 without those that can be left out."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.text import _

LENGTHS = (100, 50)  # minutes
MINUTES = "minutes"  # of the link, which does not name the first
KEPT = "lesson_minutes"  # of the session, as not all links name it


def length() -> int:
    """One of `LENGTHS`, in minutes; outside of a session the first."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return LENGTHS[0]
    kept: int = st.session_state.get(KEPT, LENGTHS[0])
    return kept


def in_link() -> dict[str, str]:
    """The parameter that carries the length from step to step."""
    return {} if length() == LENGTHS[0] else {MINUTES: str(length())}


def read_length(*, carries: bool) -> None:
    """Take the length that the link names. If the page `carries` it and the link has lost it, name it there."""
    asked = st.query_params.get(MINUTES, "")
    if asked in map(str, LENGTHS):
        st.session_state[KEPT] = int(asked)
    elif carries and (lost := in_link()):  # an empty update too would rewrite the browser's address
        st.query_params.update(lost)


def choose_length() -> None:
    """Draw the choice."""
    key = "lesson_length"
    st.session_state[key] = length()

    def take() -> None:
        st.session_state[KEPT] = st.session_state[key]
        st.query_params.pop(MINUTES, None)
        st.query_params.update(in_link())

    st.segmented_control(
        _("Minutes of the lecture"),
        LENGTHS,
        key=key,
        on_change=take,
        required=True,
        width="content",
    )
