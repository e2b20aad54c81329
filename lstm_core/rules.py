"""Rules of a text, such as "inside quotation marks", and which cell of a net follows one: by a threshold, on other letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array

Truth = NDArray[np.bool_]  # (T,) at each letter, when it has just been read

FEWEST = 20  # letters of each half at which a rule holds, and at which it does not; else it is not looked for
CUTS = 200  # thresholds that are tried: between the values of a cell that part its letters into so many equal parts
LONG = 200  # letters on average, from which on a line is a paragraph, and where in it one is says little
SHIFTS = (
    0.2,
    0.35,
    0.5,
    0.65,
    0.8,
)  # of a half, by which the rule is moved away from its letters in the control
OPENING = {"«": "»", "“": "”", "‘": "’", "„": "“"}
BRACKETS = {"(": ")", "[": "]", "{": "}"}
VOWELS = frozenset("aeiouáéíóúüàèìòùâêîôûäöAEIOUÁÉÍÓÚÜÀÈÌÒÙÂÊÎÔÛÄÖ")


def quote_depth(text: str) -> NDArray[np.int64]:
    """(T,) in how many quotations each letter stands, its opening mark included and its closing mark not.

    Straight quotation marks open and close in turn. An empty line ends what was never closed.
    """
    depths, open_marks = [], [""]
    for before, letter in pairwise("\0" + text):
        if letter == "\n" and before == "\n":
            open_marks = [""]
        elif letter == open_marks[-1]:
            open_marks.pop()
        elif letter == '"':
            open_marks.append(letter)
        elif letter in OPENING and letter != "‘":
            open_marks.append(OPENING[letter])
        depths.append(len(open_marks) - 1)
    return np.array(depths, dtype=np.int64)


def bracket_depth(text: str) -> NDArray[np.int64]:
    """(T,) in how many brackets each letter stands, the opening one included and the closing one not.

    A closing bracket that does not fit the last one opened is a letter like any other; an empty line ends all.
    """
    depths, open_ones = [], [""]
    for before, letter in pairwise("\0" + text):
        if letter == "\n" and before == "\n":
            open_ones = [""]
        elif letter == open_ones[-1]:
            open_ones.pop()
        elif letter in BRACKETS:
            open_ones.append(BRACKETS[letter])
        depths.append(len(open_ones) - 1)
    return np.array(depths, dtype=np.int64)


def line_position(text: str) -> NDArray[np.int64]:
    """(T,) how many letters of its line have been read, from 1; at a line end 0."""
    found, position = [], 0
    for letter in text:
        position = 0 if letter == "\n" else position + 1
        found.append(position)
    return np.array(found, dtype=np.int64)


def late_in_line(text: str) -> Truth:
    """Beyond the middle of a line of usual length, which is the median of all that end in this text; without any, nowhere."""
    lengths = [len(line) for line in text.split("\n")[:-1] if line]
    middle = (
        float(np.median(lengths)) / 2 if lengths and float(np.mean(lengths)) <= LONG else np.inf
    )
    return line_position(text) > middle


def _each(test: Callable[[str], bool]) -> Callable[[str], Truth]:
    return lambda text: np.array([test(letter) for letter in text], dtype=bool)


def _before(test: Callable[[str], bool]) -> Callable[[str], Truth]:
    """Of the letter before; there is none before the first."""
    return lambda text: np.array([False, *(test(letter) for letter in text[:-1])], dtype=bool)[
        : len(text)
    ]


RULES: Mapping[str, Callable[[str], Truth]] = {
    "quotes": lambda text: quote_depth(text) >= 1,
    "brackets": lambda text: bracket_depth(text) >= 1,
    "brackets2": lambda text: bracket_depth(text) >= 2,
    "late": late_in_line,
    "capital": _each(str.isupper),
    "after_capital": _before(str.isupper),
    "after_space": _each(str.isspace),
    "word": lambda text: _each(str.isalpha)(text) & _before(str.isalpha)(text),
    "digit": _each(str.isdigit),
    "vowel": _each(VOWELS.__contains__),
}


@dataclass(frozen=True)
class Follower:
    """A cell that says yes where its value is above (or below) a threshold, and how often that is right.

    Args:
        cell: its number, from 0.
        threshold: between two values of the first half.
        above: whether it says yes above it; else below.
        held: of the second half's letters at which the rule holds, the share at which it says yes.
        not_held: of the others, the share at which it says no.
        accuracy: of all letters of the second half, the share at which it is right.
    """

    cell: int
    threshold: float
    above: bool
    held: float
    not_held: float
    accuracy: float

    @property
    def balanced(self) -> float:
        """The mean of both shares: guessing gives 1/2, however rare the rule."""
        return (self.held + self.not_held) / 2

    def says(self, values: Array) -> Truth:
        """Its verdict at values (T,) of its cell."""
        verdict: Truth = values > self.threshold if self.above else values < self.threshold
        return verdict


@dataclass(frozen=True)
class Found:
    """The cells that follow a rule best.

    Args:
        rule: a name out of `RULES`.
        share: of the second half's letters, at how many it holds.
        constant: how often always saying the same, what is commoner in the first half, is right in the second.
        chance: what the same search finds for rules that mean nothing, the rule moved away from its letters: the
            mean balanced share of the best cells.
        best: the best first, chosen by the balanced share in the first half alone.
    """

    rule: str
    share: float
    constant: float
    chance: float
    best: tuple[Follower, ...]


def truths_of(text: str) -> dict[str, Truth]:
    """Of every rule, at which of the T letters it holds."""
    return {name: rule(text) for name, rule in RULES.items()}


def search(truths: Mapping[str, Truth], values: Array, most: int = 3) -> tuple[Found, ...]:
    """For each rule that the text knows, the cells that follow it best.

    Cell and threshold are chosen on the first half of the text, by the mean of the shares of letters at which the rule
    holds and does not hold that are judged rightly; all that is said of them is measured on the second half. A rule is
    left out that in either half holds, or does not hold, at fewer than FEWEST letters.

    Args:
        truths: of each rule, by its name, (T,).
        values: (T, H) of each cell when the letter has been read.
        most: cells of a rule.

    Raises:
        ValueError: other numbers of letters and values.
    """
    if any(len(truth) != len(values) for truth in truths.values()):
        raise ValueError(f"values must have a row for each letter, not {len(values)}.")
    ordered = np.argsort(values[: len(values) // 2], axis=0, kind="stable")  # (T/2, H)
    return tuple(
        _found(name, truth, values, ordered, most)
        for name, truth in truths.items()
        if _occurs(truth, len(ordered))
    )


def _occurs(truth: Truth, half: int) -> bool:
    return all(FEWEST <= part.sum() <= len(part) - FEWEST for part in (truth[:half], truth[half:]))


def _found(name: str, truth: Truth, values: Array, ordered: NDArray[np.intp], most: int) -> Found:
    half = len(ordered)
    first, second = truth[:half], truth[half:]
    control = []
    for shift in SHIFTS:
        by = int(shift * half)
        moved = np.concatenate([np.roll(first, by), np.roll(second, by)])
        control.append(_followers(moved, values, ordered, 1)[0].balanced)
    return Found(
        rule=name,
        share=float(second.mean()),
        constant=float(np.mean(second == (first.mean() > 0.5))),
        chance=float(np.mean(control)),
        best=_followers(truth, values, ordered, most),
    )


def _followers(
    truth: Truth, values: Array, ordered: NDArray[np.intp], most: int
) -> tuple[Follower, ...]:
    """The `most` cells with the best balanced share in the first half, and what they do in the second."""
    half, H = ordered.shape
    holds = int(truth[:half].sum())
    cuts = np.unique(np.linspace(0, half, CUTS + 1).astype(int))  # 0 .. half
    # Of the k lowest values of each cell, at how many letters the rule holds.
    pieces = np.add.reduceat(truth[ordered], cuts[:-1], axis=0, dtype=np.int64)
    low = np.cumsum(pieces, axis=0)[:-1]  # (K, H)
    k = cuts[1:-1, None]  # (K, 1)
    # Who says yes above these is right at the others at which it holds, and at these where it does not.
    above = ((holds - low) / holds + (k - low) / (half - holds)) / 2
    lower, upper = (
        np.take_along_axis(values[:half], ordered[cuts[1:-1] - side], axis=0) for side in (1, 0)
    )
    # Equal values are told apart by no threshold.
    score = np.where(upper > lower, np.abs(above - 0.5), -1.0)
    at = score.argmax(axis=0)  # (H,)
    best = np.argsort(-score[at, np.arange(H)], kind="stable")[:most]
    found = []
    for cell in best.tolist():
        place = at[cell], cell
        threshold = float((lower[place] + upper[place]) / 2)
        follower = Follower(cell, threshold, bool(above[place] >= 0.5), 0.0, 0.0, 0.0)
        right = follower.says(values[half:, cell]) == truth[half:]
        held = truth[half:]
        found.append(
            replace(
                follower,
                held=float(right[held].mean()),
                not_held=float(right[~held].mean()),
                accuracy=float(right.mean()),
            )
        )
    return tuple(found)
