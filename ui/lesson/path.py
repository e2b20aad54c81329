"""The way through the lecture: its steps in order, and which comes before and after which."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from ui.lesson.length import LENGTHS, in_link, length
from ui.lesson.step import Step
from ui.lesson.steps import steps
from ui.text import language


def every_step() -> tuple[Step, ...]:
    """All steps in the reader's language, made once: every run of a script asks for them."""
    return _every_step(language())


def lecture() -> tuple[Step, ...]:
    """Those that a lecture of the reader's length has."""
    return tuple(step for step in every_step() if minutes_of(step, length()))


def minutes_of(step: Step, of: int) -> float:
    """What the step takes in a lecture of so many minutes, one of `LENGTHS`; 0: it is left out there."""
    return step.minutes if of == LENGTHS[0] else step.short


def step_at(key: str) -> Step:
    """The step with this key. Raises KeyError."""
    return {step.key: step for step in every_step()}[key]


def number_of(key: str) -> int | None:
    """The place of the step with this key, from 1 on; None: a lecture of this length leaves it out."""
    keys = [step.key for step in lecture()]
    return keys.index(key) + 1 if key in keys else None


def beside(key: str) -> tuple[Step | None, Step | None]:
    """The step of the lecture before the one with this key, which it may leave out, and the one after it. Raises ValueError."""
    order = [step.key for step in every_step()]
    here = order.index(key)
    before = [step for step in lecture() if order.index(step.key) < here]
    after = [step for step in lecture() if order.index(step.key) > here]
    return (before[-1] if before else None), (after[0] if after else None)


def sets_of(step: Step) -> dict[str, str]:
    """Parameters of a link to the step: what makes its picture show the idea, and the length of the lecture."""
    return step.sets | in_link()


def link_to(step: Step) -> str:
    """The address of the step, relative to any page of the app."""
    return f"{step.path}?{urlencode(sets_of(step) | {'lang': language()})}"


@lru_cache(maxsize=4)
def _every_step(_language: str) -> tuple[Step, ...]:
    return steps()
