"""The button that stops or pauses what trains. Until the end has come, which takes seconds where torch is still loaded, it says so."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lab import jobs
from ui.text import _


def stop_button(job: str, stop: Callable[[], None], *, key: str, outcome: str = "ended") -> None:
    """Draw it.

    Args:
        job: the id of a live run or experiment.
        stop: is called when it is pressed.
        key: of the button.
        outcome: "ended" or "paused", what the job is to be; a button of the other kind waits meanwhile.
    """
    asked = jobs.stopping(job)
    if outcome == "paused":
        label, icon = (_("Pausing …") if asked == outcome else _("Pause")), ":material/pause:"
    else:
        label, icon = (_("Stopping …") if asked == outcome else _("Stop")), ":material/stop:"
    st.button(label, key=key, on_click=stop, icon=icon, disabled=bool(asked))
