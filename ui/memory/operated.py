"""Operated: one net reads the sentence while something is done to its memory, as it was and as it then is. No widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from lstm_core.arrays import Array
from lstm_core.effect import random_cells
from lstm_core.held import Held
from lstm_core.net import softmax
from lstm_core.surgery import Operation, actions_of, overwrite
from lstm_core.trace import Trace, trace
from ui.memory.subject import Look, Subject
from ui.memory.surgery_setting import FEW, MOST_TELLING, Cells, Setting

GERMANY, FRANCE = 1, 0  # among the countries of the grammar


@dataclass(frozen=True, eq=False)
class Operated:
    """A setting, applied.

    Args:
        subject: the sentence and its nets.
        look: the net that is operated on.
        held: what its memory holds, cell by cell.
        setting: nothing in it is None.
        units: the cells that are touched, from 0.
    """

    subject: Subject
    look: Look
    held: Held
    setting: Setting
    units: tuple[int, ...]

    @property
    def first(self) -> int:
        """The first word at which it is done, from 1."""
        return self.setting.first or 1

    @property
    def last(self) -> int:
        """The last one."""
        return self.setting.last or self.subject.said.T

    @property
    def case(self) -> int:
        """Whose memory is written."""
        return self.setting.case or 0

    @property
    def operation(self) -> Operation:
        """As data."""
        if self.setting.what == "overwrite":
            return overwrite(self.held.means[self.case], self.units)
        return Operation(self.setting.what, self.units)

    @cached_property
    def after(self) -> Trace:
        """The net's values under it."""
        net, said = self.look.net, self.subject.said
        done = self.operation.interventions(self.look.config.kind, self.first - 1, self.last)
        return trace(net.cell, net.inputs(said.numbers), interventions=done)

    @cached_property
    def chances(self) -> tuple[Array, Array]:
        """(V,) of every word after the last one, as it was and as it is."""
        after = softmax(self.look.net.answers(self.after.h[-1]))
        return self.look.chances[-1], after

    @property
    def answers(self) -> tuple[str, str]:
        """The likeliest words, before and after."""
        before, after = (self.subject.vocabulary[int(one.argmax())] for one in self.chances)
        return before, after


def chosen_look(setting: Setting, subject: Subject) -> Look:
    """The net that the setting means, else the one that is looked into first."""
    found = (one for one in subject.looks if one.lane == setting.lane)
    return next(found, subject.main)


def fitted(setting: Setting, subject: Subject) -> tuple[Setting, list[str]]:
    """The setting with nothing left open, as far as the net and the sentence allow it; and the fields that did not fit them."""
    look, said, misfits = chosen_look(setting, subject), subject.said, []
    if setting.lane not in (None, look.lane):
        misfits.append("lane")
    what, case, cells = setting.what, setting.case, setting.cells
    if what not in actions_of(look.config.kind):
        misfits.append("what")
        what = "overwrite"
    if case is not None and case >= look.config.countries:
        misfits.append("case")
        case = None
    cells = _fitting_cells(cells, look.config.H)
    if (
        cells != setting.cells and setting.cells != Cells()
    ):  # nobody asked for what is done at first
        misfits.append("cells")
    first, last = setting.first, setting.last
    if (first or 1) > said.T or (last or 1) > said.T:
        misfits.append("last")
        last = None
        first = first if first and first <= said.T else None
    begin = first or (min(first_word(subject), last) if last else first_word(subject))
    return (
        replace(
            setting,
            what=what,
            cells=cells,
            first=begin,
            last=last or said.T,
            case=usual_case(subject) if case is None else case,
            lane=look.lane,
        ),
        misfits,
    )


def _fitting_cells(cells: Cells, H: int) -> Cells:
    if cells.which == "own":
        own = tuple(one for one in cells.own if one <= H)
        return replace(cells, own=own) if own else Cells("telling", min(FEW, H))
    return replace(cells, k=min(cells.k, most_cells(cells.which, H)))


def most_cells(which: str, H: int) -> int:
    """How many there may be; of random ones there must be as many others."""
    return min(MOST_TELLING, H // 2 if which == "random" else H)


def first_word(subject: Subject) -> int:
    """The word after the one that decides, from 1; without one the first of the sentence."""
    cue, T = subject.said.cue, subject.said.T
    return min(T, cue.place + 2) if cue else 1


def usual_case(subject: Subject) -> int:
    """Germany, or France where the sentence speaks of Germany."""
    cue = subject.said.cue
    german = cue is not None and cue.kind == "nationality" and cue.case == GERMANY
    return FRANCE if german else GERMANY


def units_of(cells: Cells, held: Held) -> tuple[int, ...]:
    """The cells that are meant, from 0, in the order in which they tell most."""
    order = held.order.tolist()
    if cells.which == "telling":
        return tuple(order[: cells.k])
    if cells.which == "own":
        return tuple(sorted((one - 1 for one in cells.own), key=order.index))
    # The same draw is the control of the k most telling ones: none of these is in it.
    drawn = random_cells(len(order), order[: cells.k], 1, cells.draw)
    return tuple(sorted(drawn[0], key=order.index)) if drawn else ()


def operate(setting: Setting, subject: Subject, held: Held) -> Operated:
    """Do what a fitted setting says."""
    look = chosen_look(setting, subject)
    return Operated(subject, look, held, setting, units_of(setting.cells, held))


def shown_units(operated: Operated, most: int, others: int) -> tuple[list[int], int]:
    """The cells to draw: those that are operated on, at most so many, then the most telling others; and how many are the former."""
    touched = list(operated.units[:most])
    rest = [one for one in operated.held.order.tolist() if one not in operated.units]
    return touched + rest[:others], len(touched)


def quantities(trace: Trace) -> dict[str, Array]:
    """Letter -> (T, H) after each word: the memory first, then the gates that an operation may change."""
    letters = {"f": "forget", "i": "input", "o": "output", "z": "update", "r": "reset"}
    found = {"C" if trace.c is not None else "h": np.asarray(trace.memory[1:])}
    return found | {
        letter: trace.gates[name] for letter, name in letters.items() if name in trace.gates
    }
