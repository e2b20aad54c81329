"""What is said of two sentences and their memories, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ui.memory.nets import percent
from ui.memory.said import Said
from ui.text import _, lesson

if TYPE_CHECKING:
    from ui.memory.two import Pair

Likeliest = tuple[tuple[str, float], ...]
LOST, THERE = 0.1, 0.25  # of the usual distance: less is lost, more is still there


class Answers(NamedTuple):
    """What one net says to both sentences.

    Args:
        said: of each the likeliest next words with their probabilities, the likeliest first.
        wanted: of each the words that are right; none where the grammar does not know.
    """

    said: tuple[Likeliest, Likeliest]
    wanted: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def first(self) -> tuple[str, str]:
        """The two words that it says."""
        return self.said[0][0][0], self.said[1][0][0]

    @property
    def right(self) -> tuple[bool, bool] | None:
        """Whether they are right; None where that is not known of both."""
        if not all(self.wanted):
            return None
        return self.first[0] in self.wanted[0], self.first[1] in self.wanted[1]


def labels(*, asked: bool) -> dict[str, str]:
    """Every short string of the component, by the name under which its JS asks for it. Braces are filled in there."""
    return {
        "title": _("Where the two memories part, and whether they stay apart"),
        "how_to_read": _("How to read this"),
        "how": lesson("memory/two"),
        "apart": _("how far apart"),
        "apart_unit": _("100 %: two sentences about different countries"),
        "cells": _("difference of {letter}, cell by cell"),
        "of_cells": _("{n} of {H} cells"),
        "slider": _("Word"),
        "slider_at": _("word {s} of {T}, “{word}”"),
        "at": _("After word {t}, “{word}”: {each}."),
        "at_changed": _("After word {t}, “{word}” instead of “{here}”: {each}."),
        "cell_at": _(
            "{name}, {cell} after word {t}: {difference} more in the first sentence than in the second."
        ),
        "scale": _("first sentence less second"),
        "scale_alt": _(
            "Scale: orange is negative, blue positive: the memory in the first sentence less that in the second."
        ),
        "answers": _("What the nets say at ???") if asked else _("The likeliest next words"),
        "with": _("with “{word}”"),
        "right": _("the right one"),
    }


def takeaway(
    said: Said, place: int, word: str, pairs: Sequence[Pair], answers: Sequence[Answers]
) -> str:
    """How far the memories are apart after the changed word and at the end, and what the nets say: a line for each net."""
    later = said.T - 1 - place
    here = said.words[place]
    lead = (
        _(
            "“{word}” instead of “{here}”: how far apart the two memories are right after that word, and {later} words later, when two sentences about different countries count as 100 %.",
            word=word,
            here=here,
            later=later,
        )
        if later > 1
        else _(
            "“{word}” instead of “{here}”: how far apart the two memories are, when two sentences about different countries count as 100 %.",
            word=word,
            here=here,
        )
    )
    each = [
        _of_net(pair, answer, place, later) for pair, answer in zip(pairs, answers, strict=True)
    ]
    return "\n".join([lead, *each])


def _of_net(pair: Pair, answers: Answers, place: int, later: int) -> str:
    """For example: LSTM: 74 %, then 106 %; it says “francés” and “alemán”: both are right."""
    name = pair.look.name
    start, end = float(pair.relative[place]), float(pair.relative[-1])
    shares = percent(start) if later < 1 else _("{a}, then {b}", a=percent(start), b=percent(end))
    one, other = answers.first
    text = (
        _("{name}: {shares}; it says “{word}” to both", name=name, shares=shares, word=one)
        if one == other
        else _(
            "{name}: {shares}; it says “{one}” and “{other}”",
            name=name,
            shares=shares,
            one=one,
            other=other,
        )
    )
    if answers.right is None:
        return f"{text}."
    return f"{text}: {_verdict(answers, end, later)}"


def _verdict(answers: Answers, end: float, later: int) -> str:
    first, second = answers.right or (False, False)
    if first and second:
        return _("both are right.")
    verdict = (
        _("only the first is right.")
        if first
        else _("only the second is right.")
        if second
        else _("neither is right.")
    )
    if later >= 1 and end < LOST:
        verdict += " " + _("The difference is lost on the way.")
    elif later >= 1 and end > THERE:
        verdict += " " + _(
            "The memories still differ, but the net does not make the right word of it."
        )
    return verdict
