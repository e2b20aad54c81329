"""The small row under a picture: its numbers and itself, to take away."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ui.components.save_figure import save_figure
from ui.text import _


def take_away(key: str, csv: Callable[[], str], name: str) -> None:
    """Buttons for the numbers of a picture as a table, and the picture as SVG and PNG.

    Args:
        key: Streamlit's key of the component that draws it, whose root holds one or more <svg data-figure>.
        csv: makes the table when it is asked for.
        name: of the files, without ending.
    """
    with st.container(horizontal=True, key=f"{key}_take"):
        st.download_button(
            _("Numbers as CSV"),
            csv,
            file_name=f"{name}.csv",
            mime="text/csv",
            key=f"{key}_csv",
            on_click="ignore",
        )
        save_figure(key, name=name, key=f"{key}_save")
