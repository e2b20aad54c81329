"""The page of the runs, put together: the table, and beside it what the chosen ones show."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lab import jobs
from lab.runs import Run, store
from lstm_core.tasks import make_task
from ui.components.comparison import comparison
from ui.components.run_table import run_table
from ui.components.save_figure import save_figure
from ui.components.share import share
from ui.race.names import lane_names
from ui.race.payload import is_live
from ui.race.status import run_title
from ui.race.verdict import Outcome, verdict
from ui.reader import arriving_reader, become_reader, reader_id, remember_reader
from ui.runs.choice import (
    CHOICE,
    CHOSEN,
    Listed,
    chosen_of,
    link_leads_nowhere,
    listed,
    show_more,
)
from ui.runs.curves import WHAT, Picture, lane_titles, letters_of, pictures, what_names
from ui.runs.files import safe_name, show_files
from ui.runs.loading import show_loading
from ui.runs.own import show_actions, show_own, show_undo
from ui.runs.rows import run_row
from ui.runs.settings import setting_rows
from ui.runs.words import distance_words, whose_words
from ui.text import _, lesson

TICK = 2.0  # seconds between two looks at a run that trains


def show_page() -> None:
    """The table at the left, the chosen runs at the right; on a phone one under the other."""
    jobs.running(reader_id())  # marks what an earlier server left unfinished
    _arrival()
    if link_leads_nowhere():
        st.caption(_("The link names a run that is not here (any more)."))
    rows, left_out = listed()
    chosen = chosen_of(rows)
    left, right = st.columns([5, 7], gap="medium")
    with left:
        live = any(is_live(row.run) for row in rows if row.whose == "own")
        table = st.fragment(_table, run_every=TICK) if live else _table
        table([row.run.id for row in rows], [row.run.id for row in chosen], live)
        if left_out:
            st.button(
                _("Show older ones ({n})", n=left_out), on_click=show_more, key="runs_show_more"
            )
        show_undo()
    with right:
        _chosen([row.run for row in chosen])
    left, right = st.columns([5, 7], gap="medium")
    with left:
        _unfold(_("Load a configuration or a net"), "runs_load", show_loading)
    with right:
        _unfold(_("My runs on another device"), "runs_device", _device)
    remember_reader()


def _table(ids: list[str], chosen: list[str], live: bool) -> None:
    """While a run trains this ticks, and says to the server that somebody is looking."""
    rows, _left_out = listed()
    if live:
        for row in rows:
            if row.whose == "own" and is_live(row.run):
                jobs.watch(row.run.id)
        still = any(is_live(row.run) for row in rows if row.whose == "own")
        if not still or [row.run.id for row in rows] != ids:
            st.rerun()
    found = run_table(
        [_row(row) for row in rows],
        chosen=chosen,
        choice=st.session_state.get(CHOICE, 0),
        key="runs_table",
    )
    if found is not None and found != chosen:
        st.session_state[CHOSEN] = found
        st.rerun()


def _row(row: Listed) -> dict[str, object]:
    whose = whose_words().get(row.whose, "")
    return run_row(row.run, whose=whose, dated=row.whose != "shipped")


def _chosen(runs: Sequence[Run]) -> None:
    if not runs:
        st.markdown(lesson("runs/nothing_chosen"))
        return
    letters = letters_of(runs)
    with st.container(horizontal=True, vertical_alignment="center"):
        how = _(
            "The line is the median of the seeds, the band reaches from the lowest to the highest; the dashed line is "
            "what guessing gives. Colour and dash tell the kind of net, letter and marker the run."
        )
        st.text(_headline(runs), help=how)
        what = st.segmented_control(
            _("What the curves show"),
            WHAT,
            default="score",
            required=True,
            format_func=lambda one: what_names()[one],
            key="runs_what",
            persist_state="session",
            label_visibility="collapsed",
            width="content",
        )
    theme = "dark" if st.context.theme.type == "dark" else "light"
    shown = pictures(runs, what, theme)
    for picture in shown:
        st.plotly_chart(
            picture.figure,
            key=picture.key,
            theme=None,
            alt=picture.alt,
            height=360,
            config={"displaylogo": False, "displayModeBar": False},
        )
    if any(is_live(run) for run in runs):
        st.button(_("Draw the newest reports"), key="runs_redraw", icon=":material/refresh:")
    if len(runs) == 1:
        run = runs[0]
        st.markdown(_verdict(run))
    else:
        run = _one_of(runs, letters)
    show_actions(run)
    _unfold(_("Settings side by side"), "runs_settings", _settings, runs, letters)
    _unfold(_("Take it away"), "runs_take", _take, run, shown)
    _unfold(_("Share the link"), "runs_share", _share, run)
    if run.owner == reader_id():
        _unfold(_("Name, note, delete"), "runs_own", show_own, run)
    elif run.note:
        st.text(run.note)


def _headline(runs: Sequence[Run]) -> str:
    """Which run the curves are of, as plain text."""
    if len(runs) > 1:
        return _("{n} runs on one axis", n=len(runs))
    words = distance_words(runs[0].lanes[0].config)
    return f"{runs[0].name} · {words}" if runs[0].name else words


def _verdict(run: Run) -> str:
    """What its numbers say, as the race says it."""
    names = lane_names([lane.config for lane in run.lanes])
    outcomes = []
    for k, (lane, name) in enumerate(zip(run.lanes, names, strict=True)):
        records = store().events(run.id, k)
        event = records[-1].event if records else None
        outcomes.append(Outcome(name.name, lane.config.kind, lane.config.seeds, lane.end, event))
    said = verdict(make_task(run.lanes[0].config), outcomes, run.status)
    return " ".join([said.headline, *said.more])


def _one_of(runs: Sequence[Run], letters: dict[str, str]) -> Run:
    """Of several chosen runs, the one that the buttons below are about."""
    by_id = {run.id: run for run in runs}
    picked = st.selectbox(
        _("The buttons below are about"),
        list(by_id),
        format_func=lambda one: f"{letters[one]} · {run_title(by_id[one])}",
        key="runs_one",
    )
    return by_id.get(picked, runs[0])


def _settings(runs: Sequence[Run], letters: dict[str, str]) -> None:
    lanes = [(run, lane) for run in runs for lane in run.lanes]
    columns = [title for run in runs for title in lane_titles(run, letters[run.id])]
    rows = setting_rows(lanes)
    if len(lanes) > 1 and st.toggle(_("Only what differs"), key="runs_differing"):
        rows = [row for row in rows if row.differs]
    comparison(columns, rows, key="runs_comparison")


def _take(run: Run, shown: Sequence[Picture]) -> None:
    for picture in shown:
        name = f"{safe_name(run)}-{picture.name}"
        with st.container(horizontal=True):
            save_figure(picture.key, name=name, key=f"runs_save_{picture.key}")
            st.download_button(
                _("Figure as HTML"),
                picture.to_html,
                file_name=f"{name}.html",
                mime="text/html",
                key=f"runs_html_{picture.key}",
                on_click="ignore",
            )
    show_files(run)


def _share(run: Run) -> None:
    st.caption(_("Whoever has the link sees this run and can copy it, but cannot change it."))
    share("race", {"run": run.id}, key="runs_link")


def _device() -> None:
    st.markdown(lesson("runs/device"))
    share("runs", {"reader": reader_id()}, key="runs_private_link")


def _arrival() -> None:
    """A private link was opened here: whose runs are to be shown from now on?"""
    if not (other := arriving_reader()):
        return
    with st.container(border=True, key="runs_arrival"):
        st.markdown(lesson("runs/arrival"))
        st.button(_("Show those runs here"), on_click=_move, args=(other,), key="runs_move")


def _move(other: str) -> None:
    become_reader(other)
    for name in (CHOSEN, "runs_deleted"):
        st.session_state.pop(name, None)
    st.query_params.pop("reader", None)


def _unfold(label: str, key: str, show: object, *args: object) -> None:
    """Below a word, and computed only when it is opened."""
    more = st.expander(label, key=key, on_change="rerun")
    if more.open and callable(show):
        with more:
            show(*args)
