"""The setting of the surgery as it lives: in the session as a history that can be undone, and in the link."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from ui.link import write_parameters
from ui.memory.operated import chosen_look, fitted
from ui.memory.subject import Subject
from ui.memory.surgery_setting import FIELDS, History, Setting, from_link, to_link
from ui.memory.surgery_words import misfit_words, wrong_link_words

HISTORY = "op_history"  # of the session
WRONG = "op_wrong"  # of the session: parameters of the link that say what cannot be
TYPED = "op_typed"  # of the session: cells that somebody typed and the net does not have


def open_setting(subject: Subject) -> Setting:
    """The present setting, fitted to the nets and the sentence: at first what the link says. What does not fit is said."""
    if HISTORY not in st.session_state:
        found, wrong = from_link({name: st.query_params.get(name, "") for name in FIELDS.values()})
        st.session_state[HISTORY], st.session_state[WRONG] = History((found,)), wrong
    write_parameters(to_link(now()))
    setting, misfits = fitted(now(), subject)
    if st.session_state.get(WRONG):
        st.markdown(f":red[{wrong_link_words(st.session_state[WRONG])}]")
    for one in misfit_words(misfits, subject, chosen_look(setting, subject).config.H):
        st.markdown(f":red[{one}]")
    return setting


def now() -> Setting:
    """The present setting, as it was set."""
    history: History = st.session_state[HISTORY]
    return history.now


def take_setting(**change: Any) -> None:
    """The reader has changed something: the next setting of the history."""
    put(replace(now(), **change))


def put(setting: Setting) -> None:
    """The next setting of the history."""
    history: History = st.session_state[HISTORY]
    st.session_state[HISTORY] = history.then(setting)
    _settle()


def go(by: int) -> None:
    """So many steps back in the history, or forth where negative."""
    history: History = st.session_state[HISTORY]
    st.session_state[HISTORY] = history.back(by)
    _settle()


def _settle() -> None:
    """What was typed or linked wrongly does not matter any more; the link follows."""
    st.session_state[WRONG] = []
    st.session_state.pop(TYPED, None)
    write_parameters(to_link(now()))
