"""What a reader has set, in the address of the page: what is as at first stays out of it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st


def write_parameters(parameters: Mapping[str, str]) -> None:
    """Set these parameters of the address, and take out those that are "".

    One that is so already is left alone: with each that is written the server sends its copy of all to the browser.
    """
    for name, value in parameters.items():
        if value == st.query_params.get(name, ""):
            continue
        if value:
            st.query_params[name] = value
        else:
            del st.query_params[name]
