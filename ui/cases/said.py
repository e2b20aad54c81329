"""What an experiment has shown, in words: who wins, by how much, or that it is a draw; who suffers from a change, or nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lstm_core.arrays import Array
from lstm_core.cases.verdict import CaseVerdict, Margin, margin, verdict
from ui.text import _, listed, number


@dataclass(frozen=True)
class Said:
    """The lines under an experiment; "" where there is nothing to say.

    Args:
        headline: the result.
        more: its numbers.
        ten: what the ten shipped seeds say.
        guess: how the reader's guess did.
    """

    headline: str = ""
    more: str = ""
    ten: str = ""
    guess: str = ""


def said_of(
    scores: Mapping[str, Array],
    names: Mapping[str, str],
    ten: Mapping[str, Array],
    guess: str,
) -> Said:
    """Of the first experiment.

    Args:
        scores: kind -> (S,) accuracies at the end; NaN where a net diverged.
        names: of the kinds.
        ten: those of the shipped seeds, or nothing.
        guess: the kind that the reader has committed to, or "".
    """
    found = verdict(scores)
    more = " ".join([_numbers(found, names), *_diverged(scores, names)])
    if not ten:
        return Said(winner(found, names), more, "", _guessed(found, names, guess))
    many = verdict(ten)
    known = _("Ten seeds that ship with the app say:")
    return Said(
        winner(found, names),
        more,
        f"{known} {winner(many, names)} {_numbers(many, names)}",
        _guessed(many, names, guess),
    )


def winner(found: CaseVerdict, names: Mapping[str, str]) -> str:
    """Who wins, in a sentence."""
    if np.isnan(found.means[found.best]):
        return _("No kind of net came to its end.")
    if len(found.level) == len(found.ranking) > 1:
        return _("A draw: on these data the seeds tell none of them apart.")
    if found.is_draw:
        level = listed([names[kind] for kind in found.level])
        return _(
            "A draw at the top: on these data the seeds do not tell apart {names}.", names=level
        )
    return _("The winner on these data: {name}.", name=names[found.best])


def _numbers(found: CaseVerdict, names: Mapping[str, str]) -> str:
    best, *others = found.ranking
    lead = _("{name}: {score} right", name=begun(names[best]), score=percent(found.means[best]))
    behind = [
        _(
            "{points} points more than {name} ({low} to {high})",
            points=points(found.margins[kind].mean),
            name=names[kind],
            low=points(found.margins[kind].low),
            high=points(found.margins[kind].high),
        )
        for kind in others
        if not np.isnan(found.margins[kind].mean)
    ]
    return ", ".join([lead, *behind]) + "."


def _diverged(scores: Mapping[str, Array], names: Mapping[str, str]) -> list[str]:
    return [
        _("A net diverged: {name}.", name=names[kind])
        for kind, values in scores.items()
        if np.isnan(values).any()
    ]


def _guessed(found: CaseVerdict, names: Mapping[str, str], guess: str) -> str:
    if not guess:
        return ""
    name = names[guess]
    if guess not in found.level:
        return _("You said: {name}. It was another one.", name=name)
    if found.is_draw:
        return _("You said: {name}. It is among the best, but not alone.", name=name)
    return _("You said: {name}. Right.", name=name)


def said_of_change(
    before: Mapping[str, Array],
    after: Mapping[str, Array],
    names: Mapping[str, str],
    ten_before: Mapping[str, Array],
    ten_after: Mapping[str, Array],
) -> Said:
    """Of the second experiment: what the change does to each kind of net, seed by seed. Arguments as in `said_of`."""
    changes = {kind: margin(after[kind], before[kind]) for kind in after if kind in before}
    if not changes:
        here = _("Trained from other seeds than the first experiment: train it anew to compare.")
        return Said(here)
    if not ten_after:
        return Said(suffering(changes, names), _changes(changes, names))
    many = {
        kind: margin(ten_after[kind], ten_before[kind]) for kind in ten_after if kind in ten_before
    }
    known = _("Ten seeds that ship with the app say:")
    return Said(
        suffering(changes, names),
        _changes(changes, names),
        f"{known} {suffering(many, names)} {_changes(many, names)}",
    )


def suffering(changes: Mapping[str, Margin], names: Mapping[str, str]) -> str:
    """Who loses by the change, in a sentence."""
    worse = [names[kind] for kind, one in changes.items() if one.high < 0]
    better = [names[kind] for kind, one in changes.items() if one.low > 0]
    parts = []
    if worse:
        parts.append(
            _("Suffers: {names}.", names=worse[0])
            if len(worse) == 1
            else _("Suffer: {names}.", names=listed(worse))
        )
    if better:
        parts.append(
            _("Gains: {names}.", names=better[0])
            if len(better) == 1
            else _("Gain: {names}.", names=listed(better))
        )
    return " ".join(parts) or _("On these data the seeds show no difference for any of them.")


def _changes(changes: Mapping[str, Margin], names: Mapping[str, str]) -> str:
    known = {kind: one for kind, one in changes.items() if not np.isnan(one.mean)}
    # As the lecture asks: what is lost, so that a gain is below zero.
    lost = "; ".join(
        _(
            "{name}: {points} points lost ({low} to {high})",
            name=names[kind],
            points=points(-one.mean),
            low=points(-one.high),
            high=points(-one.low),
        )
        for kind, one in known.items()
    )
    spreads = ", ".join(
        _("{name} ±{points}", name=names[kind], points=points(one.spread))
        for kind, one in known.items()
    )
    return begun(lost) + ". " + _("From seed to seed it changes by: {each}.", each=spreads)


def begun(name: str) -> str:
    """As it stands where a sentence begins."""
    return name[:1].upper() + name[1:]


def points(share: float) -> str:
    """A difference of accuracies in hundredths."""
    return number(100 * share, 1)


def percent(share: float) -> str:
    """An accuracy."""
    return f"{number(100 * share, 1)} %"
