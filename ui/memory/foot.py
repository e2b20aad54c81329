"""The end of the page: what people get wrong, where the ideas come from, and a link that carries all that is set."""

from __future__ import annotations

import streamlit as st

from ui.components.share import share
from ui.memory.subject import Subject
from ui.text import _, lesson

PRIVATE = ("reader", "lang")  # whose runs these are, and the language, which `share` adds


def show_foot(subject: Subject) -> None:
    """Prose that unfolds, and the link."""
    for name, label in (
        ("misconceptions", _("What people get wrong")),
        ("sources", _("Sources")),
    ):
        more = st.expander(label, key=f"memory_{name}", on_change="rerun")
        if more.open:
            with more:
                st.markdown(lesson(f"memory/{name}"))
    # It closes when the reader touches anything else, so that the link is never that of an earlier setting.
    link = st.popover(
        _("Share the link"), key="memory_share", icon=":material/share:", on_change="rerun"
    )
    if link.open:
        with link:
            st.caption(
                _("Whoever opens the link sees the same nets, the same sentence and settings.")
            )
            query = {name: value for name, value in st.query_params.items() if name not in PRIVATE}
            query["run"] = subject.run.id
            query["text"] = subject.said.text
            share("memory", key="memory_link", **query)
