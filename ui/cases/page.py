"""The page of the three cases: which kind of network for which data, decided by experiment."""

from __future__ import annotations

from importlib import import_module

import streamlit as st

from ui.cases.choose import choose
from ui.cases.experiment import show_result
from ui.text import _, language

CASE, OWN = "case", "cases_own"  # of the link
DATA_SETS = ("diabetes", "cancer")  # of the part "disease"
RESULT, RESULTS = "result", {"plain": "", "permuted": "permuted"}  # likewise
SHOWN = ("disease", "iris", "speech", "own")  # ui.cases.<name> has show_<name>


def show_page(part: str = "") -> None:
    """Draw the case that the reader chooses, or the one that a step of the lecture shows: "disease", "iris", "speech" or "own".

    Raises:
        KeyError: no such part.
    """
    chosen = part or _choose()
    _show_result(chosen)
    _show(chosen)
    if chosen == "speech" and not part:
        own = st.expander(
            _("**Your own words**: record two or three, train on them, and test it live"),
            key=OWN,
            on_change="rerun",
            bind="query-params",
        )
        if own.open:
            with own:
                _show("own")


def _show(case: str) -> None:
    # Late: each case brings data and pictures of its own.
    if case not in SHOWN:
        raise KeyError(case)
    getattr(import_module(f"ui.cases.{case}"), f"show_{case}")()


def _show_result(part: str) -> None:
    """What ships of an experiment, first of all, where the link asks for it: a step of the lecture has asked the reader before."""
    asked = st.query_params.get(RESULT)
    if asked in RESULTS and part != "own":
        case = part
        if part == "disease":
            data = st.query_params.get("data", "")
            case = data if data in DATA_SETS else DATA_SETS[0]  # as `choose` does below
        show_result(case, RESULTS[asked], language=language() if case == "speech" else "")


def _choose() -> str:
    names = {
        "disease": _("1 · Disease"),
        "iris": _("2 · Iris"),
        "speech": _("3 · Speech"),
    }
    return choose(_("Which network would we use?"), names, CASE)
