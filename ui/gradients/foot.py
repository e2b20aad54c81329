"""The end of the page, and all that its link carries."""

from __future__ import annotations

import streamlit as st

from ui.foot import own_parameters, show_link, show_prose
from ui.gradients.knobs import read_knobs, to_link
from ui.gradients.picked import KEY, PARAMETER, Number, token
from ui.gradients.subject import Subject
from ui.text import _


def show_foot(subject: Subject | None) -> None:
    """Prose that unfolds, and the link."""
    show_prose("gradients", "read", "misconceptions", "sources")
    show_link(
        "gradients",
        everything_set(subject),
        _("Whoever opens the link sees the same nets, the same example and knobs."),
    )


def everything_set(subject: Subject | None) -> dict[str, str]:
    """The parameters of a link to what the reader sees."""
    query = own_parameters()
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
