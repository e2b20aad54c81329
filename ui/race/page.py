"""The page of the race, put together: which run is shown, what the reader may do with it, and the picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lab import jobs
from lab.run import Run
from lab.runs import store
from lstm_core.config import ConfigError, TrainConfig
from lstm_core.tasks import make_task
from ui.components.race import show_race
from ui.navigation import entry_at
from ui.nets.stop import stop_button
from ui.race import actions
from ui.race.controls import open_settings, show_guess, show_more, show_task
from ui.race.knobs import problem_sentence
from ui.race.payload import is_live, payload
from ui.race.settings import key, read_settings
from ui.race.status import first_shipped, run_title, why_it_stands
from ui.reader import reader_id, remember_reader
from ui.text import _

TICK, LOOK = 0.6, 3.0  # seconds
MOST_STEPS = int(TrainConfig.knobs()["steps"].high or 0)


def show_page(part: str = "") -> None:
    """The picture, and beside it, on a phone below it, the controls; a run that trains redraws the picture alone.

    Args:
        part: "picture" has the controls behind a button, as a step of the lecture shows it.
    """
    jobs.warm_up()
    open_settings()
    run = _shown()
    picture: DeltaGenerator
    controls: DeltaGenerator
    if part:
        picture, controls = st.container(), st.popover(_("Train it yourself"), key="race_chosen")
    else:
        picture, controls = st.columns([9, 3], gap="medium")
    # Run first, because what they do decides what is shown.
    with controls, st.container(key="race_controls"):
        _controls(run)
    with picture:
        st.fragment(_picture, run_every=_pace(run))(run.id, _standing(run))
    remember_reader()


def _shown() -> Run:
    """The run that the link names; else the reader's own that trains; else a finished one that ships with the app."""
    asked = st.query_params.get("run")
    if asked and (run := store().get(asked[:64])):
        return run
    mine = jobs.running(reader_id())
    if not asked and mine and (run := store().get(mine)):
        st.query_params["run"] = run.id
        return run
    if asked:
        st.caption(
            _("The link names a run that is not here (any more). This one ships with the app.")
        )
    # Chosen once for each task: another language of the page does not take the picture away.
    task = st.session_state[key("task")]
    first: str = st.session_state.setdefault(key(f"shipped_{task}"), first_shipped(task).id)
    return store().get(first) or first_shipped(task)


def _standing(run: Run) -> str:
    """What the controls depend on: its status, but waiting and running are one."""
    return "live" if is_live(run) else run.status


def _pace(run: Run) -> float | None:
    """Seconds between two looks at a run: often while it trains, now and then while it may go on, else never."""
    return {"live": TICK, "ended": None}.get(_standing(run), LOOK)


def _picture(run_id: str, standing: str) -> None:
    """The fragment that ticks. It also says that somebody is looking, and has the page follow when the run stands otherwise."""
    run = store().get(run_id)
    if run is None or _standing(run) != standing:
        st.rerun()
    if is_live(run):
        jobs.watch(run_id)
    show_race(payload(run))


def _controls(run: Run) -> None:
    mine = run.owner == reader_id()
    if mine and is_live(run):
        _live_controls(run)
        return
    _finished_controls(run, mine)
    _own_elsewhere(run)
    show_task()
    try:
        configs = read_settings(st.session_state)
        distances = make_task(configs[0]).distances if configs else ()
        problem = ""
    except ConfigError as error:
        distances, problem = (), problem_sentence(error)
    show_guess(distances)
    st.button(
        _("Train it yourself now"),
        on_click=actions.start_new,
        key="race_start",
        icon=":material/play_arrow:",
        width="stretch",
    )
    if said := st.session_state.pop(actions.PROBLEM, None) or problem:
        st.markdown(f":red[{said}]")
    show_more()
    if any(lane.step for lane in run.lanes):
        st.page_link(
            entry_at("gradients").file,
            label=_("See its gradients"),
            icon=":material/arrow_forward:",
            query_params={"run": run.id},
        )


def _own_elsewhere(run: Run) -> None:
    """The way back to the reader's own run that trains, or to the newest one if it may go on."""
    if trains := jobs.running(reader_id()):
        other, words = trains, _("Another run of yours is in training.")
    else:
        newest = next(iter(store().of(reader_id())), None)
        if newest is None or newest.status not in ("paused", "interrupted"):
            return
        other, words = newest.id, _("Your newest run is paused.")
    if other != run.id:
        st.caption(words)
        st.button(_("Show it"), on_click=actions.show, args=(other,), key="race_show")


def _live_controls(run: Run) -> None:
    """While the reader's own run trains: what it is, and how to stop it."""
    st.markdown(f"**{run_title(run)}**")
    with st.container(horizontal=True):
        stop_button(run.id, partial(actions.pause, run.id), key="race_pause", outcome="paused")
        stop_button(run.id, partial(actions.stop, run.id), key="race_stop")
    st.caption(
        _(
            "It trains on the server. You may look at other pages for a minute, reload, or send the link; "
            "what has been reported is kept."
        )
    )


def _finished_controls(run: Run, mine: bool) -> None:
    """What can still be done with the run that is shown."""
    buttons: list[tuple[str, str, Callable[[str], None]]] = []
    if mine and run.status in ("paused", "interrupted"):
        st.caption(why_it_stands(run))
        buttons = [
            ("race_go_on", _("Continue"), actions.go_on),
            ("race_stop", _("Stop"), actions.stop),
        ]
    elif mine and all(lane.step < MOST_STEPS for lane in run.lanes):
        buttons = [("race_more_steps", _("500 steps more"), actions.train_more)]
    if mine:
        buttons.append(("race_new_seed", _("New seed"), actions.start_again))
    elif run.owner:
        st.caption(
            _("This run is somebody else's: you can look at it, and make a copy of your own.")
        )
        buttons = [("race_copy", _("Make it mine"), actions.copy)]
    with st.container(horizontal=True):
        for name, label, action in buttons:
            st.button(label, on_click=action, args=(run.id,), key=name)
