"""What is examined: which run, at which point of its training, which of its nets, and the sequence they read."""

from __future__ import annotations

from hashlib import blake2b

import streamlit as st

from lab import jobs
from lab.run import Run
from lab.runs import store
from lstm_core.tasks import Batch, make_task
from ui.gradients.reading import show_reading, words_of
from ui.gradients.subject import Nets, Subject, checkpoint_steps, examined, left_out
from ui.gradients.which import begin, show_runs
from ui.race.payload import is_live
from ui.text import _, language, number


def show_controls() -> Subject:
    """The controls, and what they mean. It has no nets where all weights are no numbers any more, which is said."""
    run = show_runs()
    task = make_task(run.lanes[0].config)
    batch = show_reading(run, task)
    at = _at(run)
    seed = _seed(run)
    before, after = examined(run, at, batch)
    _say_nets(run, after, seed)
    key = key_of(run, after, seed, batch)
    return Subject(run, task, batch, words_of(task, batch), before, after, seed, key)


def key_of(run: Run, after: tuple[Nets, ...], seed: int, batch: Batch) -> str:
    """Another one whenever a subject of these would be another: which lanes, steps and nets there are belongs to it."""
    nets = "-".join(f"{one.lane}:{one.step}:{one.seeds}" for one in after)
    read = blake2b(batch.x.tobytes() + batch.target.tobytes(), digest_size=8).hexdigest()
    return f"{run.id}/{nets}/{seed}/{read}/{language()}"


def _at(run: Run) -> int:
    """The point of training that "after" means: of all lanes' checkpoints one, at first the newest."""
    steps = sorted({step for lane in checkpoint_steps(run) for step in lane})
    if is_live(run):
        jobs.watch(run.id)
        st.caption(_("It still trains: here are its newest weights."))
        st.button(_("Show newer ones"), key="gradients_newer", icon=":material/refresh:")
        return steps[-1]
    if len(steps) == 1:
        return steps[0]
    begin("at", steps[-1], lambda one: one in steps)
    chosen: int = st.select_slider(
        _("After so many training steps"), steps, steps[-1], key="at", bind="query-params"
    )
    return chosen


def _seed(run: Run) -> int:
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


def _say_nets(run: Run, after: tuple[Nets, ...], seed: int) -> None:
    """How far each net was trained and whether it had solved its task then; and which are missing."""
    solved = _solved_at(run.id, run.updated.timestamp())
    said = []
    for one in after:
        drawn = one.seeds[one.place(seed)]
        at = solved[one.lane][drawn] if drawn < len(solved[one.lane]) else -1
        step = number(one.step, 0)
        if one.step == 0:
            said.append(_("{name}: not trained yet", name=one.name))
        elif 0 <= at <= one.step:
            said.append(_("{name}: {step} steps, solved", name=one.name, step=step))
        else:
            said.append(_("{name}: {step} steps, not solved", name=one.name, step=step))
    if said:
        st.caption(" · ".join(said))
    if not after:
        st.caption(
            _(
                "The weights of these nets are no numbers any more: their training exploded. Choose another run."
            )
        )
    elif missing := left_out(run, after):
        words = (
            _("1 net is left out: its weights are no numbers any more.")
            if missing == 1
            else _("{n} nets are left out: their weights are no numbers any more.", n=missing)
        )
        st.caption(words)


@st.cache_data(max_entries=64, show_spinner=False)
def _solved_at(run_id: str, updated: float) -> list[list[int]]:
    """For each lane, at which training step each of its nets was found to have solved the task; -1: never."""
    run = store().get(run_id)
    lanes = range(len(run.lanes)) if run else range(0)
    found = [store().events(run_id, lane) for lane in lanes]
    return [records[-1].event.solved_at.tolist() if records else [] for records in found]
