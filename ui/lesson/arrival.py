"""Coming to a step of the lecture: its page starts anew, from the link that makes its picture show the idea.

What a page keeps of the reader for the next visit would else show through, and so would the step before on the same page.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.lesson.step import Step

HERE = "lesson_here"  # of the session: the address of the page that ran last
PREFIX = "lesson_"  # names in the session that belong to the lecture as a whole
KEPT = {"lang", "reader", "reader_moved"}
OF_ALL = {"lang", "reader", "minutes"}  # parameters of the link that belong to no page


def arrive(page: st.Page, step: Step | None) -> None:
    """On arrival at a step, or from one at a page, forget what the pages kept, and have the page read its link as it is.

    The links between the steps, and the browser's way back, carry all parameters; to an address that was typed without any the
    server has added those of the step (`ui.lesson.address`). To be called before there is any widget.
    """
    state = st.session_state
    before = str(state.get(HERE, ""))
    state[HERE] = f"/{page.url_path}"
    if before == state[HERE] or not (step or before.startswith("/lesson-")):
        return
    for name in list(state) if before else ():
        if name not in KEPT and not str(name).startswith(PREFIX):
            del state[name]
    _read_link()


def _read_link() -> None:
    """Let the widgets of this run take their values from the whole link.

    Of a link to another page Streamlit drops what widgets of the page before are bound to, even where the new page has widgets of
    the same names, and it reads a link once, before the run. It has no public way to say that a link is meant as it stands.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    with context.session_state.query_params() as parameters:
        parameters.populate_from_query_string(context.query_string)
        parameters.set_initial_query_params(context.query_string)
