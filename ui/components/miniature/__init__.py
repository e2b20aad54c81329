"""The start page's live thumbnail: an example's memory over its steps, and its forget gate to hold."""

import streamlit as st

from lstm_core.examples import Example
from ui.components import as_bytes, load
from ui.text import _, language

_component = st.components.v2.component("miniature", **load("miniature"))

WRITTEN, LATER = 2, 5  # the latch sees a value at step 2, and nothing until after step 5


def latch_memory(latch: Example, *, key: str) -> None:
    """Draw the memory of the example "latch", an LSTM of one unit with two inputs, step by step."""
    if latch.c0 is None:
        raise ValueError(f"latch must be an LSTM, not {latch.cell.kind}.")
    _component(
        key=key,
        data=as_bytes(
            {
                "lang": language(),
                "cell": latch.cell.to_dict(),
                "x": latch.x.tolist(),
                "h0": latch.h0.tolist(),
                "c0": latch.c0.tolist(),
                "written": WRITTEN,
                "later": LATER,
                "inputs": [_("Input: value"), _("Input: reset")],
                "labels": {
                    "title": _("One unit that keeps what it saw, with weights set by hand"),
                    "forget": _("Forget gate f"),
                    "memory": _("Memory C"),
                    "step": _("Time step t"),
                    "hold": _("Hold the gate at"),
                    "release": _("Let it decide"),
                    "free": _("The gate decides by itself"),
                    "alt": _("The memory after each of the steps: {memory}."),
                    "untouched": _(
                        "At step 2 a value comes in and takes the place of the old one (–). Then the gate "
                        "stays open (o) and the memory keeps it, until the reset. Now hold the gate yourself."
                    ),
                    "held": _(
                        "The gate lets {share} through at every step: of {before} at step {written}, "
                        "{after} is left at step {later}. Dashed: the gate left alone."
                    ),
                    "open": _(
                        "Always open, it never forgets: the reset does nothing, and at step {last} "
                        "the new value lands on top of the old one: {end}."
                    ),
                },
            }
        ),
    )
