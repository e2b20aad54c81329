"""The start page: what this is, the way through the lecture, and a card for each page with a live miniature."""

import streamlit as st

from lstm_core.examples import examples
from ui.components.later import is_later
from ui.components.miniature import latch_memory
from ui.lesson.way import show_way
from ui.navigation import Entry, asides, entries
from ui.text import _, lesson

AT_ONCE = "cell"  # costs nothing to make; the other miniatures follow when this one is drawn


def card(entry: Entry) -> None:
    """What a page is about, with something to try at once, and the way there."""
    with st.container(border=True):
        st.header(entry.heading, anchor=False)
        st.markdown(entry.summary)
        show_miniature(entry.path)
        st.page_link(
            entry.file,
            label=_("Open “{page}”", page=entry.title),
            icon=":material/arrow_forward:",
        )


def miniature(path: str) -> None:
    """Something of the page to play with. What each needs is read when it is drawn."""
    if path == "cases":
        from ui.cases.card import card_payload as cases
        from ui.components.cases_card import cases_card

        cases_card(cases(), key="cases_card")
    elif path == "unrolled":
        from ui.bptt import card as bptt
        from ui.components.unrolled_card import unrolled_card

        unrolled_card(bptt.card_payload(), key="unrolled_card")
    elif path == "gradients":
        from ui.components.decay_card import decay_card
        from ui.gradients.card import card_payload

        decay_card(card_payload(), key="decay_card")
    elif path == "cell":
        latch = next(example for example in examples() if example.name == "latch")
        latch_memory(latch, key="latch_memory")
    elif path == "memory":
        from ui.components.memory_card import memory_card
        from ui.memory import card as memory

        memory_card(memory.card_payload(), key="memory_card")
    elif path == "race":
        from ui.components.race_card import race_card
        from ui.race import payload as race
        from ui.race.status import first_shipped
        from ui.text import language

        race_card(race.card_payload(first_shipped().id, language()), key="race_card")
    elif path == "runs":
        from ui.runs.card import runs_card

        runs_card()


@st.fragment
def show_miniature(path: str) -> None:
    """The miniature of a page, as soon as the browser has drawn what must not wait."""
    if path == AT_ONCE or is_later(key=f"home_later_{path}"):
        with st.container(key=f"card_{path}"):
            miniature(path)


words, cards = st.columns([6, 6], gap="large")
with words:
    st.markdown(lesson("home"))
    show_way()
    with st.container(horizontal=True):
        for aside in asides():
            if aside.file.exists():
                st.page_link(aside.file, label=aside.title)
with cards:
    for page in entries()[1:]:
        card(page)
