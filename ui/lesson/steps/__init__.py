"""The lecture: every step, in the order of the slides, a file for each page that is visited."""

from __future__ import annotations

from ui.lesson.step import Step
from ui.lesson.steps import cases, cell, gradients, lab, memory, unrolled


def steps() -> tuple[Step, ...]:
    """All of them, with their words in the reader's language."""
    return (
        *cases.steps(),
        *unrolled.steps(),
        *gradients.steps(),
        *cell.steps(),
        *memory.steps(),
        *lab.steps(),
    )


def step(key: str) -> Step:
    """The step with this key. Raises KeyError."""
    return {one.key: one for one in steps()}[key]
