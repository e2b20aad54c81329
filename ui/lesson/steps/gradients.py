"""Slide 10: the vanishing gradient."""

from __future__ import annotations

from ui.lesson.step import Step
from ui.text import _


def steps() -> tuple[Step, ...]:
    return (
        Step(
            "shaded",
            page="gradients",
            part="slide",
            slide=10,
            title=_("Problem: the vanishing gradient"),
            idea=_(
                "The slide, measured: a small nudge to the memory at one step, and what arrives of it later."
            ),
            minutes=4,
            short=3,
            sets={"slide": "before"},
            question="shaded",
        ),
        Step(
            "curves",
            page="gradients",
            part="curves",
            slide=10,
            title=_("Sensitivity decays exponentially with time"),
            idea=_(
                "On a logarithmic axis an exponential decay is a straight line. Whose line falls, and how fast?"
            ),
            minutes=4,
            short=2,
            question="curves",
        ),
        Step(
            "why",
            page="gradients",
            part="why",
            slide=10,
            title=_("A product of factors"),
            idea=_("One matrix for every step, and their product decides what is left."),
            minutes=3,
            short=2,
            sets={"number": "memory.before.0.0.1.21"},
            question="why",
        ),
        Step(
            "explode",
            page="gradients",
            part="curves",
            slide=10,
            title=_("When does it explode?"),
            idea=_("The weights stretch, the squashing flattens. Which of them wins?"),
            minutes=3,
            sets={"start": "gaussian", "radius": "3", "startof": "rnn"},
            question="explode",
        ),
        Step(
            "trained",
            page="gradients",
            part="slide",
            slide=10,
            title=_("After training"),
            idea=_("The same nets, now that they have solved their task."),
            minutes=3,
            short=2,
            question="trained",
        ),
    )
