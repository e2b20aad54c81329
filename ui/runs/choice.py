"""Which runs a reader sees, and which of them are chosen: the session keeps their ids, the table in the browser shows them."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from lab.runs import Run, shipped, store
from ui.components.run_table import MOST
from ui.race.status import first_shipped
from ui.reader import reader_id

CHOSEN, CHOICE = "runs_chosen", "runs_choice"  # ids; how often this side has chosen
SHARED, MORE, LINK = "runs_shared", "runs_more", "runs_link"
PAGE = 10  # runs of the reader's own that are listed at first, and with each "Show more"


@dataclass(frozen=True)
class Listed:
    """A run in the table; `whose` is "own", "shared" or "shipped"."""

    run: Run
    whose: str


def listed() -> tuple[list[Listed], int]:
    """What the table shows, those shared by link first, and how many of the reader's own are left out."""
    _take_link()
    me, kept = reader_id(), store()
    found = [run for one in st.session_state.get(SHARED, []) if (run := kept.get(one))]
    shared = [Listed(run, "shared") for run in found if run.owner != me]
    own = [Listed(run, "own") for run in kept.of(me)]
    room = PAGE * (1 + st.session_state.get(MORE, 0))
    # The race that the lecture is about comes first: it is the picture of a reader who has none.
    first = first_shipped()
    ours = [Listed(run, "shipped") for run in sorted(shipped(), key=lambda run: run.id != first.id)]
    return [*shared, *own[:room], *ours], max(0, len(own) - room)


def link_leads_nowhere() -> bool:
    """Whether the page's address names a run that is not there."""
    asked = st.query_params.get("run")
    return bool(asked) and store().get(str(asked)[:64]) is None


def chosen_of(rows: list[Listed]) -> list[Listed]:
    """The chosen runs in the order of the table; the newest at first, and when all that were chosen are gone."""
    ids = st.session_state.get(CHOSEN)
    known = {row.run.id for row in rows}
    if rows and (ids is None or (ids and known.isdisjoint(ids))):
        first = next((row for row in rows if row.whose != "shared"), rows[0])
        ids = [first.run.id]
        choose(ids)
    return [row for row in rows if row.run.id in (ids or [])][:MOST]


def choose(ids: list[str]) -> None:
    """Have the table show these as chosen."""
    st.session_state[CHOSEN] = ids
    st.session_state[CHOICE] = st.session_state.get(CHOICE, 0) + 1


def show_more() -> None:
    """List another page of the reader's own runs."""
    st.session_state[MORE] = st.session_state.get(MORE, 0) + 1


def _take_link() -> None:
    """The run that the page's address names is shown and chosen, once for each address."""
    asked = str(st.query_params.get("run") or "")[:64]
    if not asked or st.session_state.get(LINK) == asked:
        return
    st.session_state[LINK] = asked
    run = store().get(asked)
    if run is None:
        return
    choose([run.id])
    if run.owner and run.owner != reader_id():
        known = st.session_state.get(SHARED, [])
        st.session_state[SHARED] = [*known, run.id][-10:]
