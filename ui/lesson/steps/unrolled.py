"""Slides 6 to 9: recurrent networks, backpropagation through time, and what depends on what."""

from __future__ import annotations

from ui.lesson.step import Step
from ui.text import _


def steps() -> tuple[Step, ...]:
    return (
        Step(
            "loop",
            page="unrolled",
            part="picture",
            slide=6,
            title=_("Recurrent neural networks"),
            idea=_(
                "A loop that hands the state on to the next step. Unrolled, it looks like a deep network with one layer for every step."
            ),
            minutes=3,
            short=2,
            sets={"phase": "loop"},
            question="loop",
        ),
        Step(
            "unrolled",
            page="unrolled",
            part="picture",
            slide=6,
            title=_("The loop, unrolled"),
            idea=_("The same neuron drawn once for every step, with the same weights every time."),
            minutes=1,
            short=1,
            sets={"phase": "unrolled", "bptt_play": "yes"},
        ),
        Step(
            "forward",
            page="unrolled",
            part="picture",
            slide=7,
            title=_("Forward, step by step"),
            idea=_("Every state is computed from this input and the state before."),
            minutes=3,
            short=2,
            sets={"phase": "forward", "bptt_play": "yes"},
        ),
        Step(
            "backward",
            page="unrolled",
            part="picture",
            slide=7,
            title=_("Backpropagation through time"),
            idea=_(
                "The error goes back through all steps, and each step multiplies what arrives there."
            ),
            minutes=4,
            short=3,
            sets={"phase": "backward", "bptt_play": "yes"},
            question="backward",
        ),
        Step(
            "update",
            page="unrolled",
            part="picture",
            slide=7,
            title=_("All steps, one update"),
            idea=_(
                "Every step says something else about the same weight, and there is one update for all of them."
            ),
            minutes=3,
            short=2,
            sets={"phase": "sum", "stop": "1"},
            question="update",
        ),
        Step(
            "short",
            page="unrolled",
            part="depends",
            slide=8,
            title=_("A short dependency"),
            idea=_("“My car is broken, now I go by bus”: what is needed came a moment ago."),
            minutes=2,
            short=1,
            sets={"dep_sentence": "car", "dep_net": "rnn"},
        ),
        Step(
            "long",
            page="unrolled",
            part="depends",
            slide=9,
            title=_("A long dependency"),
            idea=_(
                "“I am French … I fluently speak Spanish and ???”: what is needed was said long ago. Does it still reach the end, and can it still be read there?"
            ),
            minutes=3,
            short=2,
            sets={"dep_net": "rnn"},
            question="long",
        ),
        Step(
            "uses",
            page="unrolled",
            part="uses",
            slide=9,
            title=_("What a recurrent network is used for"),
            idea=_("One to many, many to one, many to many: the same cell, wired otherwise."),
            minutes=2,
            sets={"use": "step"},
            question="uses",
        ),
    )
