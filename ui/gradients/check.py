"""Part 7, check it: any number of the page once more by finite differences, and the code that does the same in plain torch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from lab.gradient_script import FILE
from lstm_core.finite import Difference
from lstm_core.fresh import Start
from ui.gradients.check_words import (
    formula,
    log_difference,
    meaning,
    method_words,
    nets_names,
    precise,
    verdict,
    what_names,
)
from ui.gradients.checking import Case, case_of, fitted, net_of, script_of
from ui.gradients.knobs import read_knobs
from ui.gradients.picked import KINDS, OF_LOSS, PLACES, Number, pick, picked, whats_of
from ui.gradients.powers import scientific
from ui.gradients.subject import Subject
from ui.gradients.why_words import state_name
from ui.race.names import KIND_NAMES
from ui.text import _, lesson, number

ONE_STEP = ("dh", "dc", "dx")  # numbers of the loss, that have no second step


def show_check(subject: Subject) -> None:
    """The number that was picked, and controls to choose another; its value in both ways; the code."""
    if not subject.after:
        st.caption(_("There is no net to check."))
        return
    one = _fitted(picked(subject), subject)
    _choosers(one, subject)
    fresh = _fresh(one)
    case = case_of(one, subject, fresh)
    value, difference = _both(subject.key, one, fresh, case)
    st.markdown(
        f"**{formula(one, case.cell.kind)}** · {meaning(one, case.cell.kind)}",
        help=lesson("gradients/check"),
    )
    st.markdown(table(formula(one, case.cell.kind), value, difference))
    st.markdown(f"{verdict(value, difference.value)} {method_words(difference.method)}")
    _show_code(case)


def _show_code(case: Case) -> None:
    """The script, to read and to take away with its net."""
    script = script_of(case)
    st.caption(
        _(
            "Put both files into one folder and run the script there; at its top it says what it needs."
        )
    )
    with st.container(horizontal=True, key="check_take"):
        st.download_button(
            _("PyTorch script"),
            script,
            file_name="check.py",
            mime="text/x-python",
            key="check_take_script",
            on_click="ignore",
        )
        st.download_button(
            _("The net (safetensors)"),
            lambda: net_of(case),
            file_name=FILE,
            mime="application/octet-stream",
            key="check_take_net",
            on_click="ignore",
        )
    code = st.expander(_("The script"), key="check_code", on_change="rerun")
    if code.open:
        code.code(script, language="python")


@st.cache_data(max_entries=256, show_spinner=False)
def _both(key: str, one: Number, fresh: Start, _case: Case) -> tuple[float, Difference]:
    """log10 of the number from the formula, and by finite differences; `key` is the subject's."""
    return _case.value(), _case.difference()


def table(title: str, value: float, difference: Difference) -> str:
    """Both numbers and how far they are apart, as Markdown."""
    apart = log_difference(value, difference.value)
    rows = (
        (_("From the formula"), precise(value)),
        (_("By finite differences"), precise(difference.value)),
        (_("Relative difference"), scientific(apart)),
    )
    way = _("Way")
    return "\n".join(
        [f"| {way} | {title} |", "|:--|--:|", *(f"| {name} | {text} |" for name, text in rows)]
    )


def _fresh(one: Number) -> Start:
    """The fresh nets of its kind, as the knobs of the decay curves are set."""
    return read_knobs(st.session_state).of(KINDS[min(one.lane, len(KINDS) - 1)])


def _fitted(one: Number, subject: Subject) -> Number:
    return fitted(one, subject, _fresh(one))


def _choosers(one: Number, subject: Subject) -> None:
    """Controls that show what is picked, and pick themselves."""
    fresh = _fresh(one)
    lanes = [nets.name for nets in subject.nets(one.nets)]
    kind, T, seeds, first = fresh.kind, fresh.T, list(range(fresh.nets)), fresh.seed
    if one.nets == "fresh":
        lanes = [KIND_NAMES[each] for each in KINDS]
    else:
        nets = subject.nets(one.nets)[one.lane]
        kind, T, seeds = nets.config.kind, subject.T, list(nets.seeds)
        first = nets.config.seed
    whats, places = what_names(), nets_names()
    loss = one.what in OF_LOSS

    def step(t: int) -> str:
        return state_name(subject.words, t) if one.nets != "fresh" else number(t, 0)

    from_label = _("At step") if loss else _("From the state after")
    to_label = _("Loss at step") if loss else _("To the state after")
    low = 1 if loss else 0
    with st.container(horizontal=True, vertical_alignment="bottom", key="check_choosers"):
        _choose(
            "what",
            _("Which number"),
            whats_of(kind, one.nets),
            whats.__getitem__,
            one,
            subject,
            310,
        )
        _choose("nets", _("Nets"), PLACES, places.__getitem__, one, subject, 180)
        _choose("lane", _("Net"), range(len(lanes)), lanes.__getitem__, one, subject, 110)
        _choose("net", _("Seed"), seeds, lambda k: number(first + k, 0), one, subject, 85)
        _choose("start", from_label, range(low, T + 1), step, one, subject, 150)
        if one.what not in ONE_STEP:
            _choose("end", to_label, range(1, T + 1), step, one, subject, 150)


def _choose(
    name: str,
    label: str,
    options: Sequence[Any],
    names: Callable[[Any], str],
    one: Number,
    subject: Subject,
    width: int,
) -> None:
    """One of them. What is picked is the truth; the control is set to it before it is drawn."""
    st.session_state[f"check_{name}"] = getattr(one, name)
    st.selectbox(
        label,
        options,
        format_func=names,
        key=f"check_{name}",
        on_change=_take_choice,
        args=(name, one, subject),
        width=width,
    )


def _take_choice(name: str, one: Number, subject: Subject) -> None:
    chosen = replace(one, **{name: st.session_state[f"check_{name}"]})
    if name == "nets":
        chosen = replace(chosen, lane=_same_kind(one, chosen.nets, subject))
    if chosen.start > chosen.end:
        there = chosen.start if name == "start" else chosen.end
        chosen = replace(chosen, start=there, end=there)
    pick(_fitted(chosen, subject))


def _same_kind(one: Number, nets: str, subject: Subject) -> int:
    """The lane of the same kind among other nets, because fresh nets count their lanes otherwise than a run."""
    kinds = {
        place: KINDS if place == "fresh" else [each.config.kind for each in subject.nets(place)]
        for place in (one.nets, nets)
    }
    kind = kinds[one.nets][min(one.lane, len(kinds[one.nets]) - 1)]
    if one.lane < len(kinds[nets]) and kinds[nets][one.lane] == kind:
        return one.lane
    return list(kinds[nets]).index(kind) if kind in kinds[nets] else 0
