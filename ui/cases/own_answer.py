"""The reader's nets hear one more word: what each believes after every frame, and what it answers."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lstm_core.cases.own_twin import beliefs
from lstm_core.cases.sound import MOST_BYTES, SoundError
from lstm_core.cases.spectrum import RATE, seconds
from ui.cases.own_takes import SECONDS, Mine, Take, Trained, sound_of
from ui.cases.own_words import plain, recorder_labels, refusal, too_large
from ui.cases.words import kind_names
from ui.components.heard import show_heard
from ui.components.record import record
from ui.text import _, language, number


def show_answer(here: Mine) -> None:
    """One more recording, once there are nets that can be asked."""
    if here.trained is None:
        return
    st.subheader(_("Try it: say one of the words once more"), anchor=False)
    labels = recorder_labels("") | {"record": _("Record a word"), "files": _("A wave file")}
    sent = record(labels, rate=RATE, seconds=SECONDS, largest=MOST_BYTES, key="own_ask", most=1)
    for one in sent:
        if one.data is None:
            st.markdown(f":red[{too_large()}]")
            continue
        try:
            here.asked = here.take(one.data)
        except SoundError as error:
            st.markdown(f":red[{refusal(error)}]")
    if here.asked is not None:
        payload = answer(here.trained, here.asked)
        st.markdown(f"**{plain(payload['said'])}**")
        show_heard(payload, key="own_heard")


def answer(trained: Trained, asked: Take) -> dict[str, Any]:
    """The payload of the component `heard`; "said" is what the nets answer."""
    heard = asked.heard()
    names = kind_names("own")
    nets = [
        {
            "name": names[kind],
            # With all digits: 0.99997 is not to read as certain.
            "beliefs": beliefs(trained.weights[kind], config, heard).tolist(),
        }
        for kind, config in trained.config.items()
    ]
    said = "; ".join(_answer(net, trained.words) for net in nets)
    return {
        "sound": sound_of(asked),
        "seconds": asked.seconds,
        "ends": [round(min(seconds(t + 1), asked.seconds), 4) for t in range(len(heard))],
        "words": list(trained.words),
        "nets": nets,
        "lang": language(),
        "said": said,
        "alt": _("What the nets believe while they hear the word. At its end: {said}", said=said),
        "labels": {
            "play": _("▶ Play"),
            "stop": _("■ Stop"),
            "moment": _("Moment of the recording"),
            "axis": _("time, s"),
            "high": _("high"),
            "low": _("low"),
        },
    }


def _answer(net: dict[str, Any], words: tuple[str, ...]) -> str:
    last = net["beliefs"][-1]
    best = max(range(len(words)), key=last.__getitem__)
    return _(
        "{name}: “{word}”, {percent} %",
        name=net["name"],
        word=words[best],
        percent=_percent(last[best]),
    )


def _percent(share: float) -> str:
    """A belief that is not certain is not to read so."""
    return f">{number(99, 0)}" if 0.995 <= share < 1 else number(100 * share, 0)
