"""The experiment of a case: the reader commits to a kind of net, all kinds are trained, and the result is said."""

from __future__ import annotations


def show_experiment(case: str, *, language: str = "", material: bytes = b"") -> None:
    """Draw the experiment of a case, and below it the second one, on changed data.

    Args:
        case: one of KINDS.
        language: of the words, of a case that has any.
        material: a reader's own recordings; there is then nothing shipped, no second experiment, and nobody shares it.
    """
