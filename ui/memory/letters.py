"""Part 10, a text letter by letter: coloured by one cell after the other, searched for rules, and written on by the net."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

import streamlit as st

from lstm_core.rules import RULES
from ui.components.letters import KEY, show_letters_picture
from ui.memory.letters_net import Glass, choose_net
from ui.memory.letters_payload import payload, table
from ui.memory.letters_text import Passage, choose_text
from ui.nets.take import take_away
from ui.text import language

CELL = "letters_cell"  # of the link: cell, quantity and rule
QUANTITIES = ("memory", "h", "forget", "input", "output", "update", "reset", "candidate")
_START = "letters_first_view"  # of the session: what the link said


def show_letters(subject: object = None) -> None:
    """The part. It has a choice of nets of its own, those that learned letters; `subject` is not needed."""
    _letters()


@st.fragment
def _letters() -> None:
    glass = choose_net()
    if glass is None:
        return
    passage = choose_text(glass)
    key = key_of(glass, passage)
    show_letters_picture(_payload(key, language(), str(_start()), glass, passage), on_view=_on_view)
    take_away(KEY, lambda: table(glass, passage), "letters")


def key_of(glass: Glass, passage: Passage) -> str:
    """Another one whenever net or text are."""
    read = blake2b(passage.spelled.text.encode(), digest_size=8)
    read.update(b"0" if passage.state is None else passage.state[0].tobytes())
    return f"{glass.key}/{passage.given}/{read.hexdigest()}"


@st.cache_resource(max_entries=32, show_spinner=False)
def _payload(key: str, language: str, start: str, _glass: Glass, _passage: Passage) -> bytes:
    return payload(_glass, _passage, key, _start())


def read_view(value: Any) -> dict[str, Any] | None:
    """What the browser or a link says the reader looks at, as far as it can be used; neither is trusted."""
    if not isinstance(value, Mapping):
        return None
    cell, quantity, rule = value.get("cell"), value.get("quantity"), value.get("rule")
    if type(cell) is not int or not 0 <= cell < 1000:
        return None
    return {
        "cell": cell,
        "quantity": quantity if quantity in QUANTITIES else "memory",
        "rule": rule if rule in RULES else "",
    }


def _start() -> dict[str, Any] | None:
    """What the link says. Read once a session: afterwards the browser knows better."""
    if _START not in st.session_state:
        cell, _, rest = st.query_params.get(CELL, "").partition(".")
        quantity, _, rule = rest.partition(".")
        number = int(cell) - 1 if cell.isdecimal() and len(cell) < 4 else None
        st.session_state[_START] = read_view({"cell": number, "quantity": quantity, "rule": rule})
    found: dict[str, Any] | None = st.session_state[_START]
    return found


def _on_view() -> None:
    """Where the reader stopped goes into the link."""
    view = read_view(st.session_state[KEY].get("view"))
    if view is not None:
        st.query_params[CELL] = f"{view['cell'] + 1}.{view['quantity']}.{view['rule']}"
