"""The microphone: two or three words of the reader's own, recorded, learned by two nets, and tried live."""

from __future__ import annotations

from functools import partial

import streamlit as st

from lstm_core.cases.own import TAKES, TESTED
from lstm_core.cases.sound import MOST_BYTES, SoundError
from lstm_core.cases.spectrum import RATE
from ui.cases.own_answer import show_answer
from ui.cases.own_takes import SECONDS, SLOTS, STAY, Mine, forget_all, mine, sound_of
from ui.cases.own_training import show_training
from ui.cases.own_words import (
    FIRST,
    known_already,
    plain,
    recorder_labels,
    refusal,
    take_labels,
    too_large,
    where_they_go,
)
from ui.components.record import Sent, record
from ui.components.take import show_take
from ui.text import _, language, lesson

LONGEST_NAME = 20  # characters of a word


def show_own() -> None:
    """Name the words, record them, train, test. Everything is forgotten soon after the reader has left."""
    here = mine()
    st.fragment(_stay, run_every=STAY / 6)()
    st.markdown(lesson("cases/own"))
    st.markdown(where_they_go())
    names = _names()
    for slot, name in enumerate(names):
        if name:
            _show_word(here, slot, name)
    if any(here.takes):
        st.button(
            _("Forget all my recordings"),
            on_click=forget_all,
            key="own_forget",
            icon=":material/delete:",
        )
    show_training(here, names)
    show_answer(here)


def _stay() -> None:
    """The page is still open."""
    mine()


def _names() -> list[str]:
    """What the words are called, "" for none."""
    labels = (_("First word"), _("Second word"), _("A third, if you like"))
    names = []
    for slot, column in enumerate(st.columns(SLOTS)):
        with column:
            written = st.text_input(
                labels[slot],
                FIRST[language()][slot],
                max_chars=LONGEST_NAME,
                key=f"own_word_{slot}",
            )
        names.append(" ".join((written or "").split()))
    return names


def _show_word(here: Mine, slot: int, name: str) -> None:
    """One word: the recorder, what was said to the last file, and the recordings."""
    with st.container(border=True, key=f"own_place_{slot}"):
        heading = st.empty()  # says how many there are after what is sent now
        sent = record(
            recorder_labels(name),
            rate=RATE,
            seconds=SECONDS,
            largest=MOST_BYTES,
            key=f"own_record_{slot}",
            enabled=not here.is_full(slot),
        )
        for sentence in [said for one in sent if (said := _take(here, slot, one))]:
            st.markdown(f":red[{sentence}]")
        takes = here.takes[slot]
        heading.markdown(
            _(
                "**{word}** · recordings: {n} (of {least} to {most}; {tested} or more to be tested)",
                word=plain(name),
                n=len(takes),
                least=TAKES[0],
                most=TAKES[1],
                tested=TESTED,
            )
        )
        with st.container(horizontal=True, gap="small"):
            for place, take in enumerate(takes, 1):
                labels = take_labels(place, name, take.seconds)
                delete = partial(_delete, slot, take.number)
                show_take(sound_of(take), labels, delete, key=f"own_take_{take.number}")


def _take(here: Mine, slot: int, sent: Sent) -> str:
    """Keep what was sent. Returns why not, or ""."""
    if here.is_full(slot):
        return recorder_labels("")["full"]
    said = f"{plain(sent.name)}: " if sent.name else ""
    if sent.data is None:
        return said + too_large()
    try:
        take = here.take(sent.data)
    except SoundError as error:
        return said + refusal(error)
    if here.has(take):
        return said + known_already()
    here.takes[slot].append(take)
    return ""


def _delete(slot: int, number: int) -> None:
    here = mine()
    here.takes[slot] = [take for take in here.takes[slot] if take.number != number]
