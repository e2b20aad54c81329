"""Surgery: something is done to a few memory cells while a net reads the sentence, and one sees what it says then."""

from __future__ import annotations

import streamlit as st

from lab.surgery_script import FILE, net_file, surgery_script
from ui.components.surgery import show_operation
from ui.lesson.beside import in_lecture, picture_and_controls
from ui.memory.held import held
from ui.memory.operated import Operated, chosen_look, operate
from ui.memory.subject import Subject
from ui.memory.surgery_controls import show_controls
from ui.memory.surgery_curve import show_curve
from ui.memory.surgery_payload import payload, table
from ui.memory.surgery_rates import rates_of
from ui.memory.surgery_single import show_single
from ui.memory.surgery_state import open_setting
from ui.memory.surgery_words import about_other_kind
from ui.nets.take import take_away
from ui.text import _, lesson

KEY = "surgery"  # of the component


def show_surgery(subject: Subject) -> None:
    """The operation on the sentence, what the same does in many others, and the small net that has it all in one cell."""
    _surgery(subject)


@st.fragment
def _surgery(subject: Subject) -> None:
    if not in_lecture():
        st.markdown(lesson("memory/surgery"))
    setting = open_setting(subject)
    try:
        about_cells = held(subject.run, chosen_look(setting, subject))
    except ValueError:
        st.caption(
            _("This net's memory grows beyond all bounds: there is no mean to write into it.")
        )
        return
    operated = operate(setting, subject, about_cells)
    picture, controls = picture_and_controls(_("Controls of the operation"), "op_controls")
    with controls:
        show_controls(operated)
    with picture:
        if note := about_other_kind(operated):
            st.caption(note)
        rates = rates_of(operated)
        show_operation(payload(operated, rates), key=KEY)
        take_away(KEY, lambda: table(operated, rates), "surgery")
        _take_code(operated)
    curve = st.container()
    show_single()
    with curve:  # last, because it takes longest
        show_curve(operated)


def _take_code(operated: Operated) -> None:
    """The same in plain PyTorch, and the net that it reads, to run at home."""
    subject, look = operated.subject, operated.look
    operation = operated.operation
    script = surgery_script(
        operation,
        look.config.kind,
        subject.said.words,
        operated.first - 1,
        operated.last,
        activation=look.config.activation,
    )
    with st.container(horizontal=True, key="op_code"):
        st.download_button(
            _("PyTorch script"),
            script,
            file_name="surgery.py",
            mime="text/x-python",
            key="op_code_script",
            on_click="ignore",
        )
        st.download_button(
            _("The net (safetensors)"),
            lambda: net_file(look.net, operation, subject.vocabulary),
            file_name=FILE,
            mime="application/octet-stream",
            key="op_code_net",
            on_click="ignore",
        )
