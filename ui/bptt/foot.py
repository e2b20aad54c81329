"""The end of the page: what people get wrong, and where the ideas come from."""

from __future__ import annotations

import streamlit as st

from ui.text import _, lesson


def show_foot() -> None:
    """Prose that unfolds."""
    for name, label in (
        ("misconceptions", _("What people get wrong")),
        ("sources", _("Sources")),
    ):
        more = st.expander(label, key=f"unrolled_{name}", on_change="rerun")
        if more.open:
            with more:
                st.markdown(lesson(f"bptt/{name}"))
