"""The words of the map in the reader's language: its axes, its regions, and the sentence that its numbers say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lstm_core.fall import Plane, region
from ui.race.names import KIND_NAMES
from ui.text import _, lesson, number

VANISHES, USABLE, EXPLODES = -1, 0, 1


def axis_name(knob: str) -> str:
    """What an axis counts."""
    return {
        "radius": _("spectral radius of the recurrent weights"),
        "size": _("size of the inputs"),
        "forget_bias": _("forget bias"),
        "update_bias": _("update bias"),
    }[knob]


def value_text(value: float) -> str:
    """With as many decimals as it has."""
    return number(value, len(f"{value:g}".partition(".")[2]))


def place_name(kind: str, radius: float, other: float) -> str:
    """A place in words."""
    values = {"name": KIND_NAMES[kind], "radius": value_text(radius), "other": value_text(other)}
    return {
        "rnn": _("{name}, radius {radius}, inputs of size {other}", **values),
        "gru": _("{name}, radius {radius}, update bias {other}", **values),
        "lstm": _("{name}, radius {radius}, forget bias {other}", **values),
    }[kind]


def labels(kind: str, about_mark: str) -> dict[str, Any]:
    """Every short string of the component; placeholders in braces are filled in the browser."""
    here = _("where the curves above start")
    return {
        "title_map": _("Where the gradient vanishes, where it can be used, where it explodes"),
        "how_map": lesson("gradients/how_map"),
        "how_to_read": _("How to read this"),
        "where": {
            "rnn": _("RNN, radius {x}, inputs of size {y}"),
            "gru": _("GRU, radius {x}, update bias {y}"),
            "lstm": _("LSTM, radius {x}, forget bias {y}"),
        }[kind],
        "fell": _("It has fallen to 1 % after {steps} steps."),
        "fell_one": _("It has fallen to 1 % after one step."),
        "lasts": _("It does not fall to 1 % within {steps} steps."),
        "left": _("Over all {steps}, a nudge of 1 becomes {factor}."),
        "to_curves": _("See the curves, which start here now"),
        "names": [_("vanishes"), _("can be used"), _("explodes")],
        "legend_steps": _("Steps until the gradient has fallen to 1 %:"),
        "legend_grown": _("explodes: more than 100 times as large"),
        "legend_mark": f"{here} ({about_mark})" if about_mark else here,
    }


def takeaway(kind: str, plane: Plane, radii: Sequence[float], others: Sequence[float]) -> str:
    """What the numbers of the map say."""
    regions = region(plane.last).tolist()
    counts = {
        "vanish": _share(regions, VANISHES),
        "usable": _share(regions, USABLE),
        "explode": _share(regions, EXPLODES),
    }
    said = _(
        "On this map the gradient vanishes at {vanish} of the places, can be used at {usable}, and explodes at {explode}.",
        **counts,
    )
    more = (
        _of_inputs(regions, radii, others)
        if kind == "rnn"
        else _of_bias(kind, regions, radii, others)
    )
    return f"{said} {more}"


Regions = list[list[int]]  # a row for each of `others`, a column for each radius


def _share(regions: Regions, one: int) -> str:
    every = [found for row in regions for found in row]
    return f"{number(100 * every.count(one) / len(every), 0)} %"


def _of_inputs(regions: Regions, radii: Sequence[float], others: Sequence[float]) -> str:
    """From which radius on, or at which first, an RNN explodes: with the smallest inputs and with the largest."""
    said = []
    for j in (0, len(others) - 1):
        values = {"size": value_text(others[j])}
        if EXPLODES not in regions[j]:
            said.append(_("With inputs of size {size} it explodes at no radius.", **values))
            continue
        first = regions[j].index(EXPLODES)
        values["radius"] = value_text(radii[first])
        said.append(
            _("With inputs of size {size} it explodes from radius {radius} on.", **values)
            if set(regions[j][first:]) == {EXPLODES}
            else _("With inputs of size {size} it first explodes at radius {radius}.", **values)
        )
    return " ".join(said)


def _of_bias(kind: str, regions: Regions, radii: Sequence[float], others: Sequence[float]) -> str:
    """From which bias of the gate on, or at which first, the gradient does not vanish, at radius 1."""
    column = list(radii).index(1.0)
    lasts = [row[column] != VANISHES for row in regions]
    if True not in lasts:
        return _("At radius 1 it vanishes whatever the bias.")
    first = lasts.index(True)
    values = {"bias": value_text(others[first])}
    if not all(lasts[first:]):
        if kind == "lstm":
            return _(
                "At radius 1 the first forget bias at which it does not vanish is {bias}.", **values
            )
        return _(
            "At radius 1 the first update bias at which it does not vanish is {bias}.", **values
        )
    if kind == "lstm":
        return _("At radius 1 it no longer vanishes from a forget bias of {bias} on.", **values)
    return _("At radius 1 it no longer vanishes from an update bias of {bias} on.", **values)
