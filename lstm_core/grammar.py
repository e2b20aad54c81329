"""What a grammar of small sentences is made of. Nothing here knows a language.

A sentence says something at its start (the cue), then chats about other things, clause by clause, and at its end
needs what was said at the start: the answer, its last word. In a pattern `[a|b]` means a or b, and a word with a star
is the one that decides the answer.
"""

from __future__ import annotations

import re
from itertools import product
from typing import NamedTuple

KINDS_OF_SENTENCE = ("nationality", "vehicle", "agreement")


class Dependency(NamedTuple):
    """One kind of dependency between the start of a sentence and its end.

    Args:
        cases: what the answer depends on, such as the eight countries; each fills the {slots} of the patterns.
        cues: patterns of the first clause, with one starred word.
        ends: patterns of the last clause; its last word is the answer.
    """

    cases: tuple[dict[str, str], ...]
    cues: tuple[str, ...]
    ends: tuple[str, ...]


class Grammar(NamedTuple):
    """The sentences of one language: a dependency of each kind, and what may stand in between.

    Args:
        nationality, vehicle, agreement: the dependencies; case number i of the first two means the same in every language.
        between: subjects to chat about, each one or more patterns. A sentence touches no subject twice.
    """

    nationality: Dependency
    vehicle: Dependency
    agreement: Dependency
    between: tuple[tuple[str, ...], ...]


def expand(pattern: str) -> list[str]:
    """Every clause that a pattern stands for: "[a|b] c" gives ["a c", "b c"]. Brackets do not nest."""
    parts = re.split(r"\[(.*?)\]", pattern)  # what is between brackets has odd places
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    return ["".join(chosen) for chosen in product(*choices)]
