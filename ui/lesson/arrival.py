"""Coming to a step of the lecture: its page starts anew, from the link that makes its picture show the idea.

What a page keeps of the reader for the next visit would else show through, and so would the step before on the same page.
"""

from __future__ import annotations

import streamlit as st

from ui.lesson.step import Step

HERE = "lesson_here"  # of the session: the address of the page that ran last
PREFIX = "lesson_"  # names in the session that belong to the lecture as a whole
KEPT = {"lang", "reader", "reader_moved"}
OF_ALL = {"lang", "reader"}  # parameters of the link that belong to no page


def arrive(page: st.Page, step: Step | None) -> None:
    """On arrival at a step, or at a page from a step, forget what the pages kept; at a step also go to its own link.

    A new session that comes by a link with parameters of its own keeps them: it is somebody else's picture of the step,
    or the reader's own after a reload. To be called before there is any widget: a parameter of the link that a run sets does
    not reach a widget of that run, and those of the step before are dropped with its widgets; a switch of pages does both.
    """
    state = st.session_state
    before = str(state.get(HERE, ""))
    state[HERE] = f"/{page.url_path}"
    if before == state[HERE]:
        return
    if before and (step or before.startswith("/lesson-")):
        for name in list(state):
            if name not in KEPT and not str(name).startswith(PREFIX):
                del state[name]
    if step is None:
        return
    linked = st.query_params.to_dict()
    general = {name: linked.pop(name) for name in OF_ALL & set(linked)}
    if before or not linked:
        wanted = step.sets | general
        if wanted != linked | general or before:
            st.switch_page(page, query_params=wanted)
