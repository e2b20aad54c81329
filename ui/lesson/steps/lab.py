"""Beyond the slides: two races, and what one can say at the end."""

from __future__ import annotations

from ui.lesson.step import Step
from ui.text import _


def steps() -> tuple[Step, ...]:
    return (
        Step(
            "race",
            page="race",
            part="picture",
            slide=0,
            title=_("Side by side"),
            idea=_("An RNN and an LSTM learn the same task: who remembers, and how far back?"),
            minutes=3,
            short=2,
            sets={"run": "shipped-order50"},
            question="race",
        ),
        Step(
            "not-always",
            page="race",
            part="picture",
            slide=0,
            title=_("Does the LSTM always win?"),
            idea=_("Another task: read a few symbols, wait, and say them again."),
            minutes=2,
            sets={"run": "shipped-copying"},
            question="not-always",
        ),
        Step(
            "end",
            page="",
            part="answers",
            slide=0,
            title=_("What you can say now"),
            idea=_("Seven sentences, and your own list: what you foresaw, and what surprised you."),
            minutes=2,
            short=1,
        ),
    )
