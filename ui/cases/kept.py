"""What a reader has said and started on the page of the cases: a reload or a second visit finds it again.

It is kept by the reader's private id, in memory as the experiments themselves are (`lab.trials`). A step of the lecture is as its link
says, whatever happened elsewhere, so there it lasts only as long as the step.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

import streamlit as st

from ui.lesson.beside import in_lecture
from ui.reader import reader_id

MOST = 500  # readers; of more, those who came last are kept

_of: OrderedDict[str, dict[str, str]] = OrderedDict()
_lock = threading.Lock()


def keep(name: str, value: str) -> None:
    """Keep a value of this reader's under a name of the session."""
    st.session_state[name] = value
    if in_lecture():
        return
    with _lock:
        _of.setdefault(reader_id(), {})[name] = value
        _of.move_to_end(reader_id())
        while len(_of) > MOST:
            _of.popitem(last=False)


def kept(name: str) -> str:
    """What was kept, or ""."""
    if name in st.session_state:
        return str(st.session_state[name] or "")
    if in_lecture():
        return ""
    with _lock:
        return _of.get(reader_id(), {}).get(name, "")


def drop(value: str) -> None:
    """Forget a value of this reader's, whatever its name."""
    for name, found in list(st.session_state.items()):
        if str(name).startswith("case_") and found == value:
            del st.session_state[name]
    with _lock:
        mine = _of.get(reader_id(), {})
        for name in [name for name, found in mine.items() if found == value]:
            del mine[name]
