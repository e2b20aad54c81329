"""Part 6, clipping: the exploding RNN of Pascanu et al. 2013 (section 2.3), the same nets with and without clipping, trained by the reader."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from lab import jobs
from lab.run import Run
from lab.runs import store
from lstm_core.config import TrainConfig
from lstm_core.presets import preset
from ui.components.clipped import show_clipped
from ui.gradients.clipped_payload import clipped_payload, table
from ui.gradients.subject import Subject
from ui.navigation import entry_at
from ui.nets.stop import stop_button
from ui.nets.take import take_away
from ui.race import actions
from ui.race.payload import is_live
from ui.race.presets import preset_name
from ui.race.status import why_it_stands
from ui.reader import reader_id
from ui.text import _, lesson

KEY = "clipped"  # of the component
RUN = "gradients_clipping_run"  # the id of the reader's own run that is shown
PARAMETER = "clipping"  # of the link
SHIPPED = "shipped-clipping"
LOWEST, HIGHEST = 0.1, 10.0  # of the threshold
REPORT_EVERY = 10  # training steps, so that a jump is seen where it is
TICK = 0.6  # seconds


def show_clipping(_subject: Subject | None = None) -> None:
    """A finished run at first; the reader's own as soon as there is one, drawn as it trains."""
    jobs.warm_up()
    st.markdown(lesson("gradients/clipping"))
    run = _shown()
    mine = run.owner == reader_id()
    if mine and is_live(run):
        _live_controls(run)
    else:
        _controls(run, mine)
    if said := st.session_state.pop(actions.PROBLEM, None):
        st.markdown(f":red[{said}]")
    live = is_live(run)
    st.fragment(_picture, run_every=TICK if live else None)(run.id, live)
    _ways_on(run)
    take_away(KEY, lambda: table(run), "clipping")


def _shown() -> Run:
    """The run of the reader's that was started here or that the link names; else the one that ships with the app."""
    asked = st.session_state.get(RUN) or (st.query_params.get(PARAMETER) or "")[:64]
    run = store().get(asked) if asked else None
    if run is None or not is_pair(run):
        run = store().get(SHIPPED)
    if run is None:
        raise LookupError(SHIPPED)
    return run


def is_pair(run: Run) -> bool:
    """Whether it is a run of two RNNs of which the second alone is clipped."""
    clips = [lane.config.clip for lane in run.lanes if lane.config.kind == "rnn"]
    return len(run.lanes) == len(clips) == 2 and clips[0] == 0 < clips[1]


def _picture(run_id: str, was_live: bool) -> None:
    """The fragment that ticks. It also says that somebody is looking, and has the page follow when the run is over."""
    run = store().get(run_id)
    if run is None or is_live(run) != was_live:
        st.rerun()
    if was_live:
        jobs.watch(run_id)
    show_clipped(clipped_payload(run), key=KEY)


def _live_controls(run: Run) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        stop_button(run.id, partial(actions.stop, run.id), key="gradients_clipping_stop")
        st.caption(
            _("It trains on the server, and goes on for a minute while you look at other pages.")
        )


def _controls(run: Run, mine: bool) -> None:
    """The threshold, and the buttons that start a run with it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            _("Clip the gradient at"),
            LOWEST,
            HIGHEST,
            1.0,
            step=0.1,
            key="clip",
            bind="query-params",
            width=160,
        )
        st.button(
            _("Train it yourself now"),
            on_click=_start,
            args=(run.lanes[0].config.seed,),
            key="gradients_clipping_start",
            icon=":material/play_arrow:",
        )
        st.button(
            _("Another seed"),
            on_click=_start,
            args=(next_seed(run),),
            key="gradients_clipping_seed",
        )
        if mine and run.status in ("paused", "interrupted"):
            st.button(
                _("Continue"),
                on_click=actions.go_on,
                args=(run.id,),
                key="gradients_clipping_go_on",
            )
    if mine and run.status in ("paused", "interrupted"):
        st.caption(why_it_stands(run))


def _start(seed: int) -> None:
    """Train both nets from this seed on, the second clipped as the reader has set it."""
    actions.attempt(lambda: _begin(seed))


def _begin(seed: int) -> None:
    if other := jobs.running(reader_id()):
        raise jobs.BusyError(other)
    clip = float(st.session_state.get("clip") or 1.0)
    run = store().create(reader_id(), pair(clip, seed), name=preset_name("clipping"))
    st.session_state[RUN] = run.id
    st.query_params[PARAMETER] = run.id
    jobs.start(run.id)


def pair(clip: float, seed: int) -> tuple[TrainConfig, ...]:
    """The two nets, not clipped and clipped at `clip`, which is brought into its range; reported on often."""
    first, second = preset("clipping").lanes
    inside = min(HIGHEST, max(LOWEST, clip))
    return tuple(
        replace(lane, clip=at, seed=seed, report_every=REPORT_EVERY)
        for lane, at in ((first, 0.0), (second, inside))
    )


def next_seed(run: Run) -> int:
    """The first seed after those of a run; after the last there is the first again."""
    config = run.lanes[0].config
    high = int(TrainConfig.knobs()["seed"].high or 0)
    return (config.seed + config.seeds) % (high + 1)


def _ways_on(run: Run) -> None:
    with st.container(horizontal=True):
        st.page_link(
            entry_at("race").file,
            label=_("Watch its training again"),
            icon=":material/arrow_forward:",
            query_params={"run": run.id},
        )
        st.page_link(
            entry_at("runs").file,
            label=_("Keep, share or take away this run"),
            icon=":material/arrow_forward:",
            query_params={"run": run.id},
        )
