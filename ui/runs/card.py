"""The start page's thumbnail of the runs: those that ship with the app. What is chosen here is open on the page."""

import streamlit as st

from lab.runs import shipped
from ui.components.run_table import run_table
from ui.runs.choice import CHOICE, CHOSEN
from ui.runs.rows import run_row
from ui.text import _


def runs_card() -> None:
    """Draw them, with a checkbox each."""
    found = run_table(
        [run_row(run, whose="", dated=False) for run in shipped()],
        chosen=st.session_state.get(CHOSEN, []),
        choice=st.session_state.get(CHOICE, 0),
        key="runs_card",
    )
    if found:
        st.session_state[CHOSEN] = found
        st.caption(_("They will be compared when you open the page."))
