"""What the ten seeds of every kind of net that ship with each case scored, and how that is said."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lab.shipped_cases import shipped_case
from lstm_core.arrays import Array
from lstm_core.cases.verdict import Margin, margin, verdict
from ui.cases.said import points
from ui.cases.words import kind_names
from ui.memory.nets import percent
from ui.text import _, language, listed

KINDS = ("dense", "convolutional", "recurrent")
Scores = Mapping[str, Array]  # kind of net -> (S,) share of right answers at the end


def scores(case: str, change: str = "") -> dict[str, Array]:
    """Of every kind of net of a case, what its seeds scored at the end."""
    lanes = shipped_case(case, language(), change)
    return {lane.config.kind: lane.accuracy for lane in lanes}


def names_of(case: str) -> dict[str, str]:
    """What the kinds are called within a sentence: without the commas that the names of the page have."""
    short = {"frame": _("one frame"), "mean": _("mean over time")}
    return {kind: short.get(kind, name) for kind, name in kind_names(case).items()}


def winners(found: Scores, options: tuple[str, ...]) -> tuple[int, ...]:
    """The places among `options` of the kinds that the seeds do not tell apart from the best."""
    level = verdict(found).level
    return tuple(place for place, kind in enumerate(options) if kind in level)


def told(case: str, found: Scores) -> str:
    """What each kind scored, in words."""
    names = names_of(case)
    seeds = len(next(iter(found.values())))
    return _(
        "Right on what they had not seen, mean of {n} seeds: {each}.",
        n=seeds,
        each=each_kind(names, found),
    )


def each_kind(names: Mapping[str, str], shares: Mapping[str, Array | float]) -> str:
    """What each kind has, the mean of it where there are several seeds: "dense 77 %, recurrent 75 %"."""
    return ", ".join(
        _("{name} {share}", name=names[kind], share=percent(float(np.mean(share))))
        for kind, share in shares.items()
    )


def ahead(case: str, found: Scores) -> str:
    """By how much the best is ahead of the next, or that it is not."""
    judged, names = verdict(found), names_of(case)
    if judged.is_draw:
        level = listed([names[kind] for kind in judged.level])
        return _("The seeds do not tell these apart: {level}.", level=level)
    gap = min(judged.margins.values(), key=lambda one: one.mean)
    return _(
        "The best is ahead of the next by {mean} points (95 % interval {low} to {high}).",
        mean=points(gap.mean),
        low=points(gap.low),
        high=points(gap.high),
    )


def drops(case: str) -> dict[str, Margin]:
    """By how much every kind is better before the change than after it, seed by seed."""
    before, after = scores(case), scores(case, "permuted")
    return {kind: margin(before[kind], after[kind]) for kind in before}


def fallen(case: str, found: Mapping[str, Margin]) -> str:
    """What each kind loses, in words."""
    names = names_of(case)
    said = [
        _(
            "{name} {mean} ({low} to {high})",
            name=names[kind],
            mean=points(one.mean),
            low=points(one.low),
            high=points(one.high),
        )
        for kind, one in found.items()
    ]
    seeds = next(iter(found.values())).seeds
    return _(
        "Points lost by shuffling, mean of {n} seeds (95 % interval): {each}.",
        n=seeds,
        each="; ".join(said),
    )
