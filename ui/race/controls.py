"""The controls of the race: what a student needs in view, the rest behind "More settings". Their limits are the config's own."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lstm_core.config import DIGIT_STEPS, LENGTHS, MAX_TEXT, TASKS, TrainConfig
from lstm_core.presets import PRESETS
from lstm_core.tasks import USED_KNOBS
from ui.race.knobs import choice_name, knob_help, knob_label
from ui.race.names import KIND_NAMES
from ui.race.presets import preset_name, preset_reason
from ui.race.settings import LANES, key, length_key, write_settings
from ui.race.words import distance_names, task_names
from ui.text import _, number

RATES = tuple(float(f"{digit}e{power}") for power in range(-5, 0) for digit in (1, 2, 3, 5))


def open_settings() -> None:
    """Once a session: the settings of the first preset."""
    if key("task") not in st.session_state:
        st.session_state[key("preset")] = next(iter(PRESETS))
        take_preset()


def take_preset() -> None:
    """Set every knob as the chosen preset has it."""
    write_settings(st.session_state, PRESETS[st.session_state[key("preset")]])


def show_task() -> None:
    """Which preset and why it works, the distance, the nets, the seeds."""
    st.selectbox(
        _("What is to be learned"),
        list(PRESETS),
        format_func=preset_name,
        key=key("preset"),
        on_change=take_preset,
        persist_state="session",
    )
    st.caption(preset_reason(st.session_state[key("preset")]))
    task = st.session_state[key("task")]
    if task == "text":
        _text()
    _length(task)
    st.pills(
        _("Nets"),
        LANES,
        selection_mode="multi",
        format_func=lane_name,
        key=key("lanes"),
        wrap=True,
        help=_("“RNN, same size” has as many parameters as the LSTM, and so more hidden units."),
        persist_state="session",
    )
    _knob("seeds", key("seeds"))


def lane_name(lane: str) -> str:
    """What a choice of net is called."""
    return _("RNN, same size") if lane == "rnn_p" else KIND_NAMES[lane]


def show_guess(distances: tuple[int, ...]) -> None:
    """What the reader expects, before the start: who wins, and where the RNN breaks."""
    kinds = [lane for lane in LANES if lane in st.session_state[key("lanes")] and lane != "rnn_p"]
    st.pills(
        _("First, your guess: which net wins?"),
        [*kinds, "nobody"],
        format_func=lambda kind: KIND_NAMES.get(kind, _("none")),
        key=key("winner"),
        persist_state="session",
    )
    guessed = st.session_state.get(key("winner")) is not None
    if guessed and len(distances) > 1 and "rnn" in kinds:
        if st.session_state.get(key("breaks")) not in (*distances, "never", None):
            st.session_state[key("breaks")] = None
        st.selectbox(
            _("From which distance does the RNN fail?"),
            [*distances, "never"],
            index=None,
            format_func=lambda at: _("it does not fail") if at == "never" else number(at, 0),
            placeholder=_("choose"),
            key=key("breaks"),
            persist_state="session",
        )


def show_more() -> None:
    """All other knobs, those alone that the task uses."""
    more = st.expander(_("More settings"), key="race_more", on_change="rerun")
    if not more.open:
        return
    with more:
        st.selectbox(
            knob_label("task"),
            TASKS,
            format_func=lambda task: task_names()[task],
            key=key("task"),
            on_change=_open_task,
            persist_state="session",
        )
        for knob in USED_KNOBS[st.session_state[key("task")]]:
            if knob not in ("length", "text"):
                _knob(knob, key(knob))
        st.subheader(_("The nets"), anchor=False)
        for kind in KIND_NAMES:
            if kind in st.session_state[key("lanes")] or (
                kind == "rnn" and "rnn_p" in st.session_state[key("lanes")]
            ):
                _net(kind)
        _knob("E", key("E"))
        st.subheader(_("How they learn"), anchor=False)
        for knob in ("optimiser", "clip", "batch", "steps", "stop_when_solved", "seed"):
            _knob(knob, key(knob))


def _open_task() -> None:
    task = st.session_state[key("task")]
    st.session_state.setdefault(length_key(task), LENGTHS[task][2])


def _net(kind: str) -> None:
    """The knobs that are one net's own."""
    with st.container(border=True):
        st.markdown(f"**{KIND_NAMES[kind]}**")
        knobs = ["H", "learning_rate", "start"]
        if st.session_state[key("start", kind)] != "pytorch":
            knobs.append("radius")
        knobs += ["activation"] if kind == "rnn" else ["chrono", "gate_bias"]
        for knob in knobs:
            _knob(
                knob,
                key(knob, kind),
                label=_("Update bias") if (knob, kind) == ("gate_bias", "gru") else "",
            )


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
    file = st.file_uploader(
        _("A text file, up to 200 kB"), type=["txt", "md"], key="race_file", max_upload_size=1
    )
    if file is not None:
        data = file.read(MAX_TEXT + 1)
        text = _decoded(data)
        if len(data) > MAX_TEXT or text is None:
            st.caption(
                _("This file is larger than 200 kB.")
                if len(data) > MAX_TEXT
                else _("This file is not plain text (UTF-8).")
            )
        elif st.session_state.get("race_file_taken") != file.file_id:
            st.session_state["race_file_taken"] = file.file_id
            st.session_state[key("text")] = text
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


def _knob(knob: str, name: str, *, label: str = "") -> Any:
    """The control for a knob, as its default, range and choices ask for."""
    known = TrainConfig.knobs()[knob]
    label = label or knob_label(knob)
    shared: dict[str, Any] = {
        "key": name,
        "help": knob_help(knob) or None,
        "persist_state": "session",
    }
    if knob == "learning_rate":
        rates = sorted({*RATES, 1.0, st.session_state[name]})
        return st.select_slider(label, rates, format_func=_rate, **shared)
    if isinstance(known.default, bool):
        return st.toggle(label, **shared)
    if known.choices:
        return st.selectbox(
            label, known.choices, format_func=lambda choice: choice_name(knob, choice), **shared
        )
    if knob == "seeds":
        return st.slider(label, int(known.low or 0), int(known.high or 0), **shared)
    whole = isinstance(known.default, int)
    cast = int if whole else float
    return st.number_input(
        label,
        cast(known.low or 0),
        cast(known.high or 0),
        step=cast(1) if whole else 0.5,
        **shared,
    )


def _rate(rate: float) -> str:
    return number(rate, max(0, len(f"{rate:.5f}".rstrip("0").partition(".")[2])))
