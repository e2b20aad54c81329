"""Slide 17: the memory of trained nets."""

from __future__ import annotations

from ui.lesson.step import Step
from ui.text import _


def steps() -> tuple[Step, ...]:
    return (
        Step(
            "intuitive",
            page="memory",
            part="intuitive",
            slide=17,
            title=_("LSTM: an intuitive view"),
            idea=_("Open (o) or closed (-): the gates of a trained net while it reads a sentence."),
            minutes=3,
            short=2,
            question="intuitive",
        ),
        Step(
            "holds",
            page="memory",
            part="picture",
            slide=17,
            title=_("What the memory holds"),
            idea=_("Below every word, what the most telling cells of both nets hold."),
            minutes=3,
            short=2,
            question="holds",
        ),
        Step(
            "xray",
            page="memory",
            part="xray",
            slide=17,
            title=_("An X-ray of the memory"),
            idea=_("What can be read from the memory after each word, and where it is lost."),
            minutes=2,
            question="xray",
        ),
        Step(
            "surgery",
            page="memory",
            part="surgery",
            slide=17,
            title=_("Surgery"),
            idea=_("Write something else into a few cells, and see what the net says then."),
            minutes=3,
            question="surgery",
        ),
        Step(
            "learned",
            page="memory",
            part="learned",
            slide=17,
            title=_("While it learned"),
            idea=_("The gates are not drawn by hand: here they learn to stay open."),
            minutes=2,
            question="learned",
        ),
    )
