"""Part 2, the decay curves: how much of a nudge is left so many steps later, in fresh nets and in those of a run."""

from __future__ import annotations

import streamlit as st

from ui.components.decay import show_decay
from ui.gradients.curve_controls import open_knobs, say_wrong, show_examples, show_knobs, show_what
from ui.gradients.curves_payload import lines, payload, table
from ui.gradients.knobs import read_knobs
from ui.gradients.picked import pick, read_pick
from ui.gradients.subject import Subject
from ui.lesson.beside import in_lecture, picture_and_controls
from ui.nets.take import take_away
from ui.text import _

KEY = "decay"
DRAWN = "fresh_drawn"  # the knobs with which the whole page was run last
FOLLOW = ("gradients_plane", "gradients_check")  # parts that show something of the fresh nets too


def show_curves(subject: Subject | None) -> None:
    """The picture, and beside it its knobs. A knob redraws this part alone."""
    open_knobs()
    st.session_state[DRAWN] = read_knobs(st.session_state)
    _curves(subject if subject and subject.after else None)


@st.fragment
def _curves(subject: Subject | None) -> None:
    knobs = read_knobs(st.session_state)
    if in_lecture():
        picture, controls = picture_and_controls(_("Knobs of the fresh nets"), "decay_controls")
        above = controls
    else:
        picture, beside = st.columns([9, 3], gap="medium")
        controls, above = beside.container(key="decay_controls"), picture
    # Run first, because what they do decides what is shown.
    with above:
        show_examples()
        show_what(knobs)
    with controls:
        show_knobs(knobs)
    with picture:
        say_wrong()
        if subject is None and knobs.show != "start":
            st.caption(_("There is no trained net to draw: choose another run."))
        number = read_pick(show_decay(payload(knobs, subject), key=KEY))
        if number is not None and pick(number):
            st.rerun()
        take_away(KEY, lambda: table(lines(knobs, subject)), "decay-curves")
    if st.session_state[DRAWN] != knobs and any(st.session_state.get(part) for part in FOLLOW):
        st.rerun()
