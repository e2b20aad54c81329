"""What an operation does in many other sentences, beside the same on as many random cells; and how many cells it takes."""

from __future__ import annotations

import csv
import io

import streamlit as st

from lstm_core.effect import Effect, Outcome
from ui.components import as_bytes
from ui.components.rates import show_shares
from ui.memory.nets import percent
from ui.memory.operated import Operated
from ui.memory.surgery_measured import (
    CURVE_DRAWS,
    SENTENCES,
    Curve,
    as_many_telling,
    asked_of,
    curve_of,
    following,
    measured,
)
from ui.memory.surgery_words import spoken_language
from ui.nets.take import take_away
from ui.text import _, language, number

KEY = "surgery_rates"  # of the component
FOLLOW = 0.9  # share of the sentences from which on one says that they follow
ALIKE = 0.5  # of the share of the telling cells, from which on random ones are said to do the same


def show_rates(operated: Operated, *, key: str = KEY, curve: bool = True) -> None:
    """The shares and, with `curve`, how they grow with the number of cells."""
    if not operated.units:
        return
    with st.spinner(_("The same in {n} other sentences …", n=SENTENCES)):
        found, telling = measured(operated), as_many_telling(operated)
        grown = curve_of(operated) if curve else None
    show_shares(payload(operated, found, grown, telling), key=key)
    take_away(key, lambda: table(operated, found, grown), key)


def about(operated: Operated, found: Effect, telling: Outcome | None = None) -> str:
    """What the operation does in other sentences, and what as many random cells do, or where these are random, the telling ones."""
    asked = asked_of(operated)
    shares = [following(one, asked) for one in found.random]
    values = {
        "n": number(found.sentences, 0),
        "k": number(len(operated.units), 0),
        "share": percent(following(found.chosen, asked)),
    }
    if asked.target is not None:
        said = _(
            "In {n} other sentences of other countries: {answer} in {share}",
            answer=spoken_language(asked.target, operated.subject),
            **values,
        )
    else:
        said = _(
            "In {n} other sentences about a nationality: no longer right in {share}; untouched in {before}",
            before=percent(following(found.before, asked)),
            **values,
        )
    if telling is not None:
        share = percent(following(telling, asked))
        best = _("with as many of the most telling cells in {share}", share=share)
        return f"{said}; {best}."
    if not shares:
        return f"{said}."
    values |= {
        "mean": percent(sum(shares) / len(shares)),
        "low": percent(min(shares)),
        "high": percent(max(shares)),
        "draws": number(len(shares), 0),
    }
    random = (
        _("with {k} random cells in {mean} ({low} to {high} in {draws} draws)", **values)
        if len(operated.units) > 1
        else _("with one random cell in {mean} ({low} to {high} in {draws} draws)", **values)
    )
    return f"{said}; {random}."


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


def payload(
    operated: Operated, found: Effect, curve: Curve | None, telling: Outcome | None = None
) -> bytes:
    """All that the component draws."""
    asked, k = asked_of(operated), len(operated.units)
    where = [
        _("With {n} clauses in between.", n=number(asked.clauses, 0)),
        _("It is done at the word after the country alone.")
        if asked.once
        else _("It is done from the word after the country to the end."),
        _("The nets have trained on none of these sentences."),
    ]
    mean = found.mean
    best = _("{k} most telling cells", k=k) if k > 1 else _("the most telling cell")
    cells = {
        "telling": best,
        "random": _("{k} random cells", k=k) if k > 1 else _("one random cell"),
        "own": _("the cells of your choice"),
    }[operated.setting.cells.which]
    rows = [(_("untouched"), found.before, ""), (cells, found.chosen, "chosen")]
    if telling is not None:
        rows.append((best, telling, "telling"))
    if mean is not None:
        shares = [following(one, asked) for one in found.random]
        name = _("{k} random cells", k=k) if k > 1 else _("one random cell")
        spread = _("mean of {draws} draws", draws=len(shares))
        rows.append((f"{name}, {spread}", mean, "random"))
    right = _("the right language")
    target = (
        spoken_language(asked.target, operated.subject) if asked.target is not None else _("none")
    )
    kinds = [
        ("right", right),
        *([("target", target)] if asked.target is not None else []),
        ("other", _("another language")),
        ("nothing", _("no language")),
    ]
    data = {
        "lang": language(),
        "about": [
            about(operated, found, telling),
            *([committee(operated, curve)] if curve else []),
        ],
        "note": " ".join(where),
        "title": _("What it says in other sentences"),
        "kinds": [{"kind": kind, "name": name} for kind, name in kinds],
        "rows": [
            {"name": name, "style": style, "shares": [getattr(one, kind) for kind, _n in kinds]}
            for name, one, style in rows
        ],
        "curve": curve and _drawn(operated, found, curve),
    }
    return as_bytes(data)


def _drawn(operated: Operated, found: Effect, curve: Curve) -> dict[str, object]:
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
    return {
        "title": title,
        "x": _("cells"),
        "y": y,
        "ks": curve.ks,
        "chosen": curve.chosen,
        "low": [min(one) for one in curve.random],
        "middle": [sum(one) / len(one) for one in curve.random],
        "high": [max(one) for one in curve.random],
        "chosen_name": _("most telling"),
        "random_name": _("random: mean and range"),
        "now": {"k": k, "share": following(found.chosen, asked)} if k <= curve.ks[-1] else None,
        "alt": committee(operated, curve),
    }


def table(operated: Operated, found: Effect, curve: Curve | None) -> str:
    """The shares as CSV: of the operation, of each draw of random cells, and of each number of cells."""
    file = io.StringIO()
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["cells", "sentences", *Outcome._fields])
    rows = [("none", found.before), ("chosen", found.chosen)]
    rows += [(f"random {k + 1}", one) for k, one in enumerate(found.random)]
    for name, one in rows:
        out.writerow([name, found.sentences, *(f"{share:.4f}" for share in one)])
    if curve:
        out.writerow([])
        out.writerow(["k", "most_telling", *(f"random_{k + 1}" for k in range(CURVE_DRAWS))])
        for k, chosen, random in zip(*curve, strict=True):
            out.writerow([k, f"{chosen:.4f}", *(f"{share:.4f}" for share in random)])
    return file.getvalue()
