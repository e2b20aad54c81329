"""One recording as a small card: its wave, its energies in time and pitch, a button to hear it and one to delete it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from ui.components import as_bytes, load

WIDTH = 134  # px

_component = st.components.v2.component("take", **load("take"))


def show_take(
    sound: dict[str, Any], labels: dict[str, str], delete: Callable[[], None], *, key: str
) -> None:
    """Draw it. `labels`: "name", "alt", "play", "stop", "delete"; `delete` is called when the reader wants it gone."""
    _component(
        key=key,
        data=as_bytes({"sound": sound, "labels": labels}),
        on_deleted_change=delete,
        width=WIDTH,
    )
