"""What a reader does with one run: open it in the race, let it go on, rename it, delete it and have it back."""

from __future__ import annotations

from functools import partial

import streamlit as st

from lab import jobs
from lab.runs import Run, store
from ui.navigation import entry_at
from ui.nets.stop import stop_button
from ui.race.payload import is_live
from ui.race.status import run_title, why_it_stands
from ui.reader import reader_id
from ui.runs.choice import choose
from ui.text import _

DELETED, SAID = (
    "runs_deleted",
    "runs_said",
)  # id and name of the last one deleted; a sentence to say once
NAME, NOTE = 80, 2000  # characters, as the store keeps them


def show_actions(run: Run) -> None:
    """How it stands, and the ways on from it."""
    mine = run.owner == reader_id()
    if run.status in ("paused", "interrupted"):
        st.caption(why_it_stands(run))
        if mine:
            jobs.warm_up()
    if said := st.session_state.pop(SAID, None):
        st.markdown(f":red[{said}]")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            entry_at("race").file,
            label=_("Watch it train") if is_live(run) else _("Watch its training again"),
            icon=":material/arrow_forward:",
            query_params={"run": run.id},
        )
        if any(lane.step for lane in run.lanes):
            st.page_link(
                entry_at("gradients").file,
                label=_("See its gradients"),
                icon=":material/arrow_forward:",
                query_params={"run": run.id},
            )
        if mine and run.status in ("paused", "interrupted"):
            st.button(
                _("Let it go on"),
                on_click=go_on,
                args=(run.id,),
                key="runs_go_on",
                icon=":material/play_arrow:",
            )
        if mine and is_live(run):
            stop_button(run.id, partial(jobs.stop, run.id), key="runs_pause", outcome="paused")


def show_own(run: Run) -> None:
    """Name and note to change, and the button that deletes."""
    # A key for each run: otherwise one run's name would stand in the field of another.
    st.text_input(
        _("Name"),
        run.name,
        max_chars=NAME,
        key=f"runs_name_{run.id}",
        placeholder=run_title(run),
        on_change=_rename,
        args=(run.id,),
    )
    st.text_area(
        _("Note"),
        run.note,
        max_chars=NOTE,
        key=f"runs_note_{run.id}",
        on_change=_annotate,
        args=(run.id,),
    )
    st.button(
        _("Delete this run"),
        on_click=delete,
        args=(run.id, run_title(run)),
        key="runs_delete",
        icon=":material/delete:",
    )


def show_undo() -> None:
    """What was deleted last, and the button that brings it back."""
    if DELETED not in st.session_state:
        return
    run_id, name = st.session_state[DELETED]
    with st.container(horizontal=True, vertical_alignment="center", key="runs_undo_row"):
        st.text(_("“{name}” is deleted.", name=name))
        st.button(_("Undo"), on_click=undo, args=(run_id,), key="runs_undo", icon=":material/undo:")


def delete(run_id: str, name: str) -> None:
    """Stop it if it trains, and hide it; for a day the store can bring it back."""
    if not _is_mine(run_id):
        return
    if jobs.running(reader_id()) == run_id:
        jobs.stop(run_id, "paused")
    store().delete(run_id)
    st.session_state[DELETED] = (run_id, name)


def undo(run_id: str) -> None:
    """Have it back."""
    store().undelete(run_id)
    st.session_state.pop(DELETED, None)
    choose([run_id])


def go_on(run_id: str) -> None:
    """Let a run go on from its newest checkpoint."""
    if not _is_mine(run_id):
        return
    try:
        jobs.start(run_id)
    except jobs.BusyError:
        st.session_state[SAID] = _("You have another run in training: one at a time.")


def _rename(run_id: str) -> None:
    if _is_mine(run_id):
        store().rename(run_id, st.session_state[f"runs_name_{run_id}"])


def _annotate(run_id: str) -> None:
    if _is_mine(run_id):
        store().annotate(run_id, st.session_state[f"runs_note_{run_id}"])


def _is_mine(run_id: str) -> bool:
    """Also when it was deleted meanwhile in another tab: then there is nothing to do."""
    run = store().get(run_id)
    return run is not None and run.owner == reader_id()
