"""Takes one small file from the reader, with the browser's own button in the browser's own language."""

import binascii
from base64 import b64decode
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("pick_file", **load("pick_file"))


@dataclass(frozen=True)
class Picked:
    """A file's name, not to be trusted, and what is in it; None if it was too large to be sent."""

    name: str
    data: bytes | None


def pick_file(label: str, too_large: str, *, largest: int, key: str) -> Picked | None:
    """Show the button. Returns the file in the run after the reader has chosen it, else None.

    Files of more than `largest` bytes are not sent; the browser says `too_large`.
    """
    data = {"labels": {"file": label, "too_large": too_large}, "largest": largest}
    result = _component(key=key, data=as_bytes(data), on_picked_change=lambda: None)
    return picked(result.get("picked"), largest)


def picked(sent: Any, largest: int) -> Picked | None:
    """What the browser sent, which may be anything."""
    if not isinstance(sent, dict):
        return None
    name, base64 = str(sent.get("name", ""))[:200], sent.get("base64")
    if not isinstance(base64, str) or len(base64) > 4 * (largest // 3 + 1):
        return Picked(name, None)
    try:
        return Picked(name, b64decode(base64, validate=True))
    except (binascii.Error, ValueError):
        return Picked(name, None)
