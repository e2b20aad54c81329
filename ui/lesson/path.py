"""The way through the lecture: its steps in order, and which comes before and after which."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from ui.lesson.step import Step
from ui.lesson.steps import steps
from ui.text import language


def lecture() -> tuple[Step, ...]:
    """All steps in the reader's language, made once: every run of a script asks for them."""
    return _lecture(language())


def step_at(key: str) -> Step:
    """The step with this key. Raises KeyError."""
    return {step.key: step for step in lecture()}[key]


def number_of(key: str) -> int:
    """The place of the step with this key, from 1 on. Raises ValueError."""
    return [step.key for step in lecture()].index(key) + 1


def beside(key: str) -> tuple[Step | None, Step | None]:
    """The step before the one with this key and the one after it. Raises ValueError."""
    number, all_steps = number_of(key), lecture()
    before = all_steps[number - 2] if number > 1 else None
    return before, all_steps[number] if number < len(all_steps) else None


def link_to(step: Step) -> str:
    """The address of the step, relative to any page of the app, with what makes its picture show the idea."""
    return f"{step.path}?{urlencode(step.sets | {'lang': language()})}"


@lru_cache(maxsize=4)
def _lecture(_language: str) -> tuple[Step, ...]:
    return steps()
