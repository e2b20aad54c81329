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


def labels(*, asked: bool, most: int) -> dict[str, str]:
    """Every short string of the component, by the name under which its JS asks for it. Braces are filled in there.

    Args:
        asked: whether the sentence ends with the question.
        most: how many cells count as telling most.
    """
    return {
        "how_to_read": _("How to read this"),
        "how": lesson("memory/two"),
        "apart": _("how far apart"),
        "apart_unit": _("{all}: two sentences about different countries", all=percent(1)),
        "cells": _("difference of {what}, {n} of {H} cells"),
        "telling_some": _("in bold {k} of the {most} that tell most of the country").replace(
            "{most}", str(most)
        ),
        "telling_none": _("none of the {most} that tell most of the country").replace(
            "{most}", str(most)
        ),
        "slider": _("Word"),
        "slider_at": _("word {s} of {T}, “{word}”"),
        "at": _("After word {t}, “{word}”: {each}."),
        "at_changed": _("After word {t}, “{word}” instead of “{here}”: {each}."),
        "cell_at": _(
            "{name}, {cell} after word {t}: {difference} more in the first sentence than in the second, in {what}."
        ),
        "scale": _("first sentence less second"),
        "scale_alt": _(
            "Scale from −2, orange, to 2, blue: the memory in the first sentence less that in the second."
        ),
        "answers": _("What the nets say at ???") if asked else _("The likeliest next words"),
        "with": _("with “{word}”"),
        "right": _("the right one"),
    }


def finding(pairs: Sequence[Pair], answers: Sequence[Answers], later: int) -> str:
    """The title: in which nets the memories stay apart, and which of them make the right words of it.

    Args:
        pairs: of one net or two.
        answers: of the same.
        later: how many words follow the changed one; without any nothing can stay.
    """
    apart = [pair.look.name for pair in pairs if pair.end > THERE] if later >= 1 else None
    known = all(answer.right is not None for answer in answers)
    right = [
        pair.look.name
        for pair, answer in zip(pairs, answers, strict=True)
        if answer.right == (True, True)
    ]
    if known and len(pairs) > 1 and apart == right and len(right) == 1:
        return _(
            "Only in the {name} do the two memories stay clearly apart, and only it answers both sentences rightly",
            name=right[0],
        )
    said = [
        "" if apart is None else _stay(apart, len(pairs)),
        _answer(right, len(pairs)) if known else "",
    ]
    text = "; ".join(filter(None, said)) or _("Two sentences that differ in one word")
    return text[0].upper() + text[1:]


def _stay(apart: Sequence[str], nets: int) -> str:
    if nets == 1:
        return (
            _("the two memories stay apart")
            if apart
            else _("the two memories do not stay clearly apart")
        )
    if len(apart) == nets:
        return _("in both nets the two memories stay apart")
    if not apart:
        return _("in neither net do the two memories stay clearly apart")
    return _("only in the {name} do the two memories stay clearly apart", name=apart[0])


def _answer(right: Sequence[str], nets: int) -> str:
    if nets == 1:
        return (
            _("the net answers both sentences rightly")
            if right
            else _("the net does not answer both sentences rightly")
        )
    if len(right) == nets:
        return _("both nets answer both sentences rightly")
    if not right:
        return _("neither net answers both sentences rightly")
    return _("only the {name} answers both sentences rightly", name=right[0])


def takeaway(
    said: Said, place: int, word: str, pairs: Sequence[Pair], answers: Sequence[Answers]
) -> str:
    """How far the memories are apart after the changed word and at the end, and what the nets say: a line for each net."""
    later = said.T - 1 - place
    here = said.words[place]
    lead = (
        _(
            "“{word}” instead of “{here}”: how far apart the two memories are right after that word, and {later} words later, when two sentences about different countries count as {all}.",
            word=word,
            here=here,
            later=later,
            all=percent(1),
        )
        if later > 1
        else _(
            "“{word}” instead of “{here}”: how far apart the two memories are, when two sentences about different countries count as {all}.",
            word=word,
            here=here,
            all=percent(1),
        )
    )
    each = [
        _of_net(pair, answer, place, later) for pair, answer in zip(pairs, answers, strict=True)
    ]
    return "\n".join([lead, *each])


def _of_net(pair: Pair, answers: Answers, place: int, later: int) -> str:
    """For example: LSTM: 74 %, then 106 %; it says “francés” and “alemán”: both are right."""
    name = pair.look.name
    start, end = float(pair.relative[place]), pair.end
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
