"""What an operation does in many other sentences, beside the same on as many random cells; and how many cells it takes."""

from __future__ import annotations

import csv
import io
from typing import NamedTuple

import streamlit as st

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.effect import Effect, Outcome, effect
from lstm_core.net import Net
from lstm_core.sentences import MOST_CLAUSES
from ui.components import as_bytes
from ui.components.rates import show_shares
from ui.memory.nets import percent
from ui.memory.operated import Operated, first_word, most_cells
from ui.memory.surgery_words import spoken_language
from ui.nets.take import take_away
from ui.text import _, language, number

KEY = "surgery_rates"  # of the component
SENTENCES = 120
DRAWS, CURVE_DRAWS = (
    5,
    3,
)  # of the operation that is shown, and of each number of cells: the first of the same ones
CURVE = (1, 2, 4, 6, 8, 10, 12, 16)
FOLLOW = 0.9  # share of the sentences from which on one says that they follow
ALIKE = 0.5  # of the share of the telling cells, from which on random ones are said to do the same


class Asked(NamedTuple):
    """What is done in the other sentences: an action, to the word after the cue alone or up to the end, so many clauses long."""

    action: str
    target: int | None
    clauses: int
    once: bool


class Curve(NamedTuple):
    """At each number of cells the share of sentences that follow: the most telling cells, and each draw of random ones."""

    ks: tuple[int, ...]
    chosen: tuple[float, ...]
    random: tuple[tuple[float, ...], ...]


def asked_of(operated: Operated) -> Asked:
    """The same in other sentences; a range that means something in this one alone becomes that from the cue to the end."""
    start, setting = first_word(operated.subject), operated.setting
    once = operated.first == operated.last == start and start < operated.subject.said.T
    target = operated.case if setting.what == "overwrite" else None
    return Asked(setting.what, target, min(operated.subject.said.clauses, MOST_CLAUSES), once)


def show_rates(operated: Operated, *, key: str = KEY, curve: bool = True) -> None:
    """The shares and, with `curve`, how they grow with the number of cells."""
    if not operated.units:
        return
    with st.spinner(_("The same in {n} other sentences …", n=SENTENCES)):
        found, telling = measured(operated), as_many_telling(operated)
        grown = curve_of(operated) if curve else None
    show_shares(payload(operated, found, grown, telling), key=key)
    take_away(key, lambda: table(operated, found, grown), key)


def measured(operated: Operated) -> Effect:
    """Of the operation that is shown; random cells need no random ones beside them."""
    draws = 0 if operated.setting.cells.which == "random" else DRAWS
    return _measured(operated, operated.units, draws)


def as_many_telling(operated: Operated) -> Outcome | None:
    """Beside random cells: what as many of the most telling ones do."""
    if operated.setting.cells.which != "random":
        return None
    telling = operated.held.order[: len(operated.units)].tolist()
    return _measured(operated, tuple(telling), 0).chosen


def _measured(operated: Operated, units: tuple[int, ...], draws: int) -> Effect:
    look, asked = operated.look, asked_of(operated)
    return _effect(
        *(operated.subject.run.id, *look.key, asked, units, SENTENCES, draws),
        look.net,
        look.config,
        operated.held.means,
    )


def curve_of(operated: Operated) -> Curve:
    """Of the most telling cells, as many as there may be."""
    look, asked = operated.look, asked_of(operated)
    most = most_cells("random", look.config.H)
    order = tuple(operated.held.order.tolist())
    return _curve(
        *(operated.subject.run.id, *look.key, asked, tuple(k for k in CURVE if k <= most)),
        order,
        look.net,
        look.config,
        operated.held.means,
    )


@st.cache_data(max_entries=1024, show_spinner=False)
def _effect(
    run_id: str,
    lane: int,
    step: int,
    seed: int,
    asked: Asked,
    units: tuple[int, ...],
    sentences: int,
    draws: int,
    _net: Net,
    _config: TrainConfig,
    _means: Array,
) -> Effect:
    return _done(asked, units, sentences, draws, _net, _config, _means)


@st.cache_data(max_entries=256, show_spinner=False)
def _curve(
    run_id: str,
    lane: int,
    step: int,
    seed: int,
    asked: Asked,
    ks: tuple[int, ...],
    _order: tuple[int, ...],
    _net: Net,
    _config: TrainConfig,
    _means: Array,
) -> Curve:
    each = [_done(asked, _order[:k], SENTENCES, CURVE_DRAWS, _net, _config, _means) for k in ks]
    none = following(each[0].before, asked)
    return Curve(
        (0, *ks),
        (none, *(following(one.chosen, asked) for one in each)),
        ((none,) * CURVE_DRAWS, *(tuple(following(d, asked) for d in one.random) for one in each)),
    )


def _done(
    asked: Asked,
    units: tuple[int, ...],
    sentences: int,
    draws: int,
    net: Net,
    config: TrainConfig,
    means: Array,
) -> Effect:
    return effect(
        net,
        config,
        asked.action,
        units,
        memory=None if asked.target is None else means[asked.target],
        target=asked.target,
        clauses=asked.clauses,
        sentences=sentences,
        draws=draws,
        once=asked.once,
    )


def following(outcome: Outcome, asked: Asked) -> float:
    """The share of sentences in which the operation shows: the written country's language, or the right one no longer."""
    return outcome.target if asked.target is not None else 1 - outcome.right


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
