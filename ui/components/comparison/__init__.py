"""Settings of several nets side by side, with a sign where they differ."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from ui.components import as_bytes, load
from ui.text import _

_component = st.components.v2.component("comparison", **load("comparison"))


@dataclass(frozen=True)
class Row:
    """A knob: its name, its value in each column as text, and whether they differ."""

    name: str
    values: Sequence[str]
    differs: bool


def comparison(columns: Sequence[str], rows: Sequence[Row], *, key: str) -> None:
    """Draw the table."""
    labels = {"table": _("Settings"), "knob": _("Setting"), "differs": _("differs:")}
    data = {"columns": list(columns), "rows": [asdict(row) for row in rows], "labels": labels}
    _component(key=key, data=as_bytes(data))
