"""The controls beside the decay curves: three in view, the rest behind "More knobs"; and buttons that set them to something worth a look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from lstm_core.config import KINDS
from ui.gradients.curve_words import example_names, knob_name, show_names
from ui.gradients.knobs import (
    CHOICES,
    EXAMPLES,
    PARAMETERS,
    RANGES,
    Knobs,
    from_link,
    key,
    read_knobs,
    set_knobs,
    write_knobs,
)
from ui.race.knobs import choice_name
from ui.race.names import KIND_NAMES
from ui.text import _, language, number

SLIDER_END = 4.0  # of the radius; the field beside it goes on
WRONG = "fresh_wrong"  # knobs that the link sets to what cannot be


def open_knobs() -> None:
    """Once a session: what the link says, and the rest as at first."""
    if key("T") in st.session_state:
        return
    values, wrong = from_link({name: st.query_params.get(name) or "" for name in _named()})
    set_knobs(st.session_state, **values)
    st.session_state[WRONG] = wrong


def _named() -> list[str]:
    return [name for name in PARAMETERS.values() if name in st.query_params]


def show_what(knobs: Knobs) -> None:
    """Which nets are drawn, above the picture."""
    names = show_names()
    _choose(
        st.segmented_control,
        _("Which nets"),
        CHOICES["show"],
        "show",
        format_func=lambda one: names[one],
        required=True,
        label_visibility="collapsed",
    )


def show_knobs(knobs: Knobs) -> None:
    """All controls of the fresh nets."""
    still = _("These knobs set fresh nets. Choose “at the start” or “both” to see them.")
    off = still if knobs.show == "after" else ""
    _choose(
        st.selectbox,
        _("Recurrent weights W at the start"),
        CHOICES["start"],
        "start",
        format_func=lambda one: choice_name("start", one),
        disabled=bool(off),
        help=off or None,
    )
    _radius(knobs, off)
    _slider("forget_bias", 0.25, off)
    _slider("size", 0.05, off, none=_("Silence: all inputs are 0.") if knobs.size == 0 else "")
    more = st.expander(_("More knobs"), key="fresh_more", on_change="rerun")
    if more.open:
        with more:
            _more(knobs, off)


def show_examples() -> None:
    """Worked settings, one click each."""
    names = example_names()
    with st.container(horizontal=True, gap="small", key="fresh_examples"):
        for name, values in EXAMPLES.items():
            st.button(names[name], key=key(f"example_{name}"), on_click=_take, args=(values,))


def _take(values: dict[str, Any]) -> None:
    set_knobs(st.session_state, **values)
    st.session_state[WRONG] = []


def _radius(knobs: Knobs, off: str) -> None:
    """A slider as far as it is of interest, and a field for more."""
    free = knobs.start != "pytorch" and knobs.kinds
    why = off or ("" if free else _("PyTorch's start has no radius to set. Choose another start."))
    slide = key("radius_slide")
    st.session_state[slide] = min(SLIDER_END, knobs.radius)

    def take() -> None:
        st.session_state[key("radius")] = st.session_state[slide]
        st.session_state[WRONG] = []

    left, right = st.columns([5, 3], gap="small", vertical_alignment="bottom")
    low, high = RANGES["radius"]
    label = knob_name("radius")
    with left:
        st.slider(label, low, SLIDER_END, step=0.05, key=slide, on_change=take, disabled=bool(why), help=why or None)  # fmt: skip
    with right:
        st.number_input(_("{name}, exact value", name=label), low, high, step=0.1, key=key("radius"), persist_state="session", disabled=bool(why), label_visibility="collapsed", on_change=_right)  # fmt: skip
    if why and not off:
        st.caption(why)
    elif knobs.radius == 0:
        st.caption(
            _("Radius 0: nothing comes from the step before, so what W carries is exactly 0.")
        )


def _more(knobs: Knobs, off: str) -> None:
    st.pills(
        _("The start is that of"),
        KINDS,
        selection_mode="multi",
        format_func=lambda kind: KIND_NAMES[kind],
        key=key("kinds"),
        persist_state="session",
        disabled=bool(off) or knobs.start == "pytorch",
        help=off or _("The others start as PyTorch has it."),
    )
    st.segmented_control(
        knob_name("activation"),
        CHOICES["activation"],
        format_func=lambda one: choice_name("activation", one),
        required=True,
        key=key("activation"),
        persist_state="session",
        disabled=bool(off),
        help=off or None,
    )
    _slider("update_bias", 0.25, off)
    _slider("T", 1, off)
    _slider("H", 1, off)
    _slider("nets", 1, off)
    low, high = RANGES["seed"]
    st.number_input(knob_name("seed"), int(low), int(high), step=1, key=key("seed"), persist_state="session", disabled=bool(off))  # fmt: skip


def _slider(name: str, step: float, off: str, *, none: str = "") -> None:
    low, high = RANGES[name]
    st.slider(
        knob_name(name),
        low,
        high,
        step=step,
        key=key(name),
        persist_state="session",
        disabled=bool(off),
        help=off or None,
        on_change=_right,
    )
    if none:
        st.caption(none)


def _right() -> None:
    """The reader has set something: what the link said does not matter any more."""
    st.session_state[WRONG] = []


def say_wrong() -> None:
    """What the link asks for and cannot be."""
    for name in st.session_state.get(WRONG, []):
        if name in RANGES:
            low, high = (number(end, 0) for end in RANGES[name])
            said = _(
                "{name}: from {low} to {high}, please.", name=knob_name(name), low=low, high=high
            )
        else:
            said = _("The link asks for something that “{name}” cannot be.", name=knob_name(name))
        st.markdown(f":red[{said}]")


def _choose(
    widget: Callable[..., Any], label: str, options: Sequence[str], name: str, **more: Any
) -> None:
    """A widget whose options are written in the reader's language.

    Each language has one of its own, because the browser knows a choice by its words.
    """
    own = f"{key(name)}@{language()}"
    st.session_state[own] = getattr(read_knobs(st.session_state), name)

    def take() -> None:
        write_knobs(st.session_state, **{name: st.session_state[own]})

    widget(label, options, key=own, on_change=take, **more)
