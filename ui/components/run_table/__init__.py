"""A table of training runs with small curves, drawn in the browser: a real table that a keyboard and a screen reader can use."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from ui.components import as_bytes, load
from ui.text import _, language

_component = st.components.v2.component("run_table", **load("run_table"))

MOST = 4  # runs that can be chosen at once


def run_table(
    rows: Sequence[dict[str, Any]], *, chosen: Sequence[str], choice: int, key: str
) -> list[str] | None:
    """Draw the rows that `ui.runs.rows` makes. Returns the ids that the reader has chosen, None before the first choice.

    `chosen` is what the browser is to show as chosen whenever `choice` is another number than before.
    """
    labels = {
        "table": _("Training runs"),
        "choose": _("Choose"),
        "choose_one": _("Choose “{name}”"),
        "run": _("Run"),
        "curves": _("Score over steps"),
        "end": _("How it ended"),
    }
    data = {
        "lang": language(),
        "labels": labels,
        "rows": list(rows),
        "chosen": list(chosen),
        "choice": choice,
        "most": MOST,
    }
    result = _component(key=key, data=as_bytes(data), on_chosen_change=lambda: None)
    found = result.get("chosen")
    return None if found is None else [str(one)[:64] for one in found][:MOST]
