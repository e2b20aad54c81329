"""The controls of the race: what a student needs in view, the rest behind "More settings". Their limits are the config's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from lstm_core.config import DIGIT_STEPS, LENGTHS, MAX_TEXT, TASKS, TrainConfig
from lstm_core.presets import preset, presets
from lstm_core.tasks import USED_KNOBS
from ui.components.pick_file import pick_file
from ui.race.knobs import choice_name, knob_help, knob_label
from ui.race.names import lane_names
from ui.race.presets import preset_name, preset_reason
from ui.race.settings import MOST_LANES, key, length_key, own_settings, write_settings
from ui.race.words import distance_names, task_names
from ui.text import _, language, number

RATES = tuple(float(f"{digit}e{power}") for power in range(-5, 0) for digit in (1, 2, 3, 5))


def open_settings() -> None:
    """Once a session: the settings of the first preset."""
    if key("task") not in st.session_state:
        st.session_state[key("preset")] = presets()[0].name
        take_preset()


def take_preset() -> None:
    """Set every knob as the chosen preset has it; sentences are in the reader's language."""
    lanes = preset(st.session_state[key("preset")]).lanes
    write_settings(st.session_state, [replace(lane, language=language()) for lane in lanes])
    for guess in ("winner", "breaks"):
        st.session_state[key(guess)] = None


def _choose(
    widget: Callable[..., Any],
    label: str,
    options: Sequence[Any],
    name: str,
    *,
    then: Callable[[], None] | None = None,
    **more: Any,
) -> None:
    """A widget whose options are written in the reader's language; `name` is where the choice is kept.

    The browser knows the choice by its words only, so in another language it would be another one: each language has a
    widget of its own.
    """
    own = f"{name}@{language()}"
    st.session_state[own] = st.session_state.get(name)

    def take() -> None:
        st.session_state[name] = st.session_state[own]
        if then:
            then()

    widget(label, options, key=own, on_change=take, **more)


def show_task() -> None:
    """Which preset and why it works, the distance, the nets, the seeds."""
    _choose(
        st.selectbox,
        _("What is to be learned"),
        [one.name for one in presets()],
        key("preset"),
        then=take_preset,
        format_func=preset_name,
    )
    st.caption(preset_reason(st.session_state[key("preset")]))
    task = st.session_state[key("task")]
    if task == "text":
        with st.expander(_("The text: paste or upload yours"), key="race_own_text"):
            _text()
    _length(task)
    names = net_names()
    _choose(
        st.pills,
        _("Nets"),
        list(range(len(names))),
        key("lanes"),
        selection_mode="multi",
        format_func=lambda net: names[net],
        wrap=True,
        help=_(
            "At most four. “RNN, same size” has as many parameters as the LSTM, and so more hidden units."
        ),
    )
    _knob("seeds", key("seeds"))


def net_names() -> list[str]:
    """What the nets that may take part are called."""
    nets = own_settings(st.session_state)
    same = [st.session_state[key("same_size", number)] for number in range(len(nets))]
    plain = [net for net, is_same in zip(nets, same, strict=True) if not is_same]
    names = iter(lane_names(plain))
    return [_("RNN, same size") if is_same else next(names).name for is_same in same]


def chosen_nets() -> list[int]:
    """The numbers of those that take part, in order."""
    return sorted(st.session_state[key("lanes")])[:MOST_LANES]


def show_guess(distances: tuple[int, ...]) -> None:
    """What the reader expects, before the start: who wins, and where the RNN breaks."""
    chosen = chosen_nets()
    names = net_names()
    options = [*chosen, "nobody"]
    if st.session_state.get(key("winner")) not in (*options, None):
        st.session_state[key("winner")] = None
    _choose(
        st.pills,
        _("First, your guess: which net wins?"),
        options,
        key("winner"),
        format_func=lambda net: _("none") if net == "nobody" else names[net],
        wrap=True,
    )
    guessed = st.session_state[key("winner")] is not None
    kinds = {st.session_state[key("nets")][net] for net in chosen}
    if guessed and len(distances) > 1 and "rnn" in kinds:
        if st.session_state.get(key("breaks")) not in (*distances, "never", None):
            st.session_state[key("breaks")] = None
        _choose(
            st.selectbox,
            _("From which distance does the RNN fail?"),
            [*distances, "never"],
            key("breaks"),
            index=None,
            format_func=lambda at: _("it does not fail") if at == "never" else number(at, 0),
            placeholder=_("choose"),
        )


def show_more() -> None:
    """All other knobs, those alone that the task uses."""
    more = st.expander(_("More settings"), key="race_more", on_change="rerun")
    if not more.open:
        return
    with more:
        _choose(
            st.selectbox,
            knob_label("task"),
            TASKS,
            key("task"),
            then=_open_task,
            format_func=lambda task: task_names()[task],
        )
        for knob in USED_KNOBS[st.session_state[key("task")]]:
            if knob not in ("length", "text"):
                _knob(knob, key(knob))
        st.subheader(_("The nets"), anchor=False)
        _knob("E", key("E"))
        names = net_names()
        for net in chosen_nets():
            _net(net, names[net])
        st.subheader(_("How they learn"), anchor=False)
        for knob in ("batch", "stop_when_solved", "seed"):
            _knob(knob, key(knob))


def _open_task() -> None:
    task = st.session_state[key("task")]
    st.session_state.setdefault(length_key(task), LENGTHS[task][2])


def _net(net: int, name: str) -> None:
    """The knobs that are one net's own."""
    kind = st.session_state[key("nets")][net]
    knobs = [] if st.session_state[key("same_size", net)] else ["H"]
    knobs += ["learning_rate", "start"]
    if st.session_state[key("start", net)] != "pytorch":
        knobs.append("radius")
    knobs += ["activation"] if kind == "rnn" else ["chrono", "gate_bias"]
    knobs += ["optimiser", "clip", "steps"]
    with st.container(border=True):
        st.markdown(f"**{name}**")
        for knob in knobs:
            update_bias = knob == "gate_bias" and kind == "gru"
            _knob(knob, key(knob, net), label=_("Update bias") if update_bias else "")


def _length(task: str) -> None:
    low, high, default, _unit = LENGTHS[task]
    name = length_key(task)
    st.session_state.setdefault(name, default)
    label = distance_names()[task][:1].upper() + distance_names()[task][1:]
    if task == "digits":
        st.segmented_control(label, DIGIT_STEPS, key=name, required=True, persist_state="session")
    else:
        st.slider(label, low, high, key=name, persist_state="session")


def _text() -> None:
    """A text of the reader's own: pasted, or from a file. What is not a text is said and not used."""
    too_large = _("This file is larger than 200 kB.")
    label = _("A text file, up to 200 kB")
    file = pick_file(label, too_large, largest=MAX_TEXT, key="race_file")
    if file is not None:
        text = None if file.data is None else _decoded(file.data)
        if text is not None:
            st.session_state[key("text")] = text
        elif file.data is not None:
            st.caption(_("This file is not plain text (UTF-8)."))
        else:
            st.caption(too_large)
    st.text_area(
        _("… or paste it here"),
        key=key("text"),
        max_chars=MAX_TEXT,
        height=100,
        persist_state="session",
    )


def _decoded(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def _knob(knob: str, name: str, *, label: str = "") -> None:
    """The control for a knob, as its default, range and choices ask for."""
    known = TrainConfig.knobs()[knob]
    label = label or knob_label(knob)
    hint = knob_help(knob) or None
    own: dict[str, Any] = {"key": name, "help": hint, "persist_state": "session"}
    if knob == "learning_rate":
        rates = sorted({*RATES, 1.0, st.session_state[name]})
        _choose(st.select_slider, label, rates, name, format_func=_rate, help=hint)
    elif isinstance(known.default, bool):
        st.toggle(label, **own)
    elif known.choices:
        _choose(
            st.selectbox,
            label,
            known.choices,
            name,
            format_func=lambda choice: choice_name(knob, choice),
            help=hint,
        )
    elif knob == "seeds":
        st.slider(label, int(known.low or 0), int(known.high or 0), **own)
    else:
        whole = isinstance(known.default, int)
        cast = int if whole else float
        low, high = cast(known.low or 0), cast(known.high or 0)
        st.number_input(label, low, high, step=cast(1) if whole else 0.5, **own)


def _rate(rate: float) -> str:
    return number(rate, max(0, len(f"{rate:.5f}".rstrip("0").partition(".")[2])))
