"""An operation in many other sentences: held or done once, and beside the same on as many random cells."""

from __future__ import annotations

from typing import Any, NamedTuple

import streamlit as st

from lstm_core.effect import Effect, Outcome
from ui.memory.nets import percent
from ui.memory.operated import Operated
from ui.memory.surgery_measured import (
    SENTENCES,
    as_many_telling,
    asked_of,
    following,
    measured,
    otherwise,
)
from ui.memory.surgery_words import spoken_language
from ui.nets.rows import Rows
from ui.text import _, number


class Rates(NamedTuple):
    """What was measured of an operation: as it is done, over the other words, and by as many telling cells where it has random ones."""

    found: Effect
    otherwise: Outcome
    telling: Outcome | None = None


def rates_of(operated: Operated) -> Rates | None:
    """None where no cell is touched."""
    if not operated.units:
        return None
    with st.spinner(_("The same in {n} other sentences …", n=SENTENCES)):
        return Rates(measured(operated), otherwise(operated), as_many_telling(operated))


def about(operated: Operated, rates: Rates) -> str:
    """What the operation does in other sentences, and what as many random cells do, or where these are random, the telling ones."""
    asked, found = asked_of(operated), rates.found
    values = {
        "n": number(found.sentences, 0),
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
    share = percent(following(rates.otherwise, asked))
    other = (
        _("held to the end, in {share}", share=share)
        if asked.once
        else _("done only once, right after the country, in {share}", share=share)
    )
    beside = _beside(operated, rates)
    return f"{'; '.join(one for one in (said, other, beside) if one)}."


def _beside(operated: Operated, rates: Rates) -> str:
    asked, k = asked_of(operated), len(operated.units)
    if rates.telling is not None:
        share = percent(following(rates.telling, asked))
        return _("with as many of the most telling cells in {share}", share=share)
    shares = [following(one, asked) for one in rates.found.random]
    if not shares:
        return ""
    values = {
        "k": number(k, 0),
        "mean": percent(sum(shares) / len(shares)),
        "low": percent(min(shares)),
        "high": percent(max(shares)),
        "draws": number(len(shares), 0),
    }
    if k > 1:
        return _("with {k} random cells in {mean} ({low} to {high} in {draws} draws)", **values)
    return _("with one random cell in {mean} ({low} to {high} in {draws} draws)", **values)


def bars(operated: Operated, rates: Rates) -> dict[str, Any]:
    """What the component draws: a bar for each of what was measured, with the shares of the answers."""
    asked, k, found = asked_of(operated), len(operated.units), rates.found
    where = [
        _("With {n} clauses in between.", n=number(asked.clauses, 0)),
        _("It is done at the word after the country alone.")
        if asked.once
        else _("It is done from the word after the country to the end."),
        _("The nets have trained on none of these sentences."),
    ]
    best = _("{k} most telling cells", k=k) if k > 1 else _("the most telling cell")
    random = _("{k} random cells", k=k) if k > 1 else _("one random cell")
    cells = {"telling": best, "random": random, "own": _("the cells of your choice")}
    other = _("the same, held to the end") if asked.once else _("the same, done only once")
    rows = [
        (_("untouched"), found.before, ""),
        (cells[operated.setting.cells.which], found.chosen, "chosen"),
        (other, rates.otherwise, ""),
    ]
    if rates.telling is not None:
        rows.append((best, rates.telling, ""))
    if found.mean is not None:
        spread = _("mean of {draws} draws", draws=len(found.random))
        rows.append((f"{random}, {spread}", found.mean, ""))
    kinds = [
        ("right", _("the right language")),
        ("other", _("another language")),
        ("nothing", _("no language")),
    ]
    if asked.target is not None:
        kinds.insert(1, ("target", spoken_language(asked.target, operated.subject)))
    return {
        "about": about(operated, rates),
        "note": " ".join(where),
        "title": _("What it says in {n} other sentences", n=number(found.sentences, 0)),
        "kinds": [{"kind": kind, "name": name} for kind, name in kinds],
        "rows": [
            {"name": name, "style": style, "shares": [getattr(one, kind) for kind, _n in kinds]}
            for name, one, style in rows
        ],
    }


def rates_rows(operated: Operated, rates: Rates) -> Rows:
    """The shares as a table: of the operation, over the other words, and of each draw of random cells."""
    yield ["cells", "sentences", *Outcome._fields]
    found, once = rates.found, asked_of(operated).once
    rows = [
        ("none", found.before),
        ("chosen, once" if once else "chosen, held", found.chosen),
        ("chosen, held" if once else "chosen, once", rates.otherwise),
        *(("most telling", one) for one in (rates.telling,) if one is not None),
        *((f"random {k + 1}", one) for k, one in enumerate(found.random)),
    ]
    for name, one in rows:
        yield [name, found.sentences, *(f"{share:.4f}" for share in one)]
