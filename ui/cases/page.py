"""The page of the three cases: which kind of network for which data, decided by experiment."""

from __future__ import annotations

from importlib import import_module

import streamlit as st

from ui.cases.choose import choose
from ui.text import _

CASE = "case"  # of the link
SHOWN = ("disease", "iris", "speech", "own")  # ui.cases.<name> has show_<name>


def show_page(part: str = "") -> None:
    """Draw the case that the reader chooses, or the one that a step of the lecture shows: "disease", "iris", "speech" or "own".

    Raises:
        KeyError: no such part.
    """
    chosen = part or _choose()
    _show(chosen)
    if chosen == "speech" and not part:
        own = st.expander(
            _("**Your own words**: record two or three, train on them, and test it live"),
            key="cases_own",
            on_change="rerun",
        )
        if own.open:
            with own:
                _show("own")


def _show(case: str) -> None:
    # Late: each case brings data and pictures of its own.
    if case not in SHOWN:
        raise KeyError(case)
    getattr(import_module(f"ui.cases.{case}"), f"show_{case}")()


def _choose() -> str:
    names = {
        "disease": _("1 · Disease from a vector"),
        "iris": _("2 · Iris from two images"),
        "speech": _("3 · Speech"),
    }
    return choose(_("Which network would we use?"), names, CASE)
