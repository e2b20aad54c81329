"""What a question is that the reader answers before the picture moves, and how a live net decides it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """An answer to choose. `why` explains it to whoever chose it: why it is wrong, or if it is right why it is."""

    text: str
    why: str


@dataclass(frozen=True)
class Verdict:
    """What the net said: which options are right (more than one where it is a draw), and its numbers in a sentence."""

    right: tuple[int, ...]
    evidence: str


@dataclass(frozen=True)
class Question:
    """A question of the lecture.

    Args:
        key: its name, the same in every language.
        ask: the question, one sentence.
        options: two to four.
        decide: asks the net, when the reader has answered. It takes no torch, and a second at most.
    """

    key: str
    ask: str
    options: tuple[Option, ...]
    decide: Callable[[], Verdict]
