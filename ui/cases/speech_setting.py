"""What the reader has set in the speech case: it stands in the link, and whoever wrote a link is not trusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lstm_core.cases.saying import Saying
from lstm_core.cases.speech import words
from ui.link import write_parameters
from ui.text import language

PREFIX = "speech_"  # of the link
KEPT = "speech_start"  # of the session: what differs from USUAL
USUAL: dict[str, str] = {
    "word": "3",
    "voice": "low",
    "speed": "1",
    "noise": "low",
    "backwards": "",
    "shuffled": "",
    "without": "",
}
VOICES = {"low": 0, "high": 1, "child": 4}  # strangers; see `synth.voice`
SPEEDS = ("0.5", "0.8", "1", "1.3", "1.8")
NOISES = {"low": 0.01, "some": 0.1, "loud": 0.32}  # 40, 20, 10 dB below the word
OPTIONS: dict[str, tuple[str, ...]] = {
    "word": tuple("123456"),
    "voice": tuple(VOICES),
    "speed": SPEEDS,
    "noise": tuple(NOISES),
    "backwards": ("", "true"),
    "shuffled": ("", "true"),
    "without": ("", "mean"),  # a kind of net that a step of the lecture leaves for the next one
}


def setting() -> dict[str, str]:
    """Every name of USUAL: what the reader has set, before that the link, else what is usual."""
    if KEPT not in st.session_state:
        said = {name: st.query_params.get(PREFIX + name, "") for name in USUAL}
        st.session_state[KEPT] = read_setting(said)
    kept: dict[str, str] = st.session_state[KEPT]
    return USUAL | kept


def read_setting(value: Any) -> dict[str, str]:
    """Of what came from a browser, that which is one of OPTIONS and not usual."""
    if not isinstance(value, Mapping):
        return {}
    found = {name: value.get(name) for name in USUAL}
    return {
        name: one
        for name, one in found.items()
        if isinstance(one, str) and one in OPTIONS[name] and one != USUAL[name]
    }


def keep(value: Any) -> None:
    """Remember it, and write it into the link."""
    kept = read_setting(value)
    st.session_state[KEPT] = kept
    write_parameters({PREFIX + name: kept.get(name, "") for name in USUAL})


def saying_of(chosen: Mapping[str, str]) -> Saying:
    """What is to be said."""
    return Saying(
        words(language())[int(chosen["word"]) - 1],
        VOICES[chosen["voice"]],
        float(chosen["speed"]),
        NOISES[chosen["noise"]],
        bool(chosen["backwards"]),
        bool(chosen["shuffled"]),
    )
