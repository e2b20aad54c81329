"""How many cells an operation takes: the share of other sentences that follow, against the number of cells."""

from __future__ import annotations

import streamlit as st

from ui.components import as_bytes
from ui.components.rates import show_growth
from ui.memory.nets import percent
from ui.memory.operated import Operated
from ui.memory.surgery_measured import (
    CURVE_DRAWS,
    SENTENCES,
    Curve,
    asked_of,
    curve_of,
    following,
    measured,
)
from ui.memory.surgery_words import spoken_language
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.text import _, language, number

KEY = "surgery_rates"  # of the component
FOLLOW = 0.9  # share of the sentences from which on one says that they follow
ALIKE = 0.5  # of the share of the telling cells, from which on random ones are said to do the same


def show_curve(operated: Operated) -> None:
    """Measured once for a net and what is done; that takes longest of all, and says so."""
    if (
        not operated.units or operated.look.config.H < 2
    ):  # of a single cell there is nothing to compare
        return
    with st.spinner(_("How many cells it takes, in {n} other sentences …", n=SENTENCES)):
        curve = curve_of(operated)
    show_growth(payload(operated, curve), key=KEY)
    take_away(KEY, lambda: table(curve), "surgery-cells")


def committee(operated: Operated, curve: Curve) -> str:
    """How many cells it takes, said of what was measured."""
    enough = next((k for k, one in zip(curve.ks, curve.chosen, strict=True) if one >= FOLLOW), None)
    first, last = percent(curve.chosen[1]), percent(curve.chosen[-1])
    if enough == 0:
        return _("Untouched, the net is wrong as often: there is little to be taken from it.")
    at = curve.ks.index(enough) if enough else 0
    alike = sum(curve.random[at]) / len(curve.random[at])
    if enough and alike > ALIKE * curve.chosen[at]:
        return _(
            "{k} of the most telling cells bring {share}, but as many random ones {random}: it is not these cells that decide here.",
            k=number(enough, 0),
            share=percent(curve.chosen[at]),
            random=percent(alike),
        )
    if enough == 1:
        return _("One cell is enough: {share}.", share=first)
    if enough is None:
        return _(
            "The most telling cell alone brings {first}, and even {k} cells {last}: so few cells do not decide here.",
            first=first,
            k=number(curve.ks[-1], 0),
            last=last,
        )
    return _(
        "The most telling cell alone brings {first}; {k} bring {share}. It is a committee of some cells, not “the nationality cell”.",
        first=first,
        k=number(enough, 0),
        share=percent(curve.chosen[at]),
    )


def payload(operated: Operated, curve: Curve) -> bytes:
    """All that the component draws; the operation that is shown has its place in it."""
    asked, k = asked_of(operated), len(operated.units)
    title = (
        _("How many cells does it take?")
        if asked.target is not None
        else _("How many cells does it take to lose it?")
    )
    y = (
        _("says {answer}", answer=spoken_language(asked.target, operated.subject))
        if asked.target is not None
        else _("no longer right")
    )
    share = following(measured(operated).chosen, asked)
    data = {
        "lang": language(),
        "title": title,
        "about": committee(operated, curve),
        "x": _("cells"),
        "y": y,
        "ks": curve.ks,
        "chosen": curve.chosen,
        "low": [min(one) for one in curve.random],
        "middle": [sum(one) / len(one) for one in curve.random],
        "high": [max(one) for one in curve.random],
        "chosen_name": _("most telling"),
        "random_name": _("random: mean and range"),
        "now": {"k": k, "share": share} if k <= curve.ks[-1] else None,
    }
    return as_bytes(data)


@as_csv
def table(curve: Curve) -> Rows:
    """As CSV."""
    yield ["k", "most_telling", *(f"random_{k + 1}" for k in range(CURVE_DRAWS))]
    for k, chosen, random in zip(*curve, strict=True):
        yield [k, f"{chosen:.4f}", *(f"{share:.4f}" for share in random)]
