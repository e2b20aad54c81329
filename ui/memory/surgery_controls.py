"""The controls of the surgery. They all show one setting, which stands in the session, in the link, and in a history that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

import streamlit as st

from lstm_core.surgery import actions_of
from ui.memory.operated import (
    Operated,
    chosen_look,
    first_word,
    most_cells,
    usual_case,
)
from ui.memory.sentence import plain
from ui.memory.subject import Look, Subject
from ui.memory.surgery_setting import (
    FEW,
    WHICH,
    Cells,
    Setting,
    read_cells,
)
from ui.memory.surgery_state import HISTORY, TYPED, go, now, put, take_setting
from ui.memory.surgery_words import (
    action_names,
    cannot,
    country_name,
    which_names,
)
from ui.text import _, language, number

MOST_DRAW = 999
HOW_MANY = (1, 2, 4, 8, 12, 16)  # cells, to choose from


def show_controls(operated: Operated) -> None:
    """All of them, for what is done."""
    setting, subject, look = operated.setting, operated.subject, operated.look
    _examples(setting, subject)
    what, cells, words = st.columns([4, 5, 5], gap="medium")
    with what:
        _what(setting, subject, look)
    with cells:
        _cells(operated)
    with words:
        _words(setting, subject)
        _net(setting, subject)
    if why := cannot(look.config.kind):
        st.caption(why)


def _examples(setting: Setting, subject: Subject) -> None:
    """Worked operations at a click, and the way back."""
    look, history = chosen_look(setting, subject), st.session_state[HISTORY]
    country = country_name(usual_case(subject))
    few = min(FEW, most_cells("random", look.config.H))
    first = replace(Setting(), lane=now().lane, cells=Cells("telling", few))
    examples = {
        "write": (_("Write {country} into {k} cells", country=country, k=few), first),
        "once": (_("Write it only once"), replace(first, last=first_word(subject))),
        "random": (
            _("The same in {k} random cells", k=few),
            replace(first, cells=Cells("random", few)),
        ),
    }
    if "close_forget" in actions_of(look.config.kind):
        at = first_word(subject)
        examples["forget"] = (
            _("Let {k} cells forget at one word", k=few),
            replace(first, what="close_forget", first=at, last=at),
        )
    with st.container(horizontal=True, gap="small", key="op_examples"):
        for name, (label, one) in examples.items():
            st.button(label, key=f"op_example_{name}", on_click=put, args=(one,))
        st.button(
            _("As it was"),
            key="op_nothing",
            icon=":material/restart_alt:",
            on_click=put,
            args=(now().nothing(),),
            disabled=setting.cells == setting.nothing().cells,
        )
        st.button(
            _("Undo"),
            key="op_undo",
            icon=":material/undo:",
            on_click=go,
            args=(1,),
            disabled=not history.can_undo,
        )
        st.button(
            _("Redo"),
            key="op_redo",
            icon=":material/redo:",
            on_click=go,
            args=(-1,),
            disabled=not history.can_redo,
        )


def _what(setting: Setting, subject: Subject, look: Look) -> None:
    kind = look.config.kind
    names = action_names(kind)
    choices = sorted(actions_of(kind), key=list(names).index)
    _choose(
        st.selectbox,
        _("What to do"),
        choices,
        "what",
        setting.what,
        lambda one: take_setting(what=one),
        format_func=lambda one: names[one],
    )
    if setting.what == "overwrite":
        _choose(
            st.selectbox,
            _("Whose memory is written"),
            range(look.config.countries),
            "case",
            setting.case,
            lambda one: take_setting(case=one),
            format_func=country_name,
        )


def _cells(operated: Operated) -> None:
    cells, names, H = operated.setting.cells, which_names(), operated.look.config.H
    typing = st.session_state.get(TYPED)
    _choose(
        st.segmented_control,
        _("Which of the {H} cells", H=number(H, 0)),
        WHICH,
        "which",
        "own" if typing is not None else cells.which,
        lambda one: _switch(one, operated),
        format_func=lambda one: names[one],
        required=True,
    )
    if cells.which == "own" or typing is not None:
        _own(cells, H)
        return
    amount, draw = st.columns([3, 2]) if cells.which == "random" else (st.container(), None)
    most = most_cells(cells.which, H)
    with amount:
        _choose(
            st.segmented_control,
            _("How many"),
            sorted({cells.k, *(k for k in HOW_MANY if k <= most)}),
            f"k_{cells.which}_{H}",
            cells.k,
            lambda k: take_setting(cells=replace(cells, k=int(k))),
            required=True,
        )
    if draw is not None:
        with draw:
            _choose(
                st.number_input,
                _("Draw"),
                (0, MOST_DRAW),
                "draw",
                min(cells.draw, MOST_DRAW),
                lambda one: take_setting(cells=replace(cells, draw=int(one or 0))),
                step=1,
            )


def _switch(which: str, operated: Operated) -> None:
    """Another way to say which cells; those of one's own begin with the ones that are chosen."""
    cells, H = operated.setting.cells, operated.look.config.H
    if which != "own":
        k = max(1 if which == "random" else 0, min(cells.k, most_cells(which, H)))
        take_setting(cells=replace(cells, which=which, k=k, own=()))
    elif operated.units:
        take_setting(
            cells=replace(cells, which=which, own=tuple(unit + 1 for unit in operated.units))
        )
    else:
        st.session_state[TYPED] = ""


def _own(cells: Cells, H: int) -> None:
    """Cell numbers as people type them; what cannot be stays in the field and is said, and nothing else changes."""
    typed = st.session_state.get(TYPED)
    key = f"op_own_{H}"
    st.session_state[key] = ", ".join(map(str, cells.own)) if typed is None else typed

    def take() -> None:
        text = st.session_state[key] or ""
        good, bad = read_cells(text, H)
        if good and not bad:
            take_setting(cells=replace(cells, which="own", own=good))
        else:
            st.session_state[TYPED] = text

    st.text_input(
        _("Their numbers"),
        key=key,
        on_change=take,
        max_chars=600,
        placeholder="17, 3, 40",
    )
    if typed is None:
        return
    good, bad = read_cells(typed, H)
    if bad:
        named = ", ".join(f"“{plain(one)}”" for one in bad[:3])
        said = _(
            "The cells have numbers from 1 to {H}: {bad} is none. Nothing was changed.",
            H=number(H, 0),
            bad=named,
        )
        st.markdown(f":red[{said}]")
    elif not good:
        st.caption(_("Name at least one cell, from 1 to {H}. Until then nothing changes.", H=number(H, 0)))  # fmt: skip


def _words(setting: Setting, subject: Subject) -> None:
    """From which word to which: two lists rather than a slider, because on a phone its ends are small and lie on each other."""
    said = subject.said
    if said.T == 1:
        st.caption(_("The sentence has one word, after which it is done."))
        return
    first, last = setting.first or 1, setting.last or said.T
    read = blake2b(said.numbers.tobytes(), digest_size=4).hexdigest()

    def name(t: int) -> str:
        return f"{number(t, 0)} {said.words[t - 1]}"

    begin, end = st.columns(2)
    with begin:
        _choose(
            st.selectbox,
            _("From which word"),
            range(1, said.T + 1),
            f"from_{read}",
            first,
            lambda t: _take_span(t, max(t, last), subject),
            format_func=name,
        )
    with end:
        _choose(
            st.selectbox,
            _("To which word"),
            range(1, said.T + 1),
            f"to_{read}",
            last,
            lambda t: _take_span(min(first, t), t, subject),
            format_func=name,
        )


def _take_span(first: int, last: int, subject: Subject) -> None:
    take_setting(
        first=None if first == first_word(subject) else first,
        last=None if last == subject.said.T else last,
    )


def _net(setting: Setting, subject: Subject) -> None:
    names = {one.lane: one.name for one in subject.looks}
    if len(names) > 1:
        _choose(
            st.segmented_control,
            _("Which net"),
            list(names),
            "lane",
            setting.lane,
            lambda one: take_setting(lane=None if one == subject.main.lane else one),
            format_func=lambda lane: names[lane],
            required=True,
        )


def _choose(
    widget: Callable[..., Any],
    label: str,
    options: Sequence[Any],
    name: str,
    value: Any,
    take: Callable[[Any], None],
    **more: Any,
) -> None:
    """A widget that shows `value` and hands what the reader makes of it to `take`.

    Each language has one of its own, because the browser knows a choice by its words. `options` of a field for a number are its
    ends.
    """
    key = f"op_{name}@{language()}"
    st.session_state[key] = value
    ends = widget is st.number_input
    args = tuple(options) if ends else (list(options),)
    widget(label, *args, key=key, on_change=lambda: take(st.session_state[key]), **more)
