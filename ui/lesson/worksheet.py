"""The page of worksheets: a topic, a seed, with or without the answers, and a button that prints it."""

from __future__ import annotations

import streamlit as st

from lstm_core.worksheets import SEEDS, TOPICS, worksheet
from ui.components.sheet import sheet as draw
from ui.lesson.worksheet_document import document
from ui.lesson.worksheet_words import short_topic_names, topic_names
from ui.link import write_parameters
from ui.text import _, language

TOPIC, SEED, KEY = "sheet", "sheet_seed", "sheet_key"  # of the link, and of the session
FIRST_SEED = 1


def show_page() -> None:
    """The controls and the sheet."""
    state = st.session_state
    for name, value in _linked().items():
        state.setdefault(name, value)
    names = short_topic_names()
    # A widget of its own for each language, because the browser knows a choice by its words.
    own = f"{TOPIC}@{language()}"
    state[own] = state[TOPIC]
    with st.container(horizontal=True, vertical_alignment="bottom", key="sheet_controls"):
        st.segmented_control(
            _("Topic"),
            TOPICS,
            format_func=lambda one: names[one],
            key=own,
            required=True,
            on_change=lambda: _take(own),
        )
        st.number_input(
            _("Seed"), *SEEDS, step=1, key=SEED, persist_state="session", on_change=_write, width=140
        )  # fmt: skip
        st.toggle(_("With the answers"), key=KEY, persist_state="session", on_change=_write)
    st.caption(
        _(
            "Every seed is another sheet; the answers come from the same computation as the pictures."
        )
    )
    chosen = worksheet(state[TOPIC], int(state[SEED] or FIRST_SEED))
    draw(document(chosen, key=state[KEY]), topic_names()[chosen.topic], language())


def _linked() -> dict[str, object]:
    """What the link says, where it can be meant."""
    link = st.query_params
    topic, seed = link.get(TOPIC, ""), link.get(SEED, "")
    known = seed.isdecimal() and len(seed) < 6 and SEEDS[0] <= int(seed) <= SEEDS[1]
    return {
        TOPIC: topic if topic in TOPICS else TOPICS[0],
        SEED: int(seed) if known else FIRST_SEED,
        KEY: link.get(KEY) == "1",
    }


def _take(own: str) -> None:
    st.session_state[TOPIC] = st.session_state[own]
    _write()


def _write() -> None:
    """What is as at first stays out of the link."""
    topic, seed, key = (st.session_state[name] for name in (TOPIC, SEED, KEY))
    write_parameters(
        {
            TOPIC: "" if topic == TOPICS[0] else topic,
            SEED: "" if seed in (None, FIRST_SEED) else str(seed),
            KEY: "1" if key else "",
        }
    )
