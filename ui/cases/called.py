"""What the nets of a case are called and how they are drawn: by their kinds, or before the reader has answered by letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ui.cases.contest import SHAPES
from ui.cases.words import kind_names
from ui.text import _

# In which order they are net A, B, C, D: never that of the kinds, nor the same in every case.
BLIND = {
    "diabetes": ("convolutional", "recurrent", "dense"),
    "cancer": ("recurrent", "convolutional", "dense"),
    "iris": ("recurrent", "dense", "convolutional"),
    "speech": ("convolutional", "frame", "recurrent", "mean"),
}
SHAPE = "diamond"  # the mark of all of them then


@dataclass(frozen=True)
class Called:
    """A kind of net as the reader sees it.

    Args:
        kind: one of KINDS.
        name: what it is called.
        look: the class of its colour and dash: its kind, or "a" to "d", which are all of one colour.
        shape: of its mark.
    """

    kind: str
    name: str
    look: str
    shape: str


def called(case: str, *, named: bool, names: Mapping[str, str] | None = None) -> list[Called]:
    """All kinds of a case in the order in which they are drawn.

    Args:
        case: one of BLIND.
        named: whether they are called what they are, which gives away what the reader is asked.
        names: by which they are called then, if not by those of `kind_names`.
    """
    if named:
        known = kind_names(case)
        return [Called(kind, (names or known)[kind], kind, SHAPES[kind]) for kind in known]
    return [
        Called(kind, _("net {letter}", letter=letter), letter.lower(), SHAPE)
        for kind, letter in zip(BLIND[case], "ABCD", strict=False)
    ]


def riddle(case: str) -> str:
    """What the reader is asked while they have no names."""
    if case == "speech":
        return _(
            "Which of A, B, C and D is the convolutional, which the recurrent net, and which dense one hears a single frame, which the mean? Say below which you would use, and you will see their names."
        )
    return _(
        "Which of A, B and C is the dense, the convolutional, the recurrent net? Say below which you would use, and you will see their names."
    )
