"""Surgery: something is done to a few memory cells while a net reads the sentence, and one sees what it says then."""

from __future__ import annotations

import streamlit as st

from ui.components.surgery import show_operation
from ui.memory.held import held
from ui.memory.operated import chosen_look, operate
from ui.memory.subject import Subject
from ui.memory.surgery_controls import open_setting, show_controls
from ui.memory.surgery_payload import payload, table
from ui.memory.surgery_rates import show_rates
from ui.memory.surgery_single import show_single
from ui.memory.surgery_words import about_other_kind
from ui.nets.take import take_away
from ui.text import lesson

KEY = "surgery"  # of the component


def show_surgery(subject: Subject) -> None:
    """The operation on the sentence, what the same does in many others, and the small net that has it all in one cell."""
    _surgery(subject)


@st.fragment
def _surgery(subject: Subject) -> None:
    st.markdown(lesson("memory/surgery"))
    setting = open_setting(subject)
    operated = operate(setting, subject, held(subject.run, chosen_look(setting, subject)))
    show_controls(operated)
    if note := about_other_kind(operated):
        st.caption(note)
    show_operation(payload(operated), key=KEY)
    take_away(KEY, lambda: table(operated), "surgery")
    show_rates(operated)
    show_single()
