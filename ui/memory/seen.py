"""Seen: what a linear probe reads from a memory word by word, and the word up to which that is to be relied on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.cues import Cue
from lstm_core.probes import ATTRIBUTES, FORMS, NONE, Probe
from lstm_core.sentences import Ints
from ui.memory.held import probes
from ui.memory.subject import Look, Subject

FEW = 20  # sentences; of fewer a share says little


@dataclass(frozen=True, eq=False)
class Seen:
    """What a probe reads from one net's memory, word by word.

    Args:
        look: the net.
        probe: of one attribute.
        chances: (T, L) after each word, the probability of each of the probe's labels.
        truth: the label that the sentence says, None where it says nothing of the attribute.
        cue: the word that says it, counted from 1; 0 where none does.
    """

    look: Look
    probe: Probe
    chances: Array
    truth: int | None
    cue: int

    @property
    def guess(self) -> float:
        """How often somebody is right who knows only that something was said."""
        return 1 / (len(self.probe.labels) - 1)

    @cached_property
    def named(self) -> Array:
        """(T, L - 1) the probability of each case if it must name one: NONE aside."""
        cases = self.chances[:, :-1]
        shares: Array = cases / cases.sum(axis=1, keepdims=True)
        return shares

    @cached_property
    def right(self) -> NDArray[np.bool_]:
        """(T - cue + 1,) of the words from the cue on, after which the true case is the likeliest of all cases."""
        hits: NDArray[np.bool_] = self.named[self.cue - 1 :].argmax(axis=1) == self.truth
        return hits

    @cached_property
    def last(self) -> int:
        """The word, from 1, up to which the probe is reliable: from the cue up to there it is right most of the time, later not.

        Most of the time is more than half-way from guessing to always. Of all words it is that with the most hits above this
        up to there. T where it is still there: the probe is right at the end, and most of the time on the whole. 0 where it
        was never held so.
        """
        if self.truth is None:
            return 0
        enough = (1 + self.guess) / 2
        if self.right[-1] and self.right.mean() > enough:
            return self.cue + len(self.right) - 1
        ahead = np.cumsum(self.right - enough)
        best = len(ahead) - 1 - int(ahead[::-1].argmax())  # of equals the last
        return self.cue + best if ahead[best] > 0 else 0

    @property
    def later(self) -> NDArray[np.bool_]:
        """Of the words after `last`, those after which the probe is right."""
        after: NDArray[np.bool_] = self.right[self.last - self.cue + 1 :]
        return after

    @property
    def is_lost(self) -> bool:
        """Whether the probe is right after `last` no more often than guessing may be: its mean and two standard deviations.

        The words of a sentence are no independent trials, so a little above this is no proof of a memory either.
        """
        n = len(self.later)
        most = n * self.guess + 2 * math.sqrt(n * self.guess * (1 - self.guess))
        return 0 < self.last < self.cue + len(self.right) - 1 and int(self.later.sum()) <= most


@dataclass(frozen=True, eq=False)
class Worth:
    """What a probe is worth by the clauses in between; the far ones, which few sentences have, are taken together.

    Args:
        accuracy: (K,) in the clause of the cue itself, in the next one (0 clauses in between), and so on; last, in all farther ones.
        sentences: (K,) from how many sentences that is, FEW or more but of the first.
    """

    accuracy: Array
    sentences: Ints


def worth(probe: Probe) -> Worth:
    """A clause counts as often as sentences have it."""
    last = max(0, int((probe.heard >= FEW).sum()) - 1)
    far = probe.heard[last:]
    together = (probe.by_distance[last:] * far).sum() / far.sum()
    return Worth(np.append(probe.by_distance[:last], together), probe.heard[: last + 1])


def truth_of(attribute: str, cue: Cue | None) -> int | None:
    """The label that a sentence with this cue says of an attribute; None where it says nothing."""
    if cue is None:
        return None
    if attribute in FORMS:
        form = FORMS[attribute][cue.language][cue.case] if cue.kind == "agreement" else NONE
        return None if form == NONE else form
    return cue.case if cue.kind == attribute else None


def seen(subject: Subject) -> tuple[dict[str, list[Seen]], list[Look]]:
    """By attribute what is read from each net, and the nets that cannot be read because their memory knows no bounds."""
    found: dict[str, list[Seen]] = {name: [] for name in ATTRIBUTES}
    outside = []
    cue = subject.said.cue
    for look in subject.looks:
        try:
            known = probes(subject.run, look)
        except ValueError:
            outside.append(look)
            continue
        for name in ATTRIBUTES:
            truth = truth_of(name, cue)
            place = cue.place + 1 if cue and truth is not None else 0
            chances = known[name].read(look.trace.memory[1:])
            found[name].append(Seen(look, known[name], chances, truth, place))
    return found, outside
