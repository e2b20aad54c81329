"""Takes a few seconds from the reader's microphone, or wave files that they have; in the reader's language.

Streamlit's own `audio_input` speaks English alone about permissions, and asks for a second press to end.
"""

import binascii
from base64 import b64decode
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ui.components import as_bytes, load

_component = st.components.v2.component("record", **load("record"))

MOST_FILES = 10  # at once


@dataclass(frozen=True)
class Sent:
    """A file's name, not to be trusted, and what is in it; None if it was too large to be sent."""

    name: str
    data: bytes | None


def record(
    labels: dict[str, str],
    *,
    rate: int,
    seconds: float,
    largest: int,
    key: str,
    enabled: bool = True,
    most: int = MOST_FILES,
) -> tuple[Sent, ...]:
    """Show both buttons. Returns what was recorded or chosen in the run after it, else ().

    Args:
        labels: "record", "now", "busy", "files", "level"; "insecure", "denied", "missing", "failed": why there is no recording;
            "too_many", with {n}; "full".
        rate: samples a second that are asked for; the browser may give another rate.
        seconds: how long a recording lasts.
        largest: bytes; of a larger file only the name is sent.
        key: of the component.
        enabled: False: the buttons are there, but nothing can be added.
        most: files at once; of more the first ones are sent, and that is said.
    """
    data = {
        "labels": labels,
        "rate": rate,
        "seconds": seconds,
        "largest": largest,
        "most": most,
        "enabled": enabled,
    }
    result = _component(key=key, data=as_bytes(data), on_sent_change=lambda: None)
    return sent(result.get("sent"), largest)[:most]


def sent(value: Any, largest: int) -> tuple[Sent, ...]:
    """What the browser sent, which may be anything."""
    if not isinstance(value, list):
        return ()
    return tuple(_sent(one, largest) for one in value[:MOST_FILES] if isinstance(one, dict))


def _sent(one: dict[str, Any], largest: int) -> Sent:
    name, base64 = str(one.get("name", ""))[:80], one.get("base64")
    if not isinstance(base64, str) or len(base64) > 4 * (largest // 3 + 1):
        return Sent(name, None)
    try:
        return Sent(name, b64decode(base64, validate=True))
    except (binascii.Error, ValueError):
        return Sent(name, None)
