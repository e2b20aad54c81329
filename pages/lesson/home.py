"""The start page: what this is, the objectives of the lecture, and a card for each page with a live miniature."""

import streamlit as st

from lstm_core.examples import examples
from ui.components.decay_card import decay_card
from ui.components.memory_card import memory_card
from ui.components.miniature import latch_memory
from ui.components.race_card import race_card
from ui.gradients.card import card_payload
from ui.memory import card as memory
from ui.navigation import Entry, entries
from ui.race import payload as race
from ui.race.status import first_shipped
from ui.runs.card import runs_card
from ui.text import _, language, lesson


def card(entry: Entry) -> None:
    """What a page is about, with something to try at once, and the way there."""
    with st.container(border=True):
        st.header(entry.heading, anchor=False)
        st.markdown(entry.summary)
        if entry.path == "gradients":
            decay_card(card_payload(), key="decay_card")
        if entry.path == "cell":
            latch = next(example for example in examples() if example.name == "latch")
            latch_memory(latch, key="latch_memory")
        if entry.path == "memory":
            memory_card(memory.card_payload(), key="memory_card")
        if entry.path == "race":
            race_card(race.card_payload(first_shipped().id, language()), key="race_card")
        if entry.path == "runs":
            runs_card()
        st.page_link(
            entry.file,
            label=_("Open “{page}”", page=entry.title),
            icon=":material/arrow_forward:",
        )


pages = entries()[1:]
words, cards = st.columns([5, 7], gap="large")
with words:
    st.markdown(lesson("home"))
    if pages:
        st.page_link(
            pages[0].file,
            label=_("**Start here:** {page}", page=pages[0].title),
            icon=":material/play_arrow:",
        )
with cards:
    for page in pages:
        card(page)
