"""A setting of the surgery: what is done to which cells of which net over which words. As a link holds it, and as a history. No widgets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lstm_core.surgery import ACTIONS

MOST_TELLING = 16  # cells of which one says how many
FEW = 12  # of the shipped nets' 64 that are overwritten at first: with 8 the English LSTM goes on to say French in its opening sentence
MOST_CELLS = 128  # that a net may have
MOST_STEPS_BACK = 50  # of the history
WHICH = ("telling", "random", "own")
FIELDS = {
    "what": "op_what",
    "cells": "op_cells",
    "first": "op_from",
    "last": "op_to",
    "case": "op_case",
    "lane": "op_lane",
}  # their parameters of the link


@dataclass(frozen=True)
class Cells:
    """Which cells.

    Args:
        which: "telling", the k that hold most; "random", k of the others; "own", those of `own`.
        k: of the first two.
        draw: which random ones.
        own: from 1, as the reader counts them.
    """

    which: str = "telling"
    k: int = FEW
    draw: int = 0
    own: tuple[int, ...] = ()


@dataclass(frozen=True)
class Setting:
    """What is done; None is what suits the sentence and the nets.

    Args:
        what: one of surgery's ACTIONS.
        cells: to which cells.
        first: the first word after which it is done, from 1; None: the one after the word that decides.
        last: the last one; None: the last of the sentence.
        case: whose memory is written, a country of the grammar; None: Germany.
        lane: which net of the run; None: an LSTM.
    """

    what: str = "overwrite"
    cells: Cells = Cells()
    first: int | None = None
    last: int | None = None
    case: int | None = None
    lane: int | None = None

    def nothing(self) -> Setting:
        """The same with no cell touched."""
        return replace(self, cells=Cells("telling", 0))


def token(cells: Cells) -> str:
    """As a link holds them: top.8, random.8.2 or own.17.3.40."""
    if cells.which == "telling":
        return f"top.{cells.k}"
    if cells.which == "random":
        return f"random.{cells.k}.{cells.draw}"
    return ".".join(("own", *map(str, cells.own)))


def read_token(text: str) -> Cells | None:
    """The inverse of `token`; None of anything else."""
    name, *rest = text.split(".")
    numbers = [_whole(piece) for piece in rest]
    known = [one for one in numbers if one is not None]
    if len(known) != len(numbers) or not known:
        return None
    if name == "top" and len(known) == 1 and known[0] <= MOST_TELLING:
        return Cells("telling", known[0])
    if name == "random" and len(known) == 2 and 1 <= known[0] <= MOST_TELLING:
        return Cells("random", known[0], known[1])
    if name == "own" and all(1 <= one <= MOST_CELLS for one in known):
        return Cells("own", own=tuple(dict.fromkeys(known)))
    return None


def to_link(setting: Setting) -> dict[str, str]:
    """Parameter -> value; "" of what is as at first."""
    first = Setting()
    values = {
        "what": setting.what if setting.what != first.what else "",
        "cells": token(setting.cells) if setting.cells != first.cells else "",
        **{
            name: "" if (one := getattr(setting, name)) is None else str(one)
            for name in ("first", "last", "case", "lane")
        },
    }
    return {FIELDS[name]: value for name, value in values.items()}


def from_link(params: Mapping[str, str]) -> tuple[Setting, list[str]]:
    """What a link says, and which of its parameters say something that cannot be; these are as at first."""
    found, wrong = Setting(), []
    for name, parameter in FIELDS.items():
        text = params.get(parameter)
        if not text:
            continue
        value: Any
        if name == "what":
            value = text if text in ACTIONS else None
        elif name == "cells":
            value = read_token(text)
        else:
            value = _whole(text)
            value = None if value == 0 and name in ("first", "last") else value
        if value is None:
            wrong.append(parameter)
        else:
            found = replace(found, **{name: value})
    if found.first and found.last and found.first > found.last:
        wrong += [FIELDS["first"], FIELDS["last"]]
        found = replace(found, first=None, last=None)
    return found, wrong


def read_cells(text: str, H: int) -> tuple[tuple[int, ...], list[str]]:
    """The cells that somebody typed ("17, 3, 40"), each once, and what of it is no cell of a net with H of them."""
    pieces = [piece for piece in re.split(r"[\s,;.]+", text) if piece]
    good, bad = [], []
    for piece in pieces:
        one = _whole(piece)
        if one is not None and 1 <= one <= H:
            good.append(one)
        else:
            bad.append(piece)
    return tuple(dict.fromkeys(good)), list(dict.fromkeys(bad))


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None


@dataclass(frozen=True)
class History:
    """Settings one after the other, and which of them is the present one."""

    settings: tuple[Setting, ...]
    at: int = 0

    @property
    def now(self) -> Setting:
        """The present one."""
        return self.settings[self.at]

    @property
    def can_undo(self) -> bool:
        """Whether there is one before."""
        return self.at > 0

    @property
    def can_redo(self) -> bool:
        """Whether one was undone."""
        return self.at < len(self.settings) - 1

    def then(self, setting: Setting) -> History:
        """`setting` as the next one; what was undone is given up, and so is what is very long ago."""
        if setting == self.now:
            return self
        kept = (*self.settings[: self.at + 1], setting)[-MOST_STEPS_BACK:]
        return History(kept, len(kept) - 1)

    def back(self, by: int) -> History:
        """So many steps back, or forth where negative, as far as there are any."""
        return replace(self, at=max(0, min(len(self.settings) - 1, self.at - by)))
