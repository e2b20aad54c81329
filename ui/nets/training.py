"""The controls of how far the nets of a run were trained, and of which seed they are."""

from __future__ import annotations

import streamlit as st

from lab import jobs
from lab.run import Run
from ui.nets.kept import checkpoint_steps
from ui.nets.which import begin
from ui.race.payload import is_live
from ui.text import _


def choose_step(run: Run, page: str) -> int:
    """The point of training to look at: of all lanes' checkpoints one, at first the newest. `page` names the widgets."""
    steps = sorted({step for lane in checkpoint_steps(run) for step in lane})
    if is_live(run):
        jobs.watch(run.id)
        st.caption(_("It still trains: here are its newest weights."))
        st.button(_("Show newer ones"), key=f"{page}_newer", icon=":material/refresh:")
        return steps[-1]
    if len(steps) == 1:
        return steps[0]
    begin("at", steps[-1], lambda one: one in steps)
    chosen: int = st.select_slider(
        _("After so many training steps"), steps, steps[-1], key="at", bind="query-params"
    )
    return chosen


def choose_seed(run: Run) -> int:
    """Which of the nets the pictures of a single net show, counted from 0."""
    config = run.lanes[0].config
    if config.seeds == 1:
        return 0
    seeds = [config.seed + k for k in range(config.seeds)]
    begin("net", seeds[0], lambda one: one in seeds)
    chosen = st.segmented_control(
        _("Seed of the nets that are drawn"),
        seeds,
        default=seeds[0],
        required=True,
        key="net",
        bind="query-params",
    )
    return int(chosen or 0) - config.seed
