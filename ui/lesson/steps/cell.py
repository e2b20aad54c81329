"""Slides 11 to 16: the LSTM, one step of it after the other."""

from __future__ import annotations

from ui.lesson.step import Step
from ui.text import _


def steps() -> tuple[Step, ...]:
    return (
        Step(
            "cell",
            page="cell",
            part="picture",
            slide=11,
            title=_("Long short-term memory"),
            idea=_("The whole cell: one line of memory, and three gates around it."),
            minutes=3,
            short=1,
            sets={"cell": "latch", "t": "2", "stage": "in"},
        ),
        Step(
            "line",
            page="cell",
            part="picture",
            slide=12,
            title=_("The core of the network: memory"),
            idea=_("The memory line alone: nothing is forgotten, nothing is written."),
            minutes=3,
            short=2,
            sets={"cell": "memory_line", "t": "4", "stage": "in"},
            question="line",
        ),
        Step(
            "forget",
            page="cell",
            part="picture",
            slide=13,
            title=_("First step: what must we forget?"),
            idea=_(
                "The forget gate looks at the input and at the last output, and says how much of the memory stays."
            ),
            minutes=4,
            short=2,
            sets={"cell": "leaky", "t": "3", "stage": "forget"},
            question="forget",
        ),
        Step(
            "learn",
            page="cell",
            part="picture",
            slide=14,
            title=_("Second step: what are we going to learn?"),
            idea=_(
                "The candidate is what could be written, the input gate how much of it is written."
            ),
            minutes=3,
            short=2,
            sets={"cell": "ignore", "t": "3", "stage": "learn"},
            question="learn",
        ),
        Step(
            "memory-line",
            page="cell",
            part="picture",
            slide=15,
            title=_("Third step: we update the memory"),
            idea=_("What was kept, plus what is written."),
            minutes=3,
            short=2,
            sets={"cell": "counter", "t": "6", "stage": "update"},
            question="memory-line",
        ),
        Step(
            "output",
            page="cell",
            part="picture",
            slide=16,
            title=_("Fourth step: what do we want the neuron to put out?"),
            idea=_("The output gate decides how much of the memory is shown now."),
            minutes=3,
            short=2,
            sets={"cell": "latch", "t": "4", "stage": "output", "hold": "output_1_0_4"},
            question="output",
        ),
    )
