"""The end of the page: what people get wrong, where the ideas come from, and a link that carries all that is set."""

from __future__ import annotations

import streamlit as st

from ui.components.share import share
from ui.gradients.knobs import read_knobs, to_link
from ui.gradients.picked import KEY, PARAMETER, Number, token
from ui.gradients.subject import Subject
from ui.text import _, lesson

PRIVATE = (
    "reader",
    "lang",
)  # not the page's: whose runs these are, and the language, which `share` adds


def show_foot(subject: Subject | None) -> None:
    """Prose that unfolds, and the link."""
    for name, label in (
        ("read", _("How to read this page")),
        ("misconceptions", _("What people get wrong")),
        ("sources", _("Sources")),
    ):
        more = st.expander(label, key=f"gradients_{name}", on_change="rerun")
        if more.open:
            with more:
                st.markdown(lesson(f"gradients/{name}"))
    # It closes when the reader touches anything else, so that the link is never that of an earlier setting.
    link = st.popover(
        _("Share the link"), key="gradients_share", icon=":material/share:", on_change="rerun"
    )
    if link.open:
        with link:
            st.caption(_("Whoever opens the link sees the same nets, the same example and knobs."))
            share("gradients", key="gradients_link", **everything_set(subject))


def everything_set(subject: Subject | None) -> dict[str, str]:
    """The parameters of a link to what the reader sees."""
    query = {name: value for name, value in st.query_params.items() if name not in PRIVATE}
    if subject is not None:
        query["run"] = subject.run.id
    for name, value in to_link(read_knobs(st.session_state)).items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    number = st.session_state.get(KEY)
    if isinstance(number, Number):
        query[PARAMETER] = token(number)
    return query
