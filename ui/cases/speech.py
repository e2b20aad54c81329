"""Case 3: a spoken word becomes a spectrogram and frames, and four kinds of net say what they hear (slide 5)."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from lab.shipped_cases import shipped_case
from lstm_core.cases.config import CHANGES
from ui.cases.called import called, riddle
from ui.cases.committed import is_named
from ui.cases.experiment import show_experiment
from ui.cases.nets import CaseNet, case_nets, own_trial
from ui.cases.said import percent
from ui.cases.speech_often import show_often
from ui.cases.speech_payload import payload
from ui.cases.speech_setting import keep, saying_of, setting
from ui.components import as_bytes
from ui.components.speech import KEY, speech
from ui.lesson.beside import in_lecture, step_here
from ui.lesson.parts import link_to_part
from ui.navigation import entry_at
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.text import _, language, lesson, number


def show_speech() -> None:
    """The picture, and below it the experiment, the answers of many voices, and how it is made."""
    _picture()
    show_experiment("speech", language=language())
    if in_lecture():
        st.page_link(
            entry_at("cases").file,
            label=_("With your own voice: to the microphone"),
            icon=":material/mic:",
            query_params={"lesson": step_here()} | link_to_part("cases", "own"),
        )
    trial = own_trial("speech", language=language())
    if trial is not None and trial.is_complete:
        st.markdown(lesson("cases/speech_why"))
    with st.expander(_("What it shows, how the words are made, and sources"), key="speech_about"):
        st.markdown(about_speech())


def about_speech() -> str:
    """The lesson, with what the shipped seeds score on average on voices that they have not heard, before and after shuffling."""
    means = {
        "_".join(filter(None, (lane.config.kind, change))): percent(float(lane.accuracy.mean()))
        for change in CHANGES
        for lane in shipped_case("speech", language(), change)
    }
    return lesson("cases/speech").format(**means)


@st.fragment
def _picture() -> None:
    nets = case_nets("speech", language=language())
    chosen = setting()
    if in_lecture():
        nets.pop(chosen["without"], None)
    named = is_named("speech", language())
    body = payload(nets, chosen, named=named)
    speech(as_bytes(body), on_view=lambda: keep(st.session_state[KEY].get("view")))
    if not named:
        st.markdown(riddle("speech"))
    st.caption(_about(nets))
    often = st.expander(
        _("**Many voices**: what the nets hear when 40 strangers say it like this"),
        key="speech_often",
        on_change="rerun",
    )
    if often.open:
        with often:
            seen = [one for one in called("speech", named=named) if one.kind in nets]
            show_often(nets, saying_of(chosen), seen)
    take_away(KEY, lambda: table(body), "speech")


def _about(nets: dict[str, CaseNet]) -> str:
    seed = number(next(iter(nets.values())).config.seed, 0)
    if all(net.is_shipped for net in nets.values()):
        return _(
            "The voice is synthetic, and no net has learned from it. Nets of seed {seed} that ship with the app.",
            seed=seed,
        )
    return _(
        "The voice is synthetic, and no net has learned from it. The nets that you have just trained, seed {seed}.",
        seed=seed,
    )


@as_csv
def table(body: Mapping[str, Any]) -> Rows:
    """As CSV the belief of every net in every word after every frame."""
    yield ["net", "frame", *body["words"]]
    for net in body["nets"]:
        flat = np.frombuffer(b64decode(net["beliefs"]), dtype="<f4")
        for t, row in enumerate(flat.reshape(-1, len(body["words"]))):
            yield [net["look"], t, *(f"{share:.5f}" for share in row)]
