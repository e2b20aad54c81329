"""A choice among a few, kept in the link by a word that is the same in every language."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ui.link import write_parameters
from ui.text import language


def choose(label: str, names: Mapping[str, str], parameter: str, *, hidden: bool = True) -> str:
    """Draw the choice and return what the link says, else the first.

    Args:
        label: what is chosen.
        names: what each option is called, by its word in the link.
        parameter: of the link, which does not name the first option.
        hidden: whether the label is for those alone who do not see.
    """
    options = list(names)
    asked = st.query_params.get(parameter, "")
    chosen = asked if asked in options else options[0]
    key = f"choice_{parameter}@{language()}"  # the browser knows an option by its name
    st.session_state[key] = chosen

    def take() -> None:
        taken = st.session_state[key]
        write_parameters({parameter: "" if taken == options[0] else taken})

    st.segmented_control(
        label,
        options,
        format_func=names.__getitem__,
        key=key,
        on_change=take,
        required=True,
        label_visibility="collapsed" if hidden else "visible",
    )
    return chosen
